"""Write BUILD_REPORT.md: what was built, what was cut, how far known facts were reached."""

import pandas as pd

from producers import WEEKS_A_YEAR

MINERAL_STAGES = ("mine", "refine")


def bullet(text: str) -> str:
    return f"- {text}\n"


def write_report(sources, nodes, tables, filled, pruned) -> str:
    """filled: list of Filled; pruned: product -> (flow, keep). Return Markdown."""
    links, products = tables["links"], sources.products
    with_flow = links[links.flow != "0"]
    value = sum(f.value for f in filled)
    cut = {f.product: float(f.flow[~pruned[f.product][1]].sum()) for f in filled}
    cut_links = {f.product: int(((f.flow > 0) & ~pruned[f.product][1]).sum()) for f in filled}
    gap = {f.product: float((abs(pruned[f.product][0].sum(axis=1) / f.suppliers.sales - 1)).max()) for f in filled}
    known = pd.concat([reached(f, pruned[f.product][0]) for f in filled], ignore_index=True)
    used = sources.known_trade[sources.known_trade.used == 1]
    missed = known[(known.wanted - known.reached).abs() > 0.03]

    text = "# Build report\n\nWritten by scripts/network/build_network.py; do not edit.\n\n## Size\n\n"
    text += bullet(f"{len(tables['countries'])} countries (with ROW), {nodes.country.nunique()} of them with producers")
    text += bullet(f"{len(products)} products, {products.stage.isin(MINERAL_STAGES).sum()} of them minerals "
                   f"({(products.stage == 'mine').sum()} mined, {(products.stage == 'refine').sum()} refined)")
    text += bullet(f"{len(nodes)} nodes, {(nodes.firm != '').sum()} of them of {tables['firms'].shape[0]} named firms")
    text += bullet(f"{len(links)} links: {len(with_flow)} with a flow, {len(links) - len(with_flow)} alternates")
    text += bullet(f"{len(tables['inputs'])} input rows, {len(tables['final_demand'])} final demands")
    text += bullet(f"world sales {value:.0f} million USD a week ({value * WEEKS_A_YEAR / 1e6:.2f} trillion a year), "
                   f"final demand {pd.to_numeric(tables['final_demand'].demand).sum():.0f}")

    text += "\n## What was cut\n\n"
    text += bullet(f"{sum(cut_links.values())} smallest links with {sum(cut.values()) / value:.2%} of the value; "
                   f"{1 - sum(cut.values()) / value:.2%} kept, then balanced again")
    text += bullet("largest cuts: " + ", ".join(
        f"{product} {cut[product] / v:.1%}" for product, v in
        sorted(((f.product, f.value) for f in filled), key=lambda item: (-cut[item[0]] / item[1], item[0]))[:12]))
    text += bullet(f"largest difference between a node's sales and its share of world value: {max(gap.values()):.1e}")
    small = len(sources.producer_shares) - len(nodes[["country", "product"]].drop_duplicates())
    text += bullet(f"{small} country rows below the limit of their stage joined ROW "
                   f"(limits in sources/stage_parameters.csv)")
    text += bullet(f"{(sources.recipes.class_ == 'NONE').sum()} recipe rows of class NONE became other use")

    text += "\n## Known trade\n\n"
    text += bullet(f"{len(used)} facts in use, {len(used) - len(known)} without a producer or buyer node here, "
                   f"{len(known) - len(missed)} reached within 3 points of the importer's supply")
    text += "\nNot reached (share of the importer's supply):\n\n"
    text += "| product | exporter | importer | wanted | reached |\n| --- | --- | --- | --- | --- |\n"
    for fact in missed.itertuples():
        text += f"| {fact.product} | {fact.exporter} | {fact.importer} | {fact.wanted:.2f} | {fact.reached:.2f} |\n"

    text += "\n## Grades\n\n"
    for name in ("nodes", "inputs", "final_demand", "links"):
        counts = tables[name].grade.value_counts()
        text += bullet(f"{name}: " + ", ".join(f"{counts.get(grade, 0)} {grade}" for grade in "ABC"))
    return text


def reached(filled, flow) -> pd.DataFrame:
    """Add to each known pair the share that the finished links give, of the importer's supply."""
    shares = []
    for fact in filled.known.itertuples():
        to_importer = flow[:, (filled.buyers.country == fact.importer).to_numpy()]
        shares.append(to_importer[(filled.suppliers.country == fact.exporter).to_numpy()].sum() / to_importer.sum())
    return filled.known.assign(reached=shares)
