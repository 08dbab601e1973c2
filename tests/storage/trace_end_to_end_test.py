"""A replayed world on disk, with every mechanism on: what outputs/README.md says is there, with the numbers of the run.

The numbers of the run are the other means: the engine adds them up lane by lane while it marches, the trace shows the
same world week by week; nobody computes one from the other.
"""

import csv
import os
import pathlib
import re
import subprocess

import pytest

h5py = pytest.importorskip("h5py")
np = pytest.importorskip("numpy")

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEEKS = 60
HORIZONS = [26, WEEKS]
START = 6  # week of the opening ban
BITE = 0.6

CAMPAIGN = f"""
[campaign]
network = "{ROOT}/configs/networks/teaching"
scenarios = 24
weeks = {WEEKS}
seed = 11
[dynamics]
erosion = 0.02
tool_decay = 0.02
precaution = 0.5
precaution_tension = 0
[[growth]]
name = "learners"
rate = 0.05
[[event]]
name = "fire"
type = "capacity"
firms = ["FABCO"]
start_week = 9
hold_weeks = 12
severity = 0.5
[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.3
[[market]]
name = "metals"
products = ["metal"]
split = ["BET"]
[[reserve]]
name = "ore"
countries = ["BET"]
products = ["ore"]
weeks = 3
target_weeks = 4
refill_rate = 0.1
refill_tension = 5
[[measure]]
name = "opening"
type = "ban"
senders = ["ALP"]
importers = ["BET"]
products = ["ore"]
strictness = {BITE}
start_week = {START}
[[measure]]
name = "duty"
type = "tariff"
rate = 0.3
importers = ["BET"]
products = ["ore"]
[[measure]]
name = "full-stop"
type = "ban"
exporters = ["ALP"]
products = ["ore"]
[[retaliation]]
name = "bet"
reactor = "BET"
against = ["ALP"]
measures = ["duty"]
base = 0.1
lag_weeks = 2
duration_weeks = 10
[[retaliation]]
name = "alp"
reactor = "ALP"
against = ["BET"]
measures = ["full-stop"]
base = 0.1
lag_weeks = 1
duration_weeks = 8
[[package]]
name = "act"
measures = ["opening"]
[metrics]
horizons = {HORIZONS}
"""


