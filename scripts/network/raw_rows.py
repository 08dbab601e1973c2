"""Common form of rows read from public raw files, and the text values found in them."""

import csv
import dataclasses
import re
import sys

COLUMNS = ("product", "country", "country_name", "year", "value", "meaning", "unit", "statistic", "source", "grade",
           "licence")

# Country names in use at USGS. All other names count as rest of the world.
COUNTRY_CODES = {
    "United States": "USA", "China": "CHN", "Japan": "JPN", "Korea, Republic of": "KOR", "South Korea": "KOR",
    "Korea, Rep. of": "KOR", "Taiwan": "TWN", "Germany": "DEU", "France": "FRA", "Netherlands": "NLD",
    "United Kingdom": "GBR", "Italy": "ITA", "Belgium": "BEL", "Austria": "AUT", "Switzerland": "CHE",
    "Sweden": "SWE", "Finland": "FIN", "Norway": "NOR", "Ireland": "IRL", "Spain": "ESP", "Poland": "POL",
    "Czechia": "CZE", "Czech Republic": "CZE", "Hungary": "HUN", "Israel": "ISR", "India": "IND",
    "Singapore": "SGP", "Malaysia": "MYS", "Vietnam": "VNM", "Thailand": "THA", "Indonesia": "IDN",
    "Philippines": "PHL", "Australia": "AUS", "Canada": "CAN", "Mexico": "MEX", "Brazil": "BRA", "Chile": "CHL",
    "Peru": "PER", "Argentina": "ARG", "South Africa": "ZAF", "Congo (Kinshasa)": "COD",
    "Congo, Democratic Republic": "COD", "Russia": "RUS", "Ukraine": "UKR", "Kazakhstan": "KAZ", "Turkey": "TUR",
    "Turkiye": "TUR", "Türkiye": "TUR", "Burma": "MMR", "Myanmar": "MMR", "Qatar": "QAT",
}
REST_OF_WORLD = "ROW"

DASHES = "-–—"
NUMBER = r"\d[\d,]*\.?\d*|\.\d+"


@dataclasses.dataclass(frozen=True)
class Quantity:
    """A value as published.

    value    number, or None where none is given
    meaning  exact, zero, above, below, range (value is its middle), small (less than half a unit; value 0),
             withheld, net_exporter, missing or text
    """

    value: float | None
    meaning: str


def read_quantity(text: str) -> Quantity:
    """Read a published value: thousands separators, W, NA, dashes, E, s, >50, <25, 500-700."""
    text = text.strip()
    if text in ("", "NA", "XX", "NaN"):
        return Quantity(None, "missing")
    if text in DASHES:
        return Quantity(0.0, "zero")
    words = {"W": (None, "withheld"), "E": (None, "net_exporter"), "s": (0.0, "small")}
    if text in words:
        return Quantity(*words[text])
    if re.fullmatch(NUMBER, text):
        return Quantity(_number(text), "exact")
    bound = re.fullmatch(rf"([<>])\s*({NUMBER})", text)
    if bound:
        return Quantity(_number(bound[2]), "below" if bound[1] == "<" else "above")
    ends = re.fullmatch(rf"({NUMBER})\s*[{DASHES}]\s*({NUMBER})", text)
    if ends:
        return Quantity((_number(ends[1]) + _number(ends[2])) / 2, "range")
    return Quantity(None, "text")


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def country_code(name: str) -> str:
    """ISO code of a country of the network, else ROW."""
    return COUNTRY_CODES.get(name.strip(), REST_OF_WORLD)


def is_world_total(name: str) -> bool:
    """Totals stand among the countries; they are rounded and may leave out withheld output."""
    return name.strip().lower().startswith("world")


def read_csv(path, encodings) -> list:
    """Read a CSV file as a list of dicts with the first encoding that fits; blanks around header names go."""
    for encoding in encodings:
        try:
            with open(path, newline="", encoding=encoding) as file:
                rows = list(csv.reader(file))
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ValueError(f"{path} is in none of the encodings {', '.join(encodings)}")
    header = [name.strip() for name in rows[0]]
    return [dict(zip(header, row)) for row in rows[1:] if any(cell.strip() for cell in row)]


def need_columns(path, rows, names) -> None:
    """Stop if a column is missing: a new release may have renamed it."""
    missing = [name for name in names if not rows or name not in rows[0]]
    if missing:
        raise ValueError(f"{path} has no column {', '.join(missing)} (a newer release may name it otherwise)")


def write_rows(rows, file=sys.stdout) -> None:
    """Write rows of COLUMNS as CSV; values keep 12 digits, an unknown value is an empty cell."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        value = "" if row["value"] is None else f"{row['value']:.12g}"
        writer.writerow({**row, "value": value})
