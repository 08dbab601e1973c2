#!/usr/bin/env python3
"""How time and memory of a run grow with worlds, links, threads and packages.

    scripts/scaling.py [--quick] [-o FOLDER] [--program PATH]

Runs `chokepoint run` (the whole program: load, march, statistics, file) on synthetic networks and varies one size at a
time:

    worlds     10^4 to 10^7 on a network of about 200 links
    links      10^3 to 10^6, worlds in inverse proportion
    threads    1, 2, 4 ... to all cores
    packages   1 to 8

Writes scaling.csv (a row a case: seconds by the clock and of the processor, peak memory, link-steps/s), scaling.png
and scaling.svg. About ten minutes on two cores; --quick stops at 10^5 worlds and 10^4 links and takes about one.
"""

import argparse
import csv
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINKS_A_NODE = 7
COLOUR = "#0072B2"  # Okabe & Ito
CAMPAIGN = """[campaign]
name = "scaling"
network = "{network}"
weeks = {weeks}
scenarios = {worlds}
[[event]]
name = "outage"
type = "capacity"
countries = ["{country}"]
start_week = 1
hold_weeks = 8
recovery_weeks = 13
[[family]]
name = "plant-accidents"
type = "plant_accident"
[[measure]]
name = "ban"
type = "ban"
exporters = ["{country}"]
start_week = 2
[metrics]
horizons = [{weeks}]
losses = ["value_added"]
"""
PACKAGE = """[[package]]
name = "ban-{number}"
measures = ["ban"]
"""


class ScalingError(Exception):
    """Something that stops the measurement; the message says what."""


@dataclass(frozen=True)
class Case:
    """One run: what is varied, and all sizes."""

    varied: str
    nodes: int
    worlds: int
    threads: int
    packages: int = 1
    weeks: int = 26


@dataclass(frozen=True)
class Row:
    """One line of scaling.csv; `size` is the value of what is varied."""

    varied: str
    size: int
    nodes: int
    links: int
    worlds: int
    weeks: int
    packages: int
    threads: int
    seconds: float  # median of the repeats
    slowest: float
    cpu_seconds: float  # of the processor, all threads
    peak_mib: float
    link_steps_per_s: float


