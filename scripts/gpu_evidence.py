#!/usr/bin/env python3
"""What can be known of the CUDA engine without a GPU: the compiler's report, the machine code, and a roofline.

    scripts/gpu_evidence.py [--build FOLDER] [--architectures 80,89,90] [--network FOLDER]

Compiles kernels/engine/engine_cuda.cu with the flags of a configured build (its compile_commands.json) for each architecture
and prints, as Markdown:

    1. registers, spills, shared memory, theoretical occupancy
    2. instructions of the loops over links, by class, for one link: on the *quiet* path every optional mechanism is
       skipped, on the *full* path none. From the machine code if nvdisasm is found, else from PTX.
    3. bytes for one link and week of one world, from the data layout
    4. the roofline: seconds for the reference network on several cards, and what limits them

Bounds, not timings: latency, barriers and the work of nodes and inputs are left out unless --instructions, measured
with a profiler or an emulator, brings them in.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(__file__).resolve().parent
sys.path[:0] = [str(SCRIPTS / "evidence"), str(SCRIPTS / "baselines")]
import disassembly  # noqa: E402
import roofline  # noqa: E402
from core_network import CAPITAL, CRITICAL, NetworkError, load_core_network, read_table  # noqa: E402
from occupancy import occupancy  # noqa: E402

ENGINE = "kernels/engine/engine_cuda.cu"
# As scripts/cmake/ChokepointFlags.cmake, for a tree that is not configured.
FLAGS = ["-O3", "-DNDEBUG", "--fmad=false", "--prec-div=true", "--ftz=false", "-std=c++17"]
DROPPED = ("--generate-code", "-gencode", "-arch", "-forward-unknown", "-MD", "-MF", "-MT", "-x", "-c", "-o")
DROPPED_WITH_VALUE = ("-MF", "-MT", "-x", "-c", "-o")
# Loops that every week goes through.
WEEKLY = "sum_unreliable,gather_links,visit_orders"


class EvidenceError(Exception):
    """Something that is missing; the message says what."""


def build_flags(build):
    """(source, flags) of the engine in a configured build; flags of the text above where there is none."""
    commands = Path(build) / "compile_commands.json"
    if commands.is_file():
        for entry in json.loads(commands.read_text()):
            if entry["file"].endswith(ENGINE):
                return entry["file"], kept_flags(shlex.split(entry["command"])[1:]), str(commands)
    return str(ROOT / ENGINE), [f"-I{ROOT}", *FLAGS], "flags of this script (no configured CUDA build there)"


def kept_flags(words):
    """Without outputs, inputs and architectures."""
    kept, skip = [], False
    for word in words:
        if not skip and not word.startswith(DROPPED):
            kept.append(word)
        skip = not skip and word in DROPPED_WITH_VALUE
    return kept


def run_tool(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise EvidenceError(f"{Path(words[0]).name} failed: {lines[0]}")
    return done.stdout + done.stderr


def find_nvcc(named):
    found = shutil.which(named or "nvcc") or (not named and shutil.which("/usr/local/cuda/bin/nvcc"))
    if not found:
        raise EvidenceError(f"{named or 'nvcc'} was not found (name it: --nvcc)")
    return Path(found)


def find_nvdisasm(named, nvcc):
    if named and not shutil.which(named):
        raise EvidenceError(f"{named} was not found")
    return shutil.which(named or "nvdisasm") or shutil.which(str(nvcc.parent / "nvdisasm"))


def known_architectures(nvcc):
    return sorted(int(word) for word in re.findall(r"compute_(\d+)\b", run_tool(nvcc, "--list-gpu-arch")))


def short_name(mangled):
    """Name of a kernel without namespaces and arguments, with its template arguments."""
    if not shutil.which("c++filt"):
        return mangled
    name = run_tool("c++filt", mangled).strip().replace("(anonymous namespace)::", "").replace("chokepoint::", "")
    return re.sub(r"^void ", "", re.sub(r"_GLOBAL__N_\w+::|\(.*\)$", "", name))


REPORT = re.compile(
    r"Compiling entry function '(?P<name>\w+)'.*?(?P<stack>\d+) bytes stack frame, (?P<stores>\d+) bytes spill stores,"
    r" (?P<loads>\d+) bytes spill loads.*?Used (?P<registers>\d+) registers(?P<rest>[^\n]*)",
    re.DOTALL,
)


def read_report(text):
    """Kernels of `ptxas -v`."""
    kernels = []
    for match in REPORT.finditer(text):
        shared = re.search(r"(\d+) bytes smem", match["rest"])
        numbers = {key: int(match[key]) for key in ("stack", "stores", "loads", "registers")}
        kernels.append({"name": match["name"], **numbers, "shared": int(shared[1]) if shared else 0})
    return kernels


def compile_for(architecture, tools, engine, folder):
    """Compile for one architecture: the compiler's report, and the kernels' code."""
    nvcc, nvdisasm = tools
    source, flags, _ = engine
    kept = Path(folder) / str(architecture)
    kept.mkdir()
    words = [nvcc, *flags, "-lineinfo", f"-arch=sm_{architecture}", "-Xptxas", "-v", "--keep", "--keep-dir", kept]
    report = read_report(run_tool(*words, "-cubin", source, "-o", kept / "engine.cubin"))
    if nvdisasm:
        return report, disassembly.read_sass(run_tool(nvdisasm, "-c", "-gi", kept / "engine.cubin"))
    return report, disassembly.read_ptx(next(kept.glob("*.ptx")).read_text())


def sizes_of(folder):
    """Counts of a network's tables."""
    network = load_core_network(folder)
    node_product = {row["node"]: row["product"] for row in read_table(folder, "nodes")}
    links = [(row["buyer"], node_product[row["supplier"]], row) for row in read_table(folder, "links")]
    watched = {(b, p) for b, p, row in links if float(row.get("alternate_weight") or row["flow"]) > 0}
    return roofline.Sizes(
        nodes=len(network.node),
        groups=len(network.group),
        sinks=len(network.group) - network.first_sink,
        links=len(links),
        watched=sum((b, p) in watched for b, p, _ in links),
        travelling=int((network.lead_time > 0).sum()),
        machines=int((network.kind == CAPITAL).sum()),
        critical=int((network.kind == CRITICAL).sum()),
    )


