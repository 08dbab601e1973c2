"""Plots show what is in the files, and say what is wrong with a file."""

import os
import pathlib
import subprocess
import sys

import pytest

h5py = pytest.importorskip("h5py")
pytest.importorskip("matplotlib")
np = pytest.importorskip("numpy")

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "plot_results.py"
sys.path.insert(0, str(SCRIPT.parent))

import plot_course  # noqa: E402
import plot_results  # noqa: E402

PACKAGES = ["none", "export ban", "coalition"]
COUNTRIES = ["TWN", "Côte d'Ivoire", "USA", "safe"]
PERIODS = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000]


def estimate(values):
    """Values with bounds a tenth below and above."""
    values = np.asarray(values, dtype=float)
    return np.stack([values, 0.9 * values, 1.1 * values], axis=-1)


def write_results(path, scale=1.0):
    """A results file as outputs/README.md says, with easy numbers."""
    package = np.arange(1, 4)[:, None, None, None]
    country = np.array([3, 1, 2, 0])[None, :, None, None]
    horizon = np.array([1, 2])[None, None, :, None]
    loss = scale * package * country * horizon
    with h5py.File(path, "w") as file:
        file.attrs["filetype"] = "chokepoint-results"
        file.attrs["format_version"] = "1.0"
        file.attrs["scenarios"] = 2000
        utf8 = h5py.string_dtype("utf-8", 32)
        file["package"] = np.array([p.encode() for p in PACKAGES], dtype=utf8)
        file["country"] = np.array([c.encode() for c in COUNTRIES], dtype=utf8)
        file["horizon"] = [52, 104]
        file["level"] = [0.95, 0.99, 0.995]
        file["return_period"] = np.array(PERIODS, dtype=float)
        curve = loss * np.log10(PERIODS)
        file["summary/exceedance/aggregate"] = estimate(curve)
        file["summary/exceedance/world"] = estimate(curve.sum(axis=1))
        file["summary/risk/mean"] = estimate(loss[..., 0])
        file["summary/risk/value_at_risk"] = estimate(loss * [2, 3, 4])


def write_trace(path, weeks=20, events=3):
    with h5py.File(path, "w") as file:
        file.attrs["filetype"] = "chokepoint-trace"
        file.attrs["format_version"] = "1.0"
        file.attrs["scenario"] = 7
        file.attrs["package"] = "none"
        utf8 = h5py.string_dtype("utf-8", 32)
        file["country"] = np.array([c.encode() for c in COUNTRIES], dtype=utf8)
        file["family"] = np.array([b"NAT", b"CYB"], dtype=utf8)
        file["entity"] = np.array([b"TWN", b"USA"], dtype=utf8)
        file["week"] = np.arange(weeks)
        output = np.ones((weeks, 4))
        output[5:12, 0] = 0.6
        output[8:10, 2] = 0.9
        file["weeks/national_output"] = output
        file["weeks/regime"] = np.minimum(np.arange(weeks) // 6, 3)
        if events:
            number = np.arange(events)
            file["events/family"] = number % 2
            file["events/entity"] = number % 2
            file["events/start"] = 5 + number
            file["events/hold"] = np.full(events, 3.0)
            file["events/recovery"] = np.full(events, 2.0)
            file["events/took_effect"] = (number != 1).astype(int)


def plot(*arguments):
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "MPLBACKEND": "Agg"},
    )


@pytest.fixture
def files(tmp_path):
    write_results(tmp_path / "run.h5")
    write_trace(tmp_path / "trace.h5")
    return tmp_path


def test_every_plot_is_written_as_png_and_svg(files):
    run = plot(files / "run.h5", "--trace", files / "trace.h5", "-o", files / "plots")
    assert run.returncode == 0, run.stderr
    expected = [
        f"{name}.{ending}"
        for name in ("exceedance", "countries", "trace")
        for ending in ("png", "svg")
    ]
    assert [pathlib.Path(line).name for line in run.stdout.split("\n")[:-1]] == expected
    for name in expected:
        data = (files / "plots" / name).read_bytes()
        start = b"\x89PNG" if name.endswith("png") else b"<?xml"
        assert data.startswith(start) and len(data) > 5000, name


def test_plots_go_beside_the_file_unless_told_otherwise(files):
    assert plot(files / "run.h5").returncode == 0
    assert (files / "run-plots" / "exceedance.svg").exists()
    assert not (files / "run-plots" / "trace.svg").exists()


def test_two_runs_give_the_same_bytes(files):
    for folder in ("a", "b"):
        plot(files / "run.h5", "-o", files / folder)
    for name in ("exceedance.svg", "countries.svg", "countries.png"):
        assert (files / "a" / name).read_bytes() == (files / "b" / name).read_bytes()


