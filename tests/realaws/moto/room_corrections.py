"""What an account has room for: Lambda's concurrency and CodeBuild's builds.

An account of some age may run a thousand functions at once (Lambda developer guide,
gettingstarted-limits) and 60 builds in each kind of environment.
"""

import sys

import moto.server
from moto.awslambda.models import lambda_backends
from moto.servicequotas.models import ServiceQuotasBackend

CONCURRENCY = 1000
BUILDS = 60


def account_settings(self, parameters):
    functions = list(lambda_backends[self.account][self.region].list_functions())
    reserved = sum(int(f.reserved_concurrency or 0) for f in functions)
    return {
        "AccountLimit": {
            "ConcurrentExecutions": CONCURRENCY,
            "UnreservedConcurrentExecutions": CONCURRENCY - reserved,
        },
        "AccountUsage": {"FunctionCount": len(functions)},
    }


def builds(quota):
    def asked(self, service_code, quota_code):
        if service_code == "codebuild":
            return {"ServiceCode": service_code, "QuotaCode": quota_code, "Value": float(BUILDS), "Adjustable": True}
        return quota(self, service_code, quota_code)

    return asked


def install():
    ServiceQuotasBackend.get_service_quota = builds(ServiceQuotasBackend.get_service_quota)
    serve = moto.server.main

    def corrected(*arguments, **named):
        service = getattr(sys.modules["__main__"], "Lambda", None)
        if service is not None:
            service.op_GetAccountSettings = account_settings
        return serve(*arguments, **named)

    moto.server.main = corrected
