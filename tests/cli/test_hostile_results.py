"""Results files from strangers: one clear error, nothing outside is followed.

Each file is a true one with one thing changed. No command may crash, hang,
read beyond the file, or take it for sound.
"""

import os
import pathlib
import random
import shutil
import subprocess

import h5py
import numpy as np
import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
SOURCE = pathlib.Path(os.environ["CHOKEPOINT_SOURCE_DIR"])
COMMANDS = (["report"], ["compare", "--packages", "none,ore-ban"], ["rank"],
            ["replay", "--scenario", "0"])


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "sound.h5"
    subprocess.run([PROGRAM, "run", SOURCE / "configs/teaching.toml", "-o",
                    path, "--scenarios", "50", "--backend", "cpu", "--quiet"],
                   check=True)
    return path


def told(path, command, folder):
    return subprocess.run([PROGRAM, command[0], path, *command[1:]],
                          cwd=folder, text=True, capture_output=True,
                          check=False, timeout=60)


def replace(file, name, **how):
    """A dataset in place of the one that has this name."""
    del file[name]
    file.create_dataset(name, **how)


def attribute(name, value):
    def change(file, folder):
        del file.attrs[name]
        file.attrs[name] = value
    return change


def dataset(name, **how):
    return lambda file, folder: replace(file, name, **how)


def external_link(file, folder):
    """To a pipe: whoever opens it waits for ever."""
    os.mkfifo(folder / "pipe.h5")
    del file["losses"]
    file["losses"] = h5py.ExternalLink("pipe.h5", "/losses")


def soft_link(file, folder):
    del file["losses/final_demand"]
    file["losses/final_demand"] = h5py.SoftLink("/losses/value_added")


def stored_outside(file, folder):
    (folder / "secret").write_bytes(bytes(4096))
    replace(file, "horizon", shape=(1,), dtype="i4",
            external=[("secret", 0, 4)])


def virtual(file, folder):
    layout = h5py.VirtualLayout(shape=(1,), dtype="i4")
    layout[:] = h5py.VirtualSource("elsewhere.h5", "horizon", shape=(1,))
    del file["horizon"]
    file.create_virtual_dataset("horizon", layout)


def fewer_countries(file, folder):
    names = file["country"][:]
    replace(file, "country", data=names[:-1])
    file["country"].make_scale("country")


def deep(file, folder):
    file.create_group("a/b/c/d/e/f")


HOSTILE = {
    "filetype is a list": attribute("filetype", ["a"] * 1000),
    "filetype is a number": attribute("filetype", 7),
    "seed is a list": attribute("seed", np.zeros(4096, "u8")),
    "seed is a text": attribute("seed", "seven"),
    "weeks is a list": attribute("weeks", np.zeros(64, "u8")),
    "campaign is a list": attribute("campaign", ["a"] * 100),
    "no backend": lambda file, folder: file.attrs.__delitem__("backend"),
    "no worlds": attribute("scenarios", np.uint64(0)),
    "no package": dataset("package", data=np.zeros(0, "S8")),
    "no country": dataset("country", data=np.zeros(0, "S3")),
    "no horizon": dataset("horizon", data=np.zeros(0, "i4")),
    "horizon of two axes": dataset("horizon", data=np.ones((2, 2), "i4")),
    "horizon of no axis": dataset("horizon", data=np.int32(52)),
    "horizon is a text": dataset("horizon", data=np.array([b"52"])),
    "package has texts of any length": dataset(
        "package", data=["none"] * 2, dtype=h5py.string_dtype()),
    "package is larger than the memory": dataset(
        "package", shape=(1 << 40,), dtype="S8", chunks=(1024,)),
    "losses larger than the memory": dataset(
        "losses/value_added", shape=(2, 1 << 50, 2, 1), dtype="f4",
        chunks=(1, 64, 2, 1)),
    "pieces larger than the memory": dataset(
        "losses/value_added", shape=(2, 1 << 33, 2, 1), dtype="f4",
        chunks=(1, 1 << 29, 1, 1)),
    "losses are records": dataset(
        "losses/value_added", shape=(2, 50, 2, 1), dtype=[("a", "f4")]),
    "fewer countries than losses": fewer_countries,
    "link to another file": external_link,
    "link to another place": soft_link,
    "stored outside": stored_outside,
    "virtual": virtual,
    "too deep": deep,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_one_clear_error(sound, tmp_path, kind):
    path = tmp_path / "hostile.h5"
    shutil.copy(sound, path)
    with h5py.File(path, "r+") as file:
        HOSTILE[kind](file, tmp_path)
    for command in COMMANDS:
        ended = told(path, command, tmp_path)
        assert ended.returncode == 2, (command, ended)
        assert ended.stderr.count("\n") == 1, ended.stderr
        assert str(path) in ended.stderr
    assert not list(tmp_path.glob("*-0*")), "nothing is replayed"


def test_a_flipped_bit_is_one_clear_error_before_hdf5_follows_it(sound, tmp_path):
    # Inside HDF5's own structures such a bit crashed the library or let it read something else.
    path = tmp_path / "flipped.h5"
    whole = sound.read_bytes()
    dice = random.Random(14)
    for _ in range(40):
        place = dice.randrange(len(whole))
        bytes_ = bytearray(whole)
        bytes_[place] ^= 1 << dice.randrange(8)
        path.write_bytes(bytes_)
        command = dice.choice(list(COMMANDS))
        ended = told(path, command, tmp_path)
        if b" sealed crc32 " not in bytes_[-96:]:
            continue  # what it sealed is whole
        assert ended.returncode == 2, (place, command, ended)
        assert "damaged" in ended.stderr and ended.stderr.count("\n") == 1, ended.stderr


def test_a_file_that_somebody_added_to_is_taken(sound, tmp_path):
    path = tmp_path / "added.h5"
    shutil.copy(sound, path)
    with h5py.File(path, "r+") as file:
        file["ours"] = list(range(1000))
    for command in COMMANDS:
        ended = told(path, command, tmp_path)
        assert ended.returncode == 0, (command, ended)


def test_the_sound_file_is_taken(sound, tmp_path):
    for command in COMMANDS:
        ended = told(sound, command, tmp_path)
        assert ended.returncode == 0, (command, ended)

