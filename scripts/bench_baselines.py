#!/usr/bin/env python3
"""The engine beside what an analyst would write: SciPy, Numba and BoARIO, on one network, on one thread, in one run.

    scripts/bench_baselines.py [--network FOLDER] [--program PATH] [--json FILE]

The *core week* (orders, capacity, limits by stocks, rationing in proportion, receipts, use, next orders, final demand)
is marched by

    engine, march   `chokepoint bench` on the network without alternates, overtime and priorities
    engine, run     `chokepoint run` on the same: the whole program with statistics and file, by the clock
    engine, full    `chokepoint bench` on the network as it is: buyers look for other suppliers
    SciPy           float64, sparse matrices times blocks of worlds
    Numba           float32, a world at a time; and 64 worlds side by side
    BoARIO          other equations, as many industries as the network has nodes

SciPy and Numba are first compared with the engine week by week (`chokepoint replay`) under the same capacity event;
then all are timed in turns, and the medians are printed. Numba and BoARIO are left out, with a line, where they are
not installed (pip install numba boario pymrio progressbar2).
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy: one thread for everybody

import h5py  # noqa: E402
import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).resolve().parent / "baselines"))
from core_network import NetworkError, Outage, load_core_network, write_core_copy  # noqa: E402
from week_scipy import ScipyWeek  # noqa: E402

TOLERANCE = 1e-4
SMALLEST = 1e-2  # of baseline: below it a deviation counts as if the number were this large
BLOCK = 64  # worlds of a SciPy block
START, HOLD, RECOVERY = 1, 26, 13
CAMPAIGN = """[campaign]
name = "core-week"
network = "core"
weeks = {weeks}
scenarios = {worlds}
[[event]]
name = "outage"
type = "capacity"
countries = ["{country}"]
start_week = {start}
hold_weeks = {hold}
recovery_weeks = {recovery}
"""


class BenchError(Exception):
    """Something that stops the comparison; the message says what."""


class Clock:
    """Seconds by the clock, or of the processor: the latter hardly notices other programs."""

    def __init__(self, of_processor):
        self.of_processor = of_processor
        self.now = time.process_time if of_processor else time.perf_counter

    def of_child(self, run):
        """(seconds that count, share of the time by the clock that counts) of a function that runs a program."""
        begin, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        run()
        by_clock, now = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime if self.of_processor else by_clock
        return seconds, seconds / by_clock


def run_program(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise BenchError(f"{program} {arguments[0]}: {lines[-1]}")


def write_campaign(folder, country, weeks, worlds):
    path = Path(folder) / f"core-{worlds}.toml"
    event = {"start": START, "hold": HOLD, "recovery": RECOVERY, "country": country}
    path.write_text(CAMPAIGN.format(weeks=weeks, worlds=worlds, **event))
    return path


def engine_trace(program, campaign):
    """What the engine says of world 0: (trace by name, names of nodes, names of inputs and sinks, losses)."""
    results, trace = campaign.with_suffix(".h5"), campaign.with_name("trace.h5")
    run_program(program, "run", campaign, "-o", results, "--threads", 1, "--quiet")
    run_program(program, "replay", results, "--scenario", 0, "-o", trace)
    with h5py.File(trace) as file:
        weeks = {name: file[f"weeks/{name}"][:] for name in ("output", "fill", "stock", "order")}
        nodes, inputs = (list(file[axis].asstr("utf-8")) for axis in ("node", "input"))
    with h5py.File(results) as file:
        losses = [float(file[f"losses/{name}"][0, 0, :, -1].sum()) for name in ("value_added", "final_demand")]
    return weeks, nodes, inputs, losses


def deviation(found, expected):
    """Largest relative deviation."""
    return float(np.max(np.abs(found - expected) / np.maximum(SMALLEST, np.abs(expected)), initial=0))


def compare_scipy(network, outage, weeks, engine):
    """Largest deviation of the SciPy week from the engine's, of every node and input in every week."""
    expected, nodes, inputs, losses = engine
    states = {name: [] for name in expected}
    keep = lambda week: [states[name].append(getattr(week, name)[:, 0].copy()) for name in states]  # noqa: E731
    lost = ScipyWeek(network).march(outage, np.ones(1), weeks, keep)
    order_of = {"output": [nodes.index(n) for n in network.node], "order": [inputs.index(g) for g in network.group]}
    order_of["fill"], order_of["stock"] = order_of["output"], order_of["order"][: network.first_sink]
    worst = deviation(np.array([values[0] for values in lost]), np.array(losses))
    for name, values in expected.items():
        values = values[:, :, 0] if values.ndim == 3 else values
        worst = max(worst, deviation(np.array(states[name]), values[:, order_of[name]]))
    return worst


