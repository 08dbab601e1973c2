"""The shipped networks: balanced, complete, true to their sources.

All figures are recomputed here from the written tables with the csv module alone.
"""

import collections
import re

import pytest

from shipped_networks import ALL_NETWORKS, CHIPS, COLUMNS, REQUIRED, Network, read


@pytest.fixture(scope="module", params=ALL_NETWORKS)
def network(request):
    return Network(request.param)


@pytest.fixture(scope="module")
def chips():
    return Network("chips-and-minerals")


# Form

def test_tables_have_the_columns_of_the_contract_and_a_source_in_every_row(network):
    assert set(REQUIRED) <= set(network.tables) <= set(COLUMNS)
    for name, rows in network.tables.items():
        allowed = set(COLUMNS[name].split()) | {"source", "grade", "note"}
        assert set(rows[0]) <= allowed, name
        assert all(row["source"] for row in rows), name


def test_identifiers_are_unique_and_known(network):
    tables = network.tables
    for name, key in (("countries", "country"), ("products", "product"), ("nodes", "node")):
        names = [row[key] for row in tables[name]]
        assert len(names) == len(set(names))
        assert not [n for n in names if re.search(r"[,;\s]", n)]
    countries = {row["country"] for row in tables["countries"]}
    products = {row["product"] for row in tables["products"]}
    firms = {row["firm"] for row in tables.get("firms", [])}
    routes = {row["route"] for row in tables.get("routes", [])}
    for row in tables["nodes"]:
        assert row["country"] in countries and row["product"] in products
        assert not row.get("firm") or row["firm"] in firms
    pairs = [(row["supplier"], row["buyer"]) for row in tables["links"]]
    assert len(pairs) == len(set(pairs))
    finals = {(f"final:{row['country']}", row["product"]) for row in tables["final_demand"]}
    for row in tables["links"]:
        product = network.nodes[row["supplier"]]["product"]
        assert row["buyer"] in network.nodes or (row["buyer"], product) in finals
        assert not row.get("routes") or set(row["routes"].split(";")) <= routes
    assert {row["owner_country"] for row in tables.get("firms", [])} <= countries
    firms = {row["firm"] for row in tables.get("firms", [])}
    assert {row.get("parent", "") for row in tables.get("firms", [])} - {""} <= firms


def test_every_purchase_has_an_input_row_and_a_flow(network):
    rows = {(row["buyer"], row["input"]) for row in network.tables["inputs"]}
    for (buyer, product), flow in network.into.items():
        assert flow > 0, (buyer, product)
        if not buyer.startswith("final:"):
            assert (buyer, product) in rows or (network.nodes[buyer]["product"], product) in rows


# Balance

def test_sales_of_every_node_are_what_its_links_deliver(network):
    for node, row in network.nodes.items():
        assert network.sold[node] > 0
        if row.get("sales"):
            assert float(row["sales"]) == pytest.approx(network.sold[node], rel=1e-6)


def test_value_added_of_every_node_is_sales_less_purchases_and_positive(network):
    for node, row in network.nodes.items():
        value_added = network.sold[node] - network.bought[node]
        assert value_added > 0, node
        assert float(row["value_added"]) == pytest.approx(value_added, rel=1e-6, abs=1e-7)


def test_final_demand_is_what_its_links_deliver_and_equals_value_added(network):
    for row in network.tables["final_demand"]:
        assert float(row["demand"]) == pytest.approx(network.into[f"final:{row['country']}", row["product"]], rel=1e-6)
    demand = sum(float(row["demand"]) for row in network.tables["final_demand"])
    value_added = sum(float(row["value_added"]) for row in network.nodes.values())
    assert demand == pytest.approx(value_added, rel=1e-6)


def test_supply_equals_use_of_every_product_and_is_its_world_value(chips):
    supply = collections.Counter()
    for node, row in chips.nodes.items():
        supply[row["product"]] += chips.sold[node]
    use = collections.Counter()
    for (_, product), flow in chips.into.items():
        use[product] += flow
    for row in read(CHIPS / "sources/products.csv"):
        product = row["product"]
        assert supply[product] == pytest.approx(use[product], rel=1e-9)
        assert supply[product] == pytest.approx(float(row["world_value_musd_per_year"]) / 52, rel=1e-4), product


