"""Memory and disk: what `check` says a run takes, beside what it takes; a run that does not fit is not begun."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
# So many worlds that losses are most of what is taken. They are random from
# week to week: what takes no room when packed tells nothing.
CAMPAIGN = f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 60000
weeks = 12
[metrics]
horizons = [4, 12]
[[family]]
name = "accidents"
type = "plant_accident"
rate = 2.0
[[measure]]
name = "ore-quota"
type = "quota"
exporters = ["ALP"]
products = ["ore"]
start_week = 2
quota = 0.5
[[package]]
name = "quota"
measures = ["ore-quota"]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "case.toml").write_text(CAMPAIGN, encoding="utf-8")
    return tmp_path


def told(folder, *options):
    """Read memory and disk, bytes, out of `check`."""
    said = subprocess.run([PROGRAM, "check", "case.toml", *options], cwd=folder, check=True, capture_output=True,
                          text=True).stdout
    found = (re.search(rf"^  {what} ([\d.]+) (\w+)", said, re.MULTILINE) for what in ("memory", "disk"))
    return [float(number) * UNITS[unit] for number, unit in (match.groups() for match in found)]


# A process counts what its parent had when it was made; so a small one makes it.
MEASURE = """
import os, resource, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def size(path):
    """Bytes of the disk that a file takes; 0 if it is gone meanwhile."""
    try:
        return os.stat(path).st_blocks * 512
    except FileNotFoundError:
        return 0


def taken(folder, *options):
    """Run, and measure the largest resident set and the most of the disk, bytes."""
    place = folder / "out"
    place.mkdir()
    most = 0
    command = [PROGRAM, "run", "../case.toml", "-o", "run.h5", "--quiet", *options]
    with subprocess.Popen([sys.executable, "-I", "-S", "-c", MEASURE, *command], cwd=place, stdout=subprocess.PIPE,
                          text=True) as run:
        while run.poll() is None:
            most = max(most, sum(size(os.path.join(at, name)) for at, _, names in os.walk(place) for name in names))
        said = run.stdout.read()
    assert run.returncode == 0, said
    return [int(said.split()[-1]) * 1024, most]


@pytest.mark.parametrize("options", [
    ("--threads", "1"),
    ("--threads", "2", "--set", "output.compression=0"),
    ("--threads", "1", "--set", "campaign.chunk=600"),
], ids=["packed", "not packed, two threads", "small chunks"])
def test_a_run_takes_what_check_says_within_a_quarter(folder, options):
    expected = told(folder, *options)
    for what, said, used in zip(("memory", "disk"), expected, taken(folder, *options), strict=True):
        assert 0.75 * used < said < 1.25 * used, what


def test_a_run_that_would_fill_the_disk_is_not_begun(folder):
    disk = folder / "disk"
    disk.mkdir()
    if not shutil.which("unshare"):
        pytest.skip("needs unshare, to mount a small disk")
    script = f"""mount -t tmpfs -o size=1m none {disk} || exit 77
        {PROGRAM} run case.toml -o {disk}/run.h5 --threads 1
        status=$?
        ls -A {disk}
        exit $status"""
    ended = subprocess.run(["unshare", "--map-root-user", "--mount", "sh", "-c", script], cwd=folder, check=False,
                           capture_output=True, text=True)
    if ended.returncode == 77 or "unshare" in ended.stderr:
        pytest.skip(f"no small disk can be mounted here: {ended.stderr.strip()}")
    assert ended.returncode == 1, ended.stderr
    assert re.search(r"run\.h5: the run needs \d+ MB of disk \(\d+ MB of finished chunks until it ends, \d+ MB of "
                     r"results\), and 1 MB are free \(use fewer scenarios, .*\)\n$", ended.stderr), ended.stderr
    assert ended.stdout == ""  # nothing is in the folder