def compare_numba(march, network, engine):
    """Largest deviation of a Numba march: losses, and output of the last week."""
    expected, nodes, _, losses = engine
    lost_output, lost_demand, last = march(BLOCK)
    worst = deviation(np.array([lost_output, lost_demand]), np.array(losses)[:, None])
    return max(worst, deviation(last, expected["output"][-1, [nodes.index(n) for n in network.node]]))


class Contestant:
    """Something that marches worlds: `time()` gives seconds a world."""

    def __init__(self, name, seconds_a_world, compared=None):
        self.name, self.time, self.compared = name, seconds_a_world, compared
        self.seconds = []


def bench_seconds(options, folder, network, scratch):
    """Seconds a world in `chokepoint bench` (its smallest synthetic network is marched too, and not used)."""
    report = scratch / "bench.json"
    arguments = [
        "--links",
        1000,
        "--weeks",
        options.weeks,
        "--threads",
        1,
        "--repeats",
        1,
        "--seconds",
        options.seconds,
    ]
    words = ["bench", "--backend", "cpu", "--network", folder, *arguments, "--json", report]

    def one():
        _, share = options.clock.of_child(lambda: run_program(options.program, *words))
        speed = json.loads(report.read_text())["cases"][0]["link_steps_per_s"]
        return share * network.links * options.weeks / speed

    return one


def run_seconds(options, campaign):
    words = ["run", campaign, "-o", campaign.with_suffix(".h5"), "--backend", "cpu", "--threads", 1, "--quiet"]
    return lambda: options.clock.of_child(lambda: run_program(options.program, *words))[0] / options.run_worlds


def timed(march, options):
    """Seconds a world of a Python march, over as many worlds as take about the time of a turn."""
    now = options.clock.now
    march(BLOCK)  # compile
    begin = now()
    march(BLOCK)
    worlds = BLOCK * max(1, round(options.seconds / (now() - begin)))

    def one():
        begin = now()
        march(worlds)
        return (now() - begin) / worlds

    return one


