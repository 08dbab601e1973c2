"""The program on a CUDA device: bench, check, run, and devices that cannot.

Needs a device. What happens beside devices that fail is seen under the CUDA
emulator only, which can make any call fail (CHOKEPOINT_CUDA_EMULATOR names
its folder).
"""

import os
import pathlib
import re
import subprocess

import h5py
import numpy as np
import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
SOURCE = pathlib.Path(os.environ["CHOKEPOINT_SOURCE_DIR"])
TEACHING = str(SOURCE / "configs/teaching.toml")
EMULATED = "CHOKEPOINT_CUDA_EMULATOR" in os.environ
NO_IMAGE = "no kernel image is available"

needs_emulator = pytest.mark.skipif(
    not EMULATED, reason="failures are injected under the CUDA emulator only")


def chokepoint(folder, *arguments, **emulator):
    """Run the program; settings of the emulator by name, as devices=2."""
    settings = {"EMU_" + name.upper(): str(value)
                for name, value in {"sms": 2, **emulator}.items()}
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder,
                          text=True, capture_output=True, check=False,
                          env={**os.environ, **settings})


@pytest.fixture(scope="module", autouse=True)
def fixture_device():
    told = chokepoint(".", "info").stdout
    if "cpu, cuda" not in told:
        pytest.skip("no CUDA device here: " + told.splitlines()[2].strip())


def small(folder, backend, name, *more, **emulator):
    """A short run of the teaching campaign."""
    return chokepoint(folder, "run", TEACHING, "-o", name, "--backend",
                      backend, "--scenarios", 200, "--set",
                      "campaign.weeks=12", "--set", "metrics.horizons=[12]",
                      "--set", "campaign.chunk=70", *more, **emulator)


def datasets(path):
    """All numbers of a results file by path."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update(
            {name: item[...]} if isinstance(item, h5py.Dataset) else {}))
    return found


def test_bench_measures_on_the_device(tmp_path):
    ended = chokepoint(tmp_path, "bench", "--links", 200, "--weeks", 4,
                       "--repeats", 1, "--seconds", 0.01, "--network",
                       SOURCE / "configs/networks/teaching")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("cuda (")
    assert len(re.findall(r"[1-9]\.\d\de\+\d\d", ended.stdout)) == 2 * 3


def test_check_tells_what_the_device_will_hold(tmp_path):
    ended = chokepoint(tmp_path, "check", TEACHING)
    assert ended.returncode == 0
    tiles, size = re.search(
        r"engine cuda .*\n  ([\d,]+) tiles of 64 worlds, .*: (\S+) .B on the "
        "device", ended.stdout).groups()
    assert int(tiles.replace(",", "")) > 0
    assert float(size) > 0


def test_a_run_has_the_numbers_of_the_cpu(tmp_path):
    for backend in ("cpu", "cuda"):
        assert small(tmp_path, backend, backend + ".h5").returncode == 0
    cpu = datasets(tmp_path / "cpu.h5")
    cuda = datasets(tmp_path / "cuda.h5")
    assert len(cpu) > 30 and cpu.keys() == cuda.keys()
    for name, values in cpu.items():
        np.testing.assert_array_equal(values, cuda[name], name)
    assert cpu["losses/value_added"].max() > 0


@needs_emulator
@pytest.mark.parametrize("call", [
    "cudaFuncGetAttributes", "cudaMemGetInfo",
    "cudaDeviceGetAttribute"])
def test_auto_falls_back_on_the_cpu_if_no_device_can_march(tmp_path, call):
    ended = small(tmp_path, "auto", "fallen.h5", fail=call + ":1:209")
    assert ended.returncode == 0
    assert re.search("CUDA is not used: CUDA device 0 .*cannot march this "
                     f"model: .*{NO_IMAGE}", ended.stderr)
    with h5py.File(tmp_path / "fallen.h5") as file:
        assert file.attrs["backend"] in ("cpu", b"cpu")


@needs_emulator
def test_auto_falls_back_on_the_cpu_if_no_tile_fits(tmp_path):
    ended = small(tmp_path, "auto", "fallen.h5", memory="8K")
    assert ended.returncode == 0
    assert re.search("CUDA is not used: .*one tile of 64 worlds needs .* bytes"
                     ", 8192 are free", ended.stderr)


@needs_emulator
def test_cuda_does_not_fall_back(tmp_path):
    ended = small(tmp_path, "cuda", "none.h5",
                  fail="cudaFuncGetAttributes:1:209")
    assert ended.returncode == 1
    assert re.search("error: CUDA device 0 .*cannot march this model: "
                     f".*{NO_IMAGE}", ended.stderr)
    assert not list(tmp_path.iterdir())


@needs_emulator
def test_a_device_that_cannot_march_is_left_out_with_a_notice(tmp_path):
    ended = small(tmp_path, "auto", "one.h5", devices=2,
                  fail="cudaFuncGetAttributes:2:209")
    assert ended.returncode == 0
    assert re.search("left out: CUDA device 1 .*cannot march this model: "
                     f".*{NO_IMAGE}", ended.stderr)
    with h5py.File(tmp_path / "one.h5") as file:
        assert file.attrs["backend"] in ("cuda", b"cuda")


@needs_emulator
@pytest.mark.parametrize("backend", ["auto", "cuda"])
def test_a_device_that_is_named_and_cannot_march_is_an_error(
        tmp_path, backend):
    ended = small(tmp_path, backend, "none.h5", "--devices", "0,1", devices=2,
                  fail="cudaFuncGetAttributes:2:209")
    assert ended.returncode == 1
    assert re.search("error: CUDA device 1 .*cannot march this model: "
                     f".*{NO_IMAGE}.*--devices", ended.stderr)
    assert not list(tmp_path.iterdir())


def test_verified_chunks_are_kept_as_they_are(tmp_path):
    for name, more in (("plain.h5", []), ("verified.h5", ["--verify", 2])):
        ended = small(tmp_path, "cuda", name, *more)
        assert ended.returncode == 0, ended.stderr
    plain, verified = (datasets(tmp_path / name)
                       for name in ("plain.h5", "verified.h5"))
    assert plain.keys() == verified.keys()
    assert all(np.array_equal(plain[k], verified[k], equal_nan=plain[k].dtype.kind == "f")
               for k in plain)


def test_verify_without_a_device_is_a_mistake(tmp_path):
    ended = small(tmp_path, "cpu", "none.h5", "--verify", 1)
    assert ended.returncode == 2
    assert ended.stderr.count("--verify") == 1
    assert not list(tmp_path.iterdir())


def test_a_world_of_the_device_is_replayed_to_the_bit(tmp_path):
    assert small(tmp_path, "cuda", "run.h5").returncode == 0
    ended = chokepoint(tmp_path, "replay", "run.h5", "--package", "none",
                       "--scenario", 150, "-o", "world.h5")
    assert ended.returncode == 0, ended.stderr
