"""The table of Nsight Compute is found among what the profiled program prints itself."""

import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "gpu"))

import report  # noqa: E402

# 64 worlds of 10 links: two warps of worlds; the second launch reads no metric of DRAM.
TEXT = """==PROF== Connected to process 901
{"test":"time","campaign":"q","extended":1,"links":10,"nodes":6,"weeks":9,"worlds":64,"a":1,"b":2,"c":3,"d":4}
"ID","Process ID","Process Name","Host Name","Kernel Name","Context","Stream","Block Size","Grid Size","Device","CC",\
"gpu__time_duration.sum","smsp__inst_executed.sum","dram__bytes_read.sum","dram__bytes_write.sum"
"","","","","","","","","","","","us","inst","Mbyte","Kbyte"
"0","1","p","h","void march_step<ExtendedMarch, 7>(ModelView, int)","1","7","(256)","(2)","0","9.0","12.5","1,000","0.004","2"
"1","1","p","h","void march_step<ExtendedMarch, (Step)8>(x)","1","7","(256)","(2)","0","9.0","7.5","600","0","0"
""".replace("\\\n", "")


def test_launches_are_read_after_the_lines_of_the_program():
    (found,) = report.read_profile("bench", TEXT, worlds=64)
    assert [launch["step"] for launch in found["launches"]] == ["sourcing", "production"]
    assert [launch["seconds"] for launch in found["launches"]] == pytest.approx([12.5e-6, 7.5e-6])
    assert found["instructions_a_link_and_32_worlds"] == 32 * 1600 / (10 * 64)
    assert found["dram_bytes_a_link_step"] == 6000 / (10 * 64)


def test_text_without_a_table_says_nothing():
    assert report.read_profile("bench", TEXT.split('"ID"')[0], worlds=64) == []
