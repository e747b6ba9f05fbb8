"""Tests of the running image, at the address of the Lambda runtime interface emulator."""

import json
import os
import unittest
import urllib.request


def get(path):
    event = json.dumps({"version": "2.0", "rawPath": path}).encode()
    with urllib.request.urlopen(os.environ["SERVICE_URL"], data=event, timeout=30) as response:
        answered = json.load(response)
    if "errorType" in answered:
        raise RuntimeError(f"the function failed: {answered['errorType']}: {answered['errorMessage']}")
    return answered["statusCode"], json.loads(answered["body"])


class Service(unittest.TestCase):
    def test_the_service_is_healthy(self):
        self.assertEqual(get("/health"), (200, {"status": "ok"}))

    def test_a_product_has_pieces_and_a_worth(self):
        self.assertEqual(get("/stock/lamp"), (200, {"product": "lamp", "pieces": 7, "worth": "343.00 EUR"}))

    def test_what_is_not_there_is_a_404(self):
        self.assertEqual(get("/stock/boat")[0], 404)
