"""A run in parts, merged, is the run: every dataset to the bit. Parts that do not belong together are named."""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import time
import zlib

import pytest

h5py = pytest.importorskip("h5py")

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
# Of the moment and the machine.
OF_THE_HOST = {"created", "backend", "device"}

CAMPAIGN = f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 150
chunk = 64
weeks = 40
[[event]]
name = "fire"
type = "capacity"
firms = ["FABCO"]
start_week = 5
hold_weeks = 8
[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.5
[[measure]]
name = "ore-ban"
type = "ban"
exporters = ["ALP"]
[[package]]
name = "ban"
measures = ["ore-ban"]
[metrics]
groups = true
losses = ["value_added_net", "peak"]
"""


def call(folder, *words):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True)


def run(folder, *words, campaign="small.toml"):
    done = call(folder, "run", campaign, "--backend", "cpu", "--threads", "1", "--quiet", *words)
    assert done.returncode == 0, done.stderr
    return done


def files(folder):
    """But for the lock that a killed run leaves: the next one takes it over."""
    return sorted(path for path in folder.rglob("*") if path.suffix != ".lock")


def refused(folder, *words):
    """The one line of a refusal, which writes nothing."""
    before = files(folder)
    done = call(folder, *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert files(folder) == before
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def parts_of(folder, parts, *words):
    for number in range(1, parts + 1):
        run(folder, "--part", f"{number}/{parts}", *words)
    return [f"small-{number}-of-{parts}.part" for number in range(1, parts + 1)]


def contents(path):
    """Every dataset, attribute and name of a file."""
    found = {}
    with h5py.File(path) as file:
        attributes = {k: str(v) for k, v in file.attrs.items() if k not in OF_THE_HOST}
        found["/"] = sorted(attributes.items())

        def add(name, item):
            if isinstance(item, h5py.Dataset):
                texts = {k: str(item.attrs[k]) for k in ("units", "long_name")}
                found[name] = (item.shape, str(item.dtype), item.chunks, item[()].tobytes(), texts)

        file.visititems(add)
    return found


def expect_same(a, b):
    first, second = contents(a), contents(b)
    assert first.keys() == second.keys()
    assert len(first) > 60
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    (folder / "small.toml").write_text(CAMPAIGN)
    run(folder)
    three = parts_of(folder, 3)
    assert all((folder / name).exists() for name in three)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    """A folder of its own with the campaign and the three parts of a run."""
    for name in ["small.toml", *[f"small-{i}-of-3.part" for i in (1, 2, 3)]]:
        shutil.copy(whole / name, tmp_path)
    return tmp_path


THREE = [f"small-{i}-of-3.part" for i in (1, 2, 3)]


def test_three_parts_merged_in_any_order_are_the_run(folder, whole):
    done = call(folder, "merge", THREE[1], THREE[2], THREE[0], "-o", "merged.h5")
    assert done.returncode == 0, done.stderr
    assert "3 parts merged" in done.stdout
    assert "results: merged.h5" in done.stdout
    expect_same(folder / "merged.h5", whole / "small.h5")
    assert all((folder / name).exists() for name in THREE)  # they are the user's


@pytest.mark.parametrize("parts", [2, 7])
def test_other_numbers_of_parts_give_the_same_run(folder, whole, parts):
    names = parts_of(folder, parts, "--set", "campaign.chunk=40")
    assert call(folder, "merge", *names, "--quiet").returncode == 0
    with h5py.File(folder / "small.h5", "r+") as file:  # says with which chunk it ran
        file.attrs["campaign"] = file.attrs["campaign"].replace("chunk = 40\n", "chunk = 64\n")
    expect_same(folder / "small.h5", whole / "small.h5")


def test_one_part_of_one_and_parts_of_one_world_are_runs(folder, whole):
    assert call(folder, "merge", *parts_of(folder, 1), "-o", "one.h5", "--quiet").returncode == 0
    expect_same(folder / "one.h5", whole / "small.h5")
    names = parts_of(folder, 5, "--scenarios", "5")
    assert call(folder, "merge", *names, "-o", "five.h5", "--quiet").returncode == 0
    run(folder, "--scenarios", "5", "-o", "whole-five.h5")
    expect_same(folder / "five.h5", folder / "whole-five.h5")


def test_a_campaign_without_chance_is_merged_with_its_course(folder):
    (folder / "sure.toml").write_text(CAMPAIGN.replace("rate = 0.5", "rate = 0").replace("150", "4"))
    run(folder, campaign="sure.toml")
    for i in (1, 2):
        run(folder, "--part", f"{i}/2", campaign="sure.toml")
    assert call(folder, "merge", "sure-1-of-2.part", "sure-2-of-2.part", "-o", "merged.h5").returncode == 0
    assert "course/lost_value_added" in contents(folder / "merged.h5")
    expect_same(folder / "merged.h5", folder / "sure.h5")


def test_the_merged_file_is_reported_and_replayed(folder):
    call(folder, "merge", *THREE)
    assert "Package 'ban'" in call(folder, "report", "small.h5").stdout
    assert call(folder, "replay", "small.h5", "--scenario", "77", "-o", "t.h5").returncode == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_part_that_was_killed_is_resumed(folder, whole, how):
    (folder / THREE[1]).unlink()
    journal = folder / (THREE[1] + ".parts")
    usual = ["run", "small.toml", "--backend", "cpu", "--threads", "1", "--set", "campaign.chunk=2"]
    words = [*usual, "--part", "2/3"]
    process = subprocess.Popen([PROGRAM, *words], cwd=folder, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and len(list(journal.glob("*.part"))) < 3:
        time.sleep(0.001)
    process.send_signal(how)
    error = process.communicate()[1]
    if process.returncode == 0:
        pytest.skip("the part was there before the signal")
    assert process.returncode == (130 if how == signal.SIGTERM else -how), error
    assert not (folder / THREE[1]).exists()
    kept = len(list(journal.glob("*.part")))
    assert kept >= 3
    assert "use --resume" in refused(folder, *words)
    assert "part 2 of 3" in refused(folder, *usual, "--part", "1/3", "-o", THREE[1], "--resume")
    assert call(folder, *words, "--resume").returncode == 0
    assert not journal.exists()
    assert call(folder, "merge", *THREE, "--quiet").returncode == 0
    expect_same(folder / "small.h5", whole / "small.h5")


def test_missing_parts_are_named(folder):
    assert "part 2 of 3 is missing" in refused(folder, "merge", THREE[0], THREE[2])
    line = refused(folder, "merge", THREE[1])
    assert "parts 1 and 3 of 3 are missing" in line and "--part 1/3" in line and THREE[1] in line


def test_a_part_that_is_there_twice_is_named(folder):
    shutil.copy(folder / THREE[0], folder / "again.part")
    line = refused(folder, "merge", *THREE, "again.part")
    assert "again.part: is part 1 of 3, and so is 'small-1-of-3.part'" in line


@pytest.mark.parametrize(
    "words, why",
    [
        (["--seed", "9"], "has results of seed 9, not of seed 1"),
        (["--weeks", "39"], "has results of another campaign"),
        (["--scenarios", "151"], "is of a run of 151 worlds, not of 150"),
        (["--set", "campaign.network='other'"], "has results on another network"),
        (["--part", "2/4"], "is of a run in 4 parts, not in 3"),
    ],
)
def test_a_part_of_another_run_is_named(folder, words, why):
    shutil.copytree(ROOT / "configs/networks/teaching", folder / "other")
    with (folder / "other/products.csv").open("a") as table:
        table.write("\n")
    words = ["--part", "2/3", *words] if "--part" not in words else words
    run(folder, *words, "-o", "foreign.part")
    line = refused(folder, "merge", THREE[0], "foreign.part", THREE[2])
    assert f"foreign.part: {why}" in line and THREE[0] in line


def test_what_is_no_part_is_named(folder, whole):
    (folder / "letter").write_text("dear all")
    shutil.copy(whole / "small.h5", folder)
    os.mkfifo(folder / "pipe")
    for name, why in {
        "letter": "is no part of a run",
        "small.toml": "is no part of a run",
        "small.h5": "is a results file, not a part of a run",
        "nowhere.part": "is not there",
        "pipe": "is no file",
        ".": "is no file",
    }.items():
        assert f"error: {name}: {why}" in refused(folder, "merge", THREE[0], name, THREE[2])


def test_a_damaged_part_is_named(folder):
    good = (folder / THREE[1]).read_bytes()
    for place in (3, 20, len(good) // 2, len(good) - 120, len(good) - 40):
        bad = bytearray(good)
        bad[place] ^= 4
        (folder / THREE[1]).write_bytes(bytes(bad))
        assert f"{THREE[1]}: is " in refused(folder, "merge", *THREE), place
    for size in (0, 5, 100, len(good) // 2, len(good) - 1):
        (folder / THREE[1]).write_bytes(good[:size])
        assert f"{THREE[1]}: is " in refused(folder, "merge", *THREE), size


def test_a_forged_part_ends_in_words(folder):
    """Whatever its bytes, with the checksum of the file put right."""
    good = (folder / THREE[1]).read_bytes()[:-96]
    dice = random.Random(4)
    for _ in range(40):
        bad = bytearray(good)
        # Most of a part is losses: half of the changes in what is read before.
        place = dice.randrange(dice.choice([400, len(bad)]))
        bad[place] = dice.choice([0, 1, 127, 255, bad[place] ^ 1])
        seal = f"chokepoint-part sealed crc32 {zlib.crc32(bad):08x} bytes {len(bad):020d}"
        (folder / THREE[1]).write_bytes(bytes(bad) + (seal.ljust(95) + "\n").encode())
        done = call(folder, "merge", *THREE, "-o", "forged.h5", "--quiet")
        assert done.returncode in (0, 1, 2), (place, done.stderr)
        assert (folder / "forged.h5").exists() == (done.returncode == 0)
        assert len(done.stderr.splitlines()) == (done.returncode != 0), done.stderr
        (folder / "forged.h5").unlink(missing_ok=True)


def test_a_network_that_moved_is_asked_for(folder, whole):
    shutil.copytree(ROOT / "configs/networks/teaching", folder / "here")
    words = ["--set", "campaign.network='here'"]
    names = [f"{i}.part" for i in (1, 2)]
    for i in (1, 2):
        run(folder, *words, "--part", f"{i}/2", "-o", names[i - 1])
    (folder / "here").rename(folder / "there")
    assert "say where it is with --network" in refused(folder, "merge", *names)
    assert call(folder, "merge", *names, "--network", "there", "-o", "merged.h5").returncode == 0
    (folder / "there/products.csv").open("a").write("\n")
    assert "are not the tables of the run" in refused(folder, "merge", *names, "--network", "there")


def test_results_and_parts_replace_only_what_is_theirs(folder, whole):
    (folder / "letter.h5").write_text("dear all")
    assert "is no results file" in refused(folder, "merge", *THREE, "-o", "letter.h5", "--overwrite")
    run(folder, "--seed", "9")
    assert "only --overwrite replaces" in refused(folder, "merge", *THREE)
    assert call(folder, "merge", *THREE, "--overwrite", "--quiet").returncode == 0
    expect_same(folder / "small.h5", whole / "small.h5")

    run(folder, "--part", "1/3")  # its own part, unasked
    part = ["run", "small.toml", "--quiet", "--part", "1/3", "-o"]
    assert "is part 2 of 3, not part 1 of 3, which only --overwrite" in refused(folder, *part, THREE[1])
    assert "has results of seed 1" in refused(folder, *part, THREE[0], "--seed", "9")
    (folder / "letter").write_text("dear all")
    assert "is no part of a run, and would be lost" in refused(folder, *part, "letter", "--overwrite")
    run(folder, "--part", "1/3", "-o", THREE[1], "--overwrite")
    assert "and so is" in refused(folder, "merge", *THREE)


@pytest.mark.parametrize(
    "part, why",
    [
        ("0/3", "counted from 1 (1/3 to 3/3)"),
        ("4/3", "counted from 1 (1/3 to 3/3)"),
        ("-1/3", "counted from 1"),
        ("3", "is not PART/PARTS"),
        ("1/", "is not PART/PARTS"),
        ("1/3x", "is not PART/PARTS"),
        ("a/b", "is not PART/PARTS"),
        ("1/0", "a run has 1 to 1000000 parts"),
        ("1/151", "the run has 150 worlds"),
        ("", "is empty"),
    ],
)
def test_what_is_no_part_of_a_run_is_said(folder, part, why):
    assert why in refused(folder, "run", "small.toml", *(["--part", part] if part[:1] != "-" else [f"--part={part}"]))


def test_a_part_is_not_named_like_results(folder):
    line = refused(folder, "run", "small.toml", "--part", "2/3", "-o", "run.h5")
    assert "`chokepoint merge` makes it" in line and "run-2-of-3.part" in line


def test_a_part_is_no_results_file(folder):
    assert "merge" in refused(folder, "report", THREE[0])
