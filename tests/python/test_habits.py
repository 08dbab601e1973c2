"""Columns of the shipped network that come from rules by stage and product."""

import collections
import csv
import pathlib

import pandas as pd
import pytest

import habits
import plants
from bearers import EndValue
from rules import last_match
from shipping import Shipping
from sources import read_sources

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHIPS = ROOT / "configs/networks/chips-and-minerals"


@pytest.fixture(scope="module")
def sources():
    return read_sources(CHIPS / "sources")


def read(name):
    with open(CHIPS / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_last_rule_that_fits_counts():
    rules = pd.DataFrame([("*", "*", 1), ("fab", "*", 2), ("*", "chip_*", 3)],
                         columns=["stage", "product", "value"])
    assert last_match(rules, stage="mine", product="tin").value == 1
    assert last_match(rules, stage="fab", product="tin").value == 2
    assert last_match(rules, stage="fab", product="chip_ai").value == 3
    with pytest.raises(ValueError, match="no rule"):
        last_match(rules[1:2], stage="mine", product="tin")


def test_a_product_that_nobody_has_thought_of_has_rules(sources):
    for stage in set(sources.products.stage):
        keys = {"stage": stage, "product": "a_new_product"}
        assert last_match(sources.cycle_times, **keys).cycle_weeks >= 0
        assert last_match(sources.plant_sizes, **keys).plant_musd_per_year > 0
        assert 0 <= last_match(sources.shift_shares, **keys).shift_share <= 1
        last_match(sources.design_out, buyer_stage=stage, **keys)
    part = last_match(sources.buyer_habits, buyer="auto_electronics",
                      input="chip_car_discrete")
    assert part.specific_share == 0.5


def test_ways_are_home_air_or_sea_between_all_countries(sources):
    way = Shipping(sources)
    assert way("copper_refined", "CHN", "CHN") == 0.5
    assert way("chip_dram", "KOR", "USA") == 1
    assert way("eda_software", "USA", "CHN") == 0
    assert way("pcb", "CHN", "DEU") == pytest.approx(1 + 10600 / 2352)
    assert way("pcb", "DEU", "FRA") == 1
    assert way("pcb", "ROW", "ROW") == way("pcb", "CHN", "ROW") == 4
    countries = list(sources.countries.country)
    for a in countries:
        for b in countries:
            weeks = way("pcb", a, b)
            assert weeks == way("pcb", b, a)
            limit = 10 if "COD" in (a, b) else 6
            assert 0.5 <= weeks <= limit, (a, b)


def test_lead_times_are_the_flow_weighted_ways(sources):
    way = Shipping(sources)
    nodes = {row["node"]: row for row in read("nodes")}
    mean = collections.defaultdict(lambda: [0.0, 0.0])
    for link in read("links"):
        if link["buyer"] not in nodes or float(link["flow"]) == 0:
            continue
        maker, buyer = nodes[link["supplier"]], nodes[link["buyer"]]
        weeks = way(maker["product"], maker["country"], buyer["country"])
        for who in (buyer["node"], buyer["product"]):
            total = mean[who, maker["product"]]
            total[0] += float(link["flow"])
            total[1] += float(link["flow"]) * weeks
    rows = {(r["buyer"], r["input"]): float(r["lead_time_weeks"])
            for r in read("inputs")}
    for (buyer, product), (flow, weeks) in mean.items():
        written = rows.get((buyer, product))
        if written is None:  # not far from the row of its product
            written = rows[nodes[buyer]["product"], product]
            assert abs(written - weeks / flow) < 1.3
        else:
            assert abs(written - weeks / flow) < 1.3
            if ":" not in buyer:
                assert abs(written - weeks / flow) <= 0.2501


def test_plants_of_a_node_are_its_sales_in_typical_plants(sources):
    for node in read("nodes"):
        stage = sources.products.set_index("product").stage[node["product"]]
        size = last_match(sources.plant_sizes, stage=stage,
                          product=node["product"]).plant_musd_per_year
        sites = int(node["sites"])
        assert sites >= 1
        assert sites == pytest.approx(float(node["sales"]) * 52 / size,
                                      abs=0.51) or sites == 1
        assert stage != "mine" or not node["cycle_weeks"]
        assert bool(node["scrap_share"]) == bool(node["cycle_weeks"])


def test_published_capacity_is_what_a_node_can_reach(sources):
    nodes = pd.DataFrame({"product": ["gallium_primary"] * 2 + ["indium"],
                          "country": ["CHN", "ROW", "JPN"]})
    table = pd.DataFrame({"spare_capacity": ["0.20"] * 3,
                          "overtime_max": ["1.25"] * 3})
    done = plants.idle_capacity(sources, nodes, table)
    reach = (1 + done.spare_capacity.astype(float)
             ) * done.overtime_max.astype(float)
    # Japan and Russia make no node of their own here: (10+10+100)/(3+6).
    assert list(reach) == pytest.approx([1600 / 839, 120 / 9, 70 / 65],
                                        rel=0.01)
    assert list(done.overtime_weeks) == ["26", "143", ""]


def test_only_inputs_that_hold_output_back_are_saved(sources):
    inputs = pd.DataFrame(
        [("fab_dram", "neon", "CRITICAL"), ("fab_dram", "neon", "CAPITAL"),
         ("gallium_hp", "gallium_primary", "CRITICAL"),
         ("auto_electronics", "chip_mcu_logic", "CRITICAL")],
        columns=["buyer", "input", "class"])
    done = habits.input_columns(sources, inputs)
    assert list(done.design_out_share) == ["0.5", "", "", "0.2"]
    assert list(done.specific_share) == ["", "", "", "0.8"]
    assert list(done.caution) == ["", "", "", "0.33"]


def test_a_fifth_of_chips_and_no_device_or_tool_has_a_first(sources):
    for row in read("products"):
        chip = row["product"].startswith("chip_")
        some = (chip and not row["product"].startswith("chip_car_")
                and row["product"] not in ("chip_ai", "chip_hbm", "chip_ip"))
        if row["stage"] not in ("mine", "refine", "material"):
            assert row["first_served_share"] == ("0.2" if some else ""), row


def test_what_hangs_on_a_dollar_is_one_over_its_part_of_the_end_product():
    nodes = pd.DataFrame([("X:ore", "ore"), ("X:metal", "metal"),
                          ("X:car", "car"), ("X:fab", "fab")],
                         columns=["node", "product"])
    links = pd.DataFrame(
        [("X:ore", "X:metal", "ore", 4), ("X:ore", "final:X", "ore", 6),
         ("X:metal", "X:car", "metal", 5), ("X:metal", "X:fab", "metal", 5),
         ("X:car", "final:X", "car", 100), ("X:fab", "final:X", "fab", 70)],
        columns=["supplier", "buyer", "product", "flow"])
    end_value = EndValue(nodes, links, {("fab", "metal")})
    assert end_value.of_use("metal", "car") == 20
    assert end_value.of_use("metal", "") == 1  # investment of fabs too
    assert end_value.of_good("metal") == (5 * 20 + 5 * 1) / 10
    assert end_value.of_use("ore", "metal") == 10 / 4 * 10.5
    assert end_value.bearing_share("ore", 20) == 0.4
    assert end_value.bearing_share("ore", 27.25) == 0.4  # twice as dear
    assert end_value.bearing_share("ore", 27.3) == 0
    circle = links.replace({"final:X": "X:ore"})
    with pytest.raises(ValueError, match="made from itself"):
        EndValue(nodes, circle, set()).of_good("ore")


def test_who_bears_a_price_is_who_the_program_serves_first(sources):
    """The program ranks buyers by value added per dollar of a product. Down
    to the share in the tables these are the buyers who bear the price of the
    rule; half a percent of platinum and its like is crucibles, tools that
    wear, which rank first."""
    nodes = pd.DataFrame(read("nodes"))
    links = pd.DataFrame(read("links"))
    links["flow"] = links.flow.astype(float)
    links["product"] = links.supplier.map(nodes.set_index("node")["product"])
    tools = sources.recipes[sources.recipes.class_ == "CAPITAL"]
    end_value = EndValue(nodes, links, set(zip(tools.buyer, tools.input)))
    value_added = nodes.set_index("node").value_added.astype(float)
    makes = nodes.set_index("node")["product"]
    ranked = 0
    for row in read("products"):
        rule = last_match(sources.first_served, stage=row["stage"],
                          product=row["product"])
        if not rule.borne_price > 0 or not row["first_served_share"]:
            continue
        bought = links[links["product"] == row["product"]]
        bought = bought.groupby("buyer").flow.sum()
        rank = (value_added.reindex(bought.index) / bought).fillna(-1)
        bought = bought[rank.sort_values(ascending=False).index]
        middle = (bought.cumsum() - bought / 2) / bought.sum()
        first = middle < float(row["first_served_share"])
        bears = [end_value.of_use(row["product"], makes.get(buyer, ""))
                 >= rule.borne_price - 1 for buyer in bought.index]
        wrong = bought[first != bears].sum() / bought.sum()
        assert wrong < 0.006, (row["product"], wrong)
        ranked += 1
    assert ranked > 40
