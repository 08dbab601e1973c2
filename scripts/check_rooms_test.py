#!/usr/bin/env python3
"""Plant a breach of each rule of check_rooms.py and see that it is found.

    scripts/check_rooms_test.py
"""

import unittest

import check_rooms
from planted_breaches import PlantedBreaches

# A small house that keeps every rule, with words that look like breaches.
CLEAN = {
    "kernels/week/week.cuh": """\
/// Draws new events, then prints nothing: "throw" is only a word here.
#pragma once
#include <Random123/philox.h>
#include <cstdint>

#include "kernels/portable/platform.cuh"
static constexpr std::uint32_t weeks = 0;
CHOKEPOINT_HD float of(Pack p) { return p.max(log_table[1]); }  // new
/* std::vector, threadIdx */
""",
    "kernels/portable/platform.cuh": "#pragma once\n",
    "kernels/portable/pack.cuh": "#include <immintrin.h>\n__m512 a = _mm512_set1_ps(1);\n",
    "kernels/engine/engine_cpu.cpp": '#include <thread>\n\n#include "kernels/week/week.cuh"\n',
    "kernels/engine/engine_cuda.cu": "#include <cuda_runtime.h>\n__global__ void f();\n",
    "kernels/engine/cuda_resources.cuh": "#include <cuda_runtime.h>\n#include <string>\n",
    "kernels/engine/engine_cuda_device.cuh": "#include <cuda_runtime.h>\n",
    "host/network/tables/rows.cpp": '#include <csv.h>\n#include <fstream>\n'
                                    '#include "host/network/nodes.hpp"\n',
    "host/network/tables/rows.hpp": "#pragma once\n",
    "host/network/nodes.hpp": "#pragma once\n",
    "host/campaign/toml/load.cpp": '#include <toml++/toml.h>\n'
                                   '#include "host/network/nodes.hpp"\n',
    "host/campaign/toml/load.hpp": "#pragma once\n",
    "host/statistics/risk.cpp": "#include <thrust/sort.h>\n",
    "host/statistics/risk.hpp": "#pragma once\n",
    "host/storage/hdf5/file.cpp": '#include <hdf5.h>\n#include "kernels/engine/engine.hpp"\n',
    "host/storage/hdf5/file.hpp": "#pragma once\n",
    "host/study/plan/study.cpp": '#include "host/storage/hdf5/file.hpp"\n',
    "host/study/plan/study.hpp": "#pragma once\n",
    "host/cli/main.cpp": '#include <CLI/CLI.hpp>\n'
                         '#include "host/study/plan/study.hpp"\n',
    "host/cli/terminal/terminal.cpp": '#include <cstdio>\nFILE* out = stdout;\n',
    "host/cli/terminal/terminal.hpp": "#pragma once\n",
    "scripts/run.sh": "true\n" * 400,
    "tests/long_test.cpp": "// Over 400 lines: one table of cases.\n" * 401,
}

