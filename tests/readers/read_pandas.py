"""From results to a table of one row per world, as an analyst would."""

import sys

from expected import Comparison, expected_names, expected_values, skip

try:
    import h5py
    import pandas
except ImportError as error:
    skip(error)

folder = sys.argv[1]
same = Comparison()
names = expected_names(folder)
with h5py.File(f"{folder}/sample.h5") as file:
    countries = list(file["/country"].asstr())
    horizons = file["/horizon"][:].tolist()
    packages = list(file["/package"].asstr())
    columns = pandas.MultiIndex.from_product(
        [countries, horizons], names=["country", "horizon"]
    )
    losses = pandas.concat(
        {
            package: pandas.DataFrame(
                file["/losses/value_added"][p].reshape(-1, len(columns)),
                columns=columns,
            )
            for p, package in enumerate(packages)
        },
        names=["package", "scenario"],
    )
for dataset, index, value in expected_values(folder):
    if dataset == "/losses/value_added":
        p, s, c, h = index
        row = (names["/package"][p], s)
        column = (names["/country"][c], horizons[h])
        same.equal(str(row + column), float(losses.loc[row, column]), value)
same.equal("rows", len(losses), 2000)
same.finish(at_least=40)