def cases(quick, cores):
    """All runs, smallest first."""
    found = [Case("worlds", 30, 10**k, cores, weeks=13) for k in range(4, 6 if quick else 8)]
    for k in range(3, 5 if quick else 7):
        nodes = 10**k // LINKS_A_NODE
        found.append(Case("links", nodes, max(64, (2 if quick else 8) * 10**8 // 10**k), cores))
    sizes = sorted({1, cores, *(2**k for k in range(1, 20) if 2**k < cores)})
    found += [Case("threads", 1428, 4096 if quick else 32768, threads) for threads in sizes]
    counts = (1, 2) if quick else (1, 2, 4, 8)
    found += [Case("packages", 1428, 2048 if quick else 8192, cores, packages) for packages in counts]
    return found


def high_water_mark(pid):
    """Peak memory of a living process in MiB. (wait4 would report its parent's too: Linux keeps it over exec.)"""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    mark = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(mark[1]) / 1024 if mark else 0.0


def run_measured(words):
    """Run a program; return (seconds by the clock, of the processor, peak memory in MiB)."""
    peak, used = 0.0, resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile("w+") as said:
        begin = time.perf_counter()
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT)
        while True:
            peak = max(peak, high_water_mark(process.pid))
            try:
                process.wait(0.01)
                break
            except subprocess.TimeoutExpired:
                pass
        seconds = time.perf_counter() - begin
        if process.returncode:
            said.seek(0)
            lines = said.read().strip().splitlines() or ["no message"]
            raise ScalingError(f"{words[0]} {words[1]}: {lines[-1]}")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, peak


def network_of(nodes, program, folder):
    """Folder and number of links of a synthetic network, made once."""
    path = Path(folder) / f"nodes-{nodes}"
    if not path.is_dir():
        run_measured(
            [program, "network", "generate", path, "--nodes", str(nodes), "--links-per-node", str(LINKS_A_NODE)]
        )
    with open(path / "links.csv", encoding="utf-8") as file:
        links = sum(1 for _ in file) - 1
    return path, links


def write_campaign(case, network, path):
    with open(network / "countries.csv", newline="", encoding="utf-8") as file:
        country = next(csv.DictReader(file))["country"]
    text = CAMPAIGN.format(network=network, weeks=case.weeks, worlds=case.worlds, country=country)
    path.write_text(text + "".join(PACKAGE.format(number=p) for p in range(1, case.packages)))


def measure(case, program, repeats, folder):
    """Run a case some times; return its row."""
    network, links = network_of(case.nodes, program, folder)
    campaign, results = Path(folder) / "scaling.toml", Path(folder) / "scaling.h5"
    write_campaign(case, network, campaign)
    words = [program, "run", campaign, "-o", results, "--backend", "cpu", "--threads", str(case.threads), "--quiet"]
    words += ["--overwrite"]  # of an earlier case that was stopped
    runs = [run_measured(words) for _ in range(repeats)]
    results.unlink()
    seconds = statistics.median(s for s, _, _ in runs)
    steps = links * case.weeks * case.worlds * case.packages
    size = links if case.varied == "links" else getattr(case, case.varied)
    return Row(
        varied=case.varied,
        size=size,
        nodes=case.nodes,
        links=links,
        worlds=case.worlds,
        weeks=case.weeks,
        packages=case.packages,
        threads=case.threads,
        seconds=round(seconds, 3),
        slowest=round(max(s for s, _, _ in runs), 3),
        cpu_seconds=round(statistics.median(c for _, c, _ in runs), 3),
        peak_mib=round(max(m for _, _, m in runs), 1),
        link_steps_per_s=float(f"{steps / seconds:.4g}"),
    )


def write_csv(rows, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Row))
        writer.writerows(astuple(row) for row in rows)


def plot(rows, folder):
    """Time, speed and memory over each size; return the files."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.hashsalt": "chokepoint", "font.size": 9})
    varied = list(dict.fromkeys(row.varied for row in rows))
    quantities = [("seconds", "seconds"), ("link_steps_per_s", "link-steps/s"), ("peak_mib", "peak memory, MiB")]
    figure, axes = plt.subplots(3, len(varied), figsize=(2.9 * len(varied), 7.2), squeeze=False)
    for column, what in enumerate(varied):
        chosen = [row for row in rows if row.varied == what]
        for axis, (name, label) in zip(axes[:, column], quantities):
            axis.plot([r.size for r in chosen], [getattr(r, name) for r in chosen], "o-", color=COLOUR, lw=1.4, ms=4)
            if what in ("worlds", "links"):
                axis.set_xscale("log")
            else:
                axis.set_xticks([r.size for r in chosen])
            if what == "worlds" and name == "seconds":
                axis.set_yscale("log")
            else:
                axis.set_ylim(0, 1.1 * max(getattr(r, name) for r in chosen))
            axis.spines[["top", "right"]].set_visible(False)
            axis.grid(True, color="#e4e4e4", linewidth=0.7)
            if column == 0:
                axis.set_ylabel(label)
        axes[-1, column].set_xlabel(what)
    figure.suptitle("chokepoint run: one size varied at a time", x=0.01, ha="left", fontsize=12)
    figure.tight_layout(rect=(0, 0, 1, 0.97))
    written = []
    for ending, metadata in (("png", {"Software": None}), ("svg", {"Date": None})):
        written.append(folder / f"scaling.{ending}")
        figure.savefig(written[-1], dpi=150, metadata=metadata)
    plt.close(figure)
    return written


def parse(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, about a minute")
    parser.add_argument("-o", metavar="FOLDER", default=str(ROOT / "outputs/scaling"), help="default outputs/scaling")
    parser.add_argument("--program", default=str(ROOT / "build/release/chokepoint"), help="the program to measure")
    parser.add_argument("--repeats", type=int, default=1, help="runs of a case, of which the median counts (default 1)")
    parser.add_argument("--only", help="what to vary, e.g. links,threads (default: all)")
    options = parser.parse_args(arguments)
    if options.repeats < 1:
        parser.error("--repeats must be 1 or more")
    options.only = options.only.split(",") if options.only else ["worlds", "links", "threads", "packages"]
    for name in options.only:
        if name not in ("worlds", "links", "threads", "packages"):
            parser.error(f"--only {name}: must be worlds, links, threads or packages")
    return options


def measure_all(options, folder):
    if not shutil.which(options.program):
        raise ScalingError(
            f"{options.program}: no such program (build it with scripts/build.sh, or name it: --program)"
        )
    out = Path(options.o)
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    print(f"{'varied':9} {'size':>10} {'seconds':>9} {'CPU s':>9} {'peak MiB':>9} {'link-steps/s':>13}")
    for case in cases(options.quick, os.cpu_count() or 1):
        if case.varied in options.only:
            rows.append(measure(case, options.program, options.repeats, folder))
            r = rows[-1]
            times = f"{r.seconds:9.2f} {r.cpu_seconds:9.2f}"
            print(f"{r.varied:9} {r.size:10,} {times} {r.peak_mib:9.0f} {r.link_steps_per_s:13.2e}", flush=True)
            write_csv(rows, out / "scaling.csv")
    for path in [out / "scaling.csv", *plot(rows, out)]:
        print(path)


def main(arguments=None):
    options = parse(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="scaling-") as folder:
            measure_all(options, folder)
    except (ScalingError, OSError, ImportError) as error:
        print(f"scaling.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
