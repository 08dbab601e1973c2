"""Columns of the shipped network that come from rules by stage and product."""

import collections
import csv
import pathlib

import pandas as pd
import pytest

import habits
import plants
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
    assert list(done.overtime_weeks) == ["26", "49", ""]


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


def test_chips_alone_go_first_to_who_hangs_on_them():
    for row in read("products"):
        chip = row["product"].startswith("chip_")
        some = (chip and not row["product"].startswith("chip_car_")
                and row["product"] not in ("chip_ai", "chip_hbm", "chip_ip"))
        assert row["first_served_share"] == ("0.2" if some else ""), row
