"""How many threads a run has, and that no number depends on it."""

import os
import pathlib
import resource
import subprocess

import h5py
import numpy as np
import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
SOURCE = pathlib.Path(os.environ["CHOKEPOINT_SOURCE_DIR"])
SANITIZED = any(name in PROGRAM for name in ("asan", "tsan"))


def command(name, threads, *more):
    """A short run of the teaching campaign."""
    return [PROGRAM, "run", str(SOURCE / "configs/teaching.toml"), "-o", name,
            "--backend", "cpu", "--scenarios", "20000", "--threads",
            str(threads), *more]


def threads_of(process):
    """The most threads that a process ever had, looked at until it ends."""
    most = 0
    while process.poll() is None:
        try:
            most = max(most, len(os.listdir(f"/proc/{process.pid}/task")))
        except FileNotFoundError:
            break
    assert process.wait() == 0
    return most


@pytest.mark.skipif(SANITIZED, reason="sanitizers have threads of their own")
def test_threads_binds_all_of_a_run(tmp_path):
    # One marches and computes the statistics, one writes meanwhile.
    # What libraries think of how many CPUs there are does not count.
    with subprocess.Popen(command("one.h5", 1, "--quiet"), cwd=tmp_path,
                          env={**os.environ, "OMP_NUM_THREADS": "8"}) as run:
        assert threads_of(run) <= 2


def test_the_number_of_threads_does_not_change_a_bit(tmp_path):
    def numbers(threads):
        name = f"{threads}.h5"
        subprocess.run(command(name, threads, "--quiet"), cwd=tmp_path,
                       check=True)
        found = {}
        with h5py.File(tmp_path / name) as file:
            file.visititems(lambda path, item: found.update(
                {path: item[...]} if isinstance(item, h5py.Dataset) else {}))
        return found

    one = numbers(1)
    assert len(one) > 40
    for threads in (2, 7):
        others = numbers(threads)
        assert one.keys() == others.keys()
        for path, values in one.items():
            np.testing.assert_array_equal(values, others[path], path)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no affinity")
def test_a_run_uses_the_cpus_that_it_may_run_on(tmp_path):
    cpu = min(os.sched_getaffinity(0))
    told = subprocess.run(
        [PROGRAM, "info"], cwd=tmp_path, text=True, capture_output=True,
        check=True, preexec_fn=lambda: os.sched_setaffinity(0, {cpu}))
    assert "CPU        1 threads" in told.stdout


@pytest.mark.skipif(SANITIZED, reason="a sanitizer takes all address space")
def test_one_thread_short_of_memory_ends_and_says_so(tmp_path):
    # Somewhere in this range the run's end finds no memory for the text of
    # HDF5's error: it must still end (it used to wait for HDF5's lock).
    ends = set()
    for kilobytes in [*range(44000, 70001, 1000), 400000]:
        def limit(space=kilobytes << 10):
            resource.setrlimit(resource.RLIMIT_AS, (space, space))

        folder = tmp_path / str(kilobytes)
        folder.mkdir()
        ended = subprocess.run(
            command("one.h5", 1, "--quiet", "--set", "campaign.chunk=500"),
            cwd=folder, text=True, capture_output=True, check=False,
            preexec_fn=limit, timeout=60)
        assert "threads are used" not in ended.stderr
        assert ended.returncode in (0, 1), (kilobytes, ended.stderr)
        if ended.returncode == 1:
            assert "memory" in ended.stderr.splitlines()[-1], kilobytes
        ends.add(ended.returncode)
    assert ends == {0, 1}  # from too little to enough


@pytest.mark.skipif(SANITIZED, reason="a sanitizer takes all address space")
@pytest.mark.parametrize("megabytes", [80, 400])
def test_a_run_goes_on_with_the_threads_that_it_gets(tmp_path, megabytes):
    def limit():
        space = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (space, space))

    ended = subprocess.run(command("few.h5", 64), cwd=tmp_path, text=True,
                           capture_output=True, check=False, preexec_fn=limit)
    if megabytes == 80 and ended.returncode == 1:
        # Too little even for one thread on some machines: said in one line.
        assert "memory" in ended.stderr.splitlines()[-1]
        return
    assert ended.returncode == 0
    notices = [line for line in ended.stderr.splitlines()
               if "of 64 threads are used: the machine makes no more" in line]
    assert len(notices) == 1
