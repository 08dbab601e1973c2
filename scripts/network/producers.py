"""Turn producer shares and firm shares into nodes with weekly sales and weekly needs."""

import pandas as pd

from purchases import Investment, match_known_use
from sources import Sources

WEEKS_A_YEAR = 52
# A country keeps a node for its unnamed producers only if they make more than this share of its output.
SMALLEST_REST = 0.05
# Firms marked always_node in firms.csv are nodes from this share of world output on, whatever their stage's limit.
SMALLEST_MARKED_FIRM_SHARE = 0.004
# Share of yearly tool sales that a plant books as running cost: spare parts, service, refurbished tools. Judged from
# the reports of 2024 of tool makers (installed base of ASML 6.2 of 28 bn EUR; services of others 23 to 40 %). The rest
# is investment, final demand in the buyer's country: it is not taken from the value added of the plant.
RUNNING_SHARE = 0.25
# Shares of sites that sum to one may miss it by this much.
ROUNDING = 1e-9


def make_nodes(sources: Sources) -> pd.DataFrame:
    """List producers: node, country, product, firm, sales (million USD/week, > 0), source, grade.

    A firm with a share is a node of its own; what is left of its country stays one node.
    """
    producer_shares = gather_small_countries(sources)
    firm_shares = sources.firm_shares[large_firms(sources)]
    world_value = sources.products.set_index("product").world_value_musd_per_year
    rows = []
    firms = {key: table for key, table in firm_shares.groupby(["product", "country"], sort=False)}
    for row in producer_shares.itertuples():
        named = firms.get((row.product, row.country))
        weekly = world_value[row.product] / WEEKS_A_YEAR
        rest = row.share
        if named is not None:
            scale = min(1.0, row.share / named.share_of_world.sum())
            if row.share - scale * named.share_of_world.sum() < SMALLEST_REST * row.share:
                scale = row.share / named.share_of_world.sum()
            for firm in named.itertuples():
                share = scale * firm.share_of_world
                rest -= share
                rows.append((f"{row.country}:{row.product}:{firm.firm}", row.country, row.product, firm.firm,
                             share * weekly, firm.source, firm.grade))
        if rest > SMALLEST_REST * row.share:
            rows.append((f"{row.country}:{row.product}", row.country, row.product, "", rest * weekly,
                         row.source, row.grade))
    nodes = pd.DataFrame(rows, columns=["node", "country", "product", "firm", "sales", "source", "grade"])
    return split_sites(sources, nodes)


def split_sites(sources: Sources, nodes: pd.DataFrame) -> pd.DataFrame:
    """Give each site of sites.csv a node of its own, with its share of the firm's sales there; the rest keeps the firm.

    In the tables a site is a firm of its own: parts of one maker are then parts of one site.
    """
    rows = []
    sites = {key: table for key, table in sources.sites.groupby(["firm", "country", "product"], sort=False)}
    for node in nodes.itertuples(index=False):
        named = sites.pop((node.firm, node.country, node.product), None)
        rest = 1.0
        for site in () if named is None else named.itertuples():
            rest -= site.share
            rows.append((f"{node.country}:{node.product}:{site.site}", node.country, node.product, site.site,
                         site.share * node.sales, "+".join(dict.fromkeys((site.source, node.source))), site.grade))
        if rest < -ROUNDING:
            raise ValueError(f"sites.csv: sites of {node.node} have more than all of it ({1 - rest:g})")
        if rest > ROUNDING:
            rows.append((*node[:4], rest * node.sales, *node[5:]))
    for firm, country, product in sites:
        raise ValueError(f"sites.csv: no node {country}:{product}:{firm}; nearest: a row of firm_shares.csv")
    return pd.DataFrame(rows, columns=nodes.columns)


def stage_limit(sources: Sources, products: pd.Series, column: str) -> pd.Series:
    """Look up a column of stage_parameters for each product."""
    stage = sources.products.set_index("product").stage
    return products.map(stage).map(sources.stage_parameters.set_index("stage")[column])


