#!/usr/bin/env python3
"""Read the Emerging Technology Observatory's advanced chip supply chain data into source rows.

    python3 scripts/network/read_eto.py FOLDER > rows.csv

FOLDER holds inputs.csv, providers.csv, provision.csv and stages.csv. The data are CC BY-NC 4.0: rows carry that tag,
and no network shipped with this project may be built from them. Traps handled here: tables join on ids, because names
differ between them; MAL is Malaysia (MYS); "Various" is no country; a provider may be a firm, which counts for its
headquarters; "negligible" gives no number; shares under 1 % were rounded up, so the shares of an input sum to 99 to
104 % and are scaled to 1 per input and kind of provider.
"""

import argparse
import pathlib
import re

from raw_rows import REST_OF_WORLD, need_columns, read_csv, write_rows

ENCODINGS = ("utf-8-sig",)
LICENCE = "CC-BY-NC-4.0"
CODES = {"MAL": "MYS", "Various": REST_OF_WORLD}
DEFAULT_YEAR = "2019"


def read_eto(folder: pathlib.Path) -> list:
    """Return source rows (dicts of raw_rows.COLUMNS); value is a share 0 to 1, or None without a number."""
    tables = {name: read_csv(folder / f"{name}.csv", ENCODINGS)
              for name in ("inputs", "providers", "provision", "stages")}
    need_columns(folder / "provision.csv", tables["provision"],
                 ("provider_id", "provided_id", "share_provided", "negligible_market_share"))
    need_columns(folder / "providers.csv", tables["providers"], ("provider_id", "provider_type", "provider_name"))
    names = {row["input_id"]: row["input_name"] for row in tables["inputs"]}
    names |= {row["stage_id"]: row["stage_name"] for row in tables["stages"]}
    years = {row["input_id"]: _year(row) for row in tables["inputs"]}
    providers = {row["provider_id"]: row for row in tables["providers"]}

    rows, sums = [], {}
    for row in tables["provision"]:
        for column, known in (("provider_id", providers), ("provided_id", names)):
            if row[column] not in known:
                raise ValueError(f"provision.csv names {row[column]}, which no table defines")
        provider = providers[row["provider_id"]]
        is_country = provider["provider_type"] == "country"
        code = provider["provider_name"] if is_country else provider["country"]
        share = float(row["share_provided"].rstrip("%")) / 100 if row["share_provided"] else None
        kind = "share of country" if is_country else "share of firm"
        if share is not None:
            sums[row["provided_id"], kind] = sums.get((row["provided_id"], kind), 0.0) + share
        meaning = "exact" if share is not None else "small" if row["negligible_market_share"] else "missing"
        rows.append((row["provided_id"], kind, {
            "product": names[row["provided_id"]], "country": CODES.get(code, code),
            "country_name": provider["provider_name"], "year": years.get(row["provided_id"], DEFAULT_YEAR),
            "value": share, "meaning": meaning, "unit": "share", "statistic": kind, "source": "eto", "grade": "B",
            "licence": LICENCE}))
    for provided, kind, row in rows:
        # Firms' shares are only a few of all, so they keep their own size unless they exceed the whole.
        total = sums.get((provided, kind), 1.0)
        if row["value"] is not None and (kind == "share of country" or total > 1):
            row["value"] /= total
    return [row for _, _, row in rows]


def _year(row) -> str:
    """Year in brackets of the market size text, for example "$3.1 billion (2019)"."""
    match = re.search(r"\((\d{4})\)", row.get("market_share_chart_global_market_size_info", ""))
    return match[1] if match else DEFAULT_YEAR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    write_rows(read_eto(parser.parse_args().folder))


if __name__ == "__main__":
    main()
