"""A check, and a small project that keeps its rules: each planted breach must be found at its place.

For check_rooms_test.py and check_model_refs_test.py.
"""

import tempfile
from pathlib import Path


class PlantedBreaches:
    """The project in a folder of its own; a base of a unittest.TestCase."""

    check = None  # of a folder. Returns the breaches and how much was read
    clean = {}  # file -> text without a breach
    breaches = []  # (file, text to append, words of the message)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        for name, text in self.clean.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self):
        return type(self).check(self.root)[0]

    def line_of(self, name, reason):
        """Where a breach appended to a file is reported."""
        return self.clean[name].count("\n") + 1

    def test_each_planted_breach_is_found_at_its_line(self):
        for name, line, reason in self.breaches:
            with self.subTest(file=name, line=line):
                self.write(name, self.clean[name] + line + "\n")
                found = self.found()
                self.write(name, self.clean[name])
                where = f"{name}:{self.line_of(name, reason)}: "
                self.assertTrue(found, "not found")
                for breach in found:
                    self.assertTrue(breach.startswith(where), breach)
                self.assertIn(reason, "\n".join(found))
