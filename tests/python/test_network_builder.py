"""The sources of the shipped network, and the builder that makes its tables from them to the byte."""

import collections
import re
import subprocess
import sys
import types

import numpy as np
import pandas as pd
import pytest

import balance
from gravity import FirmTies
from producers import split_sites
from purchases import match_known_use
from shipped_networks import CHIPS, LIMITING, NETWORKS, ROOT, Network, read


@pytest.fixture(scope="module")
def chips():
    return Network("chips-and-minerals")


# Sources

def test_every_source_row_names_a_listed_source_a_grade_and_a_licence():
    licences = {row["source"]: row["licence"] for row in read(CHIPS / "sources/references.csv")}
    for path in sorted((CHIPS / "sources").glob("*.csv")):
        for row in read(path):
            assert set(row["source"].split("+")) <= set(licences), (path.name, row)
            assert row["licence"], (path.name, row)
            assert path.stem == "references" or row["grade"] in ("A", "B", "C"), (path.name, row)
    for name, rows in Network("chips-and-minerals").tables.items():
        for row in rows:
            assert set(row["source"].split("+")) <= set(licences), (name, row)


def test_nothing_carries_a_non_commercial_limit():
    for path in [*CHIPS.rglob("*.csv"), *(NETWORKS / "korea-2019").glob("*.csv")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"CC-BY-NC|\bETO\b|CSET", text), path


def test_source_shares_of_every_product_sum_to_one():
    sums = collections.Counter()
    for row in read(CHIPS / "sources/producer_shares.csv"):
        sums[row["product"]] += float(row["share"])
    assert set(sums) == {row["product"] for row in read(CHIPS / "sources/products.csv")}
    assert all(total == pytest.approx(1, abs=2e-5) for total in sums.values())


# Builder

def suppliers_of_what_limits(chips, counts):
    """(buyer, product) -> suppliers whose flow `counts`, of inputs that hold output back; and makers of each product."""
    limiting = {(row["buyer"], row["input"]) for row in chips.tables["inputs"] if row["class"] in LIMITING}
    makers = collections.Counter(row["product"] for row in chips.nodes.values())
    suppliers = collections.Counter()
    for supplier, buyer, flow in chips.links:
        product = chips.nodes[supplier]["product"]
        if buyer in chips.nodes and (chips.nodes[buyer]["product"], product) in limiting:
            suppliers[buyer, product] += counts(flow)
    return suppliers, makers


def test_pruning_kept_the_value_and_three_suppliers_of_what_limits_a_buyer(chips):
    report = (CHIPS / "BUILD_REPORT.md").read_text()
    assert float(re.search(r"([\d.]+)% kept", report)[1]) >= 94
    world = sum(float(row["world_value_musd_per_year"]) for row in read(CHIPS / "sources/products.csv")) / 52
    assert sum(flow for _, _, flow in chips.links) == pytest.approx(world, rel=1e-6)

    suppliers, makers = suppliers_of_what_limits(chips, lambda flow: flow > 0)
    few = [(buyer, product) for (buyer, product), count in suppliers.items() if count < min(3, makers[product])]
    assert len(few) <= 0.01 * len(suppliers), few  # those whom embargoes leave fewer


def test_what_limits_a_buyer_has_an_alternate_wherever_another_maker_exists(chips):
    suppliers, makers = suppliers_of_what_limits(chips, lambda flow: True)
    assert not [key for key, count in suppliers.items() if count == 1 and makers[key[1]] > 1]


