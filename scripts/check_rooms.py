#!/usr/bin/env python3
"""Check the borders between the rooms of the house.

    scripts/check_rooms.py [ROOT]

Reads every C++ and CUDA file under kernels/ and host/, without comments and
strings, and names each line that reaches where its room may not, with the
reason. Inside a room folders lie upon each other as floors: arrows go down.
A source of host/ has a header of its own, a folder holds at most 30 files of
code. Files of more than 400 lines need a comment "Over 400 lines: REASON"
among their first 15 lines. The rules are the tables below; CONTRIBUTING.md
says them in words, check_rooms_test.py plants a breach of each.
"""

import re
import sys
from pathlib import Path

LONGEST = 400
FULLEST = 30
HEAD = 15
# Headers of the CUDA engine: device memory is their business.
CUDA_ONLY = r"(cuda_resources|engine_cuda_\w+)\.cuh"

SOURCES = {".cpp", ".hpp", ".cu", ".cuh"}

# Views and layouts: plain data of kernels/ that the host fills.
VIEWS = (r"kernels/(portable/platform"
         r"|views/(network_view|campaign_view|output_layout))\.cuh")
# The engine, and the threads that whoever has much to do may share work with.
DOORWAY = r"kernels/engine/(engine|engine_draw|without_events|worker_team)\.hpp"

# Room -> which of our own headers it may include.
MAY_INCLUDE = {
    "physics": r"kernels/(portable|views|world|week)/\w+\.cuh",
    "engine": r"kernels/.*",
    "network": rf"host/network/.*|{VIEWS}",
    "campaign": rf"host/(network|campaign)/.*|{VIEWS}",
    "statistics": r"host/statistics/.*",
    "storage": rf"host/storage/.*|host/version\.hpp|{VIEWS}|{DOORWAY}",
    "study": r"host/(network|campaign|statistics|storage|study)/.*"
             rf"|host/version\.hpp|{VIEWS}|{DOORWAY}",
    "explain": r"host/(network|campaign|statistics|storage|study|explain)/.*"
               rf"|{VIEWS}",
    "cli": rf"host/.*|{VIEWS}|{DOORWAY}",
}

# Room -> its floors from the ground up; "." is the room's own folder. A file
# may include its own floor and those below.
FLOORS = {
    "kernels": ["portable", "views", "world", "week", "engine"],
    "host/network": [".", "review", "tables"],
    "host/campaign": ["spec", "toml", "reference", "selection", "model", "measures",
                      "mechanisms", "compile"],
    "host/storage": ["hdf5", "output", "results", "chunks", "trace"],
    "host/study": ["sampling", "tables", "answers", "worlds", "plan", "run",
                   "parts", "replay", "bench", "criticality", "sweep"],
    "host/explain": [".", "answers"],
    "host/cli": ["terminal", "tables", "commands", "."],
}
# Sources that are declared together: the commands, and the readers of tables.
WITHOUT_HEADER = (r"host/cli/(main|commands/\w+)\.cpp"
                  r"|host/network/tables/(csv_reader|read_\w+)\.cpp")

# Header of a library -> the rooms that may include it, and why.
LIBRARIES = [
    (r"hdf5.*\.h|H5\w+\.h", {"storage"}, "HDF5 belongs to host/storage"),
    (r"CLI/.*|CLI11.*", {"cli"}, "CLI11 belongs to host/cli"),
    (r"toml\+\+/.*|toml\.hpp", {"campaign"}, "toml++ belongs to host/campaign"),
    (r"csv\.h", {"network"}, "libcsv belongs to host/network"),
    (r"openssl/.*", {"network"}, "OpenSSL belongs to host/network"),
    (r"utf8(/.*|cpp/.*)?(\.h)?", {"network"}, "utfcpp belongs to host/network"),
    (r"boost/.*", {"campaign"}, "Boost.Math belongs to host/campaign"),
    (r"nlohmann/.*", {"cli"}, "nlohmann-json belongs to host/cli"),
    (r"Eigen/.*", {"campaign"}, "Eigen belongs to host/campaign"),
    (r"cuda.*|cub/.*|cooperative_groups.*|nv.*\.h|curand.*|device_.*\.h",
     {"engine"}, "CUDA belongs to the engine in kernels/"),
    (r"thrust/.*", {"engine", "statistics"},
     "Thrust belongs to the engine and host/statistics"),
    (r"Random123/.*", {"physics", "engine", "statistics"},
     "random numbers are drawn in kernels/ and host/statistics"),
    (r"fmt/(color|ostream|os)\.h", {"cli"},
     "only host/cli talks to the terminal"),
]

