#!/usr/bin/env python3
"""Everything that a GPU should tell of Chokepoint, in one command of at most eight minutes.

    check.py [--out FOLDER] [--budget SECONDS] [--only REGEX] [--small]

Lies in a bundle (make_bundle.sh) beside bin/, lib/ and configs/, or is told of other folders by --bin and --configs.
First bits: IEEE operations, the CUDA tests, CPU = GPU on whole campaigns in several shapes, and from PTX alone. Then
times: one card against its ceilings, the whole program, the sink. Then compute-sanitizer and ncu, where they are.

Writes FOLDER/results.json after every step (a run that is cut off keeps what it has), FOLDER/log.txt and FOLDER/ncu_*.csv.
Prints a table last. It changes nothing on the card: no clocks, no modes. Standard library only; h5py if it is there.

Exit codes: 0 all bits equal and no tool complained, 1 some check failed, 2 usage.
"""

import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import METRICS, is_json, read_profile, table

try:
    import h5py
except ImportError:
    h5py = None

HERE = Path(__file__).resolve().parent
class Check:
    """Steps one after the other, within a budget."""

    def __init__(self, options):
        self.options = options
        self.begun = time.monotonic()
        self.out = Path(options.out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.work = Path(tempfile.mkdtemp(prefix="chokepoint-gpu-"))
        self.steps = []
        self.log = open(self.out / "log.txt", "w", encoding="utf-8")

    def seconds(self):
        return time.monotonic() - self.begun

    def program(self, name):
        return str(Path(self.options.bin) / name)

    def config(self, name):
        return str(Path(self.options.configs) / name)

    def step(self, name, limit, command, env=None, judge=None, fails=True):
        """Run a command. Its lines of JSON are results; judge may add more from its text.

        fails: does an exit status other than 0 fail the whole check?
        """
        if not re.search(self.options.only, name):
            return None
        left = self.options.budget - self.seconds()
        if left < 8:
            return self.skip(name, "no time left")
        limit = min(limit, left)
        self.tell(f"\n##### [{self.seconds():3.0f} s] {name} (at most {limit:.0f} s): {' '.join(command)}")
        begun = time.monotonic()
        try:
            ended = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=limit, check=False,
                                   env={**os.environ, **(env or {})})
            text, rc = ended.stdout + ended.stderr, ended.returncode
        except subprocess.TimeoutExpired as late:
            text = "".join(part.decode(errors="replace") if isinstance(part, bytes) else part or ""
                           for part in (late.stdout, late.stderr))
            rc = 124
        except OSError as error:
            text, rc = str(error), 127
        results = [json.loads(line) for line in text.splitlines() if line.startswith("{") and is_json(line)]
        if judge:
            try:
                results += judge(text, rc)
            except (ValueError, KeyError, IndexError) as error:  # a tool that writes otherwise; the rest still counts
                results.append({"test": "unread", "why": f"{type(error).__name__}: {error}"})
        step = {"step": name, "rc": rc, "seconds": round(time.monotonic() - begun, 2), "fails": fails, "results": results}
        if rc or not results:
            step["tail"] = text[-1500:]
        self.log.write(text[-20000:] + "\n")
        for line in text.splitlines()[-4:]:
            print(line[:400])
        self.keep(step)
        return step

    def skip(self, name, why):
        if re.search(self.options.only, name):
            self.keep({"step": name, "skipped": why})

    def tell(self, text):
        print(text, flush=True)
        self.log.write(text + "\n")
        self.log.flush()

    def keep(self, step):
        self.steps.append(step)
        path = self.out / "results.json"
        new = path.with_suffix(".new")
        new.write_text(json.dumps({"seconds": round(self.seconds(), 1), "bundle": manifest(), "steps": self.steps},
                                  indent=1), encoding="utf-8")
        new.replace(path)


def manifest():
    path = HERE / "MANIFEST.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


# ---------------------------------------------------------------- the steps


class Sizes:
    """How much each step does."""

    def __init__(self, small):
        if small:
            self.equal, self.equal_chunk, self.real, self.timed, self.million = 40, 25, 32, 64, 96
            self.few_keys = ["campaign.weeks=4", "metrics.horizons=[2,4]"]
            self.tiles = 1
            self.shapes = ["0:0", "3:1"]
            self.run, self.chunks, self.profiled, self.rounds = 64, [64], 64, 1
            self.sink, self.sinks = 256, ((256, 1), (128, 2))
        else:
            self.equal, self.equal_chunk, self.real, self.timed, self.million = 1500, 1000, 4096, 101376, 1000000
            self.few_keys = []
            self.tiles = 256
            self.shapes = ["0:0", "1:264", "2:100", "5:64", "16:0:2"]
            self.run, self.chunks, self.profiled, self.rounds = 65536, [1056, 4224, 16896], 16384, 8
            self.sink, self.sinks = 65536, ((65536, 8), (2048, 1), (65536, 1))
        self.few = [word for key in self.few_keys for word in ("--set", key)]