# (file, line to append, part of the reason)
BREACHES = [
    ("kernels/week/week.cuh", "float* p = new float[3];", "allocate"),
    ("kernels/week/week.cuh", "void* p = malloc(3);", "allocate"),
    ("kernels/week/week.cuh", "throw 1;", "throw"),
    ("kernels/week/week.cuh", 'printf("%d", 1);', "print"),
    ("kernels/week/week.cuh", "std::vector<float> v;", "std::"),
    ("kernels/week/week.cuh", "std::string s;", "std::"),
    ("kernels/week/week.cuh", "float x = expf(1.0f);", "libm"),
    ("kernels/week/week.cuh", "float x = std::log(2.0f);", "libm"),
    ("kernels/week/week.cuh", "float x = ::pow(2.0, 2.0);", "libm"),
    ("kernels/week/week.cuh", "atomicAdd(p, 1);", "atomics"),
    ("kernels/week/week.cuh", "__atomic_fetch_add(p, 1, 0);", "atomics"),
    ("kernels/week/week.cuh", "int i = threadIdx.x;", "threads or blocks"),
    ("kernels/week/week.cuh", "__syncthreads();", "threads or blocks"),
    ("kernels/week/week.cuh", "__shared__ float s[3];", "device memory"),
    ("kernels/week/week.cuh", "cudaMalloc(&p, 3);", "device memory"),
    ("kernels/week/week.cuh", "static float total = 0.0f;", "globals"),
    ("kernels/week/week.cuh", '#include "host/network/check.hpp"', "may not include"),
    ("kernels/week/week.cuh", '#include "kernels/engine/engine.hpp"', "may not include"),
    ("kernels/week/week.cuh", '#include "kernels/engine/cuda_resources.cuh"',
     "may not include"),
    ("kernels/week/week.cuh", '#include "kernels/engine/engine_cuda_device.cuh"',
     "may not include"),
    ("kernels/week/week.cuh", "#include <vector>", "may not include"),
    ("kernels/week/week.cuh", "#include <cuda_runtime.h>", "CUDA"),
    ("kernels/week/week.cuh", "#include <thrust/sort.h>", "Thrust"),
    ("kernels/week/week.cuh", '#include "platform.cuh"', "full path"),
    ("kernels/week/week.cuh", "#include <immintrin.h>", "may not include"),
    ("kernels/week/week.cuh", "__m256 a;", "vector instructions"),
    ("kernels/engine/engine_cpu.cpp", "_mm_pause();", "vector instructions"),
    ("kernels/engine/engine_cpu.cpp", '#include "host/network/check.hpp"',
     "may not include"),
    ("kernels/engine/engine_cpu.cpp", "std::ifstream in;", "read files"),
    ("kernels/engine/engine_cuda.cu", 'fprintf(stderr, "no");', "terminal"),
    ("host/network/tables/rows.cpp", "std::cout << 1;", "terminal"),
    ("host/network/tables/rows.cpp", "#include <hdf5.h>", "HDF5"),
    ("host/network/tables/rows.cpp", '#include "host/campaign/load.hpp"',
     "may not include"),
    ("host/network/tables/rows.cpp", '#include "kernels/week/week.cuh"',
     "may not include"),
    ("host/network/tables/rows.cpp", "#include <Eigen/Dense>", "Eigen"),
    ("host/campaign/toml/load.cpp", '#include "host/study/plan/study.hpp"',
     "may not include"),
    ("host/campaign/toml/load.cpp", "#include <csv.h>", "libcsv"),
    ("host/campaign/toml/load.cpp", "#include <CLI/CLI.hpp>", "CLI11"),
    ("host/campaign/toml/load.cpp", "cudaMalloc(&p, 3);", "CUDA"),
    ("host/statistics/risk.cpp", "std::ofstream out;", "files"),
    ("host/statistics/risk.cpp", '#include "host/storage/file.hpp"',
     "may not include"),
    ("host/statistics/risk.cpp", '#include "kernels/engine/worker_team.hpp"',
     "may not include"),
    ("host/statistics/risk.cpp", "fmt::print(\"x\");", "terminal"),
    ("host/storage/hdf5/file.cpp", "#include <thrust/sort.h>", "Thrust"),
    ("host/storage/hdf5/file.cpp", '#include "host/statistics/risk.hpp"',
     "may not include"),
    ("host/study/plan/study.cpp", "#include <hdf5.h>", "HDF5"),
    ("host/study/plan/study.cpp", "#include <toml++/toml.h>", "toml++"),
    ("host/study/plan/study.cpp", "#include <openssl/evp.h>", "OpenSSL"),
    ("host/cli/main.cpp", "#include <utf8.h>", "utfcpp"),
    ("host/statistics/risk.cpp", "#include <boost/math/distributions/normal.hpp>", "Boost"),
    ("host/study/plan/study.cpp", "#include <nlohmann/json.hpp>", "nlohmann"),
    ("host/study/plan/study.cpp", '#include "host/cli/report.hpp"',
     "may not include"),
    ("host/study/plan/study.cpp", "std::cerr << 1;", "terminal"),
    ("host/cli/main.cpp", "#include <cuda_runtime.h>", "CUDA"),
    ("host/cli/main.cpp", 'fmt::print("x");', "write through"),
    ("host/cli/main.cpp", "std::fflush(stderr);", "write through"),
    ("host/cli/main.cpp", '#include "kernels/week/week.cuh"', "may not include"),
    ("scripts/run.sh", "true", "401 lines"),
]


class Rooms(PlantedBreaches, unittest.TestCase):
    check = staticmethod(check_rooms.check)
    clean = CLEAN
    breaches = BREACHES

    def line_of(self, name, reason):
        return 1 if "lines" in reason else super().line_of(name, reason)

    def test_a_house_that_keeps_the_rules_has_no_breach(self):
        breaches, files = check_rooms.check(self.root)
        self.assertEqual(breaches, [])
        self.assertEqual(files, len(CLEAN))

    def test_an_arrow_up_between_floors_is_found(self):
        for name, header, reason in (
                ("kernels/views/view.cuh", "kernels/week/week.cuh", "above"),
                ("host/campaign/spec/spec.hpp", "host/campaign/toml/load.hpp",
                 "above"),
                ("host/network/nodes.hpp", "host/network/tables/rows.hpp",
                 "above"),
                ("host/study/attic/old.hpp", "host/study/plan/study.hpp",
                 "no floor")):
            with self.subTest(file=name):
                text = CLEAN.get(name, "#pragma once\n")
                self.write(name, text + f'#include "{header}"\n')
                breaches = self.found()
                (self.root / name).unlink()
                if name in CLEAN:
                    self.write(name, CLEAN[name])
                self.assertEqual(len(breaches), 1, breaches)
                self.assertIn(reason, breaches[0])

    def test_a_source_without_a_header_of_its_own_is_found(self):
        self.write("host/statistics/alone.cpp", "int i;\n")
        breaches = self.found()
        self.assertEqual(breaches, ["host/statistics/alone.cpp:1: has no "
                                    "header of its own"])

    def test_a_folder_of_more_than_thirty_files_is_found(self):
        for i in range(31):
            self.write(f"tests/crowd/test_{i}.cpp", "int i;\n")
        breaches = self.found()
        self.assertEqual(len(breaches), 1)
        self.assertIn("31 files in tests/crowd", breaches[0])

    def test_a_file_of_host_outside_the_rooms_is_found(self):
        self.write("host/attic/old.hpp", "int i;\n")
        self.write("host/loose.hpp", "int i;\n")
        breaches = self.found()
        self.assertEqual(len(breaches), 2)

    def test_a_long_file_with_an_empty_reason_is_found(self):
        self.write("tests/long_test.cpp", "// Over 400 lines:\n" * 401)
        breaches = self.found()
        self.assertEqual(len(breaches), 1)

    def test_a_comment_of_several_lines_keeps_the_line_numbers(self):
        self.write("kernels/week/week.cuh", "/* a\n b\n*/ throw 1;\n")
        breaches = self.found()
        self.assertEqual(len(breaches), 1)
        self.assertTrue(breaches[0].startswith("kernels/week/week.cuh:3: "))


if __name__ == "__main__":
    unittest.main()
