"""What check.py found: results of one step, in words and as a table."""

import csv
import json
import re

LINE_LIMIT = 600
# Steps of a week, in the order of kernels/week/march.cuh (enum Step).
STEPS = ("baseline", "mechanisms", "begin", "leverage", "worlds", "publish", "filter", "sourcing", "production", "books",
         "receipts", "prices", "losses", "horizon", "ended")
# What is kept of ncu's metrics, by our names.
METRICS = {"seconds": "gpu__time_duration.sum", "instructions": "smsp__inst_executed.sum", "dram_read": "dram__bytes_read.sum",
           "dram_write": "dram__bytes_write.sum", "instructions_a_cycle": "sm__inst_executed.avg.per_cycle_active",
           "l1_hit_rate": "l1tex__t_sector_hit_rate.pct", "l2_hit_rate": "lts__t_sector_hit_rate.pct",
           "occupancy": "sm__warps_active.avg.pct_of_peak_sustained_active", "registers": "launch__registers_per_thread"}
SCALE = {"Tbyte": 1e12, "Gbyte": 1e9, "Mbyte": 1e6, "Kbyte": 1e3, "byte": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "s": 1,
         "msecond": 1e-3, "usecond": 1e-6, "nsecond": 1e-9, "second": 1}


def is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


def is_bad(step):
    if "skipped" in step:
        return False
    if any(r.get("equal") is False for r in step["results"]):
        return True
    return step["fails"] and step["rc"] != 0


def read_profile(name, text, worlds):
    """One result: what the launches of a week did."""
    # Lines of the program itself come first; the table's head begins with "ID".
    rows = list(csv.reader(text.splitlines()))
    begin = next((i for i, row in enumerate(rows) if row[:1] == ["ID"] and "Kernel Name" in row), len(rows))
    rows = [row for row in rows[begin:] if len(row) > 10]
    if len(rows) < 3:
        return []
    bench = next((json.loads(line) for line in text.splitlines() if line.startswith("{") and is_json(line)), {})
    head, units, launches = rows[0], rows[1], []
    for row in rows[2:]:
        step = re.search(r"march_step<\w+, (?:\(\w+\))?(\d+)>", row[head.index("Kernel Name")])
        launch = {"step": STEPS[int(step[1])] if step else "?"}
        for ours, metric in METRICS.items():
            if metric in head:
                column = head.index(metric)
                launch[ours] = float(row[column].replace(",", "")) * SCALE.get(units[column], 1)
        launches.append(launch)
    links = bench.get("links", 0) * worlds

    def a_link(*keys):
        return sum(launch.get(key, 0) for launch in launches for key in keys) / links if links else None

    return [{"test": "ncu", "program": name, "worlds": worlds, "launches": launches,
             "instructions_a_link_and_32_worlds": 32 * a_link("instructions") if links else None,
             "dram_bytes_a_link_step": a_link("dram_read", "dram_write")}]


def words(result):
    test = result.get("test")
    if test == "equal":
        return f"{result['shape']} {'EQUAL' if result['equal'] else 'DIFFERENT ' + result['first']} ({result['words']:,} words)"
    if test == "ieee":
        return "EQUAL" if result["equal"] else "DIFFERENT"
    if test == "time":
        return (f"{result['link_steps_per_s']:.3g} link-steps/s, {result['worlds_per_s']:,.0f} worlds/s, "
                f"{result['median_seconds']:.2f} s for {result['worlds_marched']:,} "
                f"({result['tiles_in_flight']} tiles of {result['lanes']} in flight)")
    if test == "sanitizer":
        return result["summary"]
    if test == "same_file":
        return f"{result['datasets']} datasets, {len(result['differ'])} differ {result['differ'][:3]}"
    if test == "run":
        return (f"chunk {result['chunk']}, deflate {result['compression']}, {result['backend']}: {result['seconds']:.1f} s "
                f"for {result['worlds']:,} worlds a package")
    if test == "sink":
        spent = result["us_a_world_and_package"]
        return (f"chunk {result['chunk']}, {result['threads']} threads: {result['worlds_per_s']:,.0f} worlds/s; us of CPU: "
                + ", ".join(f"{part} {spent[part + '_cpu']:.1f}" for part in ("journal", "write", "statistics")))
    if test == "phases":
        spent = sorted(result["steps"].items(), key=lambda pair: -pair[1])[:6]
        return f"{result['seconds']:.3f} s: " + ", ".join(f"{step} {seconds / result['seconds']:.0%}" for step, seconds in spent)
    if test == "ncu":
        return (f"{result['instructions_a_link_and_32_worlds']:.1f} instructions a link and 32 worlds, "
                f"{result['dram_bytes_a_link_step']:.1f} B of DRAM a link-step")
    if test == "unread":
        return f"not understood: {result['why']}"
    if test == "ceilings":
        return (f"{result['name']}: copy {result['copy_bytes_per_s']:.3g} B/s, {result['warp_sums_per_s']:.3g} warp "
                "instructions/s")
    return result.get("error", "")


def table(steps, seconds):
    """Print what the steps found. \return exit status"""
    print("\n" + "=" * 100)
    for step in steps:
        if "skipped" in step:
            print(f"{step['step']:24s} skipped: {step['skipped']}")
            continue
        told = "; ".join(filter(None, map(words, step["results"])))
        print(f"{step['step']:24s} rc {step['rc']} {step['seconds']:5.1f} s  {told[:LINE_LIMIT]}")
    bad = [step["step"] for step in steps if is_bad(step)]
    print(f"{seconds:.0f} s; " + (f"FAILED: {', '.join(bad)}" if bad else "every check of bits and memory passed"))
    return 1 if bad else 0
