#!/usr/bin/env python3
"""Plant a breach of each rule of check_model_refs.py and see that it is found.

    scripts/check_model_refs_test.py
"""

import unittest

import check_model_refs
from planted_breaches import PlantedBreaches

# A small project in which every reference resolves, with words that look like
# references and are none.
CLEAN = {
    "kernels/model/README.md": "# The model\n\n[a](week.md) [b](cases.md)\n",
    "kernels/model/week.md": """\
# B5: the week

## B5.1 Orders

    o = flow

Files: `kernels/week.cuh`. Tests: `tests/week_test.cpp`.

## B5.2 Stocks

See model B5.1. Files: `kernels/week.cuh`. Tests: `tests/week_test.cpp`.
""",
    "kernels/model/cases.md": """\
# E: cases

| # | case | test |
|---|---|---|
| E1 | nothing | `tests/week_test.cpp` |
| I2 | nothing else | `tests/week_test.cpp` |
""",
    "kernels/README.md": "| M | mechanism |\n|---|---|\n| 3, 14 | bans |\n",
    "kernels/week.cuh": """\
/// Orders (model B5.1) and stocks (B5.2), all of it in model B5; a model
/// B5.2 that wraps; model B5.1-B5.2, model B5.1, M14 and model E1, I2.
/// The version 3B5.7 and 0xB5.77 are no references, nor is model.mdx.
float model(float B9);
""",
    "tests/week_test.cpp": "// Model B5.1.\n",
}

# (file, line to append, part of the reason)
BREACHES = [
    ("kernels/week.cuh", "/// See model B5.3.", "no B5.3"),
    ("kernels/week.cuh", "/// See model B5.1, B5.9.", "no B5.9"),
    ("kernels/week.cuh", "/// See model B5.1-B5.4.", "no B5.4"),
    ("kernels/week.cuh", "/// See model B5.1 and B6.", "no B6"),
    ("kernels/week.cuh", "// Model C9: no.", "no C9"),
    ("kernels/week.cuh", "/// As usual (B7.5).", "no B7.5"),
    ("kernels/week.cuh", "/// See model B5.1, M15.", "no M15"),
    ("kernels/week.cuh", "/// See model E2.", "no E2"),
    ("kernels/week.cuh", "/// See model.md B5.1.", "refer to a section"),
    ("kernels/week.cuh", "/// See clarification 27.", "refer to a section"),
    ("kernels/week.cuh", "/// Clarifications 2, 3.", "refer to a section"),
    ("tests/week_test.cpp", "// The model B8 says.", "no B8"),
    ("kernels/model/week.md", "See model B7.", "no B7"),
    ("kernels/model/week.md", "See `kernels/none.cuh`.", "no kernels/none.cuh"),
    ("kernels/model/week.md",
     "## B5.1 Again\n`kernels/week.cuh` `tests/week_test.cpp`", "already"),
    ("kernels/model/week.md", "## B5.3 Bare\n`tests/week_test.cpp`",
     "no file that holds it"),
    ("kernels/model/week.md", "## B5.3 Bare\n`kernels/week.cuh`",
     "names no test"),
    ("kernels/model/week.md", "## B5.3 Bare", "names no test"),
    ("kernels/model/cases.md", "| E2 | untested | none |", "E2 has no test"),
]


class ModelReferences(PlantedBreaches, unittest.TestCase):
    check = staticmethod(check_model_refs.check)
    clean = CLEAN
    breaches = BREACHES

    def test_a_project_whose_references_resolve_has_no_breach(self):
        breaches, count = check_model_refs.check(self.root)
        self.assertEqual(breaches, [])
        # One in week.md and in week_test.cpp, the others in week.cuh.
        self.assertEqual(count, 12)

    def test_a_wrapped_reference_is_followed(self):
        self.write("kernels/week.cuh", "/// See (model\n/// B5.8).\n")
        breaches = self.found()
        self.assertEqual(len(breaches), 1)
        self.assertTrue(breaches[0].startswith("kernels/week.cuh:2: "))

    def test_a_chapter_that_the_index_lacks_is_found(self):
        self.write("kernels/model/lost.md", "# Lost\n")
        breaches = self.found()
        self.assertEqual(breaches, ["kernels/model/lost.md:1: kernels/model/"
                                    "README.md does not link to it"])


if __name__ == "__main__":
    unittest.main()