def drawn(monkeypatch, tmp_path, function, file):
    """The figure that a plot function is about to save."""
    figures = []
    for module in (plot_results, plot_course):
        monkeypatch.setattr(module, "save", lambda f, *_: figures.append(f) or [])
    function(file, tmp_path)
    return figures[0]


def test_curves_carry_the_losses_of_the_file(files, monkeypatch):
    with h5py.File(files / "run.h5") as file:
        figure = drawn(monkeypatch, files, plot_results.plot_exceedance, file)
    panels = [axis for axis in figure.axes if axis.get_visible()]
    titles = [axis.get_title(loc="left") for axis in panels]
    assert titles == ["all countries", "TWN", "USA", "Côte d'Ivoire"]
    lines = panels[1].get_lines()
    assert [line.get_label() for line in lines] == PACKAGES
    # Beyond 200 fewer than ten of the 2,000 worlds are left: not shown.
    assert lines[0].get_xdata().tolist() == PERIODS[:7]
    expected = 3 * 2 * np.log10(PERIODS[:7])
    np.testing.assert_allclose(lines[0].get_ydata(), expected)
    np.testing.assert_allclose(lines[2].get_ydata(), 3 * expected)


def test_bars_are_ordered_by_loss_and_leave_out_the_unharmed(files, monkeypatch):
    with h5py.File(files / "run.h5") as file:
        figure = drawn(monkeypatch, files, plot_results.plot_countries, file)
    mean, worst = figure.axes
    labels = [label.get_text() for label in mean.get_yticklabels()]
    assert labels == ["Côte d'Ivoire", "USA", "TWN"]
    widths = [bar.get_width() for bar in mean.patches]
    assert widths == [2, 4, 6, 4, 8, 12, 6, 12, 18]
    assert worst.get_title(loc="left") == "loss exceeded by one world in 20"


def test_large_losses_are_shown_in_billions(files, monkeypatch):
    write_results(files / "large.h5", scale=1e4)
    with h5py.File(files / "large.h5") as file:
        figure = drawn(monkeypatch, files, plot_results.plot_countries, file)
    assert figure.axes[0].get_xlabel() == "billion USD"
    assert figure.axes[0].patches[0].get_width() == 20


def test_a_path_shows_harmed_countries_and_events_that_happened(files, monkeypatch):
    with h5py.File(files / "trace.h5") as file:
        figure = drawn(monkeypatch, files, plot_results.plot_trace, file)
    path, events = figure.axes
    steps = {line.get_label(): line.get_ydata() for line in path.get_lines()}
    assert steps["TWN"][[4, 5, 11, 12]].tolist() == [100, 60, 60, 100]
    assert "USA" in steps and "safe" not in steps
    spans = [patch.get_label() for patch in path.patches]
    assert spans == ["competition", "crisis", "conflict"]
    assert [text.get_text() for text in events.texts] == ["NAT TWN", "NAT TWN"]
    assert [bar.get_x() for bar in events.patches] == [5, 7]


def test_an_event_is_one_bar_whatever_the_nodes_that_it_damages(files, monkeypatch):
    with h5py.File(files / "trace.h5", "a") as file:
        del file["events"]
        file["measure"] = np.array([b"ban", b"duty"], dtype=h5py.string_dtype("utf-8", 32))
        # A hazard at two nodes, an answer by two measures, the end of one.
        columns = {
            "kind": [0, 0, 3, 3, 4], "number": [0, 0, 1, 1, 2], "measure": [-1, -1, 0, 1, 0],
            "family": [0, 0, -1, -1, -1], "entity": [0, 0, -1, -1, -1], "start": [2, 2, 4, 4, 9],
            "hold": [3.0, 3, 5, 5, 0], "recovery": [0.0] * 5, "took_effect": [1] * 5,
        }
        for name, values in columns.items():
            file["events/" + name] = np.array(values)
        figure = drawn(monkeypatch, files, plot_results.plot_trace, file)
    assert sorted(text.get_text() for text in figure.axes[1].texts) == ["NAT TWN", "ban", "ban ends", "duty"]


def test_a_quiet_world_can_be_plotted(files):
    write_trace(files / "quiet.h5", events=0)
    with h5py.File(files / "quiet.h5", "a") as file:
        file["weeks/national_output"][:] = 1
    run = plot(files / "run.h5", "--trace", files / "quiet.h5")
    assert run.returncode == 0, run.stderr


