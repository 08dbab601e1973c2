#!/usr/bin/env python3
"""Change operators of the physics, one at a time, and see whether a test fails.

    scripts/build.sh mutation --target test_oracles --target test_kernels
    scripts/mutation.py [--number 200] [--seed 1] [--at kernels/week/prices.cuh:120]... [--list]

Nothing is compiled again: instructions are changed in copies of the built
tests. A mutant is one operator at one place of `kernels/` (line and column):
+ becomes -, * becomes / and the reverse, min max, a comparison its negation,
`and` of masks `and not`, and the addend of a fused multiply-add changes sign.
All instructions made from that operator are changed, in every copy that the
compiler made of the march, so that no test finds it by comparing two copies.

--number of all mutants are taken by --seed. The tests that take the least time
are run first, the rest only if those find nothing; the first failure, a crash
or a hang ends it. --at runs all mutants of a line, or of a file; --list only
shows them. Ends with 1 if fewer than --least percent (80) are found.

Takes seconds a mutant, and all tests where none finds it. Needs objdump and readelf (binutils),
llvm-symbolizer (`scripts/setup.sh --tools`), and an x86-64 machine with AVX2.
"""

import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("test_oracles", "test_kernels")
# Operators of these are the operators of whoever calls them.
WRAPPERS = ("kernels/portable/pack.cuh", "kernels/portable/twin.cuh")
# Opcodes of the map 0F after a VEX prefix, as pairs that differ in nothing else (Intel SDM, volume 2).
SWAPPED = {"add": ("sub", 0x58, 0x5C), "sub": ("add", 0x5C, 0x58),
           "mul": ("div", 0x59, 0x5E), "div": ("mul", 0x5E, 0x59),
           "min": ("max", 0x5D, 0x5F), "max": ("min", 0x5F, 0x5D),
           "and": ("andn", 0x54, 0x55), "andn": ("and", 0x55, 0x54)}
ARITHMETIC = re.compile(r"v(add|sub|mul|div|min|max|and|andn)[ps][sd]$")
# In 96..BF the sign of the addend is this bit: 98 vfmadd132ps, 9A vfmsub132ps.
FUSED = re.compile(r"vf(n?m(?:add|sub))(?:132|213|231)[ps][sd]$")
ADDEND = 0x02
COMPARISON = re.compile(r"vcmp\w*[ps][sd]$")
NEGATED = 0x04  # in the immediate: 1 less, 5 not less
FLAGS = re.compile(r"vu?comis[sd]$")  # the comparison is in the jump behind it
ON_FLAGS = re.compile(r"(?:j|set|cmov)(?:a|ae|b|be)$")
SECONDS_FIRST = 4.0  # of the tests that are run first
INSTRUCTION = re.compile(r"^ *([0-9a-f]+):\t([0-9a-f ]+?) *\t(\S+)")


@dataclass(frozen=True, order=True)
class Mutant:
    """One operator of the source: file, line, column, and what becomes of it."""

    file: str
    line: int
    column: int
    change: str

    def text(self):
        source = (ROOT / self.file).read_text(encoding="utf-8")
        return source.splitlines()[self.line - 1].strip()

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column} {self.change}"


def output_of(*command, given=None):
    """What a program prints. Ends with its error if it fails."""
    done = subprocess.run([str(word) for word in command], input=given, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"mutation.py: {command[0]}: {done.stderr.strip()}")
    return done.stdout


def opcode_at(code):
    """Where the opcode is behind a VEX prefix (C5: one more byte, C4: two). None without one."""
    return {0xC5: 2, 0xC4: 3}.get(code[0])


def change_of(name, code):
    """(what becomes of an instruction, offset of the byte, its new value), or None."""
    at = opcode_at(code)
    if at is None:
        return None
    if found := ARITHMETIC.match(name):
        other, old, new = SWAPPED[found[1]]
        return (f"{found[1]}->{other}", at, new) if code[at] == old else None
    if found := FUSED.match(name):
        return (f"f{found[1]}: addend negated", at, code[at] ^ ADDEND)
    if COMPARISON.match(name):
        return ("comparison negated", len(code) - 1, code[-1] ^ NEGATED)
    return None


def changes(binary):
    """Yield (address, change, address of the byte, new value) of all that can be changed."""
    after_comparison = None
    for line in output_of("objdump", "-dw", "-j", ".text", binary).splitlines():
        if not (found := INSTRUCTION.match(line)):
            continue
        address, name = int(found[1], 16), found[3]
        code = bytes.fromhex(found[2])
        if after_comparison is not None and ON_FLAGS.match(name):
            # ja 77 or 0F 87, after REX 40..4F or not: the lowest bit of the opcode negates.
            rex = 1 if code[0] & 0xF0 == 0x40 else 0
            at = rex + 1 if code[rex] == 0x0F else rex
            yield (after_comparison, "comparison negated", address + at, code[at] ^ 1)
        if FLAGS.match(name):
            after_comparison = address
        elif not name.startswith(("mov", "lea", "vmov")):
            after_comparison = None  # moves leave the flags as they are
        if change := change_of(name, code):
            yield (address, change[0], address + change[1], change[2])


def place_of(frames):
    """File, line and column of the operator: the innermost place that is neither a library nor a wrapper."""
    for frame in frames:
        path, line, column = frame.rsplit(":", 2)
        path = os.path.normpath(path)
        if not path.startswith(f"{ROOT}/"):
            continue
        file = path[len(f"{ROOT}/"):]
        if file not in WRAPPERS:
            return (file, int(line), int(column)) if file.startswith("kernels/") and line != "0" else None
    return None


