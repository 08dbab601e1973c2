#!/usr/bin/env python3
"""Plant a breach of each rule of check_docstrings.py and see that it is found.

    scripts/check_docstrings_test.py
"""

import tempfile
import unittest
from pathlib import Path

import check_docstrings

# A header that keeps every rule, with words that look like breaches.
CLEAN = """\
/// \\file stock.hpp
#pragma once
#define STOCK(name) \\
    void name();

namespace chokepoint {
class Ahead;
enum class Later : int;
using Rows = std::vector<int>;
/* void old(); */
inline constexpr char text[] = "{ void quoted(int); }";
static_assert(sizeof(int) == 4);
std::function<int(float)> hook = make();

/// Weeks of an input.
template <class T, class U = std::pair<int, T>>
class Stock : public Base<T> {
  public:
    explicit Stock(T const& weeks)
        : weeks_{weeks}, rows_(3) {}
    Stock(Stock const&) = delete;
    Stock& operator=(Stock&& other) noexcept {
        std::swap(weeks_, other.weeks_);
        return *this;
    }
    ~Stock();

    T weeks() const { return weeks_; }
    void march() override;
    friend bool same(Stock const& a, Stock const& b);

    /// Add a week.
    void add(T const& more = {});
    void drop();

    /// What is left.
    T left(int week,
           int node) const;
    T left(int week,
           std::string const& name) const;

    /// Where it lies.
    struct Place {
        int node = 0;
        std::vector<int> row{};
        void (*call)(int);
    };

  private:
    void hide(int a,
              int b);
    T weeks_;
    std::vector<int> rows_;
};

/// Is the stock gone?
bool operator<(Stock<int> const& a, Stock<int> const& b);

inline void Stock<int>::drop() {
    weeks_ = 0;
}

/// Good or bad.
enum class Grade { good, bad };
}  // namespace chokepoint
"""

# (line of CLEAN before which to put it, what to plant, the name to be told)
BREACHES = [
    ("/// Good or bad.", "class Bare {};", "Bare"),
    ("/// Good or bad.", "struct Bare final : Base {\n    int a;\n};", "Bare"),
    ("/// Good or bad.", "enum class Bare { a, b };", "Bare"),
    ("/// Good or bad.", "enum Bare : int { a, b };", "Bare"),
    ("/// Good or bad.", "void bare();", "bare"),
    ("/// Good or bad.", "// A remark is no docstring.\nvoid bare();", "bare"),
    ("/// Good or bad.", "int a;  ///< of a\nvoid bare();", "bare"),
    ("/// Good or bad.", "/// Too far above.\n\nvoid bare();", "bare"),
    ("/// Good or bad.", "std::function<int(float)> bare(int a,\n    int b);",
     "bare"),
    ("/// Good or bad.", "template <class T>\nT bare(T a) {\n    return a;\n}",
     "bare"),
    ("/// Good or bad.", "[[nodiscard]] bool bare() noexcept(true);", "bare"),
    ("/// Good or bad.", "bool operator==(Rows const& a, Rows const& b);",
     "operator=="),
    ("/// Good or bad.", "/// Known.\nvoid known(int a,\n    int b);\n"
     "void bare();", "bare"),
    ("/// Good or bad.", "/// Known.\nvoid known();\n\nvoid bare();", "bare"),
    ("/// Good or bad.", "namespace inner {\nvoid bare();\n}", "bare"),
    ("/// Where it lies.", "void operator()(int week);", "operator()"),
    ("/// Where it lies.", "Stock(int a, int b);", "Stock"),
    ("/// Where it lies.", "Stock(int a)\n    : weeks_{a} {\n    look();\n}",
     "Stock"),
    ("/// Where it lies.", "int size() const {\n    return 3;\n}", "size"),
    ("/// Where it lies.", "virtual int size() const = 0;", "size"),
    ("/// Where it lies.", "struct Bare {\n    int a;\n};", "Bare"),
    ("void hide(int a,", "struct Bare {\n    int a;\n};", "Bare"),
    ("void hide(int a,", "public:\nvoid bare();\nprivate:", "bare"),
]


class CheckDocstringsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def check(self, text, name="host/network/stock.hpp"):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return check_docstrings.check(self.root)

    def test_a_header_that_says_what_it_declares_has_no_breach(self):
        breaches, declarations = self.check(CLEAN)
        self.assertEqual(breaches, [])
        # Stock, add, drop, left twice, Place, operator<, Grade.
        self.assertEqual(declarations, 8)

    def test_each_planted_breach_is_found_on_its_line(self):
        for before, planted, name in BREACHES:
            with self.subTest(planted=planted):
                self.assertEqual(CLEAN.count(before), 1)
                text = CLEAN.replace(before, f"{planted}\n\n{before}")
                breaches, _ = self.check(text)
                self.assertEqual(len(breaches), 1, breaches)
                self.assertTrue(breaches[0].endswith(
                    f": {name} has no docstring (///)"), breaches)
                line = int(breaches[0].split(":")[1])
                first = text[:text.index(planted)].count("\n") + 1
                self.assertIn(line, range(first, first + 5))

    def test_a_header_of_the_engine_is_read_and_one_of_the_kernels_is_not(self):
        self.check(CLEAN)
        breaches, _ = self.check("void f();\n", "kernels/week/week.hpp")
        self.assertEqual(breaches, [])
        breaches, _ = self.check("void f();\n", "kernels/engine/engine.hpp")
        self.assertEqual(breaches, ["kernels/engine/engine.hpp:1: f has no "
                                    "docstring (///)"])


if __name__ == "__main__":
    unittest.main()
