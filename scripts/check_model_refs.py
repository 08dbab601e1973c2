#!/usr/bin/env python3
"""Check that the model's chapters and what refers to them fit together.

    scripts/check_model_refs.py [ROOT]

The chapters are kernels/model/*.md. A section is a heading "## B5.4 Title" or a
whole chapter "# B5: title", an oracle or invariant a table row "| E12 |" or
"| I4 |", a mechanism of the founding paper a number in the first column of
kernels/README.md. Each breach is named with file, line and reason:

- "model B5.4", "model B6, M36", "model C1-C3" or a dotted number alone (B7.5)
  that no chapter has, in code, tests, scripts and READMEs;
- a reference to the model in words that it no longer has (OLD below);
- a section twice, or without a file that holds it or a test of it;
- a path in a chapter that does not exist, a chapter that the index lacks.
"""

import re
import sys
from pathlib import Path

CHAPTERS = "kernels/model"
INDEX = f"{CHAPTERS}/README.md"
MECHANISMS = "kernels/README.md"

TOPS = ("kernels", "host", "tests", "scripts", "configs", "outputs")
KINDS = {".cuh", ".cu", ".hpp", ".cpp", ".py", ".sh", ".cmake", ".txt", ".md",
         ".toml", ".R"}
# These talk about wrong references.
EXEMPT = {"scripts/check_model_refs.py", "scripts/check_model_refs_test.py"}

# A section or a row: part and number, at most one point.
SECTION = r"[A-F]\d{1,2}(?:\.\d{1,2})?"
ITEM = rf"(?:{SECTION}|I\d{{1,2}}|M\d{{1,2}})"
# Blanks, also over the end of a line of comment.
GAP = r"(?:[ \t]|\n[ \t]*(?:///?<?|\#|\*)?(?=[ \t\n]))+"
REFERENCE = re.compile(
    rf"\b[Mm]odel{GAP}(?P<list>{ITEM}\b(?:(?:,?{GAP}(?:(?:and|to){GAP})?|-)"
    rf"{ITEM}\b)*)")
DOTTED = re.compile(r"(?<![\w.])(?<!## )[A-D]\d{1,2}\.\d{1,2}(?![\w.]*\w)")
OLD = re.compile(rf"\bmodel\.md\b|\b[Cc]larifications?{GAP}\d+|\bclarified\b")

HEADING = re.compile(rf"^##+ ({SECTION})(?: |$)")
TITLE = re.compile(rf"^# ({SECTION}): ")
ROW = re.compile(r"^\| ([EI]\d{1,2}) \|")
PATH = re.compile(rf"`((?:{'|'.join(TOPS)})/[\w./-]*)`")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def files_of(root):
    """Paths of all that may refer to the model, relative to the root."""
    found = [path for path in root.glob("*.md")]
    for top in TOPS:
        found += (root / top).rglob("*")
    return sorted(path.relative_to(root) for path in found
                  if path.suffix in KINDS and path.is_file()
                  and "__pycache__" not in path.parts)


class Chapters:
    """What the chapters define, and what is wrong with them."""

    def __init__(self, root):
        self.root = root
        self.known = {}  # number: where it is
        self.titles = set()
        self.breaches = []
        index = root / INDEX
        linked = (re.findall(r"\]\((\w+\.md)\)", index.read_text("utf-8"))
                  if index.exists() else [])
        for path in sorted((root / CHAPTERS).glob("*.md")):
            self.read(path.relative_to(root).as_posix())
            if path.name != "README.md" and path.name not in linked:
                self.breach(path.relative_to(root).as_posix(), 1,
                            f"{INDEX} does not link to it")
        for number in self.titles:
            self.known.setdefault(number, CHAPTERS)
        mechanisms = root / MECHANISMS
        if mechanisms.exists():
            for line in mechanisms.read_text("utf-8").splitlines():
                if row := re.match(r"\| (\d[\d, ]*) \|", line):
                    for number in row.group(1).split(","):
                        self.known["M" + number.strip()] = MECHANISMS

    def breach(self, name, line, reason):
        self.breaches.append(f"{name}:{line}: {reason}")

    def define(self, name, number, line):
        if number in self.known:
            self.breach(name, line, f"{number} is in {self.known[number]} "
                                    "already")
        self.known[number] = f"{name}:{line}"

    def read(self, name):
        lines = (self.root / name).read_text("utf-8").splitlines()
        section, start, paths, within_code = None, 0, [], False
        for number, line in enumerate(lines + ["# end"], 1):
            within_code ^= line.startswith("```")
            heading = HEADING.match(line)
            if title := TITLE.match(line):
                self.titles.add(title.group(1))
            if line.startswith("#") and not within_code:
                if section:
                    self.close(name, start, section, paths)
                section, start, paths = None, number, []
                if heading:
                    section = heading.group(1)
                    self.define(name, section, number)
            here = PATH.findall(line)
            for path in here:
                if not (self.root / path).exists():
                    self.breach(name, number, f"there is no {path}")
            paths += here
            if row := ROW.match(line):
                self.define(name, row.group(1), number)
                if not self.tests(here):
                    self.breach(name, number, f"{row.group(1)} has no test")

    @staticmethod
    def tests(paths):
        return [path for path in paths if path.startswith("tests/")]

    def close(self, name, start, section, paths):
        if not self.tests(paths):
            self.breach(name, start, f"{section} names no test")
        if len(self.tests(paths)) == len(paths):
            self.breach(name, start, f"{section} names no file that holds it")


def references(text):
    """Each reference to the model, {position: number}."""
    found = {match.start(): match.group() for match in DOTTED.finditer(text)}
    for match in REFERENCE.finditer(text):
        for item in re.finditer(rf"\b{ITEM}\b", match.group("list")):
            found[match.start("list") + item.start()] = item.group()
    return found


def check(root):
    """List "file:line: reason" for the tree, and count its references."""
    root = Path(root)
    chapters = Chapters(root)
    breaches, count = list(chapters.breaches), 0
    for path in files_of(root):
        if path.as_posix() in EXEMPT:
            continue
        text = (root / path).read_text("utf-8", errors="replace")
        wrong = {}
        for position, number in references(text).items():
            count += 1
            if number not in chapters.known:
                wrong[position] = f"{CHAPTERS} has no {number}"
        for found in OLD.finditer(text):
            words = " ".join(found.group().split())
            wrong[found.start()] = (f"'{words}': refer to a section of "
                                    f"{CHAPTERS}, as \"model B5.4\"")
        breaches += [f"{path}:{line_of(text, position)}: {reason}"
                     for position, reason in sorted(wrong.items())]
    return breaches, count


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]
    if not (Path(root) / INDEX).exists():
        sys.exit(f"{root}: no {INDEX} (is it the project's root?)")
    breaches, count = check(root)
    print("\n".join(breaches + [f"model: {count} references, "
                                f"{len(breaches)} breaches"]))
    sys.exit(bool(breaches))


if __name__ == "__main__":
    main()