def test_producers_of_a_product_buy_its_recipe(chips):
    recipes = collections.defaultdict(dict)
    for row in read(CHIPS / "sources/recipes.csv"):
        if row["class"] not in ("NONE", "CAPITAL"):
            recipes[row["buyer"]][row["input"]] = float(row["cost_share"])
    exceptions = {(row["buyer"], row["input"]) for row in read(CHIPS / "sources/recipe_exceptions.csv")}
    known = {row["product"] for row in read(CHIPS / "sources/known_use.csv")}
    for node, row in chips.nodes.items():
        for product, share in recipes[row["product"]].items():
            if (row["product"], product) not in exceptions and product not in known:
                assert chips.into[node, product] == pytest.approx(share * chips.sold[node], rel=2e-3), (node, product)


def test_links_without_a_flow_are_alternates_of_a_group_that_has_one(network):
    for row in network.tables["links"]:
        if float(row["flow"]) == 0:
            assert float(row["alternate_weight"]) > 0
            assert network.into[row["buyer"], network.nodes[row["supplier"]]["product"]] > 0


def test_no_cycle_of_materials_without_capital_goods(chips):
    """Tools and licences close loops on purpose; without them goods must flow one way."""
    capital = {(row["buyer"], row["input"]) for row in chips.tables["inputs"] if row["class"] == "CAPITAL"}
    follows = collections.defaultdict(set)
    for row in chips.tables["inputs"]:
        if ":" not in row["buyer"] and (row["buyer"], row["input"]) not in capital:
            follows[row["input"]].add(row["buyer"])
    done, open_path = set(), set()

    def visit(product):
        assert product not in open_path, f"cycle through {product}"
        if product not in done:
            open_path.add(product)
            for buyer in sorted(follows[product]):
                visit(buyer)
            open_path.remove(product)
            done.add(product)

    for product in sorted(follows):
        visit(product)


# Size and content