def mutants_of(binary):
    """Read from one binary: mutant -> [(offset in the file, new value)]."""
    section = re.search(r" \.text +PROGBITS +([0-9a-f]+) ([0-9a-f]+)", output_of("readelf", "-SW", binary))
    shift = int(section[2], 16) - int(section[1], 16)
    found = list(changes(binary))
    asked = "".join(f"{address:#x}\n" for address, *_ in found)
    told = output_of("llvm-symbolizer", "--functions=none", "--inlining", f"--obj={binary}", given=asked)
    mutants = defaultdict(list)
    for (_, change, at, value), frames in zip(found, told.strip().split("\n\n"), strict=True):
        if place := place_of(frames.splitlines()):
            mutants[Mutant(*place, change)].append((at + shift, value))
    return mutants


class Tests:
    """The tests of one binary, by the time that they take."""

    def __init__(self, binary):
        self.binary = binary
        self.mutants = mutants_of(binary)
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "tests.json"
            done = subprocess.run([binary, f"--gtest_output=json:{report}", "--gtest_brief=1"], check=False,
                                  cwd=ROOT, capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"mutation.py: {binary.name} fails as it is:\n{done.stdout[-2000:]}")
            suites = json.loads(report.read_text(encoding="utf-8"))["testsuites"]
        self.seconds = {f"{suite['name']}.{test['name']}": float(test["time"].rstrip("s"))
                        for suite in suites for test in suite["testsuite"]}

    def mutated(self, mutant, folder):
        """Write the binary with one operator changed."""
        code = bytearray(self.binary.read_bytes())
        for at, value in self.mutants[mutant]:
            code[at] = value
        path = folder / self.binary.name
        path.write_bytes(code)
        path.chmod(0o755)
        return path

    def failure(self, binary, names):
        """Name the first test that fails, the signal or "hangs"; None if all pass."""
        # Of the processor, not of the clock: the machine may be busy.
        seconds = int(10 + 4 * sum(self.seconds[name] for name in names))
        done = subprocess.run([binary, "--gtest_fail_fast", "--gtest_filter=" + ":".join(names)], cwd=ROOT,
                              check=False, capture_output=True, text=True, errors="replace",
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1)))
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return "hangs"
        if done.returncode == 0:
            return None
        failed = re.search(r"^\[  FAILED  \] (\S+?),? ", done.stdout, re.MULTILINE)
        return failed[1] if failed else f"ends with {done.returncode}"


def in_two(suites):
    """Split the tests: [(suite, names)] of the quickest ones, and of the rest."""
    by_time = sorted((seconds, suite.binary.name, name, suite) for suite in suites
                     for name, seconds in suite.seconds.items())
    split, spent = ({}, {}), 0.0
    for seconds, _, name, suite in by_time:
        spent += seconds
        split[spent > SECONDS_FIRST].setdefault(suite, []).append(name)
    return [part.items() for part in split]


def that_found(stages, found):
    """Of the tests those that have found a mutant already: they find most of the others."""
    return [(suite, names) for suite, names in ((suite, [name for name in suite.seconds if name in found])
                                                for suite in {suite for stage in stages for suite, _ in stage})
            if names]


def found_by(mutant, stages, folder):
    """Name what finds a mutant; None if nothing does."""
    binaries = {}
    for stage in stages:
        for suite, names in stage:
            if mutant not in suite.mutants:
                continue
            if suite not in binaries:
                binaries[suite] = suite.mutated(mutant, folder)
            if failure := suite.failure(binaries[suite], names):
                return failure
    return None


def chosen(everything, options):
    """Take the mutants that were asked for."""
    if not options.at:
        generator = random.Random(options.seed)
        return generator.sample(everything, min(options.number, len(everything)))
    return [m for m in everything
            if any(f"{m.file}:{m.line}:{m.column}:".startswith(place + ":") for place in options.at)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build/mutation")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="NAME", help="of: " + " ".join(TESTS))
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", action="append", default=[], metavar="FILE[:LINE[:COLUMN]]")
    parser.add_argument("--least", type=float, default=80, help="percent to be found")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    binaries = [options.build.resolve() / name for name in options.tests]
    for binary in binaries:
        if not binary.is_file():
            parser.error(f"{binary} is missing: scripts/build.sh mutation --target {binary.name}")
    if options.list:
        for mutant in chosen(sorted(set().union(*map(mutants_of, binaries))), options):
            print(mutant, "|", mutant.text())
        return 0
    suites = [Tests(binary) for binary in binaries]
    everything = sorted(set().union(*(suite.mutants for suite in suites)))
    wanted = chosen(everything, options)
    if not wanted:
        parser.error("no such mutant (--list shows them)")
    stages = in_two(suites)
    print(f"{len(wanted)} of {len(everything)} mutants; {sum(len(s.seconds) for s in suites)} tests, "
          f"{sum(sum(s.seconds.values()) for s in suites):.0f} s", flush=True)
    totals, of_file, finders = Counter(), defaultdict(Counter), set()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for mutant in wanted:
            finder = found_by(mutant, [that_found(stages, finders), *stages], Path(folder))
            finders.add(finder)
            verdict = "found" if finder else "NOT FOUND"
            totals[verdict] += 1
            of_file[mutant.file][verdict] += 1
            print(f"{verdict:9} {mutant} | {mutant.text()} | {finder or ''}", flush=True)
    for file, counts in sorted(of_file.items()):
        print(f"{counts['found']:4} of {sum(counts.values()):4} {file}")
    percent = 100 * totals["found"] / len(wanted)
    print(f"{totals['found']} of {len(wanted)} found, {percent:.1f} %, {(time.monotonic() - start) / 60:.0f} min")
    return 0 if percent >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
