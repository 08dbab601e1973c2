"""Errors of the package: one message that names what is wrong and what fits."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ChokepointError(Exception):
    """Base of all errors of this package."""


class InputError(ChokepointError):
    """What the caller gave is wrong; nothing was written."""


class UnknownName(InputError, KeyError):
    """A label that the file does not have; the message names the nearest."""

    def __str__(self) -> str:  # KeyError would put the text in quotes
        return str(self.args[0])


class ProgramError(ChokepointError):
    """The program ended with an exit code other than 0.

    Attributes: `code`, the exit code (1 failed while running, 2 bad input,
    130 interrupted), and `stderr`, all that the program said.
    """

    def __init__(self, message: str, code: int, stderr: str) -> None:
        super().__init__(message)
        self.code = code
        self.stderr = stderr


class BadInput(InputError, ProgramError):
    """The program refused its input (exit code 2) and wrote nothing."""


def known(
    name: object, names: Iterable[object], what: str, where: str = "the file"
) -> object:
    """`name` if `names` has it.

    Raises UnknownName, which lists what there is (twelve of them at most) and
    the nearest.
    """
    names = list(names)
    if name in names:
        return name
    texts = [str(n) for n in names]
    near = difflib.get_close_matches(str(name), texts, 1, 0.5)
    if not near:
        near = [t for t in texts if t.lower() == str(name).lower()]
    more = f", and {len(texts) - 12} more" if len(texts) > 12 else ""
    nearest = f"; nearest: {near[0]!r}" if near else ""
    raise UnknownName(
        f"{what} {name!r}: {where} has no such {what} "
        f"(it has: {', '.join(texts[:12])}{more}{nearest})"
    )
