#!/usr/bin/env python3
"""Screened against plain sampling: bias, variance at equal time, coverage.

    scripts/screened_sampling.py configs/quickstart.toml --worlds 1000 --seeds 20

Marches one long plain run as the truth, then for each seed a screened and a
plain run of as many worlds, and prints for package `none`, all countries, last
horizon: the mean of the screened estimates less the truth in standard errors
(both uncertain), how many seeds lie within 3 of them, the ratio of variances at
equal worlds and at equal processor time, and how often the intervals of the
file hold the truth. Plain runs of one world cost what the long run cost a world.
"""

import argparse
import math
import os
import resource
import subprocess
import tempfile
from pathlib import Path

import h5py
import numpy as np

PROGRAM = os.environ.get(
    "CHOKEPOINT_PROGRAM",
    str(Path(__file__).parents[1] / "build/release/chokepoint"),
)
MEASURES = ("mean", "VaR 95 %", "VaR 99.5 %", "TVaR 95 %", "TVaR 99.5 %")


def run(campaign, output, *, worlds, seed, threads, more=()):
    """March; return the processor seconds that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [PROGRAM, "run", campaign, "-o", output, "--seed", str(seed)]
        + ["--scenarios", str(worlds), "--threads", str(threads)]
        + ["--backend", "cpu", "--overwrite"]
        + [part for key in more for part in ("--set", key)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    )


def figures(output):
    """[measure, bound] of package `none`, all countries, last horizon."""
    with h5py.File(output) as file:
        world = file["/summary/world"]
        value_at_risk = world["value_at_risk"][0, -1]
        tail_mean = world["tail_value_at_risk"][0, -1]
        return np.array(
            [world["mean"][0, -1], value_at_risk[0], value_at_risk[2]]
            + [tail_mean[0], tail_mean[2]]
        )


def tail_means(output):
    """TVaR of 95 and 99.5 % from the losses: files leave out those of few."""
    with h5py.File(output) as file:
        losses = file["/losses/value_added"][0, :, :, -1].astype(float).sum(1)
        weights = file["/world/weight"][:]
    order = np.argsort(losses, kind="stable")
    losses, weights = losses[order], weights[order] / weights.sum()
    reached = np.cumsum(weights)
    means = []
    for level in (0.95, 0.995):
        value = losses[np.searchsorted(reached, level - 1e-9)]
        beyond = losses > value
        rest = 1 - level - weights[beyond].sum()
        total = (weights * losses)[beyond].sum() + rest * value
        means.append(total / (1 - level))
    return means


def estimates(output):
    """[measure, bound], with every tail mean."""
    table = figures(output)
    table[3:, 0] = tail_means(output)
    return table


def parser():
    parse = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parse.add_argument("campaign", help="TOML")
    parse.add_argument("--worlds", type=int, default=1000)
    parse.add_argument("--seeds", type=int, default=20)
    parse.add_argument(
        "--truth", type=int, default=50, help="times as many worlds (50)"
    )
    parse.add_argument("--draws", type=int, default=32)
    parse.add_argument("--pilot", type=int, default=2000)
    parse.add_argument("--threads", type=int, default=1)
    parse.add_argument("--folder", help="where runs are kept and found again")
    return parse


def collected(options, folder):
    """Figures of the long run, of screened and plain ones; seconds of each."""
    long_run = folder / "truth.h5"
    screened_keys = (
        "sampling.method=screened",
        f"sampling.draws={options.draws}",
        f"sampling.pilot={options.pilot}",
    )
    seconds = {"plain": [], "screened": []}
    tables = {"plain": [], "screened": []}
    truth_worlds = options.truth * options.worlds
    if not long_run.exists():
        run(
            options.campaign,
            str(long_run),
            worlds=truth_worlds,
            seed=999,
            threads=options.threads,
        )
    for seed in range(1, options.seeds + 1):
        for kind, keys in (("screened", screened_keys), ("plain", ())):
            output = folder / f"{kind}-{seed}.h5"
            seconds[kind].append(
                run(
                    options.campaign,
                    str(output),
                    worlds=options.worlds,
                    seed=seed,
                    threads=options.threads,
                    more=keys,
                )
            )
            tables[kind].append(estimates(output))
    return (
        estimates(long_run),
        {kind: np.array(list_) for kind, list_ in tables.items()},
        {kind: float(np.median(list_)) for kind, list_ in seconds.items()},
    )


def main():
    options = parser().parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        truth, tables, seconds = collected(options, folder)
    slower = seconds["screened"] / seconds["plain"]
    print(
        f"{options.seeds} seeds, {options.worlds} worlds each, one of "
        f"{options.draws} drawn; truth: {options.truth * options.worlds} "
        f"plain worlds\nprocessor seconds a run: screened "
        f"{seconds['screened']:.1f}, plain {seconds['plain']:.1f} "
        f"({slower:.2f} times)"
    )
    print(
        f"{'measure':12} {'truth':>10} {'bias':>6} {'within 3':>9} "
        f"{'variance':>9} {'at equal time':>14} {'covered':>8}"
    )
    screened, plain = tables["screened"], tables["plain"]
    for k, name in enumerate(MEASURES):
        value = screened[:, k, 0]
        spread = value.std(ddof=1)
        # The plain runs tell how far the long one may be off.
        of_truth = plain[:, k, 0].std(ddof=1) / math.sqrt(options.truth)
        bias = (value.mean() - truth[k, 0]) / math.hypot(
            spread / math.sqrt(len(value)), of_truth
        )
        reach = 3 * math.hypot(spread, of_truth)
        within = int((np.abs(value - truth[k, 0]) <= reach).sum())
        ratio = plain[:, k, 0].var(ddof=1) / spread**2
        low, high = screened[:, k, 1], screened[:, k, 2]
        known = np.isfinite(low)
        covered = ((low <= truth[k, 0]) & (truth[k, 0] <= high))[known]
        share = f"{covered.mean():.0%}" if known.any() else "-"
        print(
            f"{name:12} {truth[k, 0]:10.0f} {bias:6.1f} "
            f"{within:6}/{len(value)} {ratio:9.1f} {ratio / slower:14.1f} "
            f"{share:>8}"
        )


if __name__ == "__main__":
    main()
