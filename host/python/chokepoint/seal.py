"""The checksum that a finished file carries behind its end."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from .errors import InputError

LENGTH = 96
SEAL = re.compile(rb"chokepoint-\w+ sealed crc32 ([0-9a-f]{8}) bytes (\d+)\s*")
BLOCK = 1 << 24


def check_seal(path: Path) -> None:
    """Read a file to its end and compare; one without a seal passes.

    HDF5 follows damaged structures wherever they lead: the check comes first.
    Files of format 1.3 and before, and those that something was added to, have
    no seal. Raises InputError if a bit is another than when it was written.
    """
    size = path.stat().st_size
    if size < LENGTH:
        return
    with open(path, "rb") as file:
        file.seek(size - LENGTH)
        told = SEAL.match(file.read(LENGTH).replace(b"\0", b" "))
        if not told:
            return
        file.seek(0)
        left, found = size - LENGTH, 0
        while left:
            block = file.read(min(BLOCK, left))
            if not block:
                break
            found = zlib.crc32(block, found)
            left -= len(block)
    if int(told[2]) != size - LENGTH or int(told[1], 16) != found:
        raise InputError(
            f"{path}: is damaged (its checksum is not that of its seal): "
            "copy it again, or run the campaign again"
        )
