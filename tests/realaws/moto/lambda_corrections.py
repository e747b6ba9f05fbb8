"""Lambda: the image of a function and of a version, what it answers, and the revision of an alias."""

import json
import uuid

from moto.awslambda.exceptions import PreconditionFailedException
from moto.awslambda.models import EventSourceMapping, LambdaAlias, LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.ecr.models import ecr_backends

ANSWER = "answer"  # the annotation of a manifest that says what its image answers


def repository(function):
    return function.code.get("ImageUri", "").partition("@")[0].partition(":")[0]


def registry(uri):
    return uri.partition(".")[0]


def manifest(backend, function):
    address, _, name = repository(function).partition("/")
    known = ecr_backends[registry(address)][backend.region_name].repositories.get(name)
    for image in known.images if known else []:
        if image.get_image_digest() == "sha256:" + function.code_sha_256:
            return json.loads(image.get_image_manifest())
    return {}


def from_registry(take):
    """An image is looked for in the account of the registry in its address; moto looks in the function's."""

    def taken(self, updated_spec):
        own = self.account_id
        if "ImageUri" in updated_spec:
            self.account_id = registry(updated_spec["ImageUri"])
        try:
            take(self, updated_spec)
        finally:
            self.account_id = own

    return taken


def resolved(describe):
    """An image is resolved to repository@sha256:..., once (Lambda API reference, FunctionCodeLocation)."""

    def described(self):
        answer = describe(self)
        if "ResolvedImageUri" in answer.get("Code", {}):
            answer["Code"]["ResolvedImageUri"] = f"{repository(self)}@sha256:{self.code_sha_256}"
        return answer

    return described


def frozen(publish):
    """A version keeps its image; moto shows the newest for all of them."""

    def published(self, version):
        self.code = dict(self.code)
        publish(self, version)

    return published


def by_image(invoke):
    """No image runs here: one whose manifest has the annotation answers with it."""

    def invoked(self, function_name, qualifier, body, headers, response_headers):
        function = self.get_function(function_name, qualifier)
        answer = manifest(self, function).get("annotations", {}).get(ANSWER)
        if answer is not None:
            return answer.encode()
        return invoke(self, function_name, qualifier, body, headers, response_headers)

    return invoked


def renewed(update):
    """Every change gives an alias another revision; moto keeps the first."""

    def updated(self, *arguments, **named):
        update(self, *arguments, **named)
        self.revision_id = str(uuid.uuid4())

    return updated


def if_unchanged(update):
    """UpdateAlias with a revision that is not the alias's is rejected (Lambda API reference, UpdateAlias)."""

    def updated(self):
        revision = json.loads(self.body).get("RevisionId")
        function, name = self.path.rsplit("/")[-3], self.path.rsplit("/", 2)[-1]
        if revision and self.backend.get_alias(name, function).revision_id != revision:
            raise PreconditionFailedException("The revision id provided does not match the latest revision id")
        return update(self)

    return updated


def remembering(create):
    """An event source mapping calls the alias that it was given; moto forgets which."""

    def created(self, spec):
        mapping = create(self, spec)
        mapping.called = spec["FunctionName"]
        return mapping

    return created


def called(describe):
    def described(self):
        answer = describe(self)
        if self.called.startswith("arn:"):
            answer["FunctionArn"] = self.called
        return answer

    return described


def install():
    EventSourceMapping.get_configuration = called(EventSourceMapping.get_configuration)
    LambdaBackend.create_event_source_mapping = remembering(LambdaBackend.create_event_source_mapping)
    LambdaFunction._set_function_code = from_registry(LambdaFunction._set_function_code)
    LambdaFunction.get_code = resolved(LambdaFunction.get_code)
    LambdaFunction.set_version = frozen(LambdaFunction.set_version)
    LambdaSimpleBackend.invoke = by_image(LambdaSimpleBackend.invoke)
    LambdaAlias.update = renewed(LambdaAlias.update)
    LambdaResponse.update_alias = if_unchanged(LambdaResponse.update_alias)
