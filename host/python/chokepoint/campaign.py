"""Campaigns: read from a file or a dictionary, cut to packages, written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from .errors import ChokepointError, InputError, known
from .program import configs

# A campaign file or the same as a dictionary, {"campaign": {...}, ...}.
Campaign = str | Path | Mapping[str, Any]


def prepared(
    campaign: Campaign, packages: Iterable[str] | None, folder: Path
) -> Path:
    """The file to hand to the program: the given one, or one in `folder`.

    A new one is written for a dictionary and where packages are left out.

    Raises InputError for a dictionary that is none, or a network that is not
    there; UnknownName for a package that the campaign does not have.
    """
    if not isinstance(campaign, Mapping):
        path = Path(campaign)
        if not path.is_file():
            _shipped(path)
        if packages is None or not path.is_file():
            return path  # the program says what is wrong with it
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            return path
        base = path.resolve().parent
    else:
        content, base = dict(campaign), Path.cwd()
    if packages is not None:
        content = with_packages(content, packages)
    content = _with_network(content, base)
    # "package = []" is no section; none of them is none.
    content = {k: v for k, v in content.items() if v != []}
    written = folder / "campaign.toml"
    try:
        written.write_text(tomli_w.dumps(content), "utf-8")
    except TypeError as error:
        raise InputError(
            f"campaign: cannot be written as TOML ({error}; it takes text, "
            "numbers, booleans, lists and dictionaries with text as keys)"
        ) from error
    return written


def loaded(campaign: Campaign) -> dict[str, Any]:
    """A campaign as a dictionary, its network as a full path.

    Raises InputError for a file that is missing or no TOML, or a network that
    is not there.
    """
    if isinstance(campaign, Mapping):
        content, base = dict(campaign), Path.cwd()
    else:
        path = Path(campaign)
        if not path.is_file():
            _shipped(path)
            raise InputError(f"{path}: no such file")
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: {error}") from error
        base = path.resolve().parent
    return _with_network(content, base)


def _with_network(content: dict[str, Any], base: Path) -> dict[str, Any]:
    head = content.get("campaign")
    if not (isinstance(head, Mapping) and "network" in head):
        return content
    network = find_network(str(head["network"]), base)
    return {**content, "campaign": {**head, "network": str(network)}}


def _shipped(path: Path) -> None:
    """Raise InputError if a file that is not there is a shipped campaign."""
    try:
        folder = configs()
    except ChokepointError:
        return
    for found in sorted(folder.rglob(path.name)):
        inside = found.relative_to(folder).as_posix()
        raise InputError(
            f"{path}: no such file (the shipped campaign of that name: "
            f"chokepoint.configs() / {inside!r})"
        )


def with_packages(
    content: dict[str, Any], packages: Iterable[str]
) -> dict[str, Any]:
    """The same campaign with these packages only; `none` runs always."""
    if isinstance(packages, str):
        packages = [packages]
    listed = content.get("package", [])
    there = [p.get("name") for p in listed]
    wanted = {
        known(p, ["none", *there], "package", "the campaign") for p in packages
    }
    kept = [p for p in listed if p.get("name") in wanted]
    cut = {k: v for k, v in content.items() if k != "package"}
    return {**cut, "package": kept} if kept else cut


def find_network(network: str, base: Path) -> Path:
    """A network's folder: as it stands in a campaign file in `base`.

    Else one of the shipped ones, as "networks/teaching" or "teaching".
    """
    places = [base / network]
    try:
        places += [configs() / network, configs() / "networks" / network]
    except ChokepointError:
        pass
    for place in places:
        if place.is_dir():
            return place.resolve()
    parent = places[-1].parent
    shipped = (
        sorted(p.name for p in parent.iterdir() if p.is_dir())
        if parent.is_dir()
        else []
    )
    more = f"; shipped ones: {', '.join(shipped)}" if shipped else ""
    raise InputError(
        f"campaign.network {network!r}: no such folder (looked in {base}{more})"
    )