def scipy_march(network, outage, weeks):
    week = ScipyWeek(network)
    return lambda worlds: [week.march(outage, np.ones(BLOCK), weeks) for _ in range(worlds // BLOCK)]


def numba_contestants(network, outage, options, engine):
    try:
        import week_numba as numba_week
    except ImportError as error:
        print(f"Numba is left out: not installed ({error})")
        return []
    given = numba_week.arguments(network, outage, options.weeks)
    found = []
    for name, kernel in (("Numba, a world at a time", "march_worlds"), ("Numba, 64 lanes", "march_lanes")):
        march = lambda worlds, kernel=kernel: numba_week.march(  # noqa: E731
            getattr(numba_week, kernel), given, np.ones(worlds)
        )
        worst = compare_numba(march, network, engine)
        found.append(Contestant(name, timed(march, options), worst))
    return found


def boario_contestant(network, options):
    try:
        import boario_year
    except ImportError as error:
        print(f"BoARIO is left out: not installed ({error})")
        return []
    try:
        return [Contestant("BoARIO, one year", boario_year.year_timer(network, options.clock.now))]
    except Exception as error:  # noqa: BLE001: any change of its interface
        print(f"BoARIO is left out: its simulation failed ({type(error).__name__}: {error})")
        return []


def prepare(options, scratch):
    """The network, its copy for the core week, the event, and the engine's trace."""
    folder = options.network
    if not folder:
        folder = scratch / "synthetic"
        run_program(options.program, "network", "generate", folder, "--nodes", options.nodes, "--links-per-node", 8)
    write_core_copy(folder, scratch / "core")
    network = load_core_network(scratch / "core")
    lost = np.bincount(network.country, network.value_added)
    with open(scratch / "core" / "countries.csv", encoding="utf-8") as file:
        country = file.read().splitlines()[1 + int(lost.argmax())].split(",")[0]
    outage = Outage(np.flatnonzero(network.country == lost.argmax()), START, HOLD, RECOVERY)
    engine = engine_trace(options.program, write_campaign(scratch, country, options.weeks, BLOCK))
    return folder, network, country, outage, engine


def gather(options, scratch):
    """All contestants, compared with the engine, ready to be timed."""
    folder, network, country, outage, engine = prepare(options, scratch)
    print(
        f"{folder if options.network else 'synthetic'}: {len(network.node):,} nodes, {len(network.group):,} inputs and"
        f" sinks, {network.links:,} links, {options.weeks} weeks; all nodes of {country} stop in week {START} for"
        f" {HOLD} weeks"
    )
    compared = compare_scipy(network, outage, options.weeks, engine)
    campaign = write_campaign(scratch, country, options.weeks, options.run_worlds)
    march = scipy_march(network, outage, options.weeks)
    found = [
        Contestant("engine, march", bench_seconds(options, scratch / "core", network, scratch)),
        Contestant("engine, run", run_seconds(options, campaign)),
        Contestant("engine, full", bench_seconds(options, folder, network, scratch)),
        Contestant("SciPy, float64", timed(march, options), compared),
    ]
    found += numba_contestants(network, outage, options, engine)
    if not options.no_boario:
        found += boario_contestant(network, options)
    return network, found


def show(network, weeks, contestants):
    """Print the table; return its rows."""
    reference = statistics.median(contestants[0].seconds)
    rows = []
    print(f"\n| who | worlds/s | link-steps/s | slowest-fastest, worlds/s | {contestants[0].name} is | deviation |")
    print("|---|---|---|---|---|---|")
    for c in contestants:
        median = statistics.median(c.seconds)
        row = {
            "name": c.name,
            "worlds_per_s": 1 / median,
            "link_steps_per_s": network.links * weeks / median,
            "slowest": 1 / max(c.seconds),
            "fastest": 1 / min(c.seconds),
            "engine_is_times": median / reference,
            "deviation": c.compared,
        }
        steps = "-" if c.name.startswith("BoARIO") else f"{row['link_steps_per_s']:.2e}"
        spread = (
            f"{row['slowest']:,.3g}-{row['fastest']:,.3g}"
            if median > 0.1
            else f"{row['slowest']:,.0f}-{row['fastest']:,.0f}"
        )
        agreed = "-" if c.compared is None else f"{c.compared:.1e}"
        print(f"| {c.name} | {1 / median:,.4g} | {steps} | {spread} | {row['engine_is_times']:,.3g} x | {agreed} |")
        rows.append(row)
    return rows


def parse(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--network", help="folder of a network (default: a synthetic one of --nodes nodes)")
    parser.add_argument("--nodes", type=int, default=500, help="of the synthetic network, 8 links each (default 500)")
    parser.add_argument("--weeks", type=int, default=52, help="length of a world (default 52)")
    parser.add_argument("--repeats", type=int, default=5, help="turns, of which the median counts (default 5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of one turn of one contestant, about (default 1)")
    parser.add_argument("--run-worlds", type=int, default=20480, help="worlds of `chokepoint run` (default 20,480)")
    parser.add_argument("--program", default=str(ROOT / "build/release/chokepoint"), help="the program to time")
    parser.add_argument("--cpu-time", action="store_true", help="seconds of the processor, for a busy machine")
    parser.add_argument("--no-boario", action="store_true", help="leave BoARIO out")
    parser.add_argument("--json", help="write the numbers to this file too")
    options = parser.parse_args(arguments)
    for name in ("nodes", "weeks", "repeats", "seconds", "run_worlds"):
        if getattr(options, name) <= 0:
            parser.error(f"--{name.replace('_', '-')} must be above 0")
    options.clock = Clock(options.cpu_time)
    if options.weeks <= START:
        parser.error(f"--weeks must be above {START}: the event begins then")
    return options


def compete(options, scratch):
    if not shutil.which(options.program):
        raise BenchError(f"{options.program}: no such program (build it with scripts/build.sh, or name it: --program)")
    network, contestants = gather(options, scratch)
    for c in contestants:
        if c.compared is not None and not c.compared <= TOLERANCE:
            raise BenchError(f"{c.name} deviates from the engine by {c.compared:.1e} (allowed: {TOLERANCE:.0e})")
    for _ in range(options.repeats):
        for c in contestants:
            c.seconds.append(c.time())
    rows = show(network, options.weeks, contestants)
    load = os.getloadavg()
    kind = "seconds of the processor" if options.cpu_time else "seconds by the clock"
    print(f"\nOne thread, {kind}, median of {options.repeats} turns; load {load[0]:.1f} on {os.cpu_count()} cores.")
    if options.json:
        report = {
            "nodes": len(network.node),
            "links": network.links,
            "weeks": options.weeks,
            "load": load,
            "rows": rows,
        }
        Path(options.json).write_text(json.dumps(report, indent=2) + "\n")


def main(arguments=None):
    options = parse(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="core-week-") as scratch:
            compete(options, Path(scratch))
    except (BenchError, NetworkError, OSError, KeyError) as error:
        print(f"bench_baselines.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
