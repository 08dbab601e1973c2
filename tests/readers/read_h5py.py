"""Read results with h5py alone."""

import sys
from pathlib import Path

from expected import Comparison, expected_names, expected_values, rows, skip

try:
    import h5py
except ImportError as error:
    skip(error)

folder = sys.argv[1]
page = (Path(__file__).parents[2] / "outputs" / "README.md").read_text("utf-8")
same = Comparison()


def on_the_page(path, item):
    """The format page names every dataset."""
    if isinstance(item, h5py.Dataset):
        same.equal(f"{path} is in outputs/README.md", f"`/{path}`" in page, True)


with h5py.File(f"{folder}/sample.h5") as file:
    for dataset, index, value in expected_values(folder):
        same.equal(f"{dataset}{index}", float(file[dataset][index]), value)
    for axis, names in expected_names(folder).items():
        same.equal(axis, list(file[axis].asstr()), names)
    for row in rows(folder, "attributes.csv"):
        same.equal(row["name"], str(file.attrs[row["name"]]), row["value"])
    same.equal("campaign", file.attrs["campaign"], '[campaign]\nname = "café"\n')

    values = file["/losses/value_added"]
    same.equal("shape", values.shape, (2, 1000, 3, 2))
    same.equal("units", values.attrs["units"], "million USD")
    axes = [values.dims[i][0].name for i in range(4)]
    same.equal("scales", axes, ["/package", "/scenario", "/country", "/horizon"])

    def every_dataset(path, item):
        """Units, a meaning and a scale on each axis, whatever the dataset."""
        if not isinstance(item, h5py.Dataset):
            return
        same.equal(f"{path} has units", "units" in item.attrs, True)
        same.equal(f"{path} has a meaning", len(item.attrs["long_name"]) > 3, True)
        if not h5py.h5ds.is_scale(item.id):
            scales = [len(dimension) for dimension in item.dims]
            same.equal(f"{path} has its scales", scales, [1] * item.ndim)

    file.visititems(every_dataset)
    file.visititems(on_the_page)
    table = file["/summary/risk/value_at_risk"]
    same.equal("table", float(table[1, 2, 1, 2, 2]), (2 * 3 * 2 * 3 * 3 - 1) / 2)

with h5py.File(f"{folder}/trace.h5") as file:
    same.equal("trace", file.attrs["filetype"], "chokepoint-trace")
    same.equal("output", file["/weeks/output"][:].tolist(), [[1, 1, 1], [1, 0.5, 1]])
    national = file["/weeks/national_output"][:].tolist()
    same.equal("national output", national, [[1, 1], [0.625, 1]])
    file.visititems(on_the_page)
    same.equal("event", int(file["/events/start"][0]), 1)
    same.equal("kinds", list(map(int, file["/events/kind"])), [0, 1])
    same.equal("passing", [float(x) for x in file["/flows/passing"][:, 0]], [6, 3])
same.finish(at_least=100)
