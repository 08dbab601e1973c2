"""Weeks on the way: lead times of inputs, from distance and mode, after the links are known."""

import pandas as pd

from rules import number_text
from sources import Sources

# Weeks at home and by air, door to door: trucks take days, air freight with customs about a week (judgement).
HOME_WEEKS = 0.5
AIR_WEEKS = 1.0
# By sea: ports, customs and trucks at both ends, and the way itself at 14 knots (judgement).
PORT_WEEKS = 1.0
MILES_A_WEEK = 14 * 24 * 7
# Lead times are written in steps of this many weeks; a node gets a row of its own if it differs from the mean of
# its product's by LEAST_DIFFERENCE or more.
STEP_WEEKS = 0.5
LEAST_DIFFERENCE = 1.0


class Shipping:
    """Weeks on the way between two countries; a row of transit.csv with countries counts before one with regions."""

    def __init__(self, sources: Sources):
        self._region = dict(zip(sources.countries.country, sources.countries.sea_region))
        self._transport = dict(zip(sources.products["product"], sources.products.transport))
        self._weeks = {frozenset((row.end_a, row.end_b)):
                       row.weeks if row.weeks == row.weeks else PORT_WEEKS + row.nautical_miles / MILES_A_WEEK
                       for row in sources.transit.itertuples()}

    def __call__(self, product: str, exporter: str, importer: str) -> float:
        """Mean weeks in transit of `product`, door to door."""
        transport = self._transport[product]
        if transport == "none":
            return 0.0
        # ROW is many countries: what it sells to itself goes abroad all the same.
        if exporter == importer != "ROW":
            return HOME_WEEKS
        return AIR_WEEKS if transport == "air" else self._by_sea(exporter, importer)

    def _by_sea(self, exporter, importer):
        for ends in ((exporter, importer), (exporter, "*"), (importer, "*"),
                     (exporter, self._region[importer]), (self._region[exporter], importer),
                     (self._region[exporter], self._region[importer])):
            if frozenset(ends) in self._weeks:
                return self._weeks[frozenset(ends)]
        raise ValueError(f"transit.csv has no row for {exporter} and {importer}")


class LeadTimes:
    """Flow-weighted means over the links of a buyer and input, in steps of STEP_WEEKS."""

    def __init__(self, sources: Sources, nodes: pd.DataFrame, links: pd.DataFrame):
        """`links`: list_links of all products with column `product`."""
        shipping = Shipping(sources)
        product_of = dict(zip(nodes.node, nodes["product"]))
        bought = links[links.buyer.isin(product_of) & (links.flow > 0)]
        weeks = [shipping(*cells) for cells in zip(bought["product"], bought.exporter, bought.importer)]
        flows = pd.DataFrame({"buyer": bought.buyer, "buyer_product": bought.buyer.map(product_of),
                              "input": bought["product"], "flow": bought.flow, "weeks": bought.flow * weeks})
        self._of_product = self._means(flows, "buyer_product")
        self._of_node = self._means(flows, "buyer")

    @staticmethod
    def _means(flows, buyer):
        sums = flows.groupby([buyer, "input"], sort=False)[["flow", "weeks"]].sum()
        return {key: STEP_WEEKS * round(weeks / flow / STEP_WEEKS)
                for key, flow, weeks in zip(sums.index, sums.flow, sums.weeks)}

    def of_product(self, buyer: str, input_: str) -> str:
        """Lead time of all producers of `buyer`."""
        return number_text(self._of_product.get((buyer, input_), 0.0))

    def of_node(self, node: str, buyer: str, input_: str) -> str:
        """Lead time of one producer of `buyer`: its own where it differs much, else that of all."""
        own = self._of_node[node, input_]
        if abs(own - self._of_product[buyer, input_]) >= LEAST_DIFFERENCE:
            return number_text(own)
        return self.of_product(buyer, input_)
