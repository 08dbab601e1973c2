"""Occupancy against published values, loops of machine code that is known, and the roofline's arithmetic."""

import pathlib
import subprocess
import sys
from collections import Counter

import pytest

pytest.importorskip("numpy")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "scripts" / "evidence"), str(ROOT / "scripts" / "baselines")]

import disassembly  # noqa: E402
import gpu_evidence  # noqa: E402
import roofline  # noqa: E402
from occupancy import occupancy  # noqa: E402

KIB = 1024


# As NVIDIA's occupancy calculator says: architecture, registers, warps a block, shared bytes -> warps, share, limit.
@pytest.mark.parametrize(
    "given, warps, share, limit",
    [
        ((80, 32, 8, 0), 64, 1.0, "warps"),
        ((80, 64, 8, 0), 32, 0.5, "registers"),
        ((80, 128, 8, 0), 16, 0.25, "registers"),
        ((80, 255, 8, 0), 8, 0.125, "registers"),
        ((80, 32, 1, 0), 32, 0.5, "blocks"),
        ((90, 40, 8, 0), 48, 0.75, "registers"),
        ((90, 32, 32, 0), 64, 1.0, "warps"),
        ((89, 40, 8, 0), 48, 1.0, "warps"),
        ((89, 32, 1, 0), 24, 0.5, "blocks"),
        ((86, 32, 1, 0), 16, 16 / 48, "blocks"),
        ((80, 32, 8, 48 * KIB), 24, 0.375, "shared memory"),  # 3 blocks of 49 KiB in 164
        ((90, 32, 8, 100 * KIB), 16, 0.25, "shared memory"),
    ],
)
def test_occupancy(given, warps, share, limit):
    found = occupancy(*given)
    assert (found.warps, found.share, found.limit) == (warps, pytest.approx(share), limit)


def test_a_block_of_many_warps_wastes_registers():
    # 76 registers: 24 warps fit, but only one block of 13.
    assert occupancy(90, 76, 13).warps == 13
    assert occupancy(90, 76, 8).warps == 24


SOURCE = """\
struct Sum {
    CHOKEPOINT_HD P gather_links(std::uint32_t g) const {
        P sum{0.0f};
        for (auto l = first_in[g]; l < end; ++l) {
            auto const& link = m_.network.in_link.get(l);
            sum = sum + tile_.load(tile_.at.fill + link.row) *
                            P{link.flow};
        }
        return sum;
    }
};
"""

SASS = """\
.text._Z5marchv:
	//## File "SOURCE", line 3
        /*0000*/                   MOV R1, c[0x0][0x28] ;
.L_x_1:
	//## File "SOURCE", line 5 inlined at "march.cu", line 9
	//## File "march.cu", line 9
        /*0010*/                   LDG.E.128.CONSTANT R4, [R2.64] ;
        /*0018*/                   LDG.E.128.CONSTANT R12, [R2.64+0x10] ;
        /*0020*/              @!P0 BRA `(.L_x_2) ;
	//## File "SOURCE", line 6
        /*0030*/                   LDG.E R9, [R8.64] ;
        /*0040*/                   FMUL R4, R4, R9 ;
        /*0050*/                   IMAD.MOV.U32 R5, RZ, RZ, R4 ;
.L_x_2:
	//## File "SOURCE", line 7
        /*0060*/                   FADD R0, R0, R4 ;
        /*0070*/                   FADD R0, R0, R5 ;
	//## File "SOURCE", line 4
        /*0080*/                   IADD3 R3, R3, 0x2, RZ ;
        /*0090*/               @P1 BRA `(.L_x_1) ;
        /*00a0*/                   EXIT ;
"""


@pytest.fixture
def loops(tmp_path):
    source = tmp_path / "sum.cuh"
    source.write_text(SOURCE)
    (kernel,) = disassembly.read_sass(SASS.replace("SOURCE", str(source)))
    return disassembly.link_loops(kernel, disassembly.Sources())


def test_a_loop_over_links_is_found_and_counted(loops):
    (loop,) = loops
    assert loop.name == "sum.cuh gather_links"
    assert loop.unrolled == 2  # two records
    assert loop.quiet == Counter(memory=2, float=2, integer=1, control=2)
    assert loop.full == Counter(memory=3, float=3, integer=2, control=2)


def test_records_loaded_in_parts_are_counted_once():
    parts = [("LDG.E.CONSTANT", offset) for offset in (0x0, 0x8, 0x10, 0x18)]  # the row and the weight of two links
    code = [disassembly.Instruction(op, (), offset=offset) for op, offset in [*parts, ("LDG.E", 0x4)]]
    assert disassembly.links_a_turn(code) == 2
    assert disassembly.offset_in("R4, desc[UR4][R2.64+0x18]") == 24
    assert disassembly.offset_in("%r7, [%rd3+24]") == 24


