"""Scaling figures: what is run, how memory is measured, and what is written."""

import csv
import os
import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("matplotlib")

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "scaling.py"
PROGRAM = os.environ.get("CHOKEPOINT_PROGRAM", "")
sys.path.insert(0, str(SCRIPT.parent))

import scaling  # noqa: E402


def test_the_sizes_asked_for_are_there():
    found = scaling.cases(quick=False, cores=6)
    assert [c.worlds for c in found if c.varied == "worlds"] == [10**4, 10**5, 10**6, 10**7]
    links = [c.nodes * scaling.LINKS_A_NODE for c in found if c.varied == "links"]
    assert links == pytest.approx([10**3, 10**4, 10**5, 10**6], rel=0.01)
    assert [c.threads for c in found if c.varied == "threads"] == [1, 2, 4, 6]
    assert [c.packages for c in found if c.varied == "packages"] == [1, 2, 4, 8]


def test_peak_memory_is_that_of_the_child():
    ours = b"1" * 300_000_000  # must not count
    wait = "; import time; time.sleep(0.1)"
    small = scaling.run_measured([sys.executable, "-c", "pass" + wait])[2]
    large = scaling.run_measured([sys.executable, "-c", "x = b'1' * 200_000_000" + wait])[2]
    assert small < 100 and len(ours)
    assert 185 < large - small < 195


def test_waiting_is_no_work():
    seconds, cpu, _ = scaling.run_measured([sys.executable, "-S", "-c", "import time; time.sleep(0.5)"])
    assert seconds >= 0.5 > 0.4 > cpu


def test_a_failing_program_is_named_with_its_last_words():
    with pytest.raises(scaling.ScalingError, match="no luck"):
        scaling.run_measured([sys.executable, "-c", "import sys; print('no luck'); sys.exit(3)"])


def test_rows_become_a_table_and_plots(tmp_path):
    rows = [scaling.Row("worlds", 10**k, 30, 200, 10**k, 13, 1, 2, 10.0**k, 2.0, 3.0, 30.0, 1e8) for k in (1, 2)]
    scaling.write_csv(rows, tmp_path / "s.csv")
    with open(tmp_path / "s.csv") as file:
        assert [row["seconds"] for row in csv.DictReader(file)] == ["10.0", "100.0"]
    assert [p.name for p in scaling.plot(rows, tmp_path)] == ["scaling.png", "scaling.svg"]
    assert (tmp_path / "scaling.png").read_bytes().startswith(b"\x89PNG")


def test_one_case_through_the_program(tmp_path):
    if not os.path.exists(PROGRAM):
        pytest.skip("CHOKEPOINT_PROGRAM names no program")
    row = scaling.measure(scaling.Case("packages", 30, 64, 1, packages=3, weeks=4), PROGRAM, 1, tmp_path)
    assert (row.size, row.packages, row.worlds) == (3, 3, 64)
    assert row.links == pytest.approx(210, abs=10)
    assert row.link_steps_per_s == pytest.approx(row.links * 4 * 64 * 3 / row.seconds, rel=0.02)


def test_mistakes_are_one_line_and_exit_code_2():
    run = subprocess.run([sys.executable, str(SCRIPT), "--program", "no-such"], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr.startswith("scaling.py: no-such: no such program")
    assert subprocess.run([sys.executable, str(SCRIPT), "--only", "x"], capture_output=True).returncode == 2