def test_wrong_files_are_named_with_the_reason(files):
    (files / "text.h5").write_text("week,loss\n")
    for name, reason in {
        "missing.h5": "missing.h5: no such file",
        "text.h5": "text.h5: is no HDF5 file",
        "trace.h5": "is no chokepoint-results file (its filetype: chokepoint-trace)",
    }.items():
        run = plot(files / name)
        assert run.returncode == 2
        assert reason in run.stderr
        assert "Traceback" not in run.stderr


def test_a_newer_format_is_refused(files):
    with h5py.File(files / "run.h5", "a") as file:
        file.attrs["format_version"] = "2.0"
    run = plot(files / "run.h5")
    assert run.returncode == 2
    assert "has format version 2.0 (known: 1.x)" in run.stderr


WEEKS = 8


def write_certain(path, scenarios=1, random=()):
    """Losses as in write_results, but the same in every world, with their course."""
    write_results(path, scale=1000)
    with h5py.File(path, "a") as file:
        file.attrs["scenarios"] = scenarios
        file["week"] = np.arange(WEEKS, dtype=float)
        file["baseline/value_added"] = [300.0, 100.0, 200.0, 50.0]
        # Package 1, 2, 3: TWN loses 30, 60, 90 in weeks 2 to 4.
        course = np.zeros((3, WEEKS, 4))
        course[:, 2:5, 0] = 30 * np.arange(1, 4)[:, None]
        course[list(random)] = np.nan
        file["course/lost_value_added"] = course


def test_one_world_has_bars_and_a_course_but_nothing_to_exceed(files):
    write_certain(files / "one.h5")
    run = plot(files / "one.h5", "-o", files / "plots")
    assert run.returncode == 0, run.stderr
    names = [pathlib.Path(line).name for line in run.stdout.split("\n")[:-1]]
    assert names == ["countries.png", "countries.svg", "course.png", "course.svg"]


def test_bars_of_one_world_are_its_losses_without_intervals(files, monkeypatch):
    write_certain(files / "one.h5")
    with h5py.File(files / "one.h5") as file:
        figure = drawn(monkeypatch, files, plot_results.plot_countries, file)
    (axis,) = figure.axes
    assert [bar.get_width() for bar in axis.patches] == [2, 4, 6, 4, 8, 12, 6, 12, 18]
    assert axis.get_xlabel() == "billion USD"
    assert not axis.collections and "interval" not in figure._suptitle.get_text()


def test_a_course_shows_each_package_in_percent_of_a_normal_week(files, monkeypatch):
    write_certain(files / "one.h5")
    with h5py.File(files / "one.h5") as file:
        figure = drawn(monkeypatch, files, plot_course.plot_course, file)
    panels = {a.get_title(loc="left"): a for a in figure.axes if a.get_visible()}
    assert list(panels) == ["all countries", "TWN", "USA", "Côte d'Ivoire"]
    lines = {line.get_label(): line.get_ydata() for line in panels["TWN"].get_lines()}
    assert list(lines) == PACKAGES
    # 60 of 300 a week; a week's value holds until the next one begins.
    assert lines["export ban"].tolist() == [0, 0, 20, 20, 20, 0, 0, 0, 0]
    whole = panels["all countries"].get_lines()[2].get_ydata()
    np.testing.assert_allclose(whole[2:5], 100 * 90 / 650)
    assert panels["TWN"].get_ylim()[1] >= 30, "the curve must fit"


def test_where_only_some_packages_are_certain_both_kinds_are_drawn(files, monkeypatch):
    write_certain(files / "some.h5", scenarios=2000, random=(0, 2))
    run = plot(files / "some.h5", "-o", files / "plots")
    assert run.returncode == 0, run.stderr
    assert "exceedance.png" in run.stdout and "course.png" in run.stdout
    with h5py.File(files / "some.h5") as file:
        curves = drawn(monkeypatch, files, plot_results.plot_exceedance, file)
    with h5py.File(files / "some.h5") as file:
        course = drawn(monkeypatch, files, plot_course.plot_course, file)
    shown = [line.get_label() for line in curves.axes[0].get_lines()]
    assert shown == ["none", "coalition"]
    assert [line.get_label() for line in course.axes[0].get_lines()] == ["export ban"]


def test_one_world_of_an_older_file_has_bars(files):
    write_results(files / "old.h5")
    with h5py.File(files / "old.h5", "a") as file:
        file.attrs["scenarios"] = 1
    run = plot(files / "old.h5", "-o", files / "plots")
    assert run.returncode == 0, run.stderr
    assert "countries.png" in run.stdout and "course" not in run.stdout
