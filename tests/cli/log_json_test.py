"""`run --log json`: standard error is one JSON object a line, from the start to whatever end there is."""

import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
CAMPAIGN = f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 120
chunk = 40
weeks = 30
seed = 7
[[event]]
name = "late"
type = "capacity"
start_week = 40
hold_weeks = 3
[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.5
"""
PROGRESS = {"worlds_done", "worlds", "chunks_done", "chunks"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.toml").write_text(CAMPAIGN)
    return tmp_path


def start(folder, *words):
    return subprocess.Popen([PROGRAM, "run", "small.toml", "--backend", "cpu", "--threads", "1", "--log", "json", *words],
                            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    out, err = process.communicate()
    return process.returncode, out, [json.loads(line) for line in err.splitlines()]


def of(lines, event):
    return [line for line in lines if line["event"] == event]


def test_a_run_is_told_from_start_to_end(folder):
    code, out, lines = end(start(folder))
    assert code == 0 and "results: small.h5" in out
    assert [line["event"] for line in lines[:3]] == ["start", "warning", "progress"]
    assert lines[-1]["event"] == "finished"
    assert all(time.strptime(line["time"], "%Y-%m-%dT%H:%M:%SZ") for line in lines)
    first = lines[0]
    assert (first["campaign"], first["output"], first["part"]) == ("small", "small.h5", None)
    assert (first["scenarios"], first["packages"], first["weeks"], first["seed"]) == (120, 1, 30, 7)
    assert "starts in week 40" in lines[1]["text"]
    begun, done = of(lines, "progress")[0], of(lines, "progress")[-1]
    assert PROGRESS | {"event", "time", "worlds_per_second", "seconds_left"} == set(begun)
    assert (begun["worlds_done"], begun["worlds"], begun["seconds_left"]) == (0, 120, None)
    assert (done["worlds_done"], done["chunks_done"], done["seconds_left"]) == (120, 3, 0)
    assert lines[-1]["output"] == "small.h5" and lines[-1]["seconds"] > 0 and lines[-1]["device"]


def test_a_part_says_which_it_is(folder):
    _, out, lines = end(start(folder, "--part", "2/3"))
    assert (lines[0]["part"], lines[0]["output"]) == ("2/3", "small-2-of-3.part")
    assert lines[-1]["worlds"] == 40 and "chokepoint merge" in out


def test_quiet_leaves_warnings(folder):
    code, out, lines = end(start(folder, "--quiet"))
    assert (code, out) == (0, "")
    assert [line["event"] for line in lines] == ["warning"]


@pytest.mark.parametrize(
    "words, why",
    [
        (["--set", "campaign.sead=3"], "unknown key"),
        (["--set", "campaign.name='\x1b\"'"], "is not a name"),
        (["--part", "9/3"], "counted from 1"),
        (["-o", "missing/x.h5"], "no folder 'missing'"),
    ],
)
def test_what_cannot_be_is_one_object_too(folder, words, why):
    code, _, lines = end(start(folder, *words))
    assert code == 2
    assert lines[-1]["event"] == "failed" and lines[-1]["exit_code"] == 2 and why in lines[-1]["text"]


def test_a_failure_says_its_exit_code(folder):
    blocked = folder / "full"
    blocked.symlink_to("/dev/full")
    with blocked.open("w") as full:
        process = subprocess.run([PROGRAM, "run", "small.toml", "--log", "json"], cwd=folder, stdout=full,
                                 stderr=subprocess.PIPE, text=True)
    last = json.loads(process.stderr.splitlines()[-1])
    assert process.returncode == 1
    assert (last["event"], last["exit_code"]) == ("failed", 1) and "standard output" in last["text"]


def test_an_interrupted_run_says_where_its_chunks_are(folder):
    process = start(folder, "--set", "campaign.chunk=1", "--scenarios", "200")
    journal = folder / "small.h5.parts"
    while process.poll() is None and len(list(journal.glob("*.part"))) < 2:
        time.sleep(0.001)
    process.send_signal(signal.SIGTERM)
    code, _, lines = end(process)
    assert code == 130
    assert len(of(lines, "stopping")) == 1
    assert lines[-1]["event"] == "interrupted" and lines[-1]["journal"] == "small.h5.parts"
    assert 2 <= lines[-1]["chunks_done"] < lines[-1]["chunks"] == 200
    code, _, lines = end(start(folder, "--set", "campaign.chunk=1", "--scenarios", "200", "--resume"))
    assert code == 0 and of(lines, "progress")[0]["chunks_done"] >= 2


def test_a_third_form_is_refused(folder):
    done = subprocess.run([PROGRAM, "run", "small.toml", "--log", "xml"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 2 and "json" in done.stderr
