"""Readers of public raw files: on small excerpts always, on whole releases where they are at hand."""

import csv
import io
import pathlib
import subprocess
import sys

import pytest

from raw_rows import COLUMNS, Quantity, country_code, read_quantity, write_rows
from read_bgs import read_bgs
from read_eto import read_eto
from read_usgs import read_usgs

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXCERPTS = ROOT / "tests/data/raw_excerpts"
WHOLE = ROOT.parent / "shared/data/raw"
needs_whole_files = pytest.mark.skipif(not WHOLE.exists(), reason="whole releases are not on this machine")


def only(rows, **wanted):
    """The single row whose cells equal `wanted`."""
    found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} rows with {wanted}"
    return found[0]


@pytest.mark.parametrize("text, value, meaning", [
    ("839,000", 839000.0, "exact"), ("0.5", 0.5, "exact"), (" 12 ", 12.0, "exact"), ("", None, "missing"),
    ("NA", None, "missing"), ("W", None, "withheld"), ("E", None, "net_exporter"), ("\u2014", 0.0, "zero"),
    ("s", 0.0, "small"), (">50", 50.0, "above"), ("<1,000", 1000.0, "below"), ("500\u201316,000", 8250.0, "range"),
    ("10,000 - 15,000", 12500.0, "range"), ("Large", None, "text"), ("?10", None, "text"),
])
def test_every_kind_of_published_value_is_read(text, value, meaning):
    assert read_quantity(text) == Quantity(value, meaning)


def test_unlisted_countries_are_rest_of_world():
    assert country_code("Korea, Republic of") == "KOR"
    assert country_code("Russia ") == "RUS"
    assert country_code("Burma") == "MMR"
    assert country_code("Gabon") == "ROW"
    assert country_code("Other countries") == "ROW"


def test_usgs_long_form_in_windows_1252_keeps_dashes_and_drops_world_totals():
    rows = read_usgs(EXCERPTS / "MCS2026_excerpt.csv")
    china = only(rows, product="Gallium", country="CHN", year="2024")
    assert (china["value"], china["meaning"], china["unit"]) == (839000.0, "exact", "kilograms")
    assert china["source"] == "usgs-mcs-2026" and china["licence"] == "US-PD"
    assert only(rows, product="Gallium", country="USA")["meaning"] == "zero"
    assert only(rows, product="Ground high-purity quartz")["value"] == 8250.0
    assert only(rows, product="Gallium", country="CAN")["year"] == "2021-24"
    assert not [row for row in rows if row["country_name"].startswith("World")]


def test_usgs_long_form_is_also_read_as_utf_8(tmp_path):
    text = (EXCERPTS / "MCS2026_excerpt.csv").read_text(encoding="cp1252")
    (tmp_path / "MCS2027_excerpt.csv").write_text(text, encoding="utf-8-sig")
    again = read_usgs(tmp_path / "MCS2027_excerpt.csv")
    assert only(again, product="Gallium", country="CHN")["value"] == 839000.0
    assert {row["source"] for row in again} == {"usgs-mcs-2027"}


def test_usgs_wide_form_gives_a_row_per_year():
    rows = read_usgs(EXCERPTS / "MCS2025_excerpt.csv")
    assert only(rows, product="Bismuth", country="CHN", year="2024")["value"] == 13000.0
    assert only(rows, product="Bismuth", country="CHN", year="2023")["value"] == 13300.0
    assert only(rows, product="Bismuth", country_name="Laos", year="2024")["country"] == "ROW"
    assert only(rows, product="Germanium", country="CAN", year="2024")["meaning"] == "missing"
    assert not [row for row in rows if "World" in row["country_name"]]


def test_bgs_names_decide_and_empty_is_not_zero():
    gallium = read_bgs(EXCERPTS / "BGS_gallium_excerpt.csv")
    assert only(gallium, country="CHN", year="2023")["value"] == 621.0
    assert only(gallium, country="CHN", year="2006")["value"] is None
    assert only(gallium, country="KOR", year="2023")["value"] == 2.0
    assert only(gallium, country="CHN", year="2023")["grade"] == "B"
    cobalt = read_bgs(EXCERPTS / "BGS_cobalt_excerpt.csv")  # other order of columns
    assert only(cobalt, product="cobalt, refined", country="CHN")["value"] == 140000.0
    assert only(cobalt, product="cobalt, mine", country="COD")["value"] == 140121.0


