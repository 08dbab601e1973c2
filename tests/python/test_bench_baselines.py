"""The baselines' core week against a chain by hand, and the comparison with the engine notices a wrong week."""

import os
import pathlib
import subprocess
import sys

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
pytest.importorskip("h5py")

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "bench_baselines.py"
PROGRAM = os.environ.get("CHOKEPOINT_PROGRAM", "")
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "scripts" / "baselines")]

import bench_baselines  # noqa: E402
import core_network  # noqa: E402
from week_scipy import ScipyWeek  # noqa: E402

CHAIN = {
    "countries": "country,name,source\nAAA,A,hand\nBBB,B,hand\n",
    "products": "product,name,stage,source\nore,Ore,mine,hand\nmetal,Metal,refine,hand\n",
    "nodes": "node,country,product,value_added,spare_capacity,source\n"
    "AAA:ore,AAA,ore,100,0,hand\nBBB:metal,BBB,metal,50,0,hand\n",
    "inputs": "buyer,input,class,importance,cover_weeks,adjustment_weeks,source\nmetal,ore,{kind},0.5,1,4,hand\n",
    "final_demand": "country,product,postponed_share,source\nBBB,metal,0,hand\n",
    "links": "supplier,buyer,flow,source\nAAA:ore,BBB:metal,100,hand\nBBB:metal,final:BBB,150,hand\n",
}


def chain(folder, kind="CRITICAL"):
    """A delivers ore to B, which keeps 1 + 1 weeks of it and delivers to final demand."""
    folder.mkdir()
    for table, text in CHAIN.items():
        (folder / f"{table}.csv").write_text(text.replace("{kind}", kind))
    return core_network.load_core_network(folder)


def march(network, weeks, start=0, hold=100.0):
    """A's output, B's output, stock of ore and orders of it, week by week, while A stands still."""
    seen = []
    week = ScipyWeek(network)
    losses = week.march(
        core_network.Outage(np.array([0]), start, hold, 0),
        np.ones(1),
        weeks,
        lambda w: seen.append([w.output[0, 0], w.output[1, 0], w.stock[0, 0], w.order[0, 0]]),
    )
    return np.array(seen), losses


def test_nothing_happens_without_an_event(tmp_path):
    seen, losses = march(chain(tmp_path / "net"), 10, start=50)
    np.testing.assert_array_equal(seen, np.tile([1, 1, 2, 1], (10, 1)))
    assert losses[0][0] == 0 and losses[1][0] == 0


def test_a_chain_by_hand(tmp_path):
    # A stops: B lives two weeks on its stock of 2 and then stands still. Next orders: what demand and capacity allow
    # (1) plus the gap to the target of 2 over 4 weeks.
    seen, losses = march(chain(tmp_path / "net"), 4)
    expected = [[0, 1, 1, 1.25], [0, 1, 0, 1.5], [0, 0, 0, None], [0, 0, 0, None]]
    for row, (a, b, stock, order) in zip(seen, expected):
        assert row[:3].tolist() == [a, b, stock]
        assert order is None or row[3] == order
    # Four weeks of A at 100, two of B at 50; final demand of 150 is not met for two weeks, the second time by
    # customers of whom 1 % of the unmet demand above 5 % have left.
    assert losses[0][0] == pytest.approx(4 * 100 + 2 * 50)
    assert losses[1][0] == pytest.approx(150 * (1 + (1 - 0.01 * 0.95)))


def test_an_important_input_costs_its_importance(tmp_path):
    seen, _ = march(chain(tmp_path / "net", "IMPORTANT"), 4)
    # Stock 2, 1, then none: what is missing counts half.
    np.testing.assert_allclose(seen[:, 1], [1, 1, 0.5, 0.5])


def test_a_bundle_without_its_only_input_stops(tmp_path):
    seen, _ = march(chain(tmp_path / "net", "BUNDLE"), 3)
    np.testing.assert_allclose(seen[:, 1], [1, 1, 0])


