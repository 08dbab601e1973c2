#!/usr/bin/env python3
"""Check that what a header declares says what it does.

    scripts/check_docstrings.py [ROOT]

Reads the headers of host/ and kernels/engine/ (.hpp). Each class, struct and
enum, and each function that others may call (free, or a public member), has a
docstring, "///", on the line above it. Without one may go

- a function whose whole definition stands on its line: the body says it;
- what is deleted, defaulted, a destructor, an assignment, or an override (its
  base says it);
- a constructor that only stores: nothing in its body;
- the rest of a group that shares a docstring: without a line between, and
  each on one line, or overloads of the first;
- forward declarations, friends, aliases, data.

Each breach is named with file, line and reason; check_docstrings_test.py
plants one of each kind.
"""

import re
import sys
from pathlib import Path

HEADERS = ("host/**/*.hpp", "kernels/engine/*.hpp")

# What is not code, a preprocessor line with its continuations among it.
NOT_CODE = re.compile(
    r'^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*|//[^\n]*|/\*.*?\*/'
    r'|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
    r"|(?<!\w)'(?:\\.|[^'\\\n])+'", re.DOTALL | re.MULTILINE)
TYPE = re.compile(r"(?:typedef )?(?:class|struct|union|enum(?: class| struct)?)"
                  r" (?:\w+::)*(\w+)")
NO_FUNCTION = re.compile(r"(using|typedef|friend|static_assert|extern template)"
                         r"\b")
# Words that stand before a bracket and name no function.
NO_NAME = re.compile(r"\b(noexcept|alignas|decltype|explicit|requires) ?"
                     r"\([^()]*\)|\[\[[^]]*\]\]")
NAME = re.compile(r"(operator ?(?:\(\)|[^\w\s(]+|[\w ]+?)|~?\w+) ?\(")
ACCESS = re.compile(r"(public|protected|private)\s*:(?!:)")


def code_of(text):
    """Blank out what is not code; each place keeps its offset."""
    return NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def closing(code, position):
    """Where the bracket at a position closes."""
    pairs = {"{": "}", "(": ")", "[": "]"}
    opening, depth = code[position], 0
    for place in range(position, len(code)):
        depth += code[place] == opening
        depth -= code[place] == pairs[opening]
        if depth == 0:
            return place
    return len(code) - 1


def plain(head):
    """A head in one line, without template arguments and attributes."""
    head = " ".join(head.split())
    head = re.sub(r"operator ?(<=>|<<|>>|<=|>=|<|>|->)",
                  lambda m: "operator" + re.sub("[<>]", "!", m.group(1)), head)
    before = None
    while before != head:
        before, head = head, re.sub(r"<[^<>]*>", "", head)
    return NO_NAME.sub("", re.sub(r"^(template )+", "", head)).strip()


def function_name(head):
    """Name of the function that a head declares; None if it is none."""
    head = plain(head)
    found = NAME.search(head)
    if not found or NO_FUNCTION.match(head) or "=" in head[:found.start()]:
        return None
    if head[found.end():].startswith("*"):  # a pointer to a function
        return None
    return found.group(1)


class Header:
    """The declarations of one header, and which lack a docstring."""

    def __init__(self, text):
        self.text, self.code = text, code_of(text)
        self.lines = text.splitlines()
        self.breaches = []  # (line, reason)
        self.declarations = 0
        self.scope(0, len(self.code), None, True)

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1

    def has_docstring(self, line):
        above = self.lines[line - 2].strip() if line > 1 else ""
        return above.startswith("///") and not above.startswith("///<")

    def scope(self, place, end, class_name, public):
        """Read the declarations of a namespace (no class name) or class."""
        group = None  # name, last line, one line, documented
        while place < end:
            if self.code[place].isspace() or self.code[place] == ";":
                place += 1
                continue
            if class_name and (label := ACCESS.match(self.code, place, end)):
                public, group = label.group(1) == "public", None
                place = label.end()
                continue
            start = place
            place, head, body = self.statement(start, end)
            group = self.declaration(start, place, head, body, class_name,
                                     public, group)

    def statement(self, start, end):
        """Find the end of a statement, its head, and the braces it may have."""
        place = start
        while place < end:
            mark = self.code[place]
            if mark == ";":
                return place, self.code[start:place], None
            if mark in "([":
                place = closing(self.code, place)
            if mark == "{":
                head = self.code[start:place]
                last = closing(self.code, place)
                if self.opens_body(head):
                    return last + 1, head, (place, last)
                place = last
            place += 1
        return end, self.code[start:end], None

    @staticmethod
    def opens_body(head):
        """Whether a brace after this head opens a body, not an initialiser."""
        words = plain(head)
        if re.match(r"(inline )?namespace\b|extern\b", words):
            return True
        if TYPE.match(words) and "(" not in words:
            return True
        if not function_name(head):
            return False
        # After "Class(...) : member" the brace is the member's.
        return not re.search(r"\) ?(noexcept ?)?:(?!:).*\w$", words)

    def declaration(self, start, end, head, body, class_name, public, group):
        words = plain(head)
        first, last = self.line_of(start), self.line_of(end - 1)
        if body and re.match(r"(inline )?namespace\b|extern\b", words):
            self.scope(body[0] + 1, body[1], None, True)
            return None
        if (kind := TYPE.match(words)) and body and "(" not in words:
            self.count(first, kind.group(1), self.has_docstring(first))
            if not words.startswith("enum"):
                self.scope(body[0] + 1, body[1], kind.group(1),
                           not words.startswith("class"))
            return None
        name = function_name(head)
        if not name or not public or re.search(
                rf"\w::{re.escape(name)} ?\(", words):  # declared in its class
            return None
        one_line = first == last
        shares = group and group[1] == first - 1 and (
            (one_line and group[2]) or name == group[0])
        documented = self.has_docstring(first) or bool(shares and group[3])
        if not self.speaks_for_itself(head, body, name, class_name, one_line):
            self.count(first, name, documented)
        return name, last, one_line, documented

    def speaks_for_itself(self, head, body, name, class_name, one_line):
        words = plain(head)
        if name.startswith("~") or name == "operator=" or re.search(
                r"\boverride\b|= ?(delete|default)$", words):
            return True
        if not body:
            return False
        stores = not self.code[body[0] + 1:body[1]].strip()
        return one_line or (name == class_name and stores)

    def count(self, line, name, documented):
        self.declarations += 1
        if not documented:
            self.breaches.append((line, f"{name} has no docstring (///)"))


def check(root):
    """List "file:line: reason" for the tree, and count its declarations."""
    root = Path(root)
    breaches, declarations = [], 0
    for path in sorted(path for pattern in HEADERS
                       for path in root.glob(pattern)):
        header = Header(path.read_text(encoding="utf-8"))
        declarations += header.declarations
        breaches += [f"{path.relative_to(root)}:{line}: {reason}"
                     for line, reason in header.breaches]
    return breaches, declarations


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]
    breaches, declarations = check(root)
    if not declarations:
        sys.exit(f"{root}: no headers found (is it the project's root?)")
    print("\n".join(breaches + [f"docstrings: {declarations} declarations, "
                                f"{len(breaches)} breaches"]))
    sys.exit(bool(breaches))


if __name__ == "__main__":
    main()
