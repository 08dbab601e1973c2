#!/usr/bin/env python3
"""Read a British Geological Survey World Mineral Statistics export into source rows.

    python3 scripts/network/read_bgs.py BGS_gallium_production.csv --year 2023 > rows.csv

The order of columns differs between files, so names decide. An empty quantity means not available, not zero; the
first two columns are label points of countries, not mine sites. UK Open Government Licence.
"""

import argparse
import pathlib

from raw_rows import COUNTRY_CODES, REST_OF_WORLD, need_columns, read_csv, read_quantity, write_rows

ENCODINGS = ("utf-8-sig", "cp1252")
LICENCE = "OGL-UK"
NEEDED = ("country_trans", "country_iso3_code", "bgs_commodity_trans", "bgs_sub_commodity_trans",
          "bgs_statistic_type_trans", "units", "year", "quantity", "concat_figure_notes_text")


def read_bgs(path: pathlib.Path) -> list:
    """Return source rows (dicts of raw_rows.COLUMNS). Figures that BGS marks as estimates have grade B."""
    rows = read_csv(path, ENCODINGS)
    need_columns(path, rows, NEEDED)
    result = []
    for row in rows:
        quantity = read_quantity(row["quantity"])
        code = row["country_iso3_code"] if row["country_iso3_code"] in COUNTRY_CODES.values() else REST_OF_WORLD
        detail = row["bgs_sub_commodity_trans"].strip()
        result.append({
            "product": row["bgs_commodity_trans"].strip(), "country": code,
            "country_name": row["country_trans"].strip(), "year": row["year"][:4], "value": quantity.value,
            "meaning": quantity.meaning, "unit": row["units"].strip(),
            "statistic": row["bgs_statistic_type_trans"].strip() + (f": {detail}" if detail else ""),
            "source": "bgs-wms", "grade": "B" if "Estimate" in row["concat_figure_notes_text"] else "A",
            "licence": LICENCE})
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--year", help="only this year")
    arguments = parser.parse_args()
    write_rows(row for row in read_bgs(arguments.file) if arguments.year in (None, row["year"]))


if __name__ == "__main__":
    main()
