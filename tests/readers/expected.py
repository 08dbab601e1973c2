"""What the readers written in Python should find, and how they say what differs."""

import csv
import sys
from pathlib import Path


def skip(error):
    print(f"skipped: {error}")
    sys.exit(77)


def rows(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_values(folder):
    """Yield (dataset, index, value) with an index of as many axes as the dataset has."""
    for row in rows(folder, "expected.csv"):
        index = [int(row[k]) for k in ("package", "scenario", "i", "j")]
        yield row["dataset"], tuple(i for i in index if i >= 0), float(row["value"])


def expected_names(folder):
    names = {}
    for row in rows(folder, "names.csv"):
        names.setdefault(row["dataset"], []).append(row["name"])
    return names


class Comparison:
    def __init__(self):
        self.compared = 0
        self.differences = []

    def equal(self, what, found, expected):
        self.compared += 1
        if found != expected:
            self.differences.append(f"{what}: found {found!r}, expected {expected!r}")

    def finish(self, at_least):
        for difference in self.differences[:20]:
            print(difference)
        print(f"{self.compared} values compared, {len(self.differences)} differ")
        sys.exit(1 if self.differences or self.compared < at_least else 0)
