"""Answers an HTTP API event (payload format 2.0): what is in stock, and its worth."""

import json
import os

from prices import amount

# Pieces and price in cents. It is data in the code so that the sample needs no database.
STOCK = {"mug": (42, 1250), "lamp": (7, 4900), "chair": (0, 3900)}


def handler(event, context=None):
    """An error is thrown on: Lambda counts it, and the alarm that takes a bad release back sees it."""
    status, body = answer(event.get("rawPath", "/"))
    if os.environ.get("LOG_LEVEL", "info") == "info":
        print(json.dumps({"level": "info", "path": event.get("rawPath", "/"), "status": status}))
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def answer(path):
    """The status and the body for a path; every path has one."""
    if path == "/health":
        return 200, {"status": "ok"}
    product = path.removeprefix("/stock/")
    if product not in STOCK:
        return 404, {"error": f"there is nothing at {path}"}
    pieces, cents = STOCK[product]
    return 200, {"product": product, "pieces": pieces, "worth": amount(pieces * cents)}
