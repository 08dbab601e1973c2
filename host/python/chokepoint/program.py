"""Where the program and its campaigns are, and how it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .errors import BadInput, ChokepointError, ProgramError

HERE = Path(__file__).resolve().parent


def program() -> Path:
    """The program `chokepoint`.

    Looked for in: the variable CHOKEPOINT_PROGRAM; this package, where
    `pip install` puts it; the build folder of the sources that this package
    lies in; PATH.

    Raises ChokepointError if there is none.
    """
    told = os.environ.get("CHOKEPOINT_PROGRAM")
    if told:
        if not Path(told).is_file():
            raise ChokepointError(f"CHOKEPOINT_PROGRAM={told}: no such file")
        return Path(told)
    built = HERE.parents[2] / "build" / "release" / "chokepoint"
    for place in (HERE / "bin" / "chokepoint", built):
        if place.is_file():
            return place
    found = shutil.which("chokepoint")
    # The script that pip makes would only lead back here.
    if found and not _is_script(Path(found)):
        return Path(found)
    raise ChokepointError(
        "the program 'chokepoint' was not found: install with pip, build it "
        "with scripts/build.sh, or name it in CHOKEPOINT_PROGRAM"
    )


def _is_script(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def configs() -> Path:
    """The folder of shipped campaigns: `configs() / "quickstart.toml"`.

    Raises ChokepointError if it is not there.
    """
    for place in (
        HERE / "share" / "chokepoint" / "configs",
        HERE.parents[2] / "configs",
        program().resolve().parents[1] / "share" / "chokepoint" / "configs",
    ):
        if (place / "quickstart.toml").is_file():
            return place
    raise ChokepointError(
        "the folder 'configs' of shipped campaigns is missing"
    )


def call(*words: object, folder: Path | None = None) -> str:
    """Call the program and return what it printed.

    Raises BadInput if it refused its input (exit code 2), else ProgramError;
    both carry the exit code and what the program said.
    """
    done = subprocess.run(
        [program(), *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    check(done.returncode, done.stderr)
    return done.stdout


def check(code: int, stderr: str) -> None:
    """Raise what belongs to an exit code of the program; 0: nothing."""
    if code == 0:
        return
    said = reason(stderr) or f"the program ended with exit code {code}"
    if code == 2:
        raise BadInput(said, code, stderr)
    raise ProgramError(said, code, stderr)


def reason(stderr: str) -> str:
    """The lines of the program's error, from the first one that says so."""
    mark = "chokepoint: error: "
    _, found, rest = stderr.partition(mark)
    return (rest if found else stderr).strip()


def main(words: Sequence[str] | None = None) -> None:
    """The command `chokepoint`: become the program."""
    words = sys.argv[1:] if words is None else words
    try:
        path = program()
    except ChokepointError as error:
        sys.exit(f"chokepoint: error: {error}")
    os.execv(path, [str(path), *words])
