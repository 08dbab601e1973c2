"""HDF5 groups as xarray datasets whose axes carry their names as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import xarray as xr

from .errors import InputError
from .seal import check_seal

Array = npt.NDArray[Any]
KNOWN = "1."  # versions of both formats that this package reads


def check_file(path: Path, filetype: str) -> dict[str, Any]:
    """The root attributes of a file of the wanted type.

    Raises InputError that says why it is none: missing, no HDF5, another type,
    a newer format, damaged.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file{_nearest(path)}")
    check_seal(path)
    try:
        with h5py.File(path, "r") as file:
            attrs = {k: _plain(v) for k, v in file.attrs.items()}
    except OSError as error:
        raise InputError(f"{path}: is no HDF5 file ({error})") from error
    found = attrs.get("filetype", "none")
    if found != filetype:
        raise InputError(
            f"{path}: is no {filetype} file (its filetype: {found})"
        )
    version = str(attrs["format_version"])
    if not version.startswith(KNOWN):
        raise InputError(
            f"{path}: has format version {version} (known: {KNOWN}x)"
        )
    return attrs


def _nearest(path: Path) -> str:
    files = sorted(path.parent.glob("*.h5")) if path.parent.is_dir() else []
    return (
        f" (in that folder: {', '.join(f.name for f in files[:8])})"
        if files
        else ""
    )


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def axes(path: Path) -> dict[str, Array]:
    """Names and numbers along each axis: the datasets in the root of a file."""
    found: dict[str, Array] = {}
    with h5py.File(path, "r") as file:
        for name, item in file.items():
            if isinstance(item, h5py.Dataset):
                text = h5py.check_string_dtype(item.dtype)
                values = item.asstr("utf-8")[:] if text else item[:]
                found[name] = values.astype(str) if text else values
    return found


def open_group(path: Path, group: str, axis: dict[str, Array]) -> xr.Dataset:
    """One group of a file, lazily: data are read when they are used.

    Axes have the names of the file as coordinates; `units` and `long_name` stay
    attributes. Weeks and days stay numbers. Where a dataset has the name of one
    of its axes (leverage, sword), xarray cannot hold both: that axis is called
    NAME_name then, and the dataset is read at once.
    """
    clashing = _clashing(path, group)
    data = xr.open_dataset(
        path,
        engine="h5netcdf",
        group=group,
        decode_cf=False,
        cache=False,
        drop_variables=list(clashing),
    )
    renamed = {n: f"{n}_name" for n in clashing if n in data.dims}
    data = data.rename_dims(renamed).assign(clashing)
    names = {
        dim: (dim, axis[dim.removesuffix("_name")])
        for dim in map(str, data.dims)
        if dim.removesuffix("_name") in axis
    }
    return data.assign_coords(names)


def _clashing(path: Path, group: str) -> dict[str, xr.DataArray]:
    found: dict[str, xr.DataArray] = {}
    with h5py.File(path, "r") as file:
        for name, item in file[group].items():
            if not isinstance(item, h5py.Dataset) or item.ndim < 2:
                continue
            dims = [d[0].name.strip("/") if len(d) else "" for d in item.dims]
            if name in dims:
                dims = [f"{d}_name" if d == name else d for d in dims]
                about = {k: item.attrs[k] for k in ("units", "long_name")}
                found[name] = xr.DataArray(item[:], dims=dims, attrs=about)
    return found
