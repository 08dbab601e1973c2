"""Names for people: of countries, products and nodes."""

from __future__ import annotations

import csv
from pathlib import Path

from ..campaign import find_network
from ..errors import InputError
from ..results import Results


class Names:
    """Codes of a results file in words.

    Words are those of the network's tables, if its folder is where it was when
    the campaign ran or among the shipped ones; else the codes themselves.
    """

    def __init__(self, results: Results) -> None:
        told = str(results.campaign.get("campaign", {}).get("network", ""))
        folder: Path | None
        try:
            folder = find_network(told, results.path.resolve().parent)
        except InputError:
            folder = None
        self._country = _words(folder, "countries.csv", "country")
        self._product = _words(folder, "products.csv", "product")

    def country(self, code: str) -> str:
        return self._country.get(code, code)

    def product(self, code: str) -> str:
        """Up to the first comma or bracket: the rest would be too long."""
        word = self._product.get(code, code.replace("_", " "))
        return word.split(" (")[0].split(",")[0]

    def node(self, code: str) -> str:
        """ "CHN:car_ev:BYD" is "Electric cars, China (BYD)"."""
        country, _, rest = code.partition(":")
        product, _, firm = rest.partition(":")
        if not product:
            return code
        owner = f" ({firm})" if firm else ""
        return f"{self.product(product)}, {self.country(country)}{owner}"


def _words(folder: Path | None, table: str, key: str) -> dict[str, str]:
    if folder is None or not (folder / table).is_file():
        return {}
    with open(folder / table, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {r[key]: r["name"] for r in rows if r.get(key) and r.get("name")}
