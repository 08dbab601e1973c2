"""Loops over links in a kernel's machine code (SASS, from nvdisasm -gi) or PTX, and what one turn of each executes.

A loop is found in the control flow graph (dominators, back edges) and known by the source lines that its instructions
come from. Its *quiet* path is the shortest way through one turn: every optional mechanism is skipped; its *full* path
is the longest.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

CLASSES = ["memory", "float", "integer", "control"]
LINK = r"\b(?:in_link|out_link|packed_in)\.get\("  # reads a link record
RECORD = r"LDG\S*\.CONSTANT|ld\.global\.nc"  # loads one, or a part of it
RECORD_BYTES = 16
OFFSET = re.compile(r"\+(0x[0-9a-f]+|\d+)\]")


@dataclass
class Instruction:
    op: str
    where: tuple  # ((file, line), ...), innermost first
    target: str = ""  # label of a branch
    always: bool = True  # not predicated
    offset: int = 0  # bytes, of an access: what is added to the register


@dataclass
class Kernel:
    name: str
    code: list = field(default_factory=list)
    labels: dict = field(default_factory=dict)  # label -> index in code


SASS_PLACE = re.compile(r'//## File "([^"]+)", line (\d+)')
SASS_CODE = re.compile(r"/\*[0-9a-f]{4,}\*/\s+(@!?U?P\w+\s+)?([A-Z][A-Z0-9_.]*)\s*([^;]*);")
SASS_TARGET = re.compile(r"`\((\.L_x_\d+)\)")


def read_sass(text):
    """Kernels of the output of `nvdisasm -c -gi`."""
    kernels, places, fresh = [], [], False
    for line in text.splitlines():
        if line.startswith(".text."):
            kernels.append(Kernel(line[len(".text.") :].rstrip(":")))
        elif not kernels:
            continue
        elif place := SASS_PLACE.search(line):
            places = [*places, place.groups()] if fresh else [place.groups()]
            fresh = True
            # "inlined at" repeats as a line of its own.
        elif label := re.match(r"\s*(\.L_x_\d+):", line):
            kernels[-1].labels[label[1]] = len(kernels[-1].code)
        elif code := SASS_CODE.search(line):
            fresh = False
            target = SASS_TARGET.search(code[3]) if code[2].startswith(("BRA", "JMP")) else None
            where = tuple((file, int(number)) for file, number in places)
            kernels[-1].code.append(
                Instruction(code[2], where, target[1] if target else "", not code[1], offset_in(code[3]))
            )
    return kernels


def offset_in(operands):
    found = OFFSET.search(operands)
    return int(found[1], 0) if found else 0


PTX_FILE = re.compile(r'\s*\.file\s+(\d+)\s+"([^"]+)"')
PTX_PLACE = re.compile(r"\s*\.loc\s+(\d+) (\d+) \d+(?:.*inlined_at (\d+) (\d+) \d+)?")
PTX_CODE = re.compile(r"\s*(@!?%p\d+\s+)?([a-z]\w*(?:\.\w+|::\w+)*)\s*([^;]*);")


def read_ptx(text):
    """Kernels of PTX with line information."""
    files = dict(PTX_FILE.match(line).groups() for line in text.splitlines() if PTX_FILE.match(line))
    kernels, where = [], ()
    for line in text.splitlines():
        if entry := re.search(r"\.entry (\w+)", line):
            kernels.append(Kernel(entry[1]))
        elif not kernels or line.lstrip().startswith((".reg", ".param", ".pragma", "//")):
            continue
        elif place := PTX_PLACE.match(line):
            pairs = [place.groups()[:2], place.groups()[2:]]
            where = tuple((files.get(file, "?"), int(number)) for file, number in pairs if file)
        elif label := re.match(r"(\$L\w+):", line):
            kernels[-1].labels[label[1]] = len(kernels[-1].code)
        elif code := PTX_CODE.match(line):
            target = code[3].split(",")[-1].strip() if code[2].startswith("bra") else ""
            kernels[-1].code.append(Instruction(code[2], where, target, not code[1], offset_in(code[3])))
    return kernels


SASS_CONTROL = (
    "BRA",
    "BSSY",
    "BSYNC",
    "BAR",
    "EXIT",
    "CALL",
    "RET",
    "WARPSYNC",
    "JMP",
    "BREAK",
    "NOP",
    "BMOV",
    "YIELD",
)
PTX_CONTROL = ("bra", "bar", "barrier", "ret", "call", "exit")


def kind(op):
    """Class of an instruction."""
    head = op.split(".")[0]
    if head.islower():
        if head in ("ld", "st", "ldu", "atom", "red", "prefetch"):
            return "memory"
        if head in PTX_CONTROL:
            return "control"
        return "float" if re.search(r"\.(f32|f64)$", op) and head != "mov" else "integer"
    if head.startswith(("LD", "ST", "ULDC", "ATOM", "RED")):
        return "memory"
    if head in SASS_CONTROL:
        return "control"
    return "float" if re.match(r"F(?!LO)|D(ADD|MUL|FMA|SETP|MNMX)|MUFU", head) else "integer"


def is_end(instruction):
    return instruction.always and instruction.op.split(".")[0] in ("EXIT", "RET", "ret", "exit")


@dataclass
class Block:
    first: int
    last: int  # one past
    next: list


def blocks_of(kernel):
    """Basic blocks, in the order of the code."""
    code, starts = kernel.code, {0, *kernel.labels.values()}
    starts |= {i + 1 for i, ins in enumerate(code) if ins.target or is_end(ins)}
    starts = sorted(s for s in starts if s < len(code))
    number = {start: b for b, start in enumerate(starts)}
    blocks = []
    for b, start in enumerate(starts):
        last = starts[b + 1] if b + 1 < len(starts) else len(code)
        end, following = code[last - 1], []
        target = kernel.labels.get(end.target)
        if target is not None and target in number:
            following.append(number[target])
        if not is_end(end) and not (end.target and end.always) and b + 1 < len(starts):
            following.append(b + 1)
        blocks.append(Block(start, last, following))
    return blocks


def reverse_postorder(blocks):
    seen, order, stack = {0}, [], [(0, iter(blocks[0].next))]
    while stack:
        block, following = stack[-1]
        step = next((n for n in following if n not in seen), None)
        if step is None:
            order.append(block)
            stack.pop()
        else:
            seen.add(step)
            stack.append((step, iter(blocks[step].next)))
    return order[::-1]


def dominators(blocks):
    """Immediate dominator of each reachable block (Cooper, Harvey, Kennedy 2001)."""
    order = reverse_postorder(blocks)
    rank = {b: r for r, b in enumerate(order)}
    before = {b: [] for b in order}
    for b in order:
        for n in blocks[b].next:
            before[n].append(b)
    above = {0: 0}

    def meet(a, b):
        while a != b:
            a, b = (above[a], b) if rank[a] > rank[b] else (a, above[b])
        return a

    changed = True
    while changed:
        changed = False
        for b in order[1:]:
            known = [p for p in before[b] if p in above]
            new = known[0]
            for p in known[1:]:
                new = meet(new, p)
            if above.get(b) != new:
                above[b], changed = new, True
    return above, before


def natural_loops(blocks):
    """{header: body}: loops with one header are one loop."""
    above, before = dominators(blocks)

    def dominates(a, b):
        while b != a and b != 0:
            b = above[b]
        return a == b

    loops = {}
    for b in above:
        for header in blocks[b].next:
            if dominates(header, b):
                body, todo = loops.setdefault(header, {header}), [b]
                while todo:
                    block = todo.pop()
                    if block not in body:
                        body.add(block)
                        todo += before[block]
    return loops


def innermost(loops):
    return {h: body for h, body in loops.items() if not any(o != h and o in body for o in loops)}


def path(blocks, header, body, longest):
    """Blocks of the shortest or longest way through one turn of an innermost loop."""
    best = {}

    def reach(block):
        """(instructions, blocks) from here to the back edge; None if there is no way."""
        if block in best:
            return best[block]
        best[block] = None  # nothing inside loops back but the header
        size = blocks[block].last - blocks[block].first
        ways = [(size, [block])] if header in blocks[block].next else []
        for n in blocks[block].next:
            if n in body and n != header and (rest := reach(n)):
                ways.append((size + rest[0], [block, *rest[1]]))
        best[block] = (max if longest else min)(ways, key=lambda way: way[0]) if ways else None
        return best[block]

    found = reach(header)
    return found[1] if found else sorted(body)


@dataclass
class SourceLoop:
    """A `for` over links in a source file."""

    name: str  # file and function
    lines: range


def indent(line):
    return len(line) - len(line.lstrip())


def function_above(lines, number):
    """Name of the function around a line (from 0): the last declaration above it."""
    for text in reversed(lines[:number]):
        if re.search(r"CHOKEPOINT_HD|__device__|__global__", text) and (name := re.search(r"(\w+)\(", text)):
            return name[1]
    return "?"


def source_loops(path, link=LINK):
    """Loops over links in a file laid out by clang-format: a `for` ends at the `}` below it."""
    if not Path(path).is_file():
        return []
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    found = []
    for first, line in enumerate(lines):
        if not line.lstrip().startswith("for ("):
            continue
        last = next((i for i in range(first + 1, len(lines)) if lines[i].startswith(" " * indent(line) + "}")), first)
        if re.search(link, "\n".join(lines[first : last + 1])):
            found.append(SourceLoop(f"{Path(path).name} {function_above(lines, first)}", range(first + 1, last + 2)))
    return found


class Sources:
    """Link loops of the source files that instructions come from."""

    def __init__(self, link=LINK):
        self.link, self.loops = link, {}

    def loop_around(self, where):
        """The link loop that an instruction comes from, if any."""
        for file, line in where:
            if file not in self.loops:
                self.loops[file] = source_loops(file, self.link)
            for loop in self.loops[file]:
                if line in loop.lines:
                    return loop
        return None


@dataclass
class LinkLoop:
    name: str  # file and function
    unrolled: int  # links a turn
    quiet: Counter  # instructions of a turn by class
    full: Counter


def code_of(kernel, blocks, chosen):
    return [ins for b in chosen for ins in kernel.code[blocks[b].first : blocks[b].last]]


def links_a_turn(code):
    """How often the compiler unrolled: a turn loads so many link records, each whole or in the parts it needs."""
    loads = [ins for ins in code if re.match(RECORD, ins.op)]
    parts = {ins.offset % RECORD_BYTES for ins in loads}
    return max(1, len(loads) // max(1, len(parts)))


def link_loops(kernel, sources):
    """Innermost machine loops of which at least half comes from a loop over links in the sources."""
    blocks = blocks_of(kernel)
    found = []
    for header, body in sorted(innermost(natural_loops(blocks)).items()):
        code = code_of(kernel, blocks, body)
        around = [loop for ins in code if (loop := sources.loop_around(ins.where))]
        if 2 * len(around) < len(code):
            continue
        loop = max(around, key=around.count)
        quiet, full = (code_of(kernel, blocks, path(blocks, header, body, longest)) for longest in (False, True))
        count = [Counter(kind(ins.op) for ins in way) for way in (quiet, full)]
        found.append(LinkLoop(loop.name, links_a_turn(full), *count))
    return found