# The standard headers that physics may use: integers, limits, NAN, traits.
PHYSICS_STANDARD = r"cstdint|cstddef|cfloat|climits|cmath|type_traits"
PHYSICS_LIBRARIES = r"Random123/.*"
# The one physics file that wraps the vectors of a CPU.
VECTORS = "kernels/portable/pack.cuh"

TERMINAL = (
    r"std::(cout|cerr|clog|cin)\b|\b(std::)?(v?f?printf|f?puts|putchar)\s*\("
    r"|\bfmt::(v?print|println)\b|\b(stdout|stderr|stdin)\b|\bisatty\s*\("
    r"|#\s*include\s*<iostream>")
# Commands write through one file, which looks whether it could be written.
DOOR_OUT = "host/cli/terminal/terminal.cpp"
WRITING = TERMINAL.replace(r"|\bisatty\s*\(", "")
FILES = (
    r"std::[io]?fstream\b|std::filesystem\b|\bf(open|read|write)\s*\("
    r"|#\s*include\s*<(fstream|filesystem|fcntl\.h)>")
CUDA_CALLS = r"\bcuda[A-Z]\w+\s*\(|<<<|\b__global__\b"

# libm beyond what IEEE 754 rounds exactly; f and l variants too.
LIBM = (
    r"sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh"
    r"|exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|erf|erfc|tgamma"
    r"|lgamma|fmod|remainder|floor|ceil|round|lround|llround|trunc|rint"
    r"|nearbyint|ldexp|frexp|modf|fabs|fmin|fmax|fdim|nan|nextafter")

# Room -> what its text may not contain, and why.
FORBIDDEN = {
    "physics": [
        (r"\b(new|delete)\b|\b(malloc|calloc|realloc|free|alloca)\s*\(",
         "physics does not allocate"),
        (r"\b(throw|try|catch)\b", "physics does not throw"),
        (TERMINAL, "physics does not print"),
        (r"std::(?!(u?int(8|16|32|64)_t|size_t|ptrdiff_t|is_\w+|enable_if\w*"
         r"|conditional\w*|remove_\w+|integral_constant|true_type|false_type)"
         r"\b)\w+", "physics uses no std:: beyond integers and type traits"),
        (rf"(?<![\w.>])(::|std::)?({LIBM})[fl]?\s*\(",
         "physics calls no libm: its bits differ between machines"),
        (r"\batomic\w*|\b__(sync|atomic)_\w+", "physics uses no atomics"),
        (r"\b(threadIdx|blockIdx|blockDim|gridDim|warpSize|laneid"
         r"|__syncthreads|__syncwarp|__shfl\w*|__ballot\w*|__activemask"
         r"|thread_local|this_thread)\b",
         "physics does not know threads or blocks: the Team does"),
        (r"\b(__global__|__shared__|__constant__|<<<)|\bcuda[A-Z]\w+\s*\(",
         "physics does not launch or own device memory"),
        (r"^\s*(static|extern)\s+(?!constexpr|const\b|inline|CHOKEPOINT_HD)"
         r"[\w:<> ]+[\w\]]\s*(=[^=]|;|\{)", "physics has no globals"),
    ],
    "engine": [(FILES, "the engine does not read files"),
               (TERMINAL, "only host/cli talks to the terminal")],
    "network": [(TERMINAL, "only host/cli talks to the terminal")],
    "campaign": [(TERMINAL, "only host/cli talks to the terminal")],
    "explain": [(TERMINAL, "only host/cli talks to the terminal")],
    "study": [(TERMINAL, "only host/cli talks to the terminal")],
    "storage": [(TERMINAL, "only host/cli talks to the terminal")],
    "statistics": [(TERMINAL, "only host/cli talks to the terminal"),
                   (FILES, "statistics knows no files")],
    "cli": [],
}
for _room in ("network", "campaign", "study", "explain", "storage",
              "statistics", "cli"):
    FORBIDDEN[_room].append((CUDA_CALLS, "CUDA belongs to kernels/"))

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
    r"|(?<!\w)'(?:\\.|[^'\\\n])+'", re.DOTALL)


def room_of(path):
    """Name the room of a path relative to the root; None if it has none."""
    top, *rest = path.parts
    if top == "kernels":
        if path.suffix == ".cuh" and not re.fullmatch(CUDA_ONLY, path.name):
            return "physics"
        return "engine"
    if top == "host" and len(rest) > 1 and rest[0] in MAY_INCLUDE:
        return rest[0]
    return None


