"""What `cmake --install` puts into an empty prefix works there, with nothing of the sources."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from validation.networks import missing_nodes  # noqa: E402

BUILD = pathlib.Path(os.environ.get("CHOKEPOINT_PROGRAM", ROOT / "build/release/chokepoint")).parent
COMMANDS = {"run", "sweep", "merge", "check", "replay", "report", "compare", "rank", "criticality", "bench", "network",
            "schema", "info"}


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("prefix")
    subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, capture_output=True)
    return prefix


@pytest.fixture
def call(prefix, tmp_path):
    def run(*words, code=0):
        done = subprocess.run(
            [prefix / "bin/chokepoint", *map(str, words)], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


def complete(prefix, line):
    """What bash offers for the last word of a line."""
    script = prefix / "share/bash-completion/completions/chokepoint"
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    code = f"""source '{script}'
        COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}
        _chokepoint || :; echo "${{COMPREPLY[*]}}"; complete -p chokepoint"""
    done = subprocess.run(["bash", "-euc", code], capture_output=True, text=True, check=True)
    offered, registered = done.stdout.splitlines()
    assert "-o default" in registered  # names of files where nothing else fits
    return set(offered.split())


def test_an_installed_campaign_is_checked_run_reported_and_drawn(prefix, call, tmp_path):
    campaign = prefix / "share/chokepoint/configs/teaching.toml"
    assert "worlds x" in call("check", campaign)
    call("run", campaign, "--scenarios", 200, "-o", "t.h5")
    assert "expected" in call("report", "t.h5").lower()
    script = prefix / "share/chokepoint/scripts/plot_results.py"
    for module in ("h5py", "matplotlib"):
        pytest.importorskip(module)
    subprocess.run([sys.executable, script, "t.h5", "-o", "plots"], cwd=tmp_path, check=True)
    assert list((tmp_path / "plots").glob("*.png"))


def test_every_installed_campaign_finds_its_network(prefix, call):
    campaigns = sorted((prefix / "share/chokepoint/configs").rglob("*.toml"))
    assert len(campaigns) > 30
    network = prefix / "share/chokepoint/configs/networks/chips-and-minerals"
    for campaign in campaigns:
        if not missing_nodes(campaign, network):  # an episode may wait for a node
            call("check", campaign, "--effective")


def test_bench_and_info_find_what_was_installed(prefix, call):
    configs = prefix / "share/chokepoint/configs"
    assert f"campaigns  {configs}\n" in call("info")
    words = ["bench", "--links", 700, "--repeats", 1, "--seconds", 0.01, "--threads", 1, "--weeks", 2]
    assert f"{configs}/networks/chips-and-minerals" in call(*words)


def test_validation_finds_the_installed_program(prefix, tmp_path):
    for module in ("h5py", "numpy"):
        pytest.importorskip(module)
    script = prefix / "share/chokepoint/scripts/validate.py"
    done = subprocess.run([sys.executable, "-B", script, "--only", "V9"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "V9" in done.stdout


def test_nothing_is_installed_that_only_the_build_or_the_tests_need(prefix):
    files = [path.relative_to(prefix).as_posix() for path in prefix.rglob("*") if path.is_file()]
    for unwanted in ("/sources/", "__pycache__", "setup.sh", "build_network.py", "check_rooms", ".a", "test"):
        assert not [f for f in files if unwanted in f and not f.startswith("share/chokepoint/configs/n")], unwanted
    for wanted in ("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "SECURITY.md", "outputs/README.md"):
        assert f"share/doc/chokepoint/{wanted}" in files
    assert "share/chokepoint/configs/networks/chips-and-minerals/NOTICE" in files


def test_manual_page_tells_every_option_and_is_well_formed(prefix, call):
    page = prefix / "share/man/man1/chokepoint.1"
    text = page.read_text(encoding="utf-8").replace("\\-", "-").replace("\\e", "\\")
    for path in ([], ["run"], ["compare"], ["network", "generate"]):
        for name in re.findall(r"--[a-z-]+", call(*path, "--help")):
            assert name in text, (path, name)
    for heading in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "FILES", "EXAMPLES"):
        assert f"\n.SH {heading}\n" in text
    assert call("--version").split()[1] in text.splitlines()[0]
    if not shutil.which("groff"):
        pytest.skip("groff is not there to read the page")
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", page], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""


def test_bash_completes_commands_options_and_values(prefix, call):
    assert complete(prefix, "chokepoint ") == COMMANDS
    assert complete(prefix, "chokepoint re") == {"replay", "report"}
    assert complete(prefix, "chokepoint network ") == {"check", "dependence", "generate", "list"}
    assert complete(prefix, "chokepoint network check --") == {"--help"}
    assert complete(prefix, "chokepoint run --back") == {"--backend"}
    assert complete(prefix, "chokepoint run x.toml --backend c") == {"cuda", "cpu"}
    assert complete(prefix, "chokepoint run x.toml --backend = c") == {"cuda", "cpu"}
    # Files: of a campaign, and as the value of an option.
    assert complete(prefix, "chokepoint run ") == set()
    assert complete(prefix, "chokepoint report --country ") == set()
    for command in COMMANDS:
        words = [command, "generate"] if command == "network" else [command]
        known = set(re.findall(r"--[a-z-]+", call(*words, "--help").split("Options:")[1]))
        assert complete(prefix, f"chokepoint {' '.join(words)} --") <= known | {"--help"}


@pytest.mark.parametrize(
    "shell, file",
    [("zsh", "zsh/site-functions/_chokepoint"), ("fish", "fish/vendor_completions.d/chokepoint.fish")],
)
def test_the_other_shells_understand_their_completions(prefix, shell, file):
    text = (prefix / "share" / file).read_text(encoding="utf-8")
    assert all(command in text for command in COMMANDS)
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not there to read its completions")
    subprocess.run([shell, "-n", prefix / "share" / file], check=True)


def test_there_is_one_version(call):
    version = call("--version").split()[1]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in citation
