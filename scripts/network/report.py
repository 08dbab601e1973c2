"""Write BUILD_REPORT.md: what was built, what was cut, how far known facts were reached."""

import pandas as pd

from flows import CUT_SHARE, CUT_SHARE_OF_KNOWN, CUT_SHARE_OF_MINERALS, DERIVED, OTHER, VANISHING_SHARE
from producers import WEEKS_A_YEAR

MINERAL_STAGES = ("mine", "refine")
REACHED_WITHIN = 0.03
# A country whose value added here is above this share of its GDP is named: industry as a whole is a quarter to a
# third of the GDP of the countries that make most.
LARGE_SHARE_OF_GDP = 0.12


def bullet(text: str) -> str:
    return f"- {text}\n"


def table(columns, rows) -> str:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def write_report(sources, nodes, tables, filled, pruned) -> str:
    """filled: list of Filled; pruned: product -> (flow, keep). Return Markdown."""
    return ("# Build report\n\nWritten by scripts/network/build_network.py; do not edit.\n"
            + size(sources, nodes, tables, filled) + cuts(sources, nodes, tables, filled, pruned)
            + totals(sources, tables) + known_trade(sources, filled, pruned) + grades(tables))


def size(sources, nodes, tables, filled) -> str:
    links, products = tables["links"], sources.products
    with_flow = links[links.flow != "0"]
    value = sum(f.value for f in filled)
    text = "\n## Size\n\n"
    text += bullet(f"{len(tables['countries'])} countries (with ROW), {nodes.country.nunique()} of them with producers")
    text += bullet(f"{len(products)} products, {products.stage.isin(MINERAL_STAGES).sum()} of them minerals "
                   f"({(products.stage == 'mine').sum()} mined, {(products.stage == 'refine').sum()} refined)")
    text += bullet(f"{len(nodes)} nodes, {(nodes.firm != '').sum()} of them of "
                   f"{tables['firms'].shape[0] - len(sources.sites)} named firms, {len(sources.sites)} of these "
                   "single sites")
    text += bullet(f"{len(links)} links: {len(with_flow)} with a flow, {len(links) - len(with_flow)} alternates")
    text += bullet(f"{len(tables['inputs'])} input rows, {len(tables['final_demand'])} final demands")
    text += bullet(f"world sales {value:.0f} million USD a week ({value * WEEKS_A_YEAR / 1e6:.2f} trillion a year), "
                   f"final demand {pd.to_numeric(tables['final_demand'].demand).sum():.0f}")
    return text


def cuts(sources, nodes, tables, filled, pruned) -> str:
    value = sum(f.value for f in filled)
    cut = {f.product: float(f.flow[~pruned[f.product][1]].sum()) for f in filled}
    cut_links = sum(int(((f.flow > 0) & ~pruned[f.product][1]).sum()) for f in filled)
    gap = max(float((abs(pruned[f.product][0].sum(axis=1) / f.suppliers.sales - 1)).max()) for f in filled)
    few = {count: (0, 0) for count in (1, 2)}
    groups = 0
    for f in filled:
        before = (f.flow > VANISHING_SHARE * f.flow.sum(axis=0)).sum(axis=0)[f.buyers.class_ == "CRITICAL"]
        after = (pruned[f.product][0] > 0).sum(axis=0)[f.buyers.class_ == "CRITICAL"]
        groups += len(after)
        few = {count: (few[count][0] + int((before == count).sum()), few[count][1] + int((after == count).sum()))
               for count in few}
    text = "\n## What was cut\n\n"
    shares = ", ".join(f"{name} {share:.0%}" for name, share in CUT_SHARE.items())
    text += bullet(f"{cut_links} smallest links, at most a share of each input by its class ({shares}; "
                   f"minerals at most {CUT_SHARE_OF_MINERALS:.0%}; {CUT_SHARE_OF_KNOWN:.0%} where shares are known); "
                   f"in all {sum(cut.values()) / value:.2%} of the value, {1 - sum(cut.values()) / value:.2%} kept, "
                   "then balanced again")
    text += bullet(f"of {groups} inputs that buyers stop without, {few[1][1]} have one supplier and {few[2][1]} two "
                   f"({few[1][0]} and {few[2][0]} before the cut)")
    text += bullet("largest cuts: " + ", ".join(
        f"{product} {cut[product] / v:.1%}" for product, v in
        sorted(((f.product, f.value) for f in filled), key=lambda item: (-cut[item[0]] / item[1], item[0]))[:12]))
    text += bullet(f"largest difference between a node's sales and its share of world value: {gap:.1e}")
    small = len(sources.producer_shares) - len(nodes[["country", "product"]].drop_duplicates())
    text += bullet(f"{small} country rows below the limit of their stage joined ROW "
                   f"(limits in sources/stage_parameters.csv)")
    text += bullet(f"{(sources.recipes.class_ == 'NONE').sum()} recipe rows of class NONE became other use")
    return text


