"""Results files and traces of earlier format versions, written by the programs of their time, read by today's.

`formats/` has the files, what those programs printed about them, and how they were made (README.md). Nothing of what is
expected here was computed by today's program.
"""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
ROOT = pathlib.Path(os.environ["CHOKEPOINT_SOURCE_DIR"])
FORMATS = ROOT / "tests/storage/formats"
PACKAGES = ("none", "ore-ban")
RESULTS = sorted(path.name[:-len("-results.h5.gz")]
                 for path in FORMATS.glob("*-results.h5.gz"))
TRACES = sorted(path.name[:-len("-trace.h5.gz")]
                for path in FORMATS.glob("*-trace.h5.gz"))
NOT_THERE = {"1.1"}  # formats/README.md
MILLIONS = {"million USD": 1.0, "bn USD": 1000.0}


def unpacked(folder, name):
    path = folder / name
    with gzip.open(FORMATS / f"{name}.gz") as packed:
        path.write_bytes(packed.read())
    return path


@pytest.fixture
def folder(tmp_path):
    """Where the old campaign finds its network."""
    shutil.copytree(FORMATS / "net", tmp_path / "net")
    return tmp_path


def told(folder, *arguments):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, text=True,
                          capture_output=True, check=False, timeout=60)


def losses(text):
    """Read the expected loss and the 1 in 20 of each package and country, million USD, out of a report."""
    unit = MILLIONS[re.search(r"^Lost value added within .*?, (\w+ USD)", text,
                              re.MULTILINE).group(1)]
    package, found = None, {}
    for line in text.splitlines():
        if heading := re.match(r"Package '(.*)'", line):
            package = heading.group(1)
        elif not line.strip():
            package = package if package and (package, "BET") not in found \
                else None
        elif row := re.match(r"  (BET|GAM|ALP|[Aa]ll countries|ALL) +"
                             r"([\d.,]+) \(.*?\)(?: +[\d.]+ %)? +([\d.,]+)",
                             line):
            if package:
                name = row.group(1)[:3].upper()
                found[package, name] = tuple(
                    unit * float(number.replace(",", ""))
                    for number in row.groups()[1:])
    return found


def difference(text):
    """Read the difference of means of all countries, million USD, out of a comparison."""
    unit = 1000 if "bn USD" in text.splitlines()[0] else 1
    return unit * float(re.search(r"^  (?:All countries|ALL) +[\d.,]+ +[\d.,]+ +"
                           r"(-?[\d.,]+)", text, re.MULTILINE | re.IGNORECASE)
                 .group(1).replace(",", ""))


def test_every_version_before_today_s_is_there():
    today = re.search(r'format_version\[\] = "(.*)"',
                      (ROOT / "host/storage/results/results_description.hpp")
                      .read_text(encoding="utf-8")).group(1)
    minor = int(today.split(".")[1])
    assert set(RESULTS) >= {f"1.{n}" for n in range(minor)} - NOT_THERE


@pytest.mark.parametrize("version", RESULTS)
def test_the_report_has_the_figures_of_the_program_that_wrote_the_file(
        folder, version):
    path = unpacked(folder, f"{version}-results.h5")
    then = (FORMATS / f"{version}-report.txt").read_text(encoding="utf-8")
    ended = told(folder, "report", path)
    assert ended.returncode == 0, ended.stderr
    before, now = losses(then), losses(ended.stdout)
    assert len(before) == 4 * len(PACKAGES), before
    assert now.keys() == before.keys()
    for key, figures in before.items():
        # Both were rounded to three digits or more.
        assert now[key] == pytest.approx(figures, rel=0.006), key


@pytest.mark.parametrize("version", RESULTS)
def test_packages_are_compared_with_the_figures_of_then(folder, version):
    path = unpacked(folder, f"{version}-results.h5")
    then = (FORMATS / f"{version}-compare.txt").read_text(encoding="utf-8")
    ended = told(folder, "compare", path, "--packages", "ore-ban,none")
    assert ended.returncode == 0, ended.stderr
    assert difference(ended.stdout) == pytest.approx(difference(then),
                                                     rel=0.006)
    ended = told(folder, "rank", path)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("version", RESULTS)
def test_a_world_is_replayed_to_the_bit_or_refused(folder, version):
    # The model has changed since; a world that is marched otherwise today must not pass for the stored one.
    path = unpacked(folder, f"{version}-results.h5")
    ended = told(folder, "replay", path, "--scenario", "0", "--package",
                 "ore-ban", "-o", "world.h5", "--network", FORMATS / "net")
    if ended.returncode == 0:
        assert "equal to the bit" in ended.stdout
    else:
        assert "another version of the program" in ended.stderr, ended
        assert ended.stderr.count("\n") == 1, ended.stderr
        assert not (folder / "world.h5").exists()


@pytest.mark.parametrize("version", TRACES)
def test_an_old_trace_is_known_as_one_and_replaced(folder, version):
    results = unpacked(folder, f"{RESULTS[-1]}-results.h5")
    trace = unpacked(folder, f"{version}-trace.h5")
    before = trace.read_bytes()
    ended = told(folder, "replay", results, "--scenario", "0", "-o", trace)
    assert ended.returncode == 0, ended.stderr
    assert trace.read_bytes() != before


@pytest.mark.parametrize("version", TRACES[:1])
def test_the_oldest_trace_is_plotted(folder, version):
    # Later versions only have more in them.
    results = unpacked(folder, f"{RESULTS[-1]}-results.h5")
    trace = unpacked(folder, f"{version}-trace.h5")
    subprocess.run([sys.executable, ROOT / "scripts/plot_results.py", results,
                    "--trace", trace, "-o", folder / "plots"], cwd=folder,
                   check=True, capture_output=True, timeout=120)
    assert list((folder / "plots").glob("*trace*.svg"))