def large_firms(sources: Sources) -> pd.Series:
    """Mark the firm shares that become nodes of their own."""
    shares = sources.firm_shares
    marked = shares.firm.isin(sources.firms.firm[sources.firms.always_node == "1"])
    return ((shares.share_of_world >= stage_limit(sources, shares["product"], "smallest_firm_share"))
            | (marked & (shares.share_of_world >= SMALLEST_MARKED_FIRM_SHARE)))


def gather_small_countries(sources: Sources) -> pd.DataFrame:
    """Move small countries' shares to the row of ROW (made if missing); sums per product stay.

    A country with a firm that becomes a node is never small.
    """
    shares = sources.producer_shares
    named = set(map(tuple, sources.firm_shares[large_firms(sources)][["product", "country"]].to_numpy()))
    small = ((shares.share < stage_limit(sources, shares["product"], "smallest_country_share"))
             & (shares.country != "ROW")
             & [(p, c) not in named for p, c in zip(shares["product"], shares.country)])
    rest = shares[small].groupby("product", sort=False).share.sum()
    kept = shares[~small].copy()
    is_row = kept.country == "ROW"
    kept.loc[is_row, "share"] += kept["product"][is_row].map(rest).fillna(0.0)
    new = [{"product": product, "country": "ROW", "share": share, "source": "gathered", "grade": "C"}
           for product, share in rest.items() if product not in set(kept["product"][is_row])]
    return pd.concat([kept, pd.DataFrame(new)], ignore_index=True)


def weekly_needs(sources: Sources, nodes: pd.DataFrame) -> pd.DataFrame:
    """List what is bought: input, buyer (node or final:COUNTRY), country, firm, product (of the buyer),
    need (million USD/week, > 0).

    A node needs its recipe share of its sales. An exception changes one country's need; the others of the same
    product make up for it, so world use stays. World sales of a product that no recipe uses are final demand, and
    so are inputs of class NONE, which never limit a buyer. Known use of a country (known_use.csv) comes last.
    """
    stage = sources.products.set_index("product").stage
    weekly_value = sources.products.set_index("product").world_value_musd_per_year / WEEKS_A_YEAR
    factor = {(e.country, e.buyer, e.input): e.factor for e in sources.recipe_exceptions.itertuples()}
    producers = {product: table for product, table in nodes.groupby("product", sort=False)}

    rows = []
    used = {product: 0.0 for product in weekly_value.index}
    investment = Investment(sources)
    for recipe in sources.recipes.itertuples():
        if recipe.class_ == "NONE":
            continue
        buyers = producers[recipe.buyer]
        weight = buyers.sales * [factor.get((c, recipe.buyer, recipe.input), 1.0) for c in buyers.country]
        total = recipe.cost_share * buyers.sales.sum()
        used[recipe.input] += total
        is_tool = recipe.class_ == "CAPITAL" and stage[recipe.input] == "tool"
        running = RUNNING_SHARE if is_tool else 1.0
        for buyer, share in zip(buyers.itertuples(), weight / weight.sum()):
            if share == 0:
                continue
            rows.append((recipe.input, buyer.node, buyer.country, buyer.firm, buyer.product,
                         running * total * share))
            if is_tool:
                investment.add(recipe.input, buyer.country, running * total * share, (1 - running) * total * share)

    final = {}
    for product, value in weekly_value.items():
        if stage[product] == "final":
            pattern = sources.final_demand[sources.final_demand["product"] == product]
            rest = value
        else:
            pattern = sources.other_use
            rest = value - used[product]
            if rest < -1e-3 * value:
                raise ValueError(f"recipes use more {product} than the world makes ({used[product]:.6g} of "
                                 f"{value:.6g} million USD a week)")
            rest = max(rest, 0.0)
        weight = pattern.share * [factor.get((c, "other_use", product), 1.0) for c in pattern.country]
        for country, share in zip(pattern.country, weight / weight.sum()):
            if share * rest <= 0:
                continue
            if investment.is_known(product):
                investment.add(product, country, 0.0, share * rest)
            else:
                final[product, country] = share * rest
    for (product, country), need in investment.by_country():
        final[product, country] = final.get((product, country), 0.0) + need
    rows += [(product, f"final:{country}", country, "", "final", need)
             for (product, country), need in final.items()]
    needs = pd.DataFrame(rows, columns=["input", "buyer", "country", "firm", "product", "need"])
    return match_known_use(needs, sources.known_use)
