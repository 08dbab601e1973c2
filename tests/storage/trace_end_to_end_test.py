"""A replayed world on disk, with every mechanism on: what outputs/README.md says is there, with the numbers of the run.

The numbers of the run are the other means: the engine adds them up lane by lane while it marches, the trace shows the
same world week by week; nobody computes one from the other.
"""

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
    subprocess.run([os.environ["CHOKEPOINT_PROGRAM"], *map(str, arguments)], check=True, capture_output=True)


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
