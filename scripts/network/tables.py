"""Turn filled flows into the tables of a network folder (configs/networks/README.md)."""

import pandas as pd

from habits import COLUMNS, first_served_column, input_columns, shift_share
from plants import idle_capacity, plant_columns, regions_column
from shipping import LeadTimes
from sources import Sources

# Yearly rate of disruptive natural events at a natural hazard score of 0 and what a score of 10 adds; between them
# the square of the score, so that Japan stands well apart from Germany (judgement, relative weights only).
HAZARD_AT_0, HAZARD_ADDED_AT_10 = 0.02, 0.28


def flow_text(value: float) -> str:
    """Write a flow with 6 digits; sums are made from these written values."""
    return f"{value:.6g}"


def sum_text(value: float) -> str:
    """Write a sum of flows."""
    return f"{value:.10g}"


def cover_text(stock: float) -> str:
    """Write the cover of a published stock, which holds the working week that cover comes on top of."""
    return f"{max(0.0, stock - 1):g}"


class Routes:
    """Routes that goods pass between two countries; a row with countries counts before one with regions."""

    def __init__(self, sources: Sources):
        self._region = dict(zip(sources.countries.country, sources.countries.sea_region))
        self._rules = {frozenset((rule.end_a, rule.end_b)): rule.routes for rule in sources.route_rules.itertuples()}
        self._transport = dict(zip(sources.products["product"], sources.products.transport))

    def __call__(self, product: str, exporter: str, importer: str) -> str:
        """Return route names with `;` between them; empty at home, and for goods that do not go by sea."""
        if exporter == importer or self._transport[product] != "sea":
            return ""
        for a in (exporter, self._region[exporter]):
            for b in (importer, self._region[importer]):
                if frozenset((a, b)) in self._rules:
                    return self._rules[frozenset((a, b))]
        return ""


def make_tables(sources: Sources, nodes: pd.DataFrame, links: pd.DataFrame) -> dict:
    """Return name -> table. `links`: list_links of all products with column `product`, in order."""
    links = links.assign(flow=[float(flow_text(flow)) for flow in links.flow])
    sold = links.groupby("supplier", sort=False).flow.sum()
    bought = links.groupby("buyer", sort=False).flow.sum()
    recipes = sources.recipes[sources.recipes.class_ != "NONE"]
    return {
        "countries": countries_table(sources),
        "products": products_table(sources, nodes, links),
        "firms": firms_table(sources, nodes),
        "routes": sources.routes[["route", "name", "source", "note"]],
        "nodes": nodes_table(sources, nodes, sold, bought),
        "inputs": inputs_table(sources, recipes, nodes, links),
        "final_demand": final_demand_table(sources, recipes, links),
        "links": links_table(Routes(sources), links),
    }


def countries_table(sources: Sources) -> pd.DataFrame:
    """Add the hazard rate, events per year, to the country list."""
    table = sources.countries
    rate = [f"{HAZARD_AT_0 + HAZARD_ADDED_AT_10 * (score / 10) ** 2:.3f}" for score in table.hazard_score]
    return pd.DataFrame({"country": table.country, "name": table.name, "blocs": table.blocs,
                         "gdp_busd": [f"{gdp:.6g}" for gdp in table.gdp_busd], "natural_hazard_rate": rate,
                         "hazard_regions": regions_column(sources), "source": table.source, "grade": table.grade,
                         "note": "grade of the GDP; hazard rate and regions grade C"})


def firms_table(sources: Sources, nodes) -> pd.DataFrame:
    """List firms with a node, then their sites, which belong to the firm's country."""
    columns = ["firm", "name", "owner_country", "source"]
    owner = dict(zip(sources.firms.firm, sources.firms.owner_country))
    sites = sources.sites.drop(columns="firm").rename(columns={"site": "firm"})
    sites["owner_country"] = sources.sites.firm.map(owner)
    sites["parent"] = sources.sites.firm
    firms = sources.firms.assign(parent="")
    columns = [*columns[:3], "parent", "source"]
    there = firms.firm.isin(nodes.firm) | firms.firm.isin(sites.parent)
    return pd.concat([firms[there][columns], sites[columns]], ignore_index=True)


def products_table(sources: Sources, nodes, links) -> pd.DataFrame:
    """Add who is served first to the product list."""
    table = sources.products[["product", "name", "stage", "group", "dual_use"]].copy()
    table["first_served_share"] = first_served_column(sources, nodes, links)
    return table.join(sources.products[["source", "grade"]])


