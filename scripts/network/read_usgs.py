#!/usr/bin/env python3
"""Read a U.S. Geological Survey Mineral Commodity Summaries data release into source rows.

    python3 scripts/network/read_usgs.py MCS2026_Commodities_Data.csv --commodity Gallium > rows.csv

Both forms are known: the long one (2026 on: one row per commodity, country, statistic and year; Windows-1252 or
UTF-8) and the wide one of world production (to 2025: a column per year; UTF-8 with byte-order mark). World totals
are left out. Mine output and refinery output differ by `statistic`: read it before use. The U.S. public domain.
"""

import argparse
import pathlib
import re

from raw_rows import country_code, is_world_total, need_columns, read_csv, read_quantity, write_rows

ENCODINGS = ("utf-8-sig", "cp1252")
LICENCE = "US-PD"
# Misspellings in the files.
COMMODITY_NAMES = {"Gemanium": "Germanium"}


def read_usgs(path: pathlib.Path) -> list:
    """Return source rows (dicts of raw_rows.COLUMNS) of a release of either form."""
    rows = read_csv(path, ENCODINGS)
    if rows and "MCS chapter" in rows[0]:
        return _read_long(path, rows)
    return _read_wide(path, rows)


def _read_long(path, rows):
    need_columns(path, rows, ("Commodity", "Country", "Statistics", "Statistics_detail", "Unit", "Year", "Value"))
    release = re.search(r"MCS(\d{4})", path.name)
    source = f"usgs-mcs-{release[1]}" if release else "usgs-mcs"
    return [_row(row["Commodity"], row["Country"], row["Year"].replace("–", "-"), row["Value"], row["Unit"],
                 f"{row['Statistics']}: {row['Statistics_detail']}", source)
            for row in rows if not is_world_total(row["Country"])]


def _read_wide(path, rows):
    need_columns(path, rows, ("SOURCE", "COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS"))
    years = {}
    for name in rows[0]:
        match = re.fullmatch(r"PROD_(?:EST_)?\s*(\d{4})", name)
        if match:
            years[name] = match[1]
    if not years:
        raise ValueError(f"{path} has no column PROD_<year> (a newer release may name it otherwise)")
    return [_row(row["COMMODITY"], row["COUNTRY"], year, row[name], row["UNIT_MEAS"], row["TYPE"],
                 "usgs-" + row["SOURCE"].lower().replace("mcs", "mcs-"))
            for row in rows if not is_world_total(row["COUNTRY"]) for name, year in years.items()]


def _row(commodity, country, year, text, unit, statistic, source):
    quantity = read_quantity(text)
    commodity = commodity.strip()
    return {"product": COMMODITY_NAMES.get(commodity, commodity), "country": country_code(country),
            "country_name": country.strip(), "year": year, "value": quantity.value, "meaning": quantity.meaning,
            "unit": unit.strip(), "statistic": statistic.strip(), "source": source, "grade": "A", "licence": LICENCE}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--commodity", help="only this commodity, for example Gallium")
    arguments = parser.parse_args()
    rows = read_usgs(arguments.file)
    write_rows(row for row in rows if arguments.commodity in (None, row["product"]))


if __name__ == "__main__":
    main()
