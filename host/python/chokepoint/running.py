"""Run a campaign: call the program, show how far it is, open the results."""

from __future__ import annotations

import re
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

from .campaign import Campaign, prepared
from .program import check, program
from .results import Results

PROGRESS = re.compile(r"chunk \d+ of \d+, ([\d,]+) of ([\d,]+) worlds")
WARNING = "chokepoint: warning: "
# Seconds: a run that is over before shows no bar.
BAR_AFTER = 0.5
# What a campaign of fewer packages is bound to have.
UNUSED = "no package has this measure"


class CampaignWarning(UserWarning):
    """What the program warns of, e.g. measures that touch nothing."""


def run(
    campaign: Campaign,
    output: str | Path | None = None,
    *,
    scenarios: int | None = None,
    packages: Iterable[str] | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    backend: str | None = None,
    threads: int | None = None,
    set: Mapping[str, Any] | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: bool = True,
) -> Results:
    """March the worlds of a campaign and open the results file.

    `campaign`: a TOML file, or the same as a dictionary; a network named in a
    dictionary is a folder, or a shipped one ("teaching"). `output`: the results
    file (default: NAME.h5 of the campaign, in the working folder). `packages`:
    run only these besides `none`. `scenarios` (worlds), `weeks`, `seed`,
    `backend` ("auto", "cuda", "cpu") and `threads` (0: all) replace what the
    campaign says, `set` any key: {"family.accidents.rate": 0.1}. `overwrite`
    replaces results of another campaign, `resume` goes on after an
    interruption. Warnings of the program become CampaignWarning.

    Raises BadInput (exit code 2, nothing written) or ProgramError; both have
    `code` and `stderr`.
    """
    with tempfile.TemporaryDirectory(prefix="chokepoint-") as folder:
        path = prepared(campaign, packages, Path(folder))
        words = ["run", str(path)]
        if output is not None:
            words += ["-o", str(output)]
        for option, value in (
            ("scenarios", scenarios),
            ("weeks", weeks),
            ("seed", seed),
            ("backend", backend),
            ("threads", threads),
        ):
            if value is not None:
                words += [f"--{option}", str(value)]
        words += set_words(set)
        words += ["--overwrite"] * overwrite + ["--resume"] * resume
        code, said, errors, warned = _march(words, progress)
    # The copy that was handed over is gone when somebody reads this.
    copy = str(Path(folder, "campaign.toml"))
    for text in warned:
        if packages is None or UNUSED not in text:
            message = text.replace(copy, "campaign")
            warnings.warn(message, CampaignWarning, stacklevel=2)
    check(code, errors.replace(copy, "campaign"))
    written = re.search(r"^results: (.*)$", said, re.M)
    assert written, "the program names the file that it wrote"
    return Results(written.group(1))


def set_words(changes: Mapping[str, Any] | None) -> list[str]:
    """Keys and their values as the command line takes them."""
    words: list[str] = []
    for key, value in (changes or {}).items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        words += ["--set", f"{key}={text}"]
    return words


def _march(words: list[str], progress: bool) -> tuple[int, str, str, list[str]]:
    """Exit code, standard output, standard error of the program; warnings."""
    errors: list[str] = []
    warned: list[str] = []
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tqdm(unit=" worlds", disable=not progress, delay=BAR_AFTER) as bar,
        subprocess.Popen(
            [program(), *words],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        try:
            assert process.stderr
            for line in process.stderr:
                if found := PROGRESS.match(line):
                    done, total = (
                        int(g.replace(",", "")) for g in found.groups()
                    )
                    bar.total = total
                    bar.update(done - bar.n)
                    continue
                errors.append(line)
                if line.startswith(WARNING):
                    warned.append(line.removeprefix(WARNING).strip())
        except BaseException:  # Ctrl-C too: finished chunks are kept
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
        code = process.wait()
        out.seek(0)
        return code, out.read(), "".join(errors), warned
