"""Fill the flows of one product between its producers and its buyers, prune and re-balance them."""

import dataclasses

import numpy as np
import pandas as pd

import balance
from gravity import FirmTies, Gravity
from sources import Sources

# Most of an input of a buyer that is cut with its smallest suppliers, by the class of the input. At 1 % for all the
# network would have 55,000 links; these keep it near 44,000. What the largest exporter's stop costs, product by
# product, is then within 10 % of what it costs there but for two; README.md of the network has the table. With 13 %
# of critical and 20 % of important inputs, minerals no less, it was up to twentyfold (neon). CAPITAL at 50 % left many
# buyers of tools one supplier. Of what a country buys by known shares 1 % is cut: else these would be lost.
CUT_SHARE = {"CRITICAL": 0.04, "IMPORTANT": 0.08, "BUNDLE": 0.08, "CAPITAL": 0.13, "final": 0.25}
# Of minerals at most this: many buy little of them, most of it from one country.
CUT_SHARE_OF_MINERALS = 0.02
CUT_SHARE_OF_KNOWN = 0.01
# Of a supplier's sales at most this share goes with buyers to whom it is a small supplier.
CUT_SHARE_OF_SUPPLIER = 0.2
# Suppliers that a buyer keeps of an input that holds its output back, where it has so many: else cutting makes four
# fifths from one country all of it, and a stop there takes the rest as well. Tools hold it back as they wear.
LEAST_SUPPLIERS = 3
LIMITING = ("CRITICAL", "IMPORTANT", "BUNDLE", "CAPITAL")
# Sales of a node may differ this much from its share of the world value after pruning.
SALES_TOLERANCE = 0.0001
VANISHING_SHARE = 1e-9  # of a buyer's need: a flow that the balancing has driven out
# A country sells at most this share of its output to itself where its net import reliance is known.
MOST_AT_HOME = 0.95
# Alternates: another supplier for a buyer that gets nearly all of an input from one country; a large one, but any of
# an input that holds its output back.
CONCENTRATED = 0.95
SMALLEST_ALTERNATE_SHARE = 0.04
# In known_trade.csv: all exporters that the facts of the same importer and product do not name.
OTHER = "OTHER"
DERIVED = "balance"


@dataclasses.dataclass
class Filled:
    """Flows of one product between all its producers and buyers; million USD/week."""

    product: str
    group: str               # of the product
    suppliers: pd.DataFrame  # rows of make_nodes
    buyers: pd.DataFrame     # rows of weekly_needs, and class_: class of this input for the buyer, or final
    prior: np.ndarray        # [suppliers, buyers] attraction x size, >= 0
    flow: np.ndarray         # [suppliers, buyers] >= 0, balanced
    known: pd.DataFrame      # known trade: exporter, importer, wanted and possible share of the importer's supply
    #                          (OTHER, possible NaN: what the list of an importer leaves to exporters it does not name;
    #                          source DERIVED: the home share that its shares of imports were reckoned with)

    @property
    def value(self) -> float:
        """World sales, million USD/week."""
        return float(self.flow.sum())


