"""Read results with xarray, through each netCDF engine that is installed."""

import importlib.util
import sys

from expected import Comparison, expected_names, expected_values, skip

try:
    import xarray
except ImportError as error:
    skip(error)

engines = {"h5netcdf": "h5netcdf", "netcdf4": "netCDF4"}
engines = [e for e, module in engines.items() if importlib.util.find_spec(module)]
if not engines:
    skip("neither h5netcdf nor netCDF4 is installed")

folder = sys.argv[1]
path = f"{folder}/sample.h5"
same = Comparison()
for engine in engines:
    groups = {
        group: xarray.open_dataset(path, engine=engine, group=group)
        for group in ("/", "/losses", "/world", "/summary/risk")
    }
    for dataset, index, value in expected_values(folder):
        _, group, name = dataset.split("/")
        found = groups["/" + group][name]
        same.equal(f"{engine} {dataset}{index}", float(found[index]), value)
    axes = groups["/losses"]["value_added"].dims
    same.equal("axes", axes, ("package", "scenario", "country", "horizon"))
    for axis, names in expected_names(folder).items():
        found = groups["/"][axis[1:]].values
        found = [n.decode() if isinstance(n, bytes) else n for n in found.tolist()]
        same.equal(f"{engine} {axis}", found, names)
    # Weeks and days stay numbers: no unit may turn them into time spans.
    for group in groups.values():
        for name, variable in group.variables.items():
            same.equal(f"{name} is no time", variable.dtype.kind in "mM", False)
    same.equal("horizon", groups["/"]["horizon"].values.tolist(), [52, 104])
    units = groups["/losses"]["value_added"].attrs["units"]
    same.equal("units", units, "million USD")
    print(f"engine {engine}: read")
same.finish(at_least=100)