def test_eto_joins_on_ids_and_scales_shares_to_one():
    rows = read_eto(EXCERPTS / "eto")
    japan = only(rows, product="Widget benders", country="JPN", statistic="share of country")
    assert japan["value"] == pytest.approx(0.78 / 1.04)
    assert japan["year"] == "2021"
    countries = [row for row in rows if row["product"] == "Widget benders" and row["statistic"] == "share of country"]
    assert sum(row["value"] for row in countries) == pytest.approx(1)
    assert {row["country"] for row in countries} == {"JPN", "MYS", "ROW"}
    firm = only(rows, country_name="Benders BV")
    assert (firm["country"], firm["value"], firm["statistic"]) == ("NLD", 0.40, "share of firm")
    assert only(rows, country_name="Gluemakers")["meaning"] == "small"
    assert only(rows, product="Assembly")["value"] == 1.0
    assert {row["licence"] for row in rows} == {"CC-BY-NC-4.0"}


def test_eto_stops_at_an_unknown_id(tmp_path):
    for path in (EXCERPTS / "eto").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with open(tmp_path / "provision.csv", "a") as file:
        file.write("JPN,P901,Nothing,N999,10%,\n")
    with pytest.raises(ValueError, match="N999"):
        read_eto(tmp_path)


def test_renamed_column_is_reported(tmp_path):
    text = (EXCERPTS / "BGS_gallium_excerpt.csv").read_text().replace("quantity", "amount", 1)
    (tmp_path / "renamed.csv").write_text(text)
    with pytest.raises(ValueError, match="no column quantity"):
        read_bgs(tmp_path / "renamed.csv")


def test_rows_are_written_with_the_columns_of_a_source_table():
    out = io.StringIO()
    write_rows(read_usgs(EXCERPTS / "MCS2026_excerpt.csv"), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert only(rows, product="Gallium", country="CHN")["value"] == "839000"
    assert only(rows, product="Antimony", country="USA")["value"] == ""


def test_readers_run_as_programs():
    done = subprocess.run([sys.executable, ROOT / "scripts/network/read_bgs.py",
                           EXCERPTS / "BGS_gallium_excerpt.csv", "--year", "2023"],
                          capture_output=True, text=True, check=True)
    assert '"gallium, primary",CHN,China,2023,621,exact' in done.stdout
    assert "2006" not in done.stdout


@needs_whole_files
def test_whole_usgs_releases_are_read():
    rows = read_usgs(WHOLE / "usgs_mcs/MCS2026_Commodities_Data.csv")
    assert len(rows) > 8000
    assert len({row["product"] for row in rows}) > 80
    assert not [row for row in rows if "\ufffd" in row["unit"] + row["statistic"]]
    wide = read_usgs(WHOLE / "usgs_mcs/MCS2025_World_Data.csv")
    assert only(wide, product="Niobium", country="BRA", year="2024")["value"] == 100000.0


@needs_whole_files
@pytest.mark.parametrize("name", ["REs", "antimony", "cobalt", "gallium", "germanium", "graphite", "lithium",
                                  "magnesium", "tungsten"])
def test_whole_bgs_files_are_read(name):
    rows = read_bgs(WHOLE / f"bgs_wms/BGS_{name}_production.csv")
    assert {row["meaning"] for row in rows} <= {"exact", "missing"}
    assert max(row["year"] for row in rows) == "2023"


@needs_whole_files
def test_whole_eto_data_are_read():
    rows = read_eto(WHOLE / "eto_semiconductor")
    assert len(rows) == 660
    sums = {}
    for row in rows:
        if row["value"] is not None and row["statistic"] == "share of country":
            sums[row["product"]] = sums.get(row["product"], 0.0) + row["value"]
    assert len(sums) == 43
    assert all(total == pytest.approx(1) for total in sums.values())
