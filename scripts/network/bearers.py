"""Who bears a high price: what is a small part of an end product outbids."""

import pandas as pd


class EndValue:
    """Value of end products that hangs on a dollar of a good.

    A dollar of an input carries what its buyer sells for it, and that what
    the buyer's customers sell, down to the end product: 1 / its cost share
    there. Other use and investment carry the dollar itself: nobody knows
    what they sell.
    """

    def __init__(self, nodes: pd.DataFrame, links: pd.DataFrame,
                 capital: set):
        """`links`: supplier, buyer, product, flow; `capital`: pairs (buyer,
        input) of products whose input is a tool, not a part."""
        product = dict(zip(nodes.node, nodes["product"]))
        buyer = links.buyer.map(product).fillna("")
        flows = links.groupby(["product", buyer], sort=False).flow.sum()
        self._sales = links.groupby("product", sort=False).flow.sum()
        self._uses = {}
        for (good, user), flow in flows.items():
            if (user, good) in capital:
                user = ""
            uses = self._uses.setdefault(good, {})
            uses[user] = uses.get(user, 0.0) + flow
        self._known = {}

    def of_use(self, good: str, user: str) -> float:
        """Per dollar of `good` that makers of `user` buy; "": other use."""
        if not user or user not in self._uses[good]:
            return 1.0
        ratio = self._sales[user] / self._uses[good][user]
        return ratio * self.of_good(user)

    def of_good(self, good: str) -> float:
        """Mean over the uses of `good` by flow; goods that are made from
        each other are an error."""
        if self._known.setdefault(good, None) is None:
            self._known[good] = float("nan")
            uses = self._uses[good]
            self._known[good] = sum(
                flow * self.of_use(good, user)
                for user, flow in uses.items()) / sum(uses.values())
        if self._known[good] != self._known[good]:
            raise ValueError(f"{good} is made from itself")
        return self._known[good]

    def bearing_share(self, good: str, price: float) -> float:
        """Share of the flow of `good` that bears `price` times its price.

        Its end product then costs at most twice what it did:
        (price - 1) x cost share <= 1.
        """
        uses = self._uses[good]
        bearing = sum(flow for user, flow in uses.items()
                      if self.of_use(good, user) >= price - 1)
        return bearing / sum(uses.values())