class FlowFiller:
    """Fills products one by one; README.md of the network tells the method."""

    def __init__(self, sources: Sources):
        self._gravity = Gravity(sources)
        self._firm_ties = FirmTies(sources)
        used = sources.known_trade[sources.known_trade.used == 1]
        self._known = {product: table for product, table in used.groupby("product", sort=False)}
        self._group = dict(zip(sources.products["product"], sources.products.group))
        self._class = {(row.buyer, row.input): row.class_ for row in sources.recipes.itertuples()}

    def __call__(self, product: str, suppliers: pd.DataFrame, buyers: pd.DataFrame) -> Filled:
        """suppliers: rows of make_nodes; buyers: rows of weekly_needs, both of this product."""
        suppliers = suppliers.reset_index(drop=True)
        buyers = buyers.reset_index(drop=True)
        sales = suppliers.sales.to_numpy()
        needs = buyers.need.to_numpy() * (sales.sum() / buyers.need.sum())

        exporters = sorted(set(suppliers.country))
        importers = sorted(set(buyers.country))
        row = np.array([exporters.index(c) for c in suppliers.country])
        column = np.array([importers.index(c) for c in buyers.country])
        exports = np.bincount(row, sales, len(exporters))
        imports = np.bincount(column, needs, len(importers))
        ties = np.array([[self._firm_ties.factor(s.firm, product, b.firm, b.product) for b in buyers.itertuples()]
                         for s in suppliers.itertuples()])
        size = ties * sales[:, None] * needs
        # Countries attract each other as their firms do, so that a firm's own plants abroad count.
        pairs = np.zeros((len(exporters), len(importers)))
        np.add.at(pairs, (row[:, None], column), size)
        attraction = self._gravity.attraction(product, exporters, importers) * pairs
        trade, known = self._trade(product, exporters, importers, exports, imports, attraction)

        scale = np.divide(trade, pairs, out=np.zeros_like(trade), where=pairs > 0)
        prior = scale[row][:, column] * size
        classes = [self._class.get((b.product, product), "final") for b in buyers.itertuples()]
        filled = Filled(product, self._group[product], suppliers, buyers.assign(class_=classes), prior,
                        np.zeros_like(prior), known)
        return dataclasses.replace(filled, flow=fit(filled, prior, needs))

    def _trade(self, product, exporters, importers, exports, imports, prior):
        """Fill trade between countries by gravity alone, then again around the known shares.

        A known share of imports (none: a share of supply is known) becomes one of supply with the home share: the
        known one (a fact whose exporter is the importer), else one minus net import reliance where that is known and
        home output allows it, else what gravity gives.
        """
        by_gravity = balance.fit(prior, exports, imports)
        table = self._known.get(product, pd.DataFrame(columns=["exporter", "importer"]))
        rests = table[(table.exporter == OTHER) & table.importer.isin(importers)]
        table = table[table.exporter.isin(exporters) & table.importer.isin(importers)]
        home = {}
        for importer in sorted({*table.importer, *rests.importer}):
            j = importers.index(importer)
            made = exports[exporters.index(importer)] if importer in exporters else 0.0
            gravity = by_gravity[exporters.index(importer), j] if importer in exporters else 0.0
            home[importer] = home_share(table[table.importer == importer], importer, made / imports[j],
                                        gravity / imports[j])
        facts = []
        for fact in table.itertuples():
            share = fact.share_of_imports * (1 - home[fact.importer])
            facts.append((exporters.index(fact.exporter), importers.index(fact.importer),
                          fact.share_of_supply if np.isnan(share) else share, fact))
        stated = set(table.importer[table.exporter == table.importer])
        for importer in sorted({*rests.importer}.intersection(exporters) - stated):
            facts.append((exporters.index(importer), importers.index(importer), home[importer], pd.Series(
                {"exporter": importer, "importer": importer, "source": DERIVED, "grade": "C"})))
        trade, flows = balance.fit_with_known_cells(
            prior, exports, imports, [(i, j, share * imports[j]) for i, j, share, _ in facts])
        known = pd.DataFrame(
            [(product, fact.exporter, fact.importer, share, flow / imports[j], fact.source, fact.grade)
             for (i, j, share, fact), flow in zip(facts, flows)],
            columns=["product", "exporter", "importer", "wanted", "possible", "source", "grade"])
        named = known[known.exporter != known.importer].groupby("importer").wanted.sum()
        for fact in rests.itertuples():
            rest = 1 - home[fact.importer] - named.get(fact.importer, 0.0)
            known.loc[len(known)] = (product, OTHER, fact.importer, rest, np.nan, fact.source, fact.grade)
        return trade, known


def home_share(facts, importer, made, by_gravity) -> float:
    """Share of its supply that a country makes itself: known, or one minus net import reliance, or by gravity.

    facts: known trade to this importer; made, by_gravity: its output and its own sales at home over its need.
    """
    stated = facts[facts.exporter == importer].share_of_supply
    if len(stated):
        return float(stated.iloc[0])
    reliant = facts[facts.share_of_supply <= facts.share_of_imports]
    if made > 0 and len(reliant):
        reliance = reliant.share_of_supply.iloc[-1] / reliant.share_of_imports.iloc[-1]
        return float(min(1 - reliance, MOST_AT_HOME * made))
    return float(by_gravity)


def blocks(filled: Filled, needs: np.ndarray) -> list:
    """Known trade as (supplier numbers, buyer numbers, million USD/week) for balance.fit."""
    result = []
    for fact in filled.known[filled.known.exporter != OTHER].itertuples():
        rows = np.flatnonzero(filled.suppliers.country == fact.exporter)
        columns = np.flatnonzero(filled.buyers.country == fact.importer)
        result.append((rows, columns, fact.possible * needs[columns].sum()))
    return result


