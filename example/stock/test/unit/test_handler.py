import json
import unittest

from handler import handler


def get(path):
    response = handler({"rawPath": path})
    return response["statusCode"], json.loads(response["body"])


class Handler(unittest.TestCase):
    def test_it_is_healthy(self):
        self.assertEqual(get("/health"), (200, {"status": "ok"}))

    def test_the_worth_is_that_of_all_pieces(self):
        self.assertEqual(get("/stock/mug"), (200, {"product": "mug", "pieces": 42, "worth": "525.00 EUR"}))
        self.assertEqual(get("/stock/chair")[1]["worth"], "0.00 EUR")

    def test_what_is_not_there_is_a_404(self):
        for path in ("/stock/boat", "/stock/", "/nowhere"):
            self.assertEqual(get(path)[0], 404, path)