def test_size_is_within_the_limits(chips):
    tables = chips.tables
    assert len(tables["countries"]) >= 36 and "ROW" in {row["country"] for row in tables["countries"]}
    assert len({row["country"] for row in chips.nodes.values()}) >= 36
    assert len(tables["products"]) >= 60
    stages = collections.Counter(row["stage"] for row in tables["products"])
    assert stages["mine"] + stages["refine"] >= 25 and stages["mine"] >= 10 and stages["refine"] >= 10
    assert 500 <= len(chips.nodes) <= 1500
    assert 5000 <= len(tables["links"]) <= 45000
    assert sum(path.stat().st_size for path in CHIPS.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("mineral", [
    "gallium_primary", "gallium_hp", "germanium", "ree_ore_light", "ree_ore_heavy", "reo_light", "reo_heavy",
    "antimony_ore", "antimony_refined", "tungsten_ore", "tungsten", "graphite_natural", "cobalt_ore",
    "cobalt_refined", "lithium_raw", "lithium_chemicals", "nickel_ore", "nickel_refined", "manganese_ore", "indium",
    "tantalum", "fluorspar", "silicon_metal", "magnesium", "palladium", "platinum", "rhodium", "titanium_minerals",
    "titanium_sponge", "beryllium", "niobium", "vanadium", "bismuth", "copper_ore", "copper_refined", "neon",
    "helium", "hp_quartz"])
def test_mineral_is_there(chips, mineral):
    assert mineral in {row["product"] for row in chips.nodes.values()}


@pytest.mark.parametrize("firm", ["TSMC", "SAMSUNG", "SKHYNIX", "MICRON", "INTEL", "SMIC", "HUAWEI", "ASML", "TEL",
                                  "KIOXIA", "SONY", "WESTERNDIGITAL"])
def test_firm_is_a_node(chips, firm):
    assert any(row["firm"] == firm and node == f"{row['country']}:{row['product']}:{firm}"
               for node, row in chips.nodes.items())


@pytest.mark.parametrize("product, country, firm, low, high", [
    ("fab_logic_leading", None, "TSMC", 0.68, 0.74),
    ("fab_logic_leading", "TWN", None, 0.69, 0.75),
    ("gallium_primary", "CHN", None, 0.97, 1.00),
    ("cobalt_ore", "COD", None, 0.70, 0.80),
    ("litho_euv", None, "ASML", 1.00, 1.00),
    ("chip_image_sensor", None, "SONY", 0.43, 0.47),
    ("magnet_ndfeb", "CHN", None, 0.85, 0.95),
    ("niobium", "BRA", None, 0.90, 0.94),
    ("magnesium", "CHN", None, 0.88, 0.93),
    ("platinum", "ZAF", None, 0.68, 0.75),
    ("copper_ore", "CHL", None, 0.21, 0.25),
])
def test_share_is_the_published_one(chips, product, country, firm, low, high):
    assert low <= chips.world_share(product, country, firm) <= high + 1e-9


def test_shares_agree_with_the_source_tables(chips):
    """Large country shares stay as they are; small ones may have joined ROW."""
    for row in read(CHIPS / "sources/producer_shares.csv"):
        share = chips.world_share(row["product"], row["country"]) if any(
            node["product"] == row["product"] and node["country"] == row["country"]
            for node in chips.nodes.values()) else 0.0
        if row["country"] != "ROW" and float(row["share"]) >= 0.035:
            assert share == pytest.approx(float(row["share"]), abs=1e-4), row


def test_china_buys_no_euv_scanner_and_huawei_nothing_from_tsmc(chips):
    for supplier, buyer, flow in chips.links:
        if supplier.split(":")[1] == "litho_euv":
            assert not buyer.startswith("CHN:") and buyer != "final:CHN"
        if supplier.endswith(":TSMC"):
            assert not buyer.endswith(":HUAWEI")


def test_known_import_shares_are_reached(chips):
    """Hand-picked facts whose trade the network can carry, within 5 points of the importer's supply."""
    for product, exporter, importer, share in (("neon", "CHN", "KOR", 0.67), ("gallium_hp", "JPN", "USA", 0.22),
                                               ("fluorspar", "MEX", "USA", 0.64), ("cobalt_ore", "COD", "CHN", 0.93),
                                               ("litho_euv", "NLD", "TWN", 1.0), ("abf_film", "JPN", "TWN", 0.99)):
        total = part = 0.0
        for supplier, buyer, flow in chips.links:
            country = buyer[6:] if buyer.startswith("final:") else buyer[:3]
            if supplier.split(":")[1] == product and country == importer:
                total += flow
                part += flow * supplier.startswith(exporter)
        assert part / total == pytest.approx(share, abs=0.06), (product, exporter, importer)


def bought_from(chips, product, chosen):
    """Flow of a product by supplier, of links whose buyer `chosen` says yes to."""
    result = collections.Counter()
    for supplier, buyer, flow in chips.links:
        if chips.nodes[supplier]["product"] == product and chosen(buyer):
            result[supplier] += flow
    return result


def test_known_errors_of_trade_are_gone(chips):
    allies = {row["country"] for row in chips.tables["countries"] if "US_ALLY" in row["blocs"].split(";")}
    for supplier, buyer, flow in chips.links:
        if chips.nodes[supplier]["product"] == "defence_equipment":
            pair = {chips.nodes[supplier]["country"], buyer[len("final:"):]}
            assert not (pair & allies and pair & {"CHN"}), (supplier, buyer)
    for firm, product, wafer in (("SAMSUNG", "chip_dram", "fab_dram"), ("SKHYNIX", "chip_nand", "fab_nand"),
                                 ("MICRON", "chip_dram", "fab_dram"), ("NVIDIA", "chip_ai", "fab_logic_leading")):
        bought = bought_from(chips, wafer, lambda b: b.endswith(f":{product}:{firm}"))
        maker = "TSMC" if firm == "NVIDIA" else firm
        assert sum(f for s, f in bought.items() if s.endswith(f":{maker}")) > 0.99 * sum(bought.values()), firm
    for firm in ("SAMSUNG", "SKHYNIX", "MICRON"):
        bought = bought_from(chips, "atp_service", lambda b: b.endswith(f":chip_dram:{firm}"))
        assert sum(f for s, f in bought.items() if s.endswith(f":{firm}")) > 0.5 * sum(bought.values()), firm
    phones = bought_from(chips, "smartphone", lambda b: b == "final:IND")
    assert sum(f for s, f in phones.items() if s.startswith("IND:")) == pytest.approx(0.992 * sum(phones.values()),
                                                                                       rel=0.02)
    sold = collections.Counter()
    for supplier, buyer, flow in chips.links:
        if supplier.startswith("CHN:magnet_ndfeb") and not buyer.startswith(("CHN:", "final:CHN")):
            sold["magnets"] += flow
        if supplier.endswith(":APPLE") and supplier.split(":")[1] == "chip_processor":
            sold[buyer.split(":")[-1]] += flow
    assert 52 * sold["magnets"] == pytest.approx(2860, rel=0.15)
    assert set(sold) == {"magnets", "APPLE"}


def test_fabs_of_china_buy_each_kind_of_tools_from_several_countries(chips):
    for product, most in (("deposition_tools", 0.6), ("etch_tools", 0.6), ("process_control", 0.75)):
        bought = bought_from(chips, product, lambda b: b.startswith("CHN:fab_"))
        american = sum(f for s, f in bought.items() if s.startswith("USA:"))
        assert american < most * sum(bought.values()), product
    for product in ("deposition_tools", "etch_tools", "clean_cmp_tools", "implanters", "coater_developer"):
        sold = [(buyer, flow) for supplier, buyer, flow in chips.links if supplier.startswith(f"CHN:{product}")]
        assert sum(f for b, f in sold if b.startswith(("CHN:", "final:CHN"))) > 0.95 * sum(f for _, f in sold), product


def test_producers_keep_a_supplier_at_home_where_their_country_has_one(chips):
    """All inputs in the tables hold output back. American gallium is bought abroad by the shares of USGS."""
    makers = {(row["product"], row["country"]) for row in chips.nodes.values()}
    bought = collections.defaultdict(set)  # (buyer, product) -> countries
    for supplier, buyer, flow in chips.links:
        if flow > 0 and buyer in chips.nodes:
            bought[buyer, chips.nodes[supplier]["product"]].add(chips.nodes[supplier]["country"])
    away = {(chips.nodes[buyer]["country"], product) for (buyer, product), countries in bought.items()
            if (product, chips.nodes[buyer]["country"]) in makers and chips.nodes[buyer]["country"] not in countries}
    assert away == {("USA", "gallium_hp")}


def test_makers_of_car_chips_have_wafers_of_their_own_and_of_tsmc(chips):
    firm_of = {row["site"]: row["firm"] for row in read(CHIPS / "sources/sites.csv")}

    def maker(node):
        name = node.split(":")[2] if node.count(":") == 2 else None
        return firm_of.get(name, name)

    bought = bought_from(chips, "fab_logic_mature", lambda b: ":chip_car_mcu" in b)
    mine = sum(flow for supplier, buyer, flow in chips.links if ":fab_logic_mature:" in supplier
               and ":chip_car_mcu:" in buyer and maker(supplier) == maker(buyer))
    outside = sum(bought.values()) - mine
    tsmc = sum(flow for supplier, flow in bought.items() if supplier.endswith(":TSMC"))
    assert 0.6 < tsmc / outside < 0.7  # MIC, 2021
    for firm in ("RENESAS", "NXP", "INFINEON", "STM"):
        sold = [(buyer, flow) for supplier, buyer, flow in chips.links
                if ":fab_logic_mature" in supplier and maker(supplier) == firm]
        own = sum(flow for buyer, flow in sold if buyer.endswith(f":{firm}"))
        assert own > 0.5 * sum(flow for _, flow in sold), firm  # no foundries
    austin = sum(float(row["sales"]) for name, row in chips.nodes.items()
                 if name.startswith("USA:fab_logic_m") and name.endswith(":SAMSUNG"))
    assert austin * 52 == pytest.approx(3650, rel=0.02)  # 28 % of 13 billion USD


def test_sites_have_their_share_of_the_firm_and_parts_of_their_own(chips):
    """Published: Naka N3 is 29 % of Renesas' wafers (160 of 560 million dollars a month), two thirds of it for cars."""
    def sales(*nodes):
        return sum(float(chips.nodes[node]["sales"]) for node in nodes)

    site = "JPN:fab_logic_mature:RENESAS_N3"
    others = ("JPN:fab_logic_mature:RENESAS", "JPN:fab_dao:RENESAS")
    assert sales(site) / sales(site, *others) == pytest.approx(160 / 560, abs=0.01)
    cars = sum(flow for supplier, buyer, flow in chips.links if supplier == site and ":chip_car_" in buyer)
    assert cars / sales(site) == pytest.approx(2 / 3, abs=0.02)
    hamburg, manchester = sales("DEU:fab_dao:NEXPERIA"), sales("GBR:fab_dao:NEXPERIA_MANCHESTER")
    assert hamburg / manchester == pytest.approx(35 / 24, rel=0.02)  # thousand wafers a month
    owners = {row["firm"]: row["owner_country"] for row in chips.tables["firms"]}
    for row in read(CHIPS / "sources/sites.csv"):
        node = f"{row['country']}:{row['product']}:{row['site']}"
        assert chips.nodes[node]["firm"] == row["site"]  # parts of one maker are parts of one site
        assert owners[row["site"]] == owners[row["firm"]]
    rows = {(row["buyer"], row["input"]): row for row in chips.tables["inputs"]}
    for chip, wafer in (("chip_car_mcu", "fab_logic_mature"), ("chip_car_analog_power", "fab_dao")):
        assert float(rows[chip, wafer]["specific_breadth"]) == 1
        # A wafer is as specific as the part made of it.
        assert rows[chip, wafer]["specific_share"] == rows["auto_electronics", chip]["specific_share"]


def test_regions_buy_the_chip_tools_that_they_are_reported_to_buy(chips):
    tools = {"litho_euv", "litho_duv_immersion", "litho_duv_dry", "coater_developer", "deposition_tools", "etch_tools",
             "clean_cmp_tools", "implanters", "process_control", "backend_tools"}
    bought = collections.Counter()
    for supplier, buyer, flow in chips.links:
        if chips.nodes[supplier]["product"] in tools:
            bought[buyer[6:9] if buyer.startswith("final:") else buyer[:3]] += flow
    for country, share in (("CHN", 49.6), ("KOR", 20.5), ("TWN", 16.6), ("JPN", 7.8)):
        assert bought[country] / sum(bought.values()) == pytest.approx(share / 117.1, abs=0.005)


def test_routes_follow_the_sea_lanes(chips):
    by_pair = {(row["supplier"], row["buyer"]): row["routes"] for row in chips.tables["links"]}
    qatar = [routes for (supplier, buyer), routes in by_pair.items()
             if supplier == "QAT:helium" and not buyer.startswith(("QAT:", "final:QAT"))]
    assert qatar and all("HORMUZ" in routes.split(";") for routes in qatar)
    assert all(not routes for (supplier, _), routes in by_pair.items() if supplier.split(":")[1].startswith("fab_"))
    assert {name for routes in by_pair.values() if routes for name in routes.split(";")} == {
        "TAIWAN_STRAIT", "MALACCA", "BAB_EL_MANDEB", "SUEZ", "HORMUZ", "PANAMA"}


def test_parameters_follow_the_defaults(chips):
    stage = {row["product"]: row["stage"] for row in chips.tables["products"]}
    for row in chips.nodes.values():
        is_fab = stage[row["product"]] == "fab"
        if not row["overtime_weeks"] and float(row["spare_capacity"]) in (0.05, 0.1, 0.2, 0.25):
            assert float(row["overtime_max"]) in ((1.02,) if is_fab else (1, 1.25))  # 1: published capacity
        assert float(row["spare_capacity"]) <= (0.05 if is_fab else 0.25)
    rows = {(row["buyer"], row["input"]): row for row in chips.tables["inputs"]}
    # A published stock (40 days, 12 weeks) holds the working week, that cover comes on top of.
    assert float(rows["smartphone", "chip_dram"]["cover_weeks"]) == 4.7
    assert float(rows["KOR:fab_logic_leading:SAMSUNG", "helium"]["cover_weeks"]) == 11
    # Makers of cars and their electronics live from hand to mouth (October 2025, Aisin 1997).
    assert float(rows["auto_electronics", "chip_car_discrete"]["cover_weeks"]) == 1.1
    assert float(rows["car_ice", "auto_electronics"]["cover_weeks"]) == 0
    assert all(0.02 <= float(row["natural_hazard_rate"]) <= 0.30 for row in chips.tables["countries"])


# Small networks

def test_teaching_network_can_be_checked_by_hand():
    teaching = Network("teaching")
    assert len(teaching.nodes) == 5 and len(teaching.links) == 8
    assert sum(float(row["value_added"]) for row in teaching.nodes.values()) == 100
    assert sum(float(row["demand"]) for row in teaching.tables["final_demand"]) == 100


def test_korea_2019_has_the_published_import_shares():
    korea = Network("korea-2019")
    assert 15 <= len(korea.nodes) <= 30
    for product, share in (("hydrogen_fluoride", 0.322), ("photoresist", 0.85), ("polyimide", 0.937)):
        from_japan = total = 0.0
        for supplier, buyer, flow in korea.links:
            if buyer.startswith("KOR:") and korea.nodes[supplier]["product"] == product:
                total += flow
                from_japan += flow * (korea.nodes[supplier]["country"] == "JPN")
        assert from_japan / total == pytest.approx(share, abs=1e-4)
    rows = {row["input"]: row for row in korea.tables["inputs"]}
    assert float(rows["hydrogen_fluoride"]["cover_weeks"]) == 4