def fit(filled: Filled, prior: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """Balance with the known trade, then once more without, so that sales come first where the two disagree."""
    sales = filled.suppliers.sales.to_numpy()
    flow = balance.fit(prior, sales, needs, blocks(filled, needs), rounds=300)
    return balance.fit(flow, sales, needs, rounds=20000, tolerance=1e-10)


def keep_known_trade(filled: Filled, keep: np.ndarray) -> None:
    """Mark the largest link of each known pair, and of each importer's trade with all others, to be kept."""
    for importer, facts in filled.known.groupby("importer", sort=False):
        columns = np.flatnonzero(filled.buyers.country == importer)
        groups = [np.flatnonzero(filled.suppliers.country == exporter) for exporter in facts.exporter]
        groups.append(np.flatnonzero(~filled.suppliers.country.isin(facts.exporter)))
        for rows in groups:
            part = filled.flow[np.ix_(rows, columns)]
            if part.size and part.max() > 0:
                row, column = np.unravel_index(part.argmax(), part.shape)
                keep[rows[row], columns[column]] = True


def keep_home_supplier(filled: Filled, keep: np.ndarray) -> None:
    """Mark each buyer's largest supplier at home, of inputs that hold it back: who can grow when others are barred."""
    for j in np.flatnonzero(filled.buyers.class_.isin(LIMITING)):
        home = np.flatnonzero(filled.suppliers.country == filled.buyers.country[j])
        if len(home) and filled.flow[home, j].max() > 0:
            keep[home[filled.flow[home, j].argmax()], j] = True


def prune_and_balance(filled: Filled):
    """Cut each buyer's smallest suppliers, with a small share of what it buys, and balance the rest.

    Where the links left cannot carry a supplier's sales, its largest cut links return.
    Returns (flow [suppliers, buyers], keep [suppliers, buyers]).
    """
    sales = filled.suppliers.sales.to_numpy()
    needs = filled.flow.sum(axis=0)
    share = filled.buyers.class_.map(CUT_SHARE).to_numpy()
    if filled.group == "minerals":
        share = np.minimum(share, CUT_SHARE_OF_MINERALS)
    share[filled.buyers.country.isin(filled.known.importer)] = CUT_SHARE_OF_KNOWN
    keep = balance.prune(np.where(filled.flow > VANISHING_SHARE * needs, filled.flow, 0.0),
                         share, np.where(filled.buyers.class_.isin(LIMITING), LEAST_SUPPLIERS, 1), CUT_SHARE_OF_SUPPLIER)
    keep_known_trade(filled, keep)
    keep_home_supplier(filled, keep)
    while True:
        flow = fit(filled, np.where(keep, filled.flow, 0.0), needs)
        gap = flow.sum(axis=1) / sales - 1
        cut = np.where(keep, 0.0, filled.flow)
        returned = False
        for i in np.flatnonzero(np.abs(gap) > SALES_TOLERANCE):
            if gap[i] < 0:
                cells = [(i, j) for j in np.argsort(-cut[i], kind="stable")[:3]]
            else:
                largest = np.argsort(-flow[i], kind="stable")
                only = [j for j in largest if flow[i, j] > 0 and cut[:, j].any()][:3]
                cells = [(cut[:, j].argmax(), j) for j in only]
            for cell in cells:
                if cut[cell] > 0:
                    keep[cell] = returned = True
        if not returned:
            # Balancing drives some kept cells to nothing; they are no links.
            keep &= flow > VANISHING_SHARE * needs
            return np.where(keep, flow, 0.0), keep


def list_links(filled: Filled, flow: np.ndarray) -> pd.DataFrame:
    """List links with a flow, then alternates (flow 0): supplier, buyer, flow (million USD/week), alternate_weight
    (NaN: the flow), exporter, importer, source, grade."""
    suppliers, buyers = filled.suppliers, filled.buyers
    sourced = {(fact.exporter, fact.importer): (fact.source, fact.grade) for fact in filled.known.itertuples()}
    world_share = suppliers.sales.to_numpy() / suppliers.sales.sum()
    by_country = pd.get_dummies(suppliers.country).to_numpy(dtype=float)
    rows = []
    for j in range(len(buyers)):
        for i in np.flatnonzero(flow[:, j]):
            source, grade = sourced.get((suppliers.country[i], buyers.country[j]), ("balance", "C"))
            rows.append((suppliers.node[i], buyers.buyer[j], flow[i, j], np.nan, suppliers.country[i],
                         buyers.country[j], source, grade))
        from_countries = (flow[:, j][:, None] * by_country).sum(axis=0)
        if from_countries.max() < CONCENTRATED * from_countries.sum():
            continue
        main_country = suppliers.country[(by_country @ from_countries).argmax()]
        others = np.where((flow[:, j] == 0) & (filled.prior[:, j] > 0) & (suppliers.country != main_country),
                          world_share, 0.0)
        least = 0.0 if buyers.class_[j] in LIMITING else SMALLEST_ALTERNATE_SHARE
        if others.max() > least:
            i = others.argmax()
            rows.append((suppliers.node[i], buyers.buyer[j], 0.0, world_share[i] * from_countries.sum(),
                         suppliers.country[i], buyers.country[j], "alternate", "C"))
    return pd.DataFrame(rows, columns=["supplier", "buyer", "flow", "alternate_weight", "exporter", "importer",
                                       "source", "grade"])