def nodes_table(sources, nodes, sold, bought) -> pd.DataFrame:
    """Sales are the sum of what is delivered, value added what is left after purchases."""
    stage = nodes["product"].map(sources.products.set_index("product").stage)
    parameters = sources.stage_parameters.set_index("stage")
    sales = nodes.node.map(sold)
    value_added = sales - nodes.node.map(bought).fillna(0.0)
    table = nodes[["node", "country", "product", "firm"]].copy()
    table["sales"] = [sum_text(value) for value in sales]
    table["value_added"] = [sum_text(value) for value in value_added]
    for column in ("spare_capacity", "overtime_max", "bundle_floor"):
        table[column] = stage.map(parameters[column])
    table = idle_capacity(sources, nodes, table).join(plant_columns(sources, nodes, sales))
    table["source"], table["grade"] = nodes.source, nodes.grade
    return table


def inputs_table(sources, recipes, nodes, links) -> pd.DataFrame:
    """One row per recipe row, and rows of single nodes where industry holds a known stock in their country, the way of
    the goods differs much from that of the product's other producers, or a firm stands for itself."""
    columns = ["class", "importance", "cover_weeks", "lead_time_weeks", *COLUMNS, "qualification_delay_weeks",
               "qualification_ramp_weeks", "resourcing_ceiling", "source", "grade"]
    table = recipes.rename(columns={"class_": "class"}).copy()
    table["source"] = table.source + "+" + table.source_weeks + "+buying-habits"
    table = table.join(input_columns(sources, table))
    lead_times = LeadTimes(sources, nodes, links)
    table["lead_time_weeks"] = [lead_times.of_product(*cells) for cells in zip(table.buyer, table.input)]
    table.loc[table["class"] != "IMPORTANT", "importance"] = ""
    by_buyer = {(row["buyer"], row["input"]): row for row in table.to_dict("records")}

    stocks = sources.stockpiles
    stocks = stocks[stocks.holder.str.startswith("industry") & stocks.weeks_of_use.notna()]
    weeks = {(stock.country, stock.product): stock for stock in stocks.itertuples()}
    product_of = dict(zip(nodes.node, nodes["product"]))
    country_of = dict(zip(nodes.node, nodes.country))
    firm_of = dict(zip(nodes.node, nodes.firm))
    rows = []
    buying = links[links.buyer.isin(product_of)].drop_duplicates(["buyer", "product"])
    for link in buying.itertuples():
        stock = weeks.get((country_of[link.buyer], link.product))
        row = by_buyer[product_of[link.buyer], link.product]
        own = {**row, "buyer": link.buyer}
        own["lead_time_weeks"] = lead_times.of_node(link.buyer, row["buyer"], link.product)
        if stock is not None:
            own |= {"cover_weeks": cover_text(stock.weeks_of_use), "source": f"{stock.source}+buying-habits",
                    "grade": stock.grade}
        if firm_of[link.buyer]:
            own["caution"] = ""  # the habit of an industry of many firms
        if any(own[column] != row[column] for column in ("lead_time_weeks", "cover_weeks", "caution")):
            rows.append(own)
    return pd.concat([table, pd.DataFrame(rows)], ignore_index=True)[["buyer", "input", *columns]]


def final_demand_table(sources, recipes, links) -> pd.DataFrame:
    """Demand is the sum of its links; other uses of an intermediate re-source like its industrial buyers."""
    columns = ["qualification_delay_weeks", "qualification_ramp_weeks", "resourcing_ceiling"]
    final = links[links.buyer.str.startswith("final:")]
    demand = final.groupby(["product", "buyer"], sort=False).flow.sum().reset_index()
    demand["country"] = demand.buyer.str.slice(len("final:"))
    stage = sources.products.set_index("product").stage
    delays = recipes.drop_duplicates("input").set_index("input")[columns]
    pattern = {(row.product, row.country): (row.source, row.grade) for row in sources.final_demand.itertuples()}
    other = set(sources.other_use.country)
    rows = []
    for row in demand.itertuples():
        is_final = stage[row.product] == "final"
        source, grade = pattern[row.product, row.country] if is_final else \
            ("wb-gdp" if row.country in other else "own", "C")
        rows.append((row.country, row.product, sum_text(row.flow),
                     shift_share(sources, stage[row.product], row.product),
                     *(("", "", "") if is_final else delays.loc[row.product]), source, grade,
                     "" if is_final else "other uses and investment"))
    return pd.DataFrame(rows, columns=["country", "product", "demand", "shift_share", *columns, "source", "grade",
                                       "note"])


def links_table(routes: Routes, links: pd.DataFrame) -> pd.DataFrame:
    """Write flows and alternate weights; an empty alternate weight means the flow."""
    return pd.DataFrame({
        "supplier": links.supplier, "buyer": links.buyer, "flow": [flow_text(flow) for flow in links.flow],
        "alternate_weight": ["" if weight != weight else f"{weight:.3g}" for weight in links.alternate_weight],
        "routes": [routes(*cells) for cells in zip(links["product"], links.exporter, links.importer)],
        "source": links.source, "grade": links.grade})
