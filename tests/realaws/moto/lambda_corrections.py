"""Images from another account's registry.

Moto looks for a function's image in the account of the function. Lambda reads the
account of the registry in the image's address.
"""

from moto.awslambda.models import LambdaFunction

set_function_code = LambdaFunction._set_function_code


def from_registry(self, updated_spec):
    own = self.account_id
    if "ImageUri" in updated_spec:
        self.account_id = updated_spec["ImageUri"].split(".", 1)[0]
    try:
        set_function_code(self, updated_spec)
    finally:
        self.account_id = own


def install():
    LambdaFunction._set_function_code = from_registry
