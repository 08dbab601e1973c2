"""Standard streams that are full, closed or gone, and the program's exit code.

Output that cannot be written is a failure. What is said on standard error is
not: it is lost, and the exit code still tells how the program ended.
"""

import os
import pathlib
import pty
import signal
import subprocess
import time

import pytest

PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
SOURCE = pathlib.Path(os.environ["CHOKEPOINT_SOURCE_DIR"])
CANNOT = "chokepoint: error: cannot write to standard output ({})\n"


@pytest.fixture(name="folder", scope="module")
def fixture_folder(tmp_path_factory):
    """A folder with a small campaign and its results."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "case.toml").write_text(
        '[campaign]\n'
        f'network = "{SOURCE}/configs/networks/teaching"\n'
        "scenarios = 300\nweeks = 40\nchunk = 100\n"
        '[[family]]\nname = "accidents"\ntype = "plant_accident"\n'
        "rate = 0.5\n[metrics]\nhorizons = [40]\n", encoding="utf-8")
    subprocess.run([PROGRAM, "run", "case.toml", "-o", "done.h5", "--quiet"],
                   cwd=folder, check=True)
    return folder


def shell(folder, line):
    """Run a line of bash, in which $CP is the program."""
    return subprocess.run(["bash", "-c", line], cwd=folder, text=True,
                          capture_output=True, check=False,
                          env={**os.environ, "CP": PROGRAM})


COMMANDS = ["--help", "--version", "run --help", "info", "report done.h5",
            "rank done.h5", "check case.toml", "check case.toml --effective",
            "network check " + str(SOURCE / "configs/networks/teaching"),
            "network dependence " + str(SOURCE / "configs/networks/teaching")]


@pytest.mark.parametrize("command", COMMANDS)
def test_output_that_does_not_fit_on_the_disk_is_a_failure(folder, command):
    ended = shell(folder, f"$CP {command} >/dev/full")
    assert ended.returncode == 1
    assert ended.stderr == CANNOT.format("No space left on device")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_a_failure(folder, command):
    ended = shell(folder, f"$CP {command} >&-")
    assert ended.returncode == 1
    assert ended.stderr == CANNOT.format("Bad file descriptor")


def without_a_reader(folder, *arguments, default_signal):
    """Run the program, its standard output a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        # Python ignores SIGPIPE, and children inherit that.
        return subprocess.run([PROGRAM, *arguments], cwd=folder, text=True,
                              stdout=writing, stderr=subprocess.PIPE,
                              restore_signals=default_signal, check=False)
    finally:
        os.close(writing)


@pytest.mark.parametrize("command", ["--help", "report done.h5 --all"])
def test_a_reader_that_goes_away_ends_the_program_without_a_word(
        folder, command):
    ended = without_a_reader(folder, *command.split(), default_signal=True)
    assert (ended.returncode, ended.stderr) == (-signal.SIGPIPE, "")


def test_a_reader_that_goes_away_is_an_error_if_the_signal_is_ignored(folder):
    ended = without_a_reader(folder, "info", default_signal=False)
    assert ended.returncode == 1
    assert ended.stderr == CANNOT.format("Broken pipe")


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-",
                                   "2> >(exec true)", "0<&- 2>&-"])
def test_a_run_does_not_need_standard_error(folder, where):
    ended = shell(folder, "rm -f out.h5; $CP run case.toml -o out.h5 " + where)
    assert ended.returncode == 0
    assert "Package 'none'" in ended.stdout
    assert (folder / "out.h5").exists()


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-", "0<&- 1>&- 2>&-"])
def test_the_exit_code_tells_of_an_error_that_nobody_can_read(folder, where):
    assert shell(folder, "$CP report nothing.h5 " + where).returncode == 2
    assert shell(folder, "$CP no-such-command " + where).returncode == 2


def test_no_file_takes_the_place_of_a_closed_stream(folder):
    ended = shell(folder, "rm -f out.h5; $CP run case.toml -o out.h5 --quiet "
                          "0<&- 1>&- 2>&-; echo $?; $CP report out.h5")
    assert ended.stdout.startswith("0\n")
    assert "Package 'none'" in ended.stdout
    # With something to say, and nowhere to say it.
    ended = shell(folder, "rm -f out.h5; $CP run case.toml -o out.h5 "
                          "0<&- 1>&- 2>&-; echo $?; $CP report out.h5")
    assert ended.stdout.startswith("1\n")
    assert "Package 'none'" in ended.stdout


@pytest.mark.parametrize("command", [
    "run case.toml -o big.h5", "replay done.h5 --scenario 1 -o big.h5",
    "report done.h5 >big.txt"])
def test_a_file_that_may_grow_no_more_is_a_failure_in_one_line(folder,
                                                               command):
    ended = shell(folder, "rm -rf big*; ulimit -f 1; exec $CP " + command)
    assert ended.returncode == 1
    assert "(File too large)" in ended.stderr.splitlines()[-1]
    assert not (folder / "big.h5.lock").exists()
    assert not (folder / "big.h5").exists()


def start_on_a_terminal(folder, ignored=()):
    """Start a run too long to end by itself; its terminal and process."""
    terminal, other = pty.openpty()

    def prepare():
        os.setsid()
        # A caller in the background ignores some: they are inherited.
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
            signal.signal(number, signal.SIG_DFL)
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)

    process = subprocess.Popen(  # pylint: disable=consider-using-with
        [PROGRAM, "run", "case.toml", "-o", "long.h5", "--backend", "cpu",
         "--scenarios", "50000000", "--threads", "1", "--set",
         "campaign.chunk=2000"],
        cwd=folder, stdin=other, stdout=other, stderr=other,
        preexec_fn=prepare)  # pylint: disable=subprocess-popen-preexec-fn
    os.close(other)
    shown = b""
    while b"chunk 2 of" not in shown:
        shown += os.read(terminal, 4096)
    return terminal, process


def clean_up(folder, process):
    process.kill()
    process.wait()
    subprocess.run(["rm", "-rf", *folder.glob("long.h5*")], check=True)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM,
                                    signal.SIGUSR1, signal.SIGXCPU])
def test_a_run_whose_terminal_goes_keeps_its_finished_chunks(folder, number):
    terminal, process = start_on_a_terminal(folder)
    try:
        os.close(terminal)
        process.send_signal(number)
        if number == signal.SIGHUP:
            # Shells say it again; that is no wish to stop at once.
            process.send_signal(number)
        assert process.wait(60) == 130
        assert list(folder.glob("long.h5*/*"))
        assert not (folder / "long.h5").exists()
    finally:
        clean_up(folder, process)


def test_a_run_that_ignores_the_end_of_its_terminal_goes_on(folder):
    terminal, process = start_on_a_terminal(folder, [signal.SIGHUP])
    try:
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert process.poll() is None
    finally:
        clean_up(folder, process)