def warps_of(sizes):
    """Warps of a block, as engine_cuda.cu chooses them."""
    return min(16, 1 << max(0, (sizes.nodes // 64).bit_length()))


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print()


def show_resources(compiled, warps, dynamic):
    print(f"### Resources (blocks of {warps} warps)\n")
    rows = []
    for architecture, (report, _) in compiled.items():
        for k in report:
            o = occupancy(architecture, k["registers"], warps, k["shared"] + dynamic)
            spills = f"{k['stores']} / {k['loads']} B" if k["stores"] or k["loads"] else "none"
            share = f"{o.warps} warps, {100 * o.share:.0f} %"
            memory = f"{k['shared']} + {dynamic} B"
            rows.append([f"sm_{architecture}", short_name(k["name"]), k["registers"], spills, memory, share, o.limit])
    head = ["architecture", "kernel", "registers", "spills", "shared, static + dynamic", "occupancy", "limited by"]
    table(head, rows)


def by_class(counts, links):
    return " + ".join(f"{counts[c] / links:.1f}" for c in disassembly.CLASSES) + f" = {counts.total() / links:.1f}"


def show_loops(loops):
    print("### Instructions of a warp for one link (memory + float + integer + control)\n")
    rows = []
    for (architecture, kernel), found in loops.items():
        for loop, times in Counter(
            (l.name, l.unrolled, by_class(l.quiet, l.unrolled), by_class(l.full, l.unrolled)) for l in found
        ).items():
            rows.append(
                [f"sm_{architecture}", kernel, loop[0] + (f" ({times} copies)" if times > 1 else ""), *loop[1:]]
            )
    table(["architecture", "kernel", "loop", "links a turn", "quiet path", "full path"], rows)


def for_one_link(loop):
    return loop.quiet.total() / loop.unrolled


def weekly_instructions(found, names):
    """Instructions for one link on the quiet paths of the loops that a week goes through, by class.

    None if one of these loops is missing: a sum without it would mislead
    """
    best = {}
    for loop in found:
        function = loop.name.split()[-1]
        if function in names and (function not in best or for_one_link(loop) < for_one_link(best[function])):
            best[function] = loop
    if set(best) != set(names):
        return None
    return {c: sum(loop.quiet[c] / loop.unrolled for loop in best.values()) for c in disassembly.CLASSES}


def show_bytes(folder, s):
    print(
        f"### Bytes for one link and week of one world\n\n{folder}: {s.nodes:,} nodes, {s.groups:,} inputs and sinks,"
    )
    print(f"{s.links:,} links; a tile of 32 worlds keeps {roofline.state_rows(s) * roofline.ROW / 1e6:.2f} MB.\n")
    rows = [
        [
            "state, each row once a phase",
            f"{roofline.bytes_a_link_step(s, roofline.rows_once_a_phase(s)):.2f}",
            "memory, at best",
        ],
        [
            "state, every access",
            f"{roofline.bytes_a_link_step(s, roofline.rows_of_every_access(s)):.2f}",
            "memory without cache hits",
        ],
        ["link records", f"{roofline.record_bytes(s) / s.links / roofline.LANES:.2f}", "L2: all tiles share them"],
    ]
    table(["what", "bytes", "moved by"], rows)


def of_nearest(values, architecture):
    """Value for a card: of its own architecture, else of the nearest below, else of the lowest."""
    below = [a for a in values if a <= architecture]
    return values[max(below) if below else min(values)]


ROOFLINE = (
    "card, memory, warp instructions, single precision, state in flight of L2, instructions a link, issue s, float s,"
    " seconds, limited by"
).split(", ")


def show_roofline(s, options, leanest_kernel):
    link_steps = s.links * options.weeks * options.worlds
    print(f"### {options.worlds:,} worlds x {options.weeks} weeks: {link_steps:.3g} link-steps\n")
    rows = []
    for card in roofline.CARDS:
        classes, blocks = of_nearest(leanest_kernel, card.architecture)
        count = options.instructions or sum(classes.values())
        p = roofline.predict(card, s, count, blocks, link_steps)
        seconds = f"{p.fastest:.1f} to {p.slowest:.1f}" if p.slowest > 1.05 * p.fastest else f"{p.fastest:.1f}"
        state = f"{p.resident / 1e6:,.0f} of {card.l2 / 1e6:.0f} MB"
        speeds = [
            f"{card.bandwidth / 1e12:.2f} TB/s",
            f"{card.issues / 1e12:.2f}e12/s",
            f"{card.flops / 1e12:.1f}e12/s",
        ]
        floats = f"{link_steps * classes['float'] / card.flops:.1f}"
        rows.append([card.name, *speeds, state, f"{count:.0f}", f"{p.issue:.1f}", floats, seconds, p.limit])
    table(ROOFLINE, rows)
    known = "as given" if options.instructions else "loops over links alone, quiet path, leanest kernel: a lower bound"
    print(f"Instructions: {known}. Seconds: at best, from state moved once a phase to every access.")


def parse(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument(
        "--build", default=str(ROOT / "build/release"), help="configured build with CUDA, for the flags"
    )
    parser.add_argument("--nvcc", help="the compiler (default: on PATH, /usr/local/cuda)")
    parser.add_argument("--nvdisasm", help="the disassembler (default: on PATH, beside nvcc; without one PTX is read)")
    parser.add_argument("--architectures", help="e.g. 80,90 (default: 80,89,90 and the newest that nvcc knows)")
    parser.add_argument("--network", default=str(ROOT / "configs/networks/chips-and-minerals"), help="for the roofline")
    parser.add_argument("--worlds", type=int, default=1_000_000, help="default 1,000,000")
    parser.add_argument("--weeks", type=int, default=104, help="default 104")
    parser.add_argument("--warps", type=int, help="of a block (default: what the engine chooses for the network)")
    parser.add_argument("--dynamic-shared", type=int, default=0, help="bytes a block at launch (default 0)")
    parser.add_argument("--kernel", default="", help="only kernels whose name matches this (default: all)")
    parser.add_argument("--weekly", default=WEEKLY, help=f"functions whose loops run every week (default {WEEKLY})")
    parser.add_argument("--instructions", type=float, help="warp instructions a link and week of a tile, all included")
    return parser.parse_args(arguments)


def chosen_architectures(options, nvcc):
    known = known_architectures(nvcc)
    if not options.architectures:
        return sorted({a for a in (80, 89, 90) if a in known} | {known[-1]})
    try:
        chosen = [int(word) for word in options.architectures.split(",")]
    except ValueError:
        raise EvidenceError(f"--architectures {options.architectures}: numbers with commas are needed") from None
    for a in chosen:
        if a not in known:
            raise EvidenceError(f"{nvcc}: does not know sm_{a} (known: {', '.join(map(str, known))})")
    return chosen


def gather(options):
    nvcc = find_nvcc(options.nvcc)
    tools = nvcc, find_nvdisasm(options.nvdisasm, nvcc)
    engine = build_flags(options.build)
    architectures = chosen_architectures(options, nvcc)
    release = re.search(r"release \S+, (\S+)", run_tool(nvcc, "--version"))
    print(f"nvcc {release[1] if release else '?'}; flags: {' '.join(w for w in engine[1] if not w.startswith('-I'))}")
    print(f"Instructions from {'machine code' if tools[1] else 'PTX (no nvdisasm found)'}.\n")
    with tempfile.TemporaryDirectory() as folder:
        return {a: compile_for(a, tools, engine, folder) for a in architectures}


def found_loops(compiled):
    """{(architecture, kernel): its loops over links}, kernels without such loops left out."""
    sources = disassembly.Sources()
    all_loops = {
        (a, short_name(k.name)): disassembly.link_loops(k, sources)
        for a, (_, kernels) in compiled.items()
        for k in kernels
    }
    loops = {key: found for key, found in all_loops.items() if found}
    if not loops:
        raise EvidenceError(f"{ENGINE}: no loop over links was recognised (evidence/disassembly.py: LINK, SUM)")
    return loops


def leanest(compiled, loops, options, warps):
    """By architecture: (instructions for one link by class, tiles a processor) of the kernel with the fewest."""
    best, names = {}, options.weekly.split(",")
    for (a, kernel), found in loops.items():
        classes = weekly_instructions(found, names)
        if classes and (a not in best or sum(classes.values()) < sum(best[a][0].values())):
            report = next(k for k in compiled[a][0] if short_name(k["name"]) == kernel)
            resident = occupancy(a, report["registers"], warps, report["shared"] + options.dynamic_shared)
            best[a] = classes, resident.warps // warps
    if not best:
        raise EvidenceError(f"no kernel has loops in all of {options.weekly} (name the functions: --weekly)")
    return best


def of_kernels(compiled, pattern):
    """Only the kernels whose name matches."""
    chosen = {}
    for a, (report, kernels) in compiled.items():
        report = [k for k in report if re.search(pattern, short_name(k["name"]))]
        chosen[a] = report, [k for k in kernels if re.search(pattern, short_name(k.name))]
    if not any(report for report, _ in chosen.values()):
        raise EvidenceError(f"--kernel {pattern}: matches no kernel of {ENGINE}")
    return chosen


def show(options):
    sizes = sizes_of(options.network)
    warps = options.warps or warps_of(sizes)
    compiled = of_kernels(gather(options), options.kernel)
    loops = found_loops(compiled)
    show_resources(compiled, warps, options.dynamic_shared)
    show_loops(loops)
    show_bytes(Path(options.network).name, sizes)
    show_roofline(sizes, options, leanest(compiled, loops, options, warps))


def main(arguments=None):
    try:
        show(parse(arguments))
    except (EvidenceError, NetworkError, OSError) as error:
        print(f"gpu_evidence.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