def test_loops_over_other_things_are_left_out(tmp_path):
    source = tmp_path / "sum.cuh"
    source.write_text(SOURCE.replace("in_link.get(l)", "group.get(l)"))
    (kernel,) = disassembly.read_sass(SASS.replace("SOURCE", str(source)))
    assert disassembly.link_loops(kernel, disassembly.Sources()) == []


def test_an_outer_loop_is_not_innermost():
    blocks = [disassembly.Block(0, 1, n) for n in ([1], [2], [2, 3], [1, 4], [])]
    loops = disassembly.natural_loops(blocks)
    assert loops == {1: {1, 2, 3}, 2: {2}}
    assert disassembly.innermost(loops) == {2: {2}}


@pytest.mark.parametrize(
    "op, kind",
    [("LDG.E.128", "memory"), ("ULDC.64", "memory"), ("FADD", "float"), ("MUFU.RCP", "float"), ("DADD", "float"),
     ("IMAD.MOV.U32", "integer"), ("FLO.U32", "integer"), ("BSSY", "control"), ("ld.global.f32", "memory"),
     ("mul.rn.f32", "float"), ("mov.f32", "integer"), ("add.s64", "integer"), ("bra.uni", "control")],
)  # fmt: skip
def test_classes_of_instructions(op, kind):
    assert disassembly.kind(op) == kind


def test_the_compilers_report_is_read():
    text = """ptxas info    : Compiling entry function '_Z1av' for 'sm_90'
ptxas info    : Function properties for _Z1av
    16 bytes stack frame, 8 bytes spill stores, 4 bytes spill loads
ptxas info    : Used 76 registers, used 1 barriers, 2048 bytes smem
"""
    expected = {"name": "_Z1av", "stack": 16, "stores": 8, "loads": 4, "registers": 76, "shared": 2048}
    assert gpu_evidence.read_report(text) == [expected]


def test_outputs_and_architectures_are_dropped_from_the_flags():
    words = "--generate-code=arch=compute_80,code=[sm_80] -O3 --fmad=false -x cu -c a.cu -o a.o".split()
    assert gpu_evidence.kept_flags(words) == ["-O3", "--fmad=false"]


def test_the_roofline_by_hand(monkeypatch):
    monkeypatch.setattr(roofline, "EXTRA", 0.5)
    # 10 nodes, 20 inputs of which 4 machines and 8 critical, 5 sinks, 100 links, 50 of them watched, 6 groups travel.
    s = roofline.Sizes(nodes=10, groups=25, sinks=5, links=100, watched=50, travelling=6, machines=4, critical=8)
    assert roofline.state_rows(s) == 70 + 20 + 75 + 6 + 15
    of_groups = 3 * 25 + 16 + (1.5 * 25 + 3 * 16 + 2 * 6 + 30) + (8 + 5)
    assert roofline.rows_of_groups(s) == of_groups
    every = of_groups + 50 + (2 * 100 + 50) + (1.5 * 100 + 2 * 16) + 30 + 20
    assert roofline.rows_of_every_access(s) == every
    assert roofline.rows_once_a_phase(s) == of_groups + 10 + (1.5 * 25 + 60) + 40 + 30 + 10
    assert roofline.record_bytes(s) == 250 * 16
    card = roofline.Card("c", 90, 1e12, 100, 1e9, 128, 10**6)
    p = roofline.predict(card, s, 64, 2, 3.2e12)
    assert p.issue == pytest.approx(3.2e12 / 32 * 64 / (4 * 100 * 1e9))
    assert p.slowest == pytest.approx(every * 128 / 3200 * 3.2e12 / 1e12)
    assert p.limit == "instructions or memory, by cache hits" or p.limit == "memory"
    small = roofline.predict(roofline.Card("c", 90, 1e12, 1, 1e9, 128, 10**9), s, 64, 2, 3.2e12)
    assert small.slowest == small.issue and "L2" in small.limit


def test_mistakes_are_one_line_and_exit_code_2():
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts/gpu_evidence.py"), "--nvcc", "no-such-nvcc"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert run.stderr == "gpu_evidence.py: no-such-nvcc was not found (name it: --nvcc)\n"


def test_the_weekly_loops_are_recognised_in_the_kernels():
    """Renamed or rewritten loops would silently drop out of the roofline."""
    found = {
        loop.name.split()[-1]: loop
        for path in (ROOT / "kernels").rglob("*.cuh")
        for loop in disassembly.source_loops(path)
    }
    assert set(gpu_evidence.WEEKLY.split(",")) <= set(found)