def test_short_goods_are_rationed_in_proportion(tmp_path):
    network = chain(tmp_path / "net")
    week = ScipyWeek(network)
    week.march(core_network.Outage(np.array([0]), 0, 1, 0), np.array([0.25]), 1)
    assert week.fill[0, 0] == 0.75
    assert week.stock[0, 0] == pytest.approx(2 + 0.75 - 1)


def test_recovery_fades_with_the_square_of_the_time_left():
    outage = core_network.Outage(np.array([0]), 2, 3, 4)
    assert [outage.depth(w) for w in range(10)] == [0, 0, 1, 1, 1, 1, 0.5625, 0.25, 0.0625, 0]


def test_a_core_copy_switches_the_other_mechanisms_off(tmp_path):
    chain(tmp_path / "net")
    core_network.write_core_copy(tmp_path / "net", tmp_path / "core")
    rows = {table: core_network.read_table(tmp_path / "core", table) for table in CHAIN}
    assert {row["alternate_weight"] for row in rows["links"]} == {"0"}
    assert rows["inputs"][0]["resourcing_ceiling"] == rows["final_demand"][0]["resourcing_ceiling"] == "0"
    assert rows["nodes"][0]["overtime_max"] == "1" and rows["nodes"][1]["value_added"] == "50"


def test_a_deviation_is_measured_against_the_larger_of_number_and_floor():
    assert bench_baselines.deviation(np.array([1.01, 0.001]), np.array([1, 0])) == pytest.approx(0.1)


def test_numba_marches_the_chain_too(tmp_path):
    numba = pytest.importorskip("numba")
    numba.config.DISABLE_JIT = True  # as Python: compiling takes longer than all other tests
    import week_numba

    network = chain(tmp_path / "net")
    given = week_numba.arguments(network, core_network.Outage(np.array([0]), 0, 100, 0), 4)
    for kernel in (week_numba.march_worlds, week_numba.march_lanes):
        lost, unserved, last = week_numba.march(kernel, given, np.ones(64))
        np.testing.assert_allclose(lost, 500, rtol=1e-6)
        np.testing.assert_allclose(unserved, 150 * 1.9905, rtol=1e-6)
        assert last[0].tolist() == [0, 0]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The engine's trace of a synthetic network, and what the baselines march."""
    if not os.path.exists(PROGRAM):
        pytest.skip("CHOKEPOINT_PROGRAM names no program")
    scratch = tmp_path_factory.mktemp("core")
    options = bench_baselines.parse(["--program", PROGRAM, "--nodes", "60", "--weeks", "45"])
    return bench_baselines.prepare(options, scratch)[1:]


def test_the_scipy_week_is_the_engines_week(engine):
    network, _, outage, trace = engine
    assert trace[0]["output"].min() < 0.9, "nothing happens: the comparison would prove little"
    assert bench_baselines.compare_scipy(network, outage, 45, trace) < bench_baselines.TOLERANCE


@pytest.mark.parametrize("what", ["adjustment", "target", "throttle", "importance", "lead_time"])
def test_the_comparison_notices_a_wrong_week(engine, what):
    network, _, outage, trace = engine
    right = getattr(network, what)
    try:
        setattr(network, what, right * 1.01)
        assert bench_baselines.compare_scipy(network, outage, 45, trace) > bench_baselines.TOLERANCE
    finally:
        setattr(network, what, right)


def script(*arguments):
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True)


def test_mistakes_are_one_line_and_exit_code_2(tmp_path):
    for arguments, reason in {
        ("--program", "no-such-program"): "no such program",
        ("--program", sys.executable, "--network", str(tmp_path)): "has no links.csv",
    }.items():
        run = script(*arguments)
        assert run.returncode == 2
        assert reason in run.stderr and run.stderr.count("\n") == 1
    assert script("--repeats", "0").returncode == 2