def facts(check):
    machine = {"test": "machine", "cores": os.cpu_count(), "kernel": os.uname().release, "bundle": manifest()}
    check.keep({"step": "machine", "rc": 0, "seconds": 0, "fails": False, "results": [machine]})
    query = ("name,driver_version,memory.total,memory.used,ecc.mode.current,mig.mode.current,persistence_mode,clocks.sm,"
             "clocks.max.sm,clocks.mem,power.limit,pcie.link.gen.current,pcie.link.width.current,temperature.gpu")
    if shutil.which("nvidia-smi"):
        check.step("card", 20, ["nvidia-smi", f"--query-gpu={query}", "--format=csv"], fails=False,
                   judge=lambda text, rc: [{"test": "nvidia-smi", "text": text}])
    check.step("info", 20, [check.program("chokepoint"), "info"],
               judge=lambda text, rc: [{"test": "info", "text": text}])
    if not check.options.small:
        check.step("ceilings", 40, [check.program("ieee_probe"), "ceilings"], fails=False)


def bits(check, size):
    bench = check.program("engine_bench")
    teaching = check.config("teaching.toml")
    check.step("ieee", 40, [check.program("ieee_probe"), str(size.rounds)])
    check.step("cuda_tests", 120, [check.program("test_cuda"), "--gtest_brief=1",
                                   "--gtest_filter=-*an_injected_failure*"])
    check.step("equal_teaching", 60, [bench, "equal", teaching, str(size.equal), str(size.equal_chunk), *size.shapes])
    check.step("equal_quickstart", 60, [bench, "equal", check.config("quickstart.toml"), str(size.real), "2048", *size.few])
    for name, part in (("competitive-coexistence", 2), ("gallium-germanium-2023", 4), ("japan-follows", 4)):
        check.step(f"equal_{name}", 60, [bench, "equal", check.config(f"packages/{name}.toml"), str(size.real // part),
                                         "1000", *size.few])
    check.step("equal_jit", 120, [bench, "equal", teaching, str(size.equal), str(size.equal_chunk)],
               env={"CUDA_FORCE_PTX_JIT": "1", "CUDA_CACHE_DISABLE": "1"})


def timed(check, name, size, campaign="quickstart.toml", program="engine_bench", worlds=None, chunk=65536, warps=0, blocks=0,
          repeats=2, limit=40, package=1, more=()):
    check.step(name, limit, [check.program(program), "time", check.config(campaign), str(worlds or size.timed), str(chunk),
                             str(warps), str(blocks), str(repeats), "--package", str(package), *more, *size.few], fails=False)


def times(check, size):
    timed(check, "time_quickstart", size)
    timed(check, "time_quickstart_quiet", size, package=0)
    timed(check, "time_statecraft", size, "packages/competitive-coexistence.toml")
    timed(check, "time_cpu", size, worlds=max(32, size.timed // 8), repeats=1, more=["--cpu"])
    timed(check, "time_million", size, worlds=size.million, repeats=1, limit=90)


def shapes(check, size):
    """Kernels of other shapes in the bundle: bits first, then times."""
    names = programs(check, "engine_bench_")
    for name in names:
        shape = name.removeprefix("engine_bench_")
        check.step(f"equal_{shape}", 40, [check.program(name), "equal", check.config("quickstart.toml"),
                                          str(size.real // 4), "1024", "0:0", *size.few])
    for name in ["engine_bench", *names]:
        shape = name.removeprefix("engine_bench").lstrip("_") or "built"
        for warps in check.options.warps:
            timed(check, f"time_{shape}_{warps}", size, program=name, warps=warps, repeats=1, limit=25)


def chunks(check, size):
    for chunk in size.chunks:
        timed(check, f"time_chunk_{chunk}", size, chunk=chunk, repeats=1, limit=25)


def sanitizer(check):
    tool = shutil.which("compute-sanitizer") or next(iter(glob.glob("/usr/local/cuda/bin/compute-sanitizer")), None)
    if not tool:
        check.skip("memcheck", "compute-sanitizer was not found")
        return
    for name, more in (("memcheck", ["--leak-check", "full"]), ("synccheck", []), ("initcheck", []), ("racecheck", [])):
        check.step(name, 45, [tool, "--tool", name, *more, "--error-exitcode", "9", check.program("engine_bench"), "equal",
                              check.config("teaching.toml"), "70", "40", "3:2", "--set", "campaign.weeks=30", "--set",
                              "metrics.horizons=[30]"],
                   judge=lambda text, rc: [{"test": "sanitizer", "summary": summary}
                                           for summary in re.findall(r"\w+ SUMMARY[^\n]*", text)[-1:]])


def run(check, size, name, worlds, chunk, level, backend):
    """One run of quickstart by the program. \return its results file"""
    target = check.work / f"{name}.h5"
    begun = time.monotonic()
    check.step(f"run_{name}", 75, [
        check.program("chokepoint"), "run", check.config("quickstart.toml"), "--scenarios", str(worlds), "--backend", backend,
        "--set", f"campaign.chunk={chunk}", "--set", f"output.compression={level}", *size.few, "--quiet", "-o", str(target)],
               judge=lambda text, rc: [{"test": "run", "backend": backend, "worlds": worlds, "chunk": chunk,
                                        "compression": level, "seconds": time.monotonic() - begun}])
    return target


def whole_program(check, size):
    run(check, size, "chunk_65536", size.run, 65536, 1, "cuda")
    run(check, size, "chunk_2048", size.run, 2048, 4, "cuda")
    few = min(size.run, 2048)
    files = [run(check, size, "few_cuda", few, 1024, 4, "cuda"), run(check, size, "few_cpu", few, 700, 4, "cpu")]
    if h5py is None:
        check.skip("same_file", "h5py was not found")
    elif all(path.is_file() for path in files):
        check.step("same_file", 30, [sys.executable, __file__, "--same-file", *map(str, files)])


def sink(check, size):
    for chunk, threads in size.sinks:
        check.step(f"sink_{chunk}_{threads}", 60, [check.program("sink_bench"), check.config("quickstart.toml"), str(chunk),
                                                   str(max(1, size.sink // chunk)), str(threads), "1", str(check.work)],
                   fails=False)


def compare_files(paths):
    """Print whether two results files hold the same datasets, bit for bit. \return exit status"""
    with h5py.File(paths[0]) as a, h5py.File(paths[1]) as b:
        names = []
        a.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Dataset) else None)

        def same(name):
            if name not in b:
                return False
            x, y = a[name][()], b[name][()]
            return bool((x == y).all()) if getattr(x, "dtype", None) == object else x.tobytes() == y.tobytes()

        differ = [name for name in names if not same(name)]
    print(json.dumps({"test": "same_file", "datasets": len(names), "differ": differ, "equal": not differ}))
    return 1 if differ else 0


def phases(check, size):
    """Seconds of each step of the march."""
    for name in programs(check, "phase_bench"):
        check.step(name, 40, [check.program(name), check.config("quickstart.toml"), str(size.tiles), "0", "1", *size.few_keys],
                   fails=False)


def programs(check, prefix):
    return sorted(Path(path).name for path in glob.glob(check.program(prefix + "*")))


def profiles(check, size):
    """The launches of one week under ncu."""
    tools = [shutil.which("ncu"), *sorted(glob.glob("/opt/nvidia/nsight-compute/*/ncu")),
             *glob.glob("/usr/local/cuda/bin/ncu")]
    tool = next((t for t in tools if t), None)
    if not tool:
        check.skip("ncu", "ncu was not found")
        return
    for name in [n for n in programs(check, "engine_bench") if re.search(check.options.profile, n)]:
        # 3 launches before week 0, 9 a week (the extended march), one at the first horizon: this is week 7.
        check.step(f"ncu_{name}", 90, [
            tool, "--clock-control", "none", "--target-processes", "all", "-k", "regex:march_step", "--launch-skip", "67",
            "--launch-count", "9", "--metrics", ",".join(METRICS.values()), "--csv", "--page", "raw", check.program(name),
            "time", check.config("quickstart.toml"), str(size.profiled), str(size.profiled), "0", "0", "1", "--package", "1",
            "--set", "campaign.weeks=9", "--set", "metrics.horizons=[3]"], fails=False,
                   judge=lambda text, rc, name=name: profile(check, name, text, size))


def profile(check, name, text, size):
    (check.out / f"ncu_{name}.csv").write_text(text, encoding="utf-8")
    return read_profile(name, text, size.profiled)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=os.environ.get("OUT", str(HERE / "out")), help="folder for what is found")
    parser.add_argument("--budget", type=float, default=455, help="start no step after so many seconds (455)")
    parser.add_argument("--only", default=".", help="only steps whose name matches this expression")
    parser.add_argument("--small", action="store_true", help="tiny sizes: a rehearsal, e.g. under an emulator")
    parser.add_argument("--bin", default=str(HERE / "bin"), help="folder of the programs")
    parser.add_argument("--configs", default=str(HERE / "configs"), help="folder of the campaigns")
    parser.add_argument("--warps", type=lambda t: [int(w) for w in t.split(",")], default=[8],
                        help="warps a block to time each shape with (8)")
    parser.add_argument("--profile", default="^engine_bench$", help="programs to run under ncu, an expression")
    parser.add_argument("--no-times", action="store_true", help="bits and memory only")
    parser.add_argument("--same-file", nargs=2, metavar="FILE", help="compare two results files, nothing else")
    options = parser.parse_args()
    if options.same_file:
        return compare_files(options.same_file)
    for name in ("chokepoint", "engine_bench", "ieee_probe", "phase_bench", "sink_bench", "test_cuda"):
        if not (Path(options.bin) / name).is_file():
            parser.error(f"{options.bin} holds no {name} (make_bundle.sh makes such a folder, --bin names another)")
    check, size = Check(options), Sizes(options.small)
    try:
        facts(check)
        bits(check, size)
        if not options.no_times:
            times(check, size)
            shapes(check, size)
            phases(check, size)
            profiles(check, size)
            whole_program(check, size)
        sanitizer(check)
        if not options.no_times:
            chunks(check, size)
            sink(check, size)
    finally:
        shutil.rmtree(check.work, ignore_errors=True)
    return table(check.steps, check.seconds())


if __name__ == "__main__":
    sys.exit(main())
