"""CodeStar Notifications, which is served beside moto: the words of one refusal.

The provider deletes a rule's targets after the rule, and takes AWS's refusal to
delete a target that other rules use for what it is. It knows it by its words.
"""

import sys

import moto.server

IN_USE = "The target cannot be deleted because it is subscribed to one or more notification rules."


def in_aws_words(delete):
    def deleted(self, parameters):
        try:
            return delete(self, parameters)
        except Exception as refusal:
            refusal.message = IN_USE
            raise

    return deleted


def install():
    serve = moto.server.main

    def corrected(*arguments, **named):
        service = getattr(sys.modules["__main__"], "Notifications", None)
        if service is not None:
            service.op_DeleteTarget = in_aws_words(service.op_DeleteTarget)
        return serve(*arguments, **named)

    moto.server.main = corrected