def chokepoint(*arguments):
    command = [os.environ["CHOKEPOINT_PROGRAM"], *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The results, and a world with an answer, under both packages."""
    folder = tmp_path_factory.mktemp("trace")
    (folder / "campaign.toml").write_text(CAMPAIGN)
    chokepoint("run", folder / "campaign.toml", "-o", folder / "results.h5", "--backend", "cpu", "--quiet")
    results = h5py.File(folder / "results.h5")
    answers = results["world/retaliations"][1]
    scenario = int(np.argmax(answers))
    assert answers[scenario] >= 2, "both sides must have answered, or little is shown"
    traces = []
    for package in ("none", "act"):
        path = folder / f"{package}.h5"
        chokepoint("replay", folder / "results.h5", "--scenario", scenario, "--package", package, "-o", path)
        traces.append(h5py.File(path))
    yield results, scenario, traces
    for file in [results, *traces]:
        file.close()


def names(file, axis):
    return [name.decode().rstrip("\0") for name in file[axis][()]]


def documented():
    """Datasets of a trace by outputs/README.md: path -> (type, axes, unit)."""
    text = (ROOT / "outputs" / "README.md").read_text().split("# What is in a trace")[1]
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `/"):
            continue
        for path in re.findall(r"`(/[a-z_/]+)`", cells[0]):
            axes = [axis.strip() for axis in cells[2].split(",")] if cells[2] else []
            found[path] = (cells[1], axes, cells[3])
    return found


def datasets(file):
    found = {}
    file.visititems(lambda path, item: found.update({"/" + path: item}) if isinstance(item, h5py.Dataset) else None)
    return found


def test_every_dataset_is_as_the_format_page_says(run):
    page = documented()
    assert len(page) > 40
    for trace in run[2]:
        present = datasets(trace)
        assert set(present) == set(page), "every mechanism is on: nothing is missing, nothing unnamed"
        for path, dataset in present.items():
            kind, axes, unit = page[path]
            assert dataset.attrs["long_name"], path
            if kind == "text":
                assert dataset.dtype.kind == "S", path
                continue
            assert dataset.dtype == np.dtype(kind), path
            if path.count("/") == 1:
                continue  # a scale: it has no other
            assert dataset.attrs["units"] == unit, path
            assert dataset.ndim == len(axes), path
            for dimension, axis, size in zip(dataset.dims, axes, dataset.shape):
                assert dimension[0].name == "/" + axis, path
                assert size == trace[axis].shape[0] > 0, path


def test_new_states_have_the_numbers_of_the_run_under_both_packages(run):
    results, scenario, traces = run
    value_added = {"ALP": [("ALP:ore", 10)], "GAM": [("GAM:metal", 3), ("GAM:device", 45)],
                   "BET": [("BET:metal", 12), ("BET:chip:FABCO", 30)]}
    for package, trace in enumerate(traces):
        assert trace.attrs["package"] == names(results, "package")[package]

        def of_run(path, package=package):
            return results[path][package, scenario]

        week = {name: item[()] for name, item in trace["weeks"].items()}
        # The engine exponentiates by itself, within an ulp or two.
        assert names(trace, "market") == names(results, "market")
        np.testing.assert_allclose(np.maximum(1, week["price"].max(axis=0)), of_run("losses/price_peak"), rtol=1e-6)
        np.testing.assert_allclose(week["price"].mean(axis=0), of_run("losses/price_mean"), rtol=1e-6)
        assert names(trace, "reserve") == names(results, "reserve")
        np.testing.assert_array_equal(np.minimum(3, week["reserve"].min(axis=0)), of_run("losses/reserve_minimum"))
        np.testing.assert_array_equal((week["reserve"] <= 0).sum(axis=0), of_run("losses/reserve_empty_weeks"))
        assert week["retaliations"][-1] == of_run("world/retaliations")
        assert week["tension"].max(initial=0) == of_run("world/maximum_tension")
        nodes = names(trace, "node")
        for state, total in (("long_run_capacity", "capacity_index"), ("standing", "competitiveness")):
            for c, country in enumerate(names(trace, "country")):
                row, weight = zip(*[(nodes.index(node), w) for node, w in value_added[country]])
                for h, horizon in enumerate(HORIZONS):
                    mean = np.average(week[state][horizon - 1, list(row)].astype(float), weights=weight)
                    assert mean == pytest.approx(of_run(f"losses/{total}")[c, h], rel=1e-6), (state, country, horizon)


def test_the_world_moves_so_that_equality_says_something(run):
    none, act = ({name: item[()] for name, item in trace["weeks"].items()} for trace in run[2])
    for state in ("long_run_capacity", "standing", "price", "reserve"):
        assert np.ptp(act[state]) > 0.01, state
        assert np.abs(act[state] - none[state]).max() > 0.01, state
    assert not none["exposure"].any() and not none["retaliations"].any()
    assert np.all(np.diff(act["retaliations"]) >= 0)


def test_exposure_is_the_hand_computed_share_smoothed_over_eight_weeks(run):
    # Ore is critical to metal, and ALP its only source: BET's metal, 12 of 42.
    trace = run[2][1]
    assert names(trace, "pair") == ["BET>ALP", "ALP>BET"]
    stop = [name for name in names(trace, "measure") if "full-stop" in name and ">" in name]
    assert stop, "the answer of ALP has a slot of its own"
    passes = trace["weeks/measure_pass"][:, names(trace, "measure").index(stop[0])]
    exposure = trace["weeks/exposure"][:, 0]
    alone = int(np.argmax(passes < 1))  # until then only the opening bites
    assert alone > START + 3
    for t in range(alone):
        expected = 0 if t < START else 12 / 42 * BITE * (1 - (7 / 8) ** (t - START + 1))
        assert exposure[t] == pytest.approx(expected, rel=1e-5), t


def lines(trace, kind):
    """The lines of /events of a kind, as dictionaries."""
    columns = {name: item[()] for name, item in trace["events"].items()}
    return [{name: column[i] for name, column in columns.items()} for i in np.flatnonzero(columns["kind"] == kind)]


def test_severities_of_a_world_multiply_to_the_capacity_of_its_nodes(run):
    for trace in run[2]:
        capacity = trace["weeks/capacity"][()].astype(float)
        expected = np.ones_like(capacity)
        for event in lines(trace, 0) + lines(trace, 1):
            if not event["took_effect"] or event["node"] < 0:
                continue
            assert 0 < event["severity"] <= 1
            age = np.arange(WEEKS) - event["start"] + event["phase"]
            left = (event["hold"] + event["recovery"] - age) / max(event["recovery"], 1e-9)
            w = np.where(age < event["hold"], 1, np.clip(left, 0, 1)) * (np.arange(WEEKS) >= event["start"])
            expected[:, event["node"]] *= 1 - event["severity"] * w**2
        np.testing.assert_allclose(capacity, expected, atol=1e-5)
        assert (capacity < 0.9).any()


def test_every_answer_is_listed_and_blocks_its_trade_while_it_holds(run):
    none, act = run[2]
    assert not lines(none, 3)
    answers = lines(act, 3)
    assert len({line["number"] for line in answers}) == act["weeks/retaliations"][-1]
    who = names(act, "pair")
    assert {who[line["pair"]] for line in answers} == {"BET>ALP", "ALP>BET"}
    passes = act["weeks/measure_pass"][()]
    held = np.zeros(passes.shape, dtype=bool)
    for line in answers:
        begin, end = int(line["start"]), int(line["start"] + line["hold"])
        assert line["took_effect"] == (begin < WEEKS)
        held[begin:end, line["measure"]] = True
    for measure in {int(line["measure"]) for line in answers}:
        np.testing.assert_array_equal(passes[:, measure] < 1, held[:, measure])


def test_measures_begin_and_end_when_the_world_lets_them(tmp_path):
    """Bans that are given up by chance, lifted, narrowed down on their way, or never agreed on."""
    text = CAMPAIGN.split("[[growth]]")[0] + """
[[measure]]
name = "shaky"
type = "ban"
senders = ["ALP"]
importers = ["BET"]
products = ["ore"]
start_week = 4
exit_hazard = 0.05
[[measure]]
name = "brief"
type = "ban"
senders = ["ALP"]
importers = ["GAM"]
products = ["ore"]
start_week = 2
[[measure]]
name = "narrow"
type = "ban"
senders = ["ALP"]
importers = ["BET"]
products = ["ore"]
start_week = 8
strictness = 0.5
coverage = { distribution = "uniform", low = 0.2, high = 0.8 }
[[measure]]
name = "joint"
type = "ban"
senders = ["ALP"]
allies = ["GAM"]
products = ["metal", "ore"]
compliance = 0
members_needed = 1
[[measure]]
name = "relief"
type = "relief"
lifts = ["brief"]
start_week = 20
[[package]]
name = "act"
measures = ["shaky", "brief", "narrow", "joint", "relief"]
[metrics]
horizons = [60]
"""
    (tmp_path / "campaign.toml").write_text(text)
    chokepoint("run", tmp_path / "campaign.toml", "-o", tmp_path / "results.h5", "--backend", "cpu", "--quiet")
    ended_early, forces = 0, set()
    for scenario in range(12):
        path = tmp_path / f"{scenario}.h5"
        chokepoint("replay", tmp_path / "results.h5", "--scenario", scenario, "--package", "act", "-o", path)
        with h5py.File(path) as trace:
            passes = trace["weeks/measure_pass"][()]
            measures = names(trace, "measure")
            held = np.zeros(passes.shape, dtype=bool)
            for line in lines(trace, 2):
                name = measures[line["measure"]]
                assert line["took_effect"] == (not name.startswith("joint"))
                if not line["took_effect"]:
                    continue
                if name.startswith("narrow"):
                    assert 0.2 <= line["force"] <= 0.8 and line["level"] == 0.5
                    forces.add(line["force"])
                    realised = 1 - line["force"] * (1 - line["level"])
                    assert passes[8, line["measure"]] == pytest.approx(realised, abs=1e-6)
                else:
                    assert line["force"] == 1
                held[int(line["start"]) : int(line["start"] + line["hold"]), line["measure"]] = True
            for line in lines(trace, 4):
                assert line["took_effect"]
                held[int(line["start"]) :, line["measure"]] = False
                lifted = measures[line["measure"]].startswith("brief")
                assert not lifted or line["start"] == 20
                ended_early += not lifted
            np.testing.assert_array_equal(passes < 1, held)
    assert ended_early > 3 and len(forces) == 12


def test_events_of_families_tested_week_by_week_are_in_the_table_and_in_what_is_printed(tmp_path):
    (tmp_path / "campaign.toml").write_text(CAMPAIGN.split("[dynamics]")[0] + """
[[family]]
name = "hazards"
type = "natural_hazard"
rate = 2
[[family]]
name = "permits"
type = "licence"
rate = 1
arrival = "weekly"
[[family]]
name = "duties"
type = "tariff"
rate = 1
arrival = "weekly"
[metrics]
horizons = [60]
""")
    chokepoint("run", tmp_path / "campaign.toml", "-o", tmp_path / "results.h5", "--backend", "cpu", "--quiet")
    happened = {"hazards": 0, "permits": 0, "duties": 0}
    for scenario in range(12):
        printed = chokepoint("replay", tmp_path / "results.h5", "--scenario", scenario, "-o", tmp_path / "w.h5")
        with open(tmp_path / "w" / "events.csv", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["kind"] == "sampled"]
        drawn = {row["event"]: row for row in rows}
        effective = [row for row in drawn.values() if row["took_effect"] == "1"]
        assert f"{len(drawn)} random events drawn, {len(effective)} took effect" in printed
        with h5py.File(tmp_path / "results.h5") as results:
            for f, family in enumerate(names(results, "family")):
                mine = [row for row in effective if row["name"] == family]
                assert len(mine) == results["world/event_count"][0, scenario, f], family
                happened[family] += len(mine)
                assert all(row["target"].startswith(family + ":") for row in mine)
        assert all((0 < float(row["severity"]) <= 1) == (row["name"] == "hazards") for row in rows)
    assert min(happened.values()) > 5, happened
