"""What the plots share: colours, reading a file, which packages know chance."""

from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

# Okabe & Ito: told apart by colour-blind readers.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555"]
STYLES = ["-", "--", "-.", ":"]
PANELS = 6  # all countries together, and the five that lose most
ESTIMATE, LOWER, UPPER = range(3)


class PlotError(Exception):
    """A file that cannot be plotted; the message says why."""


def open_file(path, filetype):
    if not Path(path).is_file():
        raise PlotError(f"{path}: no such file")
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise PlotError(f"{path}: is no HDF5 file ({error})") from error
    found = file.attrs.get("filetype", "none")
    if found != filetype:
        raise PlotError(f"{path}: is no {filetype} file (its filetype: {found})")
    version = file.attrs["format_version"]
    if not version.startswith("1."):
        raise PlotError(f"{path}: has format version {version} (known: 1.x)")
    return file


def names(file, axis):
    return list(file[axis].asstr("utf-8")) if axis in file else []


def table(file, dataset):
    if dataset not in file:
        raise PlotError(f"{file.filename}: has no {dataset}")
    return file[dataset][:]


def money(values):
    """How to show million USD: (factor, unit)."""
    largest = np.max(values[np.isfinite(values)], initial=0)
    return (1e-3, "billion USD") if largest >= 1000 else (1, "million USD")


def bounds(estimates):
    """Estimate, lower, upper; a bound that does not exist ends at the estimate."""
    value = estimates[..., ESTIMATE]
    return value, *(
        np.where(np.isfinite(estimates[..., b]), estimates[..., b], value)
        for b in (LOWER, UPPER)
    )


def style(package):
    return {
        "color": COLOURS[package % len(COLOURS)],
        "linestyle": STYLES[package // len(COLOURS) % len(STYLES)],
    }


def bare(axis):
    axis.spines[["top", "right"]].set_visible(False)
    axis.grid(True, color="#e4e4e4", linewidth=0.7)
    axis.set_axisbelow(True)


def save(figure, folder, name):
    """Write and list the files; without dates, so that a rerun gives the same bytes."""
    written = []
    for ending, metadata in (("png", {"Software": None}), ("svg", {"Date": None})):
        path = folder / f"{name}.{ending}"
        figure.savefig(path, dpi=150, metadata=metadata)
        written.append(path)
    plt.close(figure)
    return written


def hardest_hit(file, count):
    """Countries by mean loss at the last horizon in their worst package."""
    mean = table(file, "/summary/risk/mean")[:, :, -1, ESTIMATE].max(axis=0)
    order = [c for c in np.argsort(-mean, kind="stable") if mean[c] > 0]
    return order[:count]


def certain(file):
    """For each package: is every world the same? Then there is nothing to exceed."""
    packages = len(names(file, "/package"))
    if file.attrs["scenarios"] == 1:
        return np.full(packages, True)
    if "/course/lost_value_added" not in file:
        return np.full(packages, False)
    return np.isfinite(file["/course/lost_value_added"][:]).all(axis=(1, 2))