def without_comments_and_strings(text):
    """Blank out what is not code; lines keep their numbers."""
    return NOT_CODE.sub(lambda m: "\n" * m.group().count("\n") or " ", text)


def include_trouble(path, room, bracket, header):
    """Say why this file may not include this header; None if it may."""
    if path.as_posix() == VECTORS and header == "immintrin.h":
        return None
    if header.startswith(("host/", "kernels/", "tests/")):
        if re.fullmatch(MAY_INCLUDE[room], header):
            return None
        return f"{room} may not include {header}"
    if bracket == '"':
        return "our own headers are included by full path from the root"
    for pattern, rooms, reason in LIBRARIES:
        if re.fullmatch(pattern, header) and room not in rooms:
            return reason
    if room == "physics" and not re.fullmatch(
            f"{PHYSICS_STANDARD}|{PHYSICS_LIBRARIES}", header):
        return f"physics may not include <{header}>"
    return None


def floor_of(room, path):
    """Name the floor of a room on which a path of it lies."""
    return Path(path).relative_to(room).parent.as_posix().split("/")[0]


def floor_trouble(path, header):
    """Say why a floor may not include a header above it; None if it may."""
    for room, floors in FLOORS.items():
        if not all(name.startswith(room + "/")
                   for name in (path.as_posix(), header)):
            continue
        mine, other = floor_of(room, path), floor_of(room, header)
        for floor in (mine, other):
            if floor not in floors:
                return f"{floor} is no floor of {room}: {', '.join(floors)}"
        if floors.index(other) > floors.index(mine):
            return f"{mine} may not include {other}, which lies above it"
    return None


def folder_trouble(files):
    """Yield (file, reason): folders too full, sources without a header."""
    code = [path for path in files if path.suffix in SOURCES]
    for folder in sorted({path.parent for path in code}):
        here = [path for path in code if path.parent == folder]
        if len(here) > FULLEST:
            yield here[-1], f"{len(here)} files in {folder}: split the folder"
    for path in code:
        if (path.parts[0] == "host" and path.suffix == ".cpp"
                and path.with_suffix(".hpp") not in files
                and not re.fullmatch(WITHOUT_HEADER, path.as_posix())):
            yield path, "has no header of its own"


def check_file(root, path):
    """Yield (line, reason) for each breach in a file of a room."""
    text = (root / path).read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > LONGEST and not any(
            re.search(r"[Oo]ver 400 lines: \w", line)
            for line in lines[:HEAD]):
        yield 1, (f"{len(lines)} lines: split it, or say why not at its head "
                  '("Over 400 lines: REASON")')
    if path.suffix not in SOURCES:
        return
    room = room_of(path)
    if room is None:
        if path.parts[0] == "host":
            yield 1, "not in a room of host/: " + ", ".join(
                name for name in MAY_INCLUDE if name not in
                ("physics", "engine"))
        return
    for number, line in enumerate(lines, 1):
        if found := INCLUDE.match(line):
            if reason := (include_trouble(path, room, *found.groups())
                          or floor_trouble(path, found.group(2))):
                yield number, reason
    code = without_comments_and_strings(text).splitlines()
    rules = list(FORBIDDEN[room])
    if room == "cli" and path.as_posix() != DOOR_OUT:
        rules.append((WRITING, f"commands write through {DOOR_OUT}"))
    if path.as_posix() != VECTORS:
        rules.append((r"\b_mm\d*_\w+|\b__m(128|256|512)",
                      f"vector instructions belong to {VECTORS}"))
    for number, line in enumerate(code, 1):
        for pattern, reason in rules:
            if found := re.search(pattern, line):
                yield number, f"{reason} ({found.group().strip()})"


def check(root):
    """List "file:line: reason" for the tree, and count its files."""
    root = Path(root)
    files = sorted(
        path.relative_to(root)
        for top, kinds in (("kernels", SOURCES), ("host", SOURCES),
                           ("tests", SOURCES | {".py"}),
                           ("scripts", {".py", ".sh"}))
        for path in (root / top).rglob("*")
        if path.suffix in kinds and "__pycache__" not in path.parts)
    breaches = [f"{path}:{line}: {reason}" for path in files
                for line, reason in check_file(root, path)]
    breaches += [f"{path}:1: {reason}"
                 for path, reason in folder_trouble(files)]
    return breaches, len(files)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]
    breaches, files = check(root)
    if not files:
        sys.exit(f"{root}: no files found (is it the project's root?)")
    print("\n".join(breaches + [f"rooms: {files} files, "
                                f"{len(breaches)} breaches"]))
    sys.exit(bool(breaches))


if __name__ == "__main__":
    main()
