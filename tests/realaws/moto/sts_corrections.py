"""STS: a role is assumed only if it is there."""

from moto.iam.models import iam_backends
from moto.sts.exceptions import STSClientError
from moto.sts.responses import TokenResponse


def if_there(assume):
    """AWS says the same of a role that is not there and of one that does not trust the caller (IAM user guide,
    troubleshoot_roles); moto assumes both."""

    def assumed(self):
        arn = self._get_param("RoleArn")
        account = arn.split(":")[4]
        if arn not in {role.arn for role in iam_backends[account]["aws"].roles.values()}:
            _, caller, _ = self.backend.get_caller_identity(self.get_access_key(), self.region)
            raise STSClientError(
                "AccessDenied", f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {arn}")
        return assume(self)

    return assumed


def install():
    TokenResponse.assume_role = if_there(TokenResponse.assume_role)
