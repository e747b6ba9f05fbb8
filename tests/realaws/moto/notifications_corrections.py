"""CodeStar Notifications, which is served beside moto: the words of one refusal, and
rules among what Resource Groups' tagging finds.

The provider deletes a rule's targets after the rule, and takes AWS's refusal to
delete a target that other rules use for what it is. It knows it by its words.
"""

import sys

import moto.server
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend

IN_USE = "The target cannot be deleted because it is subscribed to one or more notification rules."


def in_aws_words(delete):
    def deleted(self, parameters):
        try:
            return delete(self, parameters)
        except Exception as refusal:
            refusal.message = IN_USE
            raise

    return deleted


def known(create, services):
    """Creates a rule, and remembers the service that keeps it."""

    def created(self, parameters):
        services[(self.account, self.region)] = self
        return create(self, parameters)

    return created


def with_rules(get_resources, services):
    """Finds resources, and rules if they are asked for (Resource Groups Tagging API,
    GetResources: a resource fits if it has one of the values of each tag)."""

    def found(self, **asked):
        token, resources = get_resources(self, **asked)
        service = services.get((self.account_id, self.region_name))
        if service is None or "codestar-notifications" not in (asked.get("resource_type_filters") or []):
            return token, resources
        for arn, tags in service.tags.items():
            if arn in service.rules and all(
                tags.get(f["Key"]) in f["Values"] for f in asked.get("tag_filters") or []
            ):
                pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
                resources.append({"ResourceARN": arn, "Tags": pairs})
        return token, resources

    return found


def install():
    services = {}
    ResourceGroupsTaggingAPIBackend.get_resources = with_rules(
        ResourceGroupsTaggingAPIBackend.get_resources, services
    )
    serve = moto.server.main

    def corrected(*arguments, **named):
        service = getattr(sys.modules["__main__"], "Notifications", None)
        if service is not None:
            service.op_DeleteTarget = in_aws_words(service.op_DeleteTarget)
            service.op_CreateNotificationRule = known(service.op_CreateNotificationRule, services)
        return serve(*arguments, **named)

    moto.server.main = corrected