def test_builder_gives_the_committed_tables():
    done = subprocess.run([sys.executable, ROOT / "scripts/network/build_network.py", "--check"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_check_names_a_table_that_is_out_of_date(tmp_path):
    for path in [*CHIPS.glob("*.csv"), CHIPS / "BUILD_REPORT.md"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "sources").mkdir()
    for path in (CHIPS / "sources").iterdir():
        (tmp_path / "sources" / path.name).write_bytes(path.read_bytes())
    with open(tmp_path / "nodes.csv", "a") as file:
        file.write("\n")
    done = subprocess.run([sys.executable, ROOT / "scripts/network/build_network.py", "--check", "--folder", tmp_path],
                          capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("nodes.csv differs") and done.stderr.count("\n") == 1


def test_fitting_reaches_both_sums_and_keeps_zeros():
    table = balance.fit(np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([6.0, 4.0]), np.array([7.0, 3.0]))
    assert table.sum(axis=1) == pytest.approx([6, 4])
    assert table.sum(axis=0) == pytest.approx([7, 3])
    assert table[1, 1] == 0 and table == pytest.approx(np.array([[3, 3], [4, 0]]))


def test_fitting_keeps_known_cells_and_scales_impossible_ones():
    prior = np.ones((2, 2))
    table, kept = balance.fit_with_known_cells(prior, np.array([5.0, 5.0]), np.array([6.0, 4.0]), [(0, 0, 2.0)])
    assert kept == [2.0] and table == pytest.approx(np.array([[2, 3], [4, 1]]))
    _, kept = balance.fit_with_known_cells(prior, np.array([5.0, 5.0]), np.array([6.0, 4.0]), [(0, 0, 8.0)])
    assert kept == [pytest.approx(0.95 * 5)]


def test_pruning_cuts_the_smallest_but_leaves_everyone_a_partner():
    table = np.array([[100.0, 50.0, 0.1], [1.0, 0.5, 0.0]])
    keep = balance.prune(table, 0.02)
    assert keep.tolist() == [[True, True, True], [True, False, False]]


def test_pruning_leaves_the_least_suppliers_and_the_main_buyers():
    table = np.array([[100.0, 50.0], [1.0, 0.5], [0.5, 30.0]])
    assert balance.prune(table, 0.02, 2).tolist() == [[True, True], [True, False], [False, True]]
    assert balance.prune(table, np.array([0.02, 0.5]), 1, 0.1).tolist() == [[True, True], [True, True], [False, True]]


def test_known_use_is_met_by_other_use_first_and_world_use_stays():
    needs = pd.DataFrame([("tin", "AAA:pcb", "AAA", "", "pcb", 2.0), ("tin", "final:AAA", "AAA", "", "final", 4.0),
                          ("tin", "BBB:pcb", "BBB", "", "pcb", 3.0), ("tin", "final:BBB", "BBB", "", "final", 1.0)],
                         columns=["input", "buyer", "country", "firm", "product", "need"])
    met = match_known_use(needs, pd.DataFrame([("tin", "AAA", 0.3)], columns=["product", "country", "share"]))
    assert met.need.tolist() == pytest.approx([2, 1, 3, 4])
    met = match_known_use(needs, pd.DataFrame([("tin", "AAA", 0.15)], columns=["product", "country", "share"]))
    assert met.need.tolist() == pytest.approx([0.5, 1, 3, 5.5])


# Sites

def sources_with_sites(*rows):
    sites = pd.DataFrame(rows, columns=["firm", "country", "product", "site", "share"])
    ties = pd.DataFrame([("F_ONE", "*", "F", "car_chip", 5.0), ("=", "*", "=", "*", 3.0)],
                        columns=["supplier_firm", "supplier_product", "buyer_firm", "buyer_product", "factor"])
    return types.SimpleNamespace(sites=sites.assign(source="s", grade="C"), firm_ties=ties)


NODES = pd.DataFrame([("A:fab:F", "A", "fab", "F", 10.0, "s", "B"), ("B:fab:F", "B", "fab", "F", 6.0, "s", "B")],
                     columns=["node", "country", "product", "firm", "sales", "source", "grade"])


def test_a_site_takes_its_share_of_its_firm_and_leaves_the_rest():
    split = split_sites(sources_with_sites(("F", "A", "fab", "F_ONE", 0.75), ("F", "B", "fab", "F_B", 1.0)), NODES)
    assert list(zip(split.node, split.firm, split.sales)) == [
        ("A:fab:F_ONE", "F_ONE", 7.5), ("A:fab:F", "F", 2.5), ("B:fab:F_B", "F_B", 6.0)]


def test_sites_without_a_node_or_with_more_than_all_are_named():
    with pytest.raises(ValueError, match="sites.csv: no node C:fab:F; nearest: a row of firm_shares.csv"):
        split_sites(sources_with_sites(("F", "C", "fab", "F_C", 0.5)), NODES)
    with pytest.raises(ValueError, match=r"sites.csv: sites of A:fab:F have more than all of it \(1.2\)"):
        split_sites(sources_with_sites(("F", "A", "fab", "F_1", 0.7), ("F", "A", "fab", "F_2", 0.5)), NODES)


def test_a_site_trades_as_its_firm_or_as_its_own_row_says():
    ties = FirmTies(sources_with_sites(("F", "A", "fab", "F_ONE", 0.75)))
    assert ties.factor("F_ONE", "fab", "F", "car_chip") == 5
    assert ties.factor("F_ONE", "fab", "F", "other_chip") == 3
    assert ties.factor("F", "fab", "F", "car_chip") == 3
    assert ties.factor("F_ONE", "fab", "G", "car_chip") == 1
