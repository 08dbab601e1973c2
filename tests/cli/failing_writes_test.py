"""Every single write that can fail: exit 1 with the finished chunks kept, or exit 0 with a file that is right.

A library that is loaded before the system's makes one write of the program fail, as a disk that is full for a moment.
"""

import os
import pathlib
import shutil
import subprocess

import pytest

h5py = pytest.importorskip("h5py")
np = pytest.importorskip("numpy")

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPILER = shutil.which("cc") or shutil.which("gcc")
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
static long writes;
static int fails(void) {
    char const* which = getenv("FAILING_WRITE");
    return __sync_add_and_fetch(&writes, 1) == (which ? atol(which) : 0);
}
#define WRAP(name)                                                            \
    ssize_t name(int file, void const* data, size_t size, off_t at) {         \
        static ssize_t (*real)(int, void const*, size_t, off_t);              \
        if (!real) *(void**)&real = dlsym(RTLD_NEXT, #name);                  \
        if (fails()) { errno = ENOSPC; return -1; }                           \
        return real(file, data, size, at);                                    \
    }
WRAP(pwrite)
WRAP(pwrite64)
__attribute__((destructor)) static void report(void) {
    char const* path = getenv("WRITES_COUNTED_IN");
    FILE* file = path ? fopen(path, "w") : NULL;
    if (file) { fprintf(file, "%ld", writes); fclose(file); }
}
"""
CAMPAIGN = f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 6
weeks = 8
chunk = 3
[[event]]
name = "fire"
type = "capacity"
firms = ["FABCO"]
start_week = 2
hold_weeks = 4
"""


class Folder:
    """A folder with a campaign, and the program with a write that fails."""

    def __init__(self, path):
        self.path = path
        (path / "shim.c").write_text(SHIM)
        subprocess.run([COMPILER, "-shared", "-fPIC", "-o", path / "shim.so", path / "shim.c", "-ldl"], check=True)
        (path / "small.toml").write_text(CAMPAIGN)

    def call(self, *words, failing=0):
        environment = dict(os.environ, LD_PRELOAD=str(self.path / "shim.so"), FAILING_WRITE=str(failing),
                           WRITES_COUNTED_IN=str(self.path / "count"))
        return subprocess.run([os.environ["CHOKEPOINT_PROGRAM"], *map(str, words)], cwd=self.path, env=environment,
                              capture_output=True, text=True)

    def run(self, output, failing=0):
        return self.call("run", "small.toml", "--backend", "cpu", "--threads", 1, "--quiet", "-o", output,
                         failing=failing)

    def writes(self):
        return int((self.path / "count").read_text())


@pytest.fixture
def folder(tmp_path):
    if not COMPILER:
        pytest.skip("no C compiler")
    return Folder(tmp_path)


def numbers(path):
    """All datasets of a file, by name."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


def assert_same(path, expected):
    found = numbers(path)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        if values.dtype.names or values.dtype == object:
            continue  # references to scales: another address in each file
        assert values.tobytes() == found[name].tobytes(), name


def test_a_run_whose_write_fails_ends_with_1_and_keeps_its_chunks(folder):
    assert folder.run("whole.h5").returncode == 0
    expected, writes = numbers(folder.path / "whole.h5"), folder.writes()
    assert writes > 20
    failures = 0
    for failing in range(1, writes + 1):
        output, journal = folder.path / "run.h5", folder.path / "run.h5.parts"
        ended = folder.run(output, failing)
        if ended.returncode == 0:
            assert_same(output, expected)
            output.unlink()
            continue
        failures += 1
        assert ended.returncode == 1, (failing, ended.stderr)
        assert ended.stderr.startswith("chokepoint: error: ") and ended.stderr.count("\n") == 1
        assert "No space left on device" in ended.stderr, failing
        left = sorted(entry.name for entry in folder.path.glob("run.h5*"))
        assert left == ["run.h5.parts"], failing
        if failing == writes:  # what is kept is enough to go on
            assert folder.call("run", "small.toml", "--backend", "cpu", "--resume", "-o", output).returncode == 0
            assert_same(output, expected)
        shutil.rmtree(journal, ignore_errors=True)
    assert failures == writes


def test_a_replay_whose_write_fails_ends_with_1_and_leaves_no_trace(folder):
    assert folder.run("whole.h5").returncode == 0
    replay = ("replay", "whole.h5", "--scenario", 1, "-o")
    assert folder.call(*replay, "good.h5").returncode == 0
    expected, writes = numbers(folder.path / "good.h5"), folder.writes()
    assert writes > 5
    for failing in range(1, writes + 1):
        ended = folder.call(*replay, "trace.h5", failing=failing)
        if ended.returncode == 0:
            assert_same(folder.path / "trace.h5", expected)
            (folder.path / "trace.h5").unlink()
            continue
        assert ended.returncode == 1, (failing, ended.stderr)
        assert "No space left on device" in ended.stderr
        assert not list(folder.path.glob("trace*")), failing


def test_a_trace_that_was_there_stays_when_the_new_one_fails(folder):
    assert folder.run("whole.h5").returncode == 0
    assert folder.call("replay", "whole.h5", "--scenario", 1, "-o", "trace.h5").returncode == 0
    before = (folder.path / "trace.h5").read_bytes()
    ended = folder.call("replay", "whole.h5", "--scenario", 2, "-o", "trace.h5", failing=3)
    assert ended.returncode == 1
    assert (folder.path / "trace.h5").read_bytes() == before
