"""Mutants of a program that is compiled here: which operators are found, and what the program computes then."""

import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import mutation  # noqa: E402

HEADER = """\
inline __attribute__((always_inline)) float wrapped(float a, float b) { return a + b; }
"""
PHYSICS = """\
#include "pack.cuh"
static float volatile six = 6, two = 2;
inline __attribute__((always_inline)) float sum() { return wrapped(six, two); }
inline __attribute__((always_inline)) float part() { return six - two; }
inline __attribute__((always_inline)) float times() { return six * two; }
inline __attribute__((always_inline)) float fused() { return __builtin_fmaf(six, two, two); }
inline __attribute__((always_inline)) float less() { return two < six ? 1 : 0; }
"""
PROGRAM = """\
#include <cstdio>
#include "kernels/physics.cuh"
float volatile of_the_test = 1;
int main() {
    for (int copy = 0; copy < 2; ++copy) {
        float values[] = {sum(), part(), times(), fused(), less(), of_the_test + of_the_test};
        for (float value : values) std::printf("%g ", double{value});
        asm volatile("");
    }
}
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    for name in ("llvm-symbolizer", "objdump", "g++"):
        if not shutil.which(name):
            pytest.skip(f"needs {name} (scripts/setup.sh --tools)")
    if "avx2" not in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"):
        pytest.skip("needs a processor with AVX2")
    (tmp_path / "kernels").mkdir()
    (tmp_path / "kernels/pack.cuh").write_text(HEADER, encoding="utf-8")
    (tmp_path / "kernels/physics.cuh").write_text(PHYSICS, encoding="utf-8")
    (tmp_path / "main.cpp").write_text(PROGRAM, encoding="utf-8")
    binary = tmp_path / "program"
    subprocess.run(["g++", "-O2", "-funroll-loops", "-g1", "-march=x86-64-v3", "-ffp-contract=off", f"-I{tmp_path}",
                    tmp_path / "main.cpp", "-o", binary], check=True)
    monkeypatch.setattr(mutation, "ROOT", tmp_path)
    monkeypatch.setattr(mutation, "WRAPPERS", ("kernels/pack.cuh",))
    return binary


def printed(binary):
    return subprocess.run([binary], check=True, capture_output=True, text=True).stdout.split()


def test_each_operator_of_the_physics_is_changed_in_all_its_copies(program):
    assert printed(program) == ["8", "4", "12", "14", "1", "2"] * 2
    after = {}
    for mutant, changes in mutation.mutants_of(program).items():
        code = bytearray(program.read_bytes())
        for at, value in changes:
            code[at] = value
        mutated = program.with_name("mutated")
        mutated.write_bytes(code)
        mutated.chmod(0o755)
        # Which operand of + is the first is the compiler's choice.
        after[mutant.line, mutant.change] = [number.lstrip("-") for number in printed(mutated)]
    assert after == {
        (3, "add->sub"): ["4", "4", "12", "14", "1", "2"] * 2,
        (4, "sub->add"): ["8", "8", "12", "14", "1", "2"] * 2,
        (5, "mul->div"): ["8", "4", "3", "14", "1", "2"] * 2,
        (6, "fmadd: addend negated"): ["8", "4", "12", "10", "1", "2"] * 2,
        (7, "comparison negated"): ["8", "4", "12", "14", "0", "2"] * 2,
    }


def test_without_the_operator_there_is_nothing_to_change(program):
    assert all(mutant.file == "kernels/physics.cuh" for mutant in mutation.mutants_of(program))
    assert mutation.change_of("vmovaps", bytes.fromhex("c5f828c1")) is None
    assert mutation.change_of("addps", bytes.fromhex("0f58c1")) is None  # no VEX prefix
