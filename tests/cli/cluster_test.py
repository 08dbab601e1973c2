"""The job scripts for Slurm, without a cluster: a stand-in for its commands writes down what it is asked for."""

import os
import pathlib
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts/cluster"
PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.toml").write_text(
        f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 120
chunk = 1
weeks = 40
[engine]
backend = "cpu"
threads = 1
[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.5
"""
    )
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("sbatch", "scontrol"):
        command = commands / name
        command.write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/asked\necho 41\n')
        command.chmod(0o755)
    return tmp_path


def environment(folder, **more):
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return dict(os.environ, PATH=path, CHOKEPOINT=PROGRAM, SLURM_ARRAY_JOB_ID="41", **more)


def part(folder, number, **more):
    return subprocess.Popen(
        [SCRIPTS / "part.sbatch", "small.toml", "small", "2"],
        cwd=folder,
        env=environment(folder, SLURM_ARRAY_TASK_ID=str(number), **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def asked(folder):
    log = folder / "asked"
    return log.read_text().splitlines() if log.exists() else []


def merged(folder):
    done = subprocess.run([SCRIPTS / "merge.sbatch", "small", "2"], cwd=folder, env=environment(folder),
                          capture_output=True, text=True)
    return done.returncode, done.stderr


def test_the_array_and_the_merge_that_waits_for_it_are_submitted(folder):
    words = [SCRIPTS / "submit.sh", "small.toml", "2", "--time=1:00:00"]
    done = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    array, merge = asked(folder)
    assert "--array=1-2 --time=1:00:00" in array and array.endswith("part.sbatch small.toml small 2")
    assert "--dependency=afterok:41" in merge and merge.endswith("merge.sbatch small 2")
    for wrong in (["nowhere.toml", "2"], ["small.toml", "0"], ["small.toml", "two"], ["small.toml"]):
        done = subprocess.run([SCRIPTS / "submit.sh", *wrong], cwd=folder, env=environment(folder), capture_output=True)
        assert done.returncode == 2
    (folder / "small.toml").write_text("[campaign]\n")
    done = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 2 and "'network' is missing" in done.stderr
    assert len(asked(folder)) == 2


def test_a_task_that_is_stopped_is_requeued_and_goes_on(folder):
    assert part(folder, 1).wait() == 0
    assert merged(folder)[0] == 2
    task = part(folder, 2)
    journal = folder / "small-2-of-2.part.parts"
    while task.poll() is None and len(list(journal.glob("*.part"))) < 3:
        time.sleep(0.001)
    task.send_signal(signal.SIGTERM)
    error = task.communicate()[1]
    if task.returncode == 0:
        pytest.skip("the part was there before the signal")
    assert task.returncode == 130, error
    assert '"event":"interrupted"' in error
    assert asked(folder) == ["scontrol requeue 41_2"]
    # Another node died with it: its lock is nobody's.
    (folder / "small-2-of-2.part.lock").write_text("process 1 of machine 'elsewhere'\n")
    again = part(folder, 2, SLURM_RESTART_COUNT="1")
    assert again.wait() == 0, again.communicate()[1]
    assert not journal.exists()
    assert merged(folder) == (0, "") or (folder / "small.h5").exists()
    assert part(folder, 2).wait() == 0  # is there already
