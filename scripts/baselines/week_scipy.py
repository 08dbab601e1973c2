"""The core week in NumPy and SciPy: what a good analyst writes, float64, sparse matrices times blocks of worlds."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

from core_network import BUNDLE, CAPITAL, CRITICAL, IMPORTANT

DEMAND_DESTRUCTION, DEMAND_FLOOR = 0.01, 0.2  # as configs/README.md, [model]
NEGLIGIBLE = 1e-6


@dataclass
class Runs:
    """Groups of one class: who owns them, where each owner's run begins, and the owners."""

    groups: np.ndarray
    first: np.ndarray
    nodes: np.ndarray

    @classmethod
    def of(cls, network, kind):
        groups = np.flatnonzero(network.kind == kind)
        nodes, first = np.unique(network.owner[groups], return_index=True)
        return cls(groups, first, nodes)


class ScipyWeek:
    """State of a block of worlds as [row, world]; `march` runs it and returns the losses of each world."""

    def __init__(self, network, rules=(DEMAND_DESTRUCTION, DEMAND_FLOOR)):
        self.network = n = network
        self.destruction, self.floor = rules
        # Orders to demand and fill to receipts, both as shares of baseline.
        self.to_demand = sparse.csr_matrix((n.out_flow, n.out_group, n.out_first), (len(n.node), len(n.group)))
        self.to_demand = sparse.diags(1 / n.demand) @ self.to_demand
        self.to_receipts = sparse.csr_matrix((n.in_flow, n.in_supplier, n.in_first), (len(n.group), len(n.node)))
        self.to_receipts = sparse.diags(1 / n.receipts) @ self.to_receipts
        self.critical, self.important, self.bundle = (Runs.of(n, k) for k in (CRITICAL, IMPORTANT, BUNDLE))
        groups = self.bundle.groups
        self.missing_of_bundle = sparse.csr_matrix(
            (n.bundle_weight[groups], (n.owner[groups], np.arange(len(groups)))), (len(n.node), len(groups))
        )
        self.in_bundle = np.flatnonzero(n.kind == BUNDLE)
        self.ordered = np.flatnonzero((n.kind >= 0) & (n.kind != CAPITAL))
        self.travelling = np.flatnonzero(n.lead_time > 0)

    def begin(self, worlds):
        """Baseline: every ratio 1, every stock at its target."""
        n = self.network
        self.stock = np.repeat(n.target[: n.first_sink, None], worlds, axis=1)
        self.order = np.ones((len(n.group), worlds))
        self.transit = np.repeat(n.lead_time[self.travelling, None], worlds, axis=1)
        self.patience = np.ones((len(n.group) - n.first_sink, worlds))
        self.backlog = np.zeros_like(self.patience)

    def march(self, outage, severity, weeks, see=None):
        """March len(severity) worlds; return lost value added and lost final demand, million USD."""
        self.begin(len(severity))
        lost_output, lost_demand = np.zeros(len(severity)), np.zeros(len(severity))
        for week in range(weeks):
            capacity = np.ones((len(self.network.node), len(severity)))
            capacity[outage.nodes] = 1 - severity * outage.depth(week)
            self.place_final_demand()
            demand = self.to_demand @ self.order
            self.produce(demand, capacity * self.network.capacity[:, None])
            receipts = self.receive()
            self.use_and_order(receipts)
            lost = self.serve_final_demand(receipts)
            lost_output += self.network.value_added @ np.maximum(0, 1 - self.output)
            lost_demand += self.network.receipts[self.network.first_sink :] @ lost
            if see:
                see(self)
        return lost_output, lost_demand

    def place_final_demand(self):
        self.order[self.network.first_sink :] = self.patience + 0.5 * self.backlog

    def covered(self, runs):
        return self.stock[runs.groups] / self.network.throttle[runs.groups, None]

    def produce(self, demand, capacity):
        """Output is the least of capacity, demand and what stocks allow; `fill` is the share of orders delivered."""
        n = self.network
        activity = np.minimum(capacity, demand)
        if len(self.critical.groups):
            least = np.minimum.reduceat(self.covered(self.critical), self.critical.first, axis=0)
            activity[self.critical.nodes] = np.minimum(activity[self.critical.nodes], least)
        if len(self.important.groups):
            groups = self.important.groups
            need = np.maximum(1, activity[n.owner[groups]])
            missing = np.maximum(0, need - self.covered(self.important))
            limit = need - n.importance[groups, None] * missing
            least = np.minimum.reduceat(limit, self.important.first, axis=0)
            nodes = self.important.nodes
            activity[nodes] = np.minimum(activity[nodes], least)
        np.maximum(activity, 0, out=activity)
        activity[activity < NEGLIGIBLE] = 0
        output = activity
        if len(self.bundle.groups):
            need = np.maximum(1, activity)
            short = need[n.owner[self.bundle.groups]] - self.covered(self.bundle)
            missing = self.missing_of_bundle @ np.maximum(0, short)
            nodes = self.bundle.nodes
            limit = need[nodes] - (1 - n.bundle_floor[nodes, None]) * missing[nodes]
            output = activity.copy()
            output[nodes] = np.maximum(0, np.minimum(output[nodes], limit))
            output[output < NEGLIGIBLE] = 0
        self.activity, self.output, self.optimum = activity, output, np.minimum(demand, capacity)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.fill = np.where(output >= demand, 1.0, output / demand)

    def receive(self):
        """Deliveries in proportion to orders; goods with a lead time pass a first-order pipeline."""
        receipts = self.order * (self.to_receipts @ self.fill)
        if len(self.travelling):
            shipped = receipts[self.travelling]
            arrived = (self.transit + shipped) / (1 + self.network.lead_time[self.travelling, None])
            self.transit = np.maximum(0, self.transit + (shipped - arrived))
            receipts[self.travelling] = arrived
        return receipts

    def use_and_order(self, receipts):
        """Stocks are used at the pace of output and refilled towards their target."""
        n, groups = self.network, self.ordered
        owner = n.owner[groups]
        pace = self.output[owner]
        bundled = n.kind[groups] == BUNDLE
        pace[bundled] = self.activity[owner[bundled]]
        stock = self.stock[groups]
        stock += receipts[groups] - np.minimum(stock, pace)
        self.stock[groups] = stock
        optimum = self.optimum[owner]
        gap = n.target[groups, None] - 1 + optimum - stock
        self.order[groups] = np.maximum(0, optimum + gap / n.adjustment[groups, None])

    def serve_final_demand(self, receipts):
        """Share of each sink's demand that is lost this week"""
        arrived = receipts[self.network.first_sink :]
        unmet = np.maximum(0, self.patience - arrived)
        served = np.minimum(0.5 * self.backlog, np.maximum(0, arrived - self.patience))
        change = (1 - self.patience) / 52 - self.destruction * np.maximum(0, unmet - 0.05)
        self.backlog = self.backlog + (self.network.postponed[:, None] * unmet - served)
        self.patience = np.maximum(self.floor, self.patience + change)
        return unmet - served
