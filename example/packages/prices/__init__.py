"""Amounts of money, as every service of the shop writes them."""


def amount(cents, currency="EUR"):
    """The amount with two decimals and its currency."""
    return f"{cents // 100}.{cents % 100:02d} {currency}"