def totals(sources, tables) -> str:
    """Compare value added with GDP, and sales of chips and purchases of tools with what the world reports."""
    nodes, links = tables["nodes"], tables["links"]
    value_added = pd.to_numeric(nodes.value_added).groupby(nodes.country).sum() * WEEKS_A_YEAR / 1e3
    gdp = sources.countries.set_index("country").gdp_busd
    share = (value_added / gdp).dropna().sort_values(ascending=False)
    text = "\n## Value added and GDP\n\n"
    text += f"In all {value_added.sum():.0f} billion USD, {value_added.sum() / gdp.sum():.1%} of the world's GDP.\n\n"
    text += table(("country", "value added, billion USD", "share of GDP"),
                  [(c, f"{value_added[c]:.0f}", f"{s:.1%}") for c, s in share.items()])
    text += f"\nAbove {LARGE_SHARE_OF_GDP:.0%}: {', '.join(share.index[share > LARGE_SHARE_OF_GDP])}. "
    text += "Mines buy nothing here, so all they sell is value added; README.md tells of the others.\n"

    product_of = dict(zip(nodes.node, nodes["product"]))
    links = links.assign(flow=pd.to_numeric(links.flow), product=links.supplier.map(product_of),
                         buyer_product=links.buyer.map(product_of).fillna("final"))
    chips = links[links["product"].str.startswith("chip_") & (links["product"] != "chip_ip")]
    text += "\n## Chips and tools\n\n"
    rows = []
    for fact in sources.chip_sales.itertuples():
        names = fact.products.split(";")
        if names[0].startswith(">"):
            chosen = chips.buyer_product.isin([name[1:] for name in names])
        else:
            chosen = chips["product"].isin(names) | (names[0] == "*")
        rows.append((fact.category, f"{fact.value_busd:g} ({fact.year})",
                     f"{chips.flow[chosen].sum() * WEEKS_A_YEAR / 1e3:.1f}"))
    text += table(("chips", "world sales, billion USD", "here"), rows)
    capital = set(sources.recipes.input[sources.recipes.class_ == "CAPITAL"])
    stage = sources.products[(sources.products.stage == "tool") & (sources.products.group == "chips")]["product"]
    only = [p for p in stage if p in capital and set(sources.recipes.class_[sources.recipes.input == p]) == {"CAPITAL"}]
    tools = links[links["product"].isin(only)]
    country_of = dict(zip(nodes.node, nodes.country))
    buyer = tools.buyer.map(country_of).fillna(tools.buyer.str.slice(len("final:")))
    named = {c: row.region for row in sources.tool_purchases.itertuples() for c in row.countries.split(";")}
    bought = tools.flow.groupby(buyer.map(named).fillna(named["*"])).sum() / tools.flow.sum()
    text += "\n" + table(("chip tools bought by", "share reported", "here"),
                         [(row.region, f"{row.share:.1%}", f"{bought[row.region]:.1%}")
                          for row in sources.tool_purchases.itertuples()])
    return text


def known_trade(sources, filled, pruned) -> str:
    known = pd.concat([reached(f, pruned[f.product][0]) for f in filled], ignore_index=True)
    known = known[known.source != DERIVED].copy()
    used = sources.known_trade[sources.known_trade.used == 1]
    known["miss"] = (known.wanted - known.reached).abs() > REACHED_WITHIN
    rest = known.exporter == OTHER
    text = "\n## Known trade\n\n"
    text += bullet(f"{len(used)} facts in use, {len(used) - len(known)} without a producer or buyer node here, "
                   f"{(~known.miss).sum()} of {len(known)} reached within {100 * REACHED_WITHIN:.0f} points of the "
                   f"importer's supply")
    text += bullet(f"of these {rest.sum()} are the rest of an importer's list (exporters that the source does not name "
                   f"or that make none here), {(rest & ~known.miss).sum()} reached; named pairs: "
                   f"{(~rest & ~known.miss).sum()} of {(~rest).sum()}")
    text += "\nShares of the importer's supply; misses in bold.\n\n"
    text += table(("product", "exporter", "importer", "wanted", "reached"),
                  [(f.product, f.exporter, f.importer, f"{f.wanted:.3f}",
                    f"**{f.reached:.3f}**" if f.miss else f"{f.reached:.3f}") for f in known.itertuples()])
    unusable = sources.known_trade[(sources.known_trade.used == 0) & (sources.known_trade.note != "")]
    text += "\nNot used, with the reason:\n\n"
    for f in unusable.itertuples():
        text += bullet(f"{f.product} {f.exporter} to {f.importer}, {f.share_of_imports:g} of imports: {f.note}")
    return text


def grades(tables) -> str:
    text = "\n## Grades\n\n"
    for name in ("nodes", "inputs", "final_demand", "links"):
        counts = tables[name].grade.value_counts()
        text += bullet(f"{name}: " + ", ".join(f"{counts.get(grade, 0)} {grade}" for grade in "ABC"))
    return text


def reached(filled, flow) -> pd.DataFrame:
    """Add to each known pair the share that the finished links give, of the importer's supply."""
    shares = []
    for fact in filled.known.itertuples():
        to_importer = flow[:, (filled.buyers.country == fact.importer).to_numpy()].sum(axis=1)
        if fact.exporter == OTHER:
            named = filled.known.exporter[filled.known.importer == fact.importer]
            chosen = ~filled.suppliers.country.isin([*named, fact.importer])
        else:
            chosen = filled.suppliers.country == fact.exporter
        shares.append(to_importer[chosen.to_numpy()].sum() / to_importer.sum())
    return filled.known.assign(reached=shares)
