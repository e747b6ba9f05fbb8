"""CodeConnections, which is served beside moto: a handshake that a person has done.

A connection is PENDING until somebody completes it in AWS's console (Developer Tools
console user guide, connections-update), which no call does. Here one is complete from
the start if that is its name.
"""

import sys

import moto.server

COMPLETE = "complete"


def by_name(create):
    def created(self, p, prefix):
        answer = create(self, p, prefix)
        if p["ConnectionName"] == COMPLETE:
            self.connections[answer["ConnectionArn"]]["ConnectionStatus"] = "AVAILABLE"
        return answer

    return created


def install():
    serve = moto.server.main

    def corrected(*arguments, **named):
        service = getattr(sys.modules["__main__"], "Connections", None)
        if service is not None:
            service.op_CreateConnection = by_name(service.op_CreateConnection)
        return serve(*arguments, **named)

    moto.server.main = corrected
