"""scripts/validation/hindcasts.py, courses.py: on worlds that are made up."""

import pathlib
import re
import sys

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("h5py")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import validate  # noqa: E402
from validation import courses, criteria, hindcasts, networks  # noqa: E402

FOLDER = ROOT / "configs" / "validation" / "hindcasts"
SHIPPED = ROOT / "configs" / "networks" / "chips-and-minerals"


def course_of(rows, output, start=0, **trace):
    """(country, product, firm, value added = sales) and [week, node]."""
    nodes = criteria.Nodes.__new__(criteria.Nodes)
    nodes.country, nodes.product, nodes.firm = (
        np.array(column) for column in list(zip(*rows))[:3])
    nodes.value_added = nodes.sales = np.array([r[3] for r in rows], float)
    trace["weeks/output"] = np.array(output, float)
    return criteria.Course(trace, nodes, start)


CARS = [("JPN", "car_ice", "", 3), ("CHN", "car_ev", "", 1),
        ("USA", "medical_device", "", 5)]


def test_output_is_weighed_by_value_added_from_the_episode_on():
    course = course_of(CARS, [[0, 0, 0], [1, 1, 1], [0.5, 1, 0]], start=1)
    cars = course.output(course.making("car_ice", "car_ev"))
    assert cars == pytest.approx([1, 0.625])
    abroad = course.making("car_ice", "car_ev", but=("CHN",))
    assert course.output(abroad) == pytest.approx([1, 0.5])
    assert course.making("car_ice", only="CHN").sum() == 0
    with pytest.raises(criteria.ValidationError, match="no node"):
        course.output(course.making("car_ice", only="CHN"))


def test_sales_passes_and_prices_count_from_the_episode_on():
    course = course_of(
        CARS, [[0, 0, 0], [1, 1, 1], [0.5, 1.2, 1]], 1,
        measure=["a", "b"], market=["m", "n"],
        **{"flows/share": np.array([[9, 9], [1, 0.5], [1, 0.1]]),
           "weeks/price": np.array([[9, 9], [1, 2], [1, 3]])})
    assert course.sales_lost(np.array([True, True, False])) == (
        pytest.approx(1.5 - 0.2))
    assert course.passing("b", 0, 2) == pytest.approx(30)
    assert course.price("n", 1).tolist() == [3]


def test_who_loses_is_told_with_week_depth_and_duration(capsys):
    rows = [("JPN", "car", "", 1000), ("USA", "drug", "", 1000),
            ("USA", "ore", "", 5)]
    course = course_of(
        rows, [[1, 1, 1], [0.9, 1, 1], [0.5, 0.995, 0.9]], market=["m"],
        **{"weeks/price": np.array([[1], [2], [4]])})
    told = courses.who_loses(course)
    assert [row[0] for row in told] == ["car"]  # others lose below 10 million
    assert told[0][1:5] == (1, 0.5, 2, 2)
    assert told[0][5] == pytest.approx(0.6)
    courses.print_course("a", course)
    printed = capsys.readouterr().out
    assert "car: from 1, worst 50 % in 2, 2 weeks below 98 %" in printed
    assert "m: price up to x 4.0 in 2" in printed


def test_worst_onset_and_share_lost():
    path = np.array([1, 0.9, 0.5, 0.7, 1.1])
    assert criteria.worst(path) == 0.5
    assert criteria.worst(path, 2) == pytest.approx(0.6)
    assert criteria.onset(path, 0.8) == 2
    assert criteria.onset(path, 0.3) is None
    assert criteria.share_lost(path, 5) == pytest.approx(0.9 / 5)


def test_a_band_tells_how_far_outside():
    def row(ours, limits):
        return criteria.band("c", "w", "p", "s", ours, limits, " %")

    assert row(5, (1, 5)).met and row(5, (1, 5)).distance == ""
    assert row(0.5, (1, 5)).distance == "-0.50 %"
    assert row(7, (-np.inf, 5)).criterion == "at most 5 %"
    assert row(7, (-np.inf, 5)).distance == "+2.00 %"
    assert row(1, (2, np.inf)).criterion == "at least 2 %"
    never = row(None, (1, 5))
    assert not never.met and never.ours == "never"


def test_the_shortage_of_2021_wants_cars_to_lose_most():
    rows = [("JPN", "car_ice", "", 1), ("USA", "medical_device", "", 1),
            ("USA", "defence_equipment", "", 1), ("CHN", "smartphone", "", 1)]
    as_it_was = course_of(rows, [[0.91, 1, 0.99, 1]] * 52)
    assert all(r.met for r in hindcasts.car_chips_2021(as_it_was, None))
    nothing = course_of(rows, np.ones((52, 4)))
    assert not any(r.met for r in hindcasts.car_chips_2021(nothing, None))
    phones = course_of(rows, [[0.91, 0.96, 1, 0.8]] * 52)
    met = [r.met for r in hindcasts.car_chips_2021(phones, None)]
    assert met == [True, False, True, False]


def test_a_stop_of_taiwan_must_reach_devices_in_weeks():
    rows = [(c, p, "", 1) for c, p in (
        ("CHN", "smartphone"), ("CHN", "pc"), ("TWN", "server"),
        ("JPN", "car_ice"))]
    short = np.ones((94, 4))
    short[7:20] = 0.9
    courses = {weeks: course_of(rows, short) for weeks in (13, 26)}
    made = hindcasts.taiwan_stop(courses, {13: 1, 26: 2})
    assert len(made) == 6 and all(r.met for r in made)
    assert made[2].ours == "2.50 %"  # 13 weeks' tenth of a year
    nothing = {w: course_of(rows, np.ones((94, 4))) for w in (13, 26)}
    made = hindcasts.taiwan_stop(nothing, {13: 1, 26: 1})
    assert not any(r.met for r in made)


def test_prices_may_not_decide_whether_a_stop_matters():
    met = [r.met for r in hindcasts.prices(
        {"a": 2, "b": 0.2, "c": 0, "d": 0}, {"a": 12, "b": 5, "c": 0.05,
                                             "d": 3})]
    assert met == [True, False, True, False]


def test_an_episode_is_skipped_while_a_node_is_missing(tmp_path):
    campaign = tmp_path / "a.toml"
    campaign.write_text("# needs node *:chip:A\n# needs node X:ore\n")
    (tmp_path / "nodes.csv").write_text("node,country\nNLD:chip:A,NLD\n")
    assert networks.missing_nodes(campaign, tmp_path) == ["X:ore"]


def test_every_episode_has_its_campaign_and_starts_where_it_says():
    for name, (package, _) in hindcasts.EPISODES.items():
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        assert f"(week {hindcasts.START})" in text or (
            f"from week {hindcasts.START})" in text), name
        assert package == "none" or f'name = "{package}"' in text
    known = {f"{name}.toml" for name in hindcasts.EPISODES}
    known |= {"price-on.toml", "price-off.toml"}
    assert {path.name for path in FOLDER.glob("*.toml")} == known


def test_the_full_stop_of_us_chips_leaves_none_out():
    """V10 compares with the sales of all devices: so must its list."""
    text = (validate.CAMPAIGNS / "v10-us-chips.toml").read_text("utf-8")
    products = (SHIPPED / "products.csv").read_text("utf-8").splitlines()
    chips = {line.split(",")[0] for line in products}
    chips = {c for c in chips if c.startswith("chip_")} - {"chip_ip"}
    for listed in re.findall(r"products = \[(.*?)\]", text, re.S):
        assert set(re.findall(r'"(\w+)"', listed)) == chips
