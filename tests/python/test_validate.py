"""scripts/validate.py and scripts/validation/: their arithmetic, on results that are made up."""

import csv
import pathlib
import sys

import pytest

np = pytest.importorskip("numpy")
h5py = pytest.importorskip("h5py")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import validate  # noqa: E402
from validation import criteria, networks, published  # noqa: E402


def results_of(**data):
    """A results file's content, by hand; names with a slash as keys of `tables`."""
    made = criteria.Results.__new__(criteria.Results)
    made.data = data
    made.data.update(data.pop("tables", {}))
    return made


def nodes_of(rows):
    """(country, product, sales, value added) -> Nodes"""
    made = criteria.Nodes.__new__(criteria.Nodes)
    made.country = np.array([r[0] for r in rows])
    made.product = np.array([r[1] for r in rows])
    made.sales = np.array([r[2] for r in rows], dtype=float)
    made.value_added = np.array([r[3] for r in rows], dtype=float)
    return made


def row(rows, what):
    found = [r for r in rows if what in r.what]
    assert len(found) == 1, [r.what for r in rows]
    return found[0]


def test_shipments_are_the_baseline_less_what_was_lost_in_between():
    assert criteria.shipped(2, 5, 25, 52) == 84
    assert criteria.shipped(2, -5, -15, 10) == 30  # more than the baseline


def test_the_first_order_loss_is_domar_weight_times_share():
    assert criteria.hulten_loss(0.02, 0.13, 5200) == pytest.approx(13.52)


def test_a_factor_has_no_direction_but_a_sign():
    assert criteria.factor(2, 6) == 3
    assert criteria.factor(6, 2) == 3
    assert criteria.factor(-0.2, -0.1) == 2
    assert criteria.factor(0.1, -0.1) == float("inf")
    assert criteria.factor(0, 1) == float("inf")


def test_an_s_curve_starts_flat_is_steep_and_flattens():
    start, steepest, end = criteria.s_shape([4, 8, 16], [0, 8, 12])
    assert (start, steepest, end) == (0, 2, 0.5)


def test_a_convex_curve_has_no_dent():
    assert criteria.largest_dent([1, 2, 3], [1, 4, 9]) == 0
    # slopes 1, 3, 2: falls by 1 of a mean of 2
    assert criteria.largest_dent([1, 2, 3], [1, 4, 6]) == pytest.approx(0.5)


def test_market_share_weighs_output_by_sales():
    output = np.array([[1.0, 1.0, 1.0], [0.5, 1.0, 2.0]])
    share, revenue = criteria.market_share(output, np.array([4.0, 2.0, 2.0]), np.array([True, True, False]))
    assert share == pytest.approx([0.75, 0.5])
    assert revenue == pytest.approx([1, 4 / 6])


@pytest.fixture
def chips():
    return nodes_of([("USA", "chip_ai", 60, 40), ("KOR", "chip_dram", 40, 30), ("USA", "chip_ip", 9, 9),
                     ("USA", "car", 10, 10)])


def test_chips_are_devices_not_their_designs(chips):
    assert chips.chips().tolist() == [True, True, False, False]
    lost = np.array([[0.9, 1.0, 1.0, 0.4], [1.0, 0.0, 1.0, 1.2]])
    # 4 of the 10 that the US loses; what gains counts as 0
    assert published.chip_share(lost, chips, chips.country == "USA") == pytest.approx(0.4)


def test_us_chips_compares_years_four_and_five_with_the_start(chips):
    output = np.ones((260, 4))
    output[156:, 0] = 0.8  # 48 of 88 instead of 60 of 100: -5.5 points, -20 %
    output[0, 0] = 0.1  # another year
    trace = {"weeks/output": output, "weeks/standing": np.full((260, 4), 0.9)}
    rows = published.us_chips({"entity-list": trace, "full-stop": trace}, chips)
    assert row(rows, "entity-list: US share").ours == "-5.5 points of 60 %"
    assert row(rows, "entity-list: US share").met
    assert row(rows, "entity-list: revenue").ours == "-20.0 % (standing 0.90 in week 260)"
    assert row(rows, "full-stop: US share").distance == "factor 3.3"
    assert not row(rows, "full-stop: US share").met
    assert row(rows, "full-stop: revenue").met


def test_oil_shock_divides_by_the_first_order_loss():
    first = 0.02 * 0.13 * 5200
    lost = {name: first * times for (name, _, _), times in zip(published.oil_variants(), (1, 2, 4, 8, 20, 50, 12))}
    rows = published.oil_shock(lost)
    assert row(rows, "cost share").met and row(rows, "cost share").ours == "1.000"
    assert row(rows, "the default").ours == "20.0" and not row(rows, "the default").met
    assert row(rows, "as analysts rated").ours == "12.0" and not row(rows, "as analysts rated").met
    assert row(rows, "ratio is 3").ours.startswith("0.08 ")  # half way from 2 at 0.05 to 4 at 0.1
    lost["importance 0.5"] = 3 * first
    assert row(published.oil_shock(lost), "the default").met


def test_the_oil_network_gets_one_class_and_floors_of_cost_shares(tmp_path):
    source = ROOT / "configs" / "validation" / "oil-shock"
    networks.write_oil_network(source, tmp_path / "a", "BUNDLE", None)
    networks.write_oil_network(source, tmp_path / "b", "IMPORTANT", 0.2)

    def table(path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert {r["class"] for r in table(tmp_path / "a" / "inputs.csv")} == {"BUNDLE"}
    floors = {r["node"]: float(r["bundle_floor"]) for r in table(tmp_path / "a" / "nodes.csv")}
    assert floors["WLD:industry"] == pytest.approx(28 / 30.6)
    assert {(r["class"], r["importance"]) for r in table(tmp_path / "b" / "inputs.csv")} == {("IMPORTANT", "0.2")}
    assert "bundle_floor" not in table(tmp_path / "b" / "nodes.csv")[0]


def test_the_oil_network_has_the_domar_weight_that_the_ratio_assumes():
    with open(ROOT / "configs" / "validation" / "oil-shock" / "nodes.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gdp = sum(float(r["value_added"]) for r in rows)
    assert gdp == pytest.approx(100)
    assert float(rows[0]["sales"]) / gdp == pytest.approx(0.02)


def losses(packages, by_package, horizons):
    """/losses table of one country, one world: by_package[package] = one number a horizon."""
    return np.array([[[by_package.get(name, [0] * len(horizons))]] for name in packages], dtype=float)


def test_gallium_is_compared_year_by_year_and_with_the_published_interval():
    packages = ["none", "gallium", "germanium", "both"]
    made = {"gallium": [500, 3500], "germanium": [20, 40], "both": [510, 3600]}
    table = losses(packages, made, (52, 104))
    results = results_of(package=packages, country=["USA"], horizon=np.array([52, 104]),
                         tables={"losses/value_added": table, "losses/value_added_net": table - 10})
    nodes = nodes_of([("USA", "chip_ai", 60, 40), ("USA", "car", 10, 10)])
    output = np.ones((104, 2))
    output[:52, 0] = 0.9
    output[52:, 1] = 0.5
    price = np.ones((104, 2))
    price[:52] = (2.5, 1.1)
    trace = {"weeks/output": output, "weeks/price": price, "market": ["gallium_primary@rest", "germanium@rest"]}
    rows = published.gallium_germanium(results, dict.fromkeys(made, trace), nodes)
    assert row(rows, "no gallium: second").ours == "$3 bn (US gains elsewhere $0 bn)"
    assert row(rows, "no gallium: second").met
    assert row(rows, "no gallium: first").distance == "factor 6.2"
    # inside the published interval, but 20 times less than its centre
    assert row(rows, "no germanium: second").distance == "factor 20" and not row(rows, "no germanium: second").met
    assert row(rows, "both against the sum of the two: first").met  # 510 < 520
    assert not row(rows, "both against the sum of the two: second").met  # 3090 > 3020
    assert row(rows, "share of the loss: first").ours == "100 %"
    assert not row(rows, "share of the loss: second").met
    assert row(rows, "price of gallium").ours == "+150 %" and row(rows, "price of gallium").met
    assert not row(rows, "price of germanium").met  # 10 % against 26 %: a factor of 2.6


@pytest.fixture
def korea():
    packages = ["none", "as-in-2019", "no-fluoride", "no-resist"]
    horizons = np.array([4, 8, 26, 78, 104])
    weekly = 66.86 / 52
    flows = {"STELLA>KOR": [4 * weekly, 8 * weekly, 26 * weekly, 70 * weekly, 92 * weekly],
             "MORITA>KOR": [0] * 5, "TWN>KOR": [0, -12, -12, -12, -12], "SOULBRAIN>KOR": [0, 0, 0, -10, -12]}
    lost = np.zeros((4, 1, 4, 5))
    lost[1, 0] = list(flows.values())
    return results_of(
        package=packages, country=["KOR"], horizon=horizons, flow=list(flows), denial=["KOR"],
        flow_weekly={"TWN>KOR": 1.0, "SOULBRAIN>KOR": 1.0}, country_value_added={"KOR": 100.0},
        denial_weekly={"KOR": 5.0},
        tables={"losses/value_added": losses(packages, {"as-in-2019": [0, 0, 0, 26, 26]}, horizons),
                "losses/flow_lost": lost, "losses/denied": np.zeros((4, 1, 1, 5)),
                "world/first_shortage_week": np.array([[[-1]], [[-1]], [[14]], [[5]]])})


def test_korea_2019_follows_imports_and_cover(korea):
    rows = published.korea_2019(korea)
    assert row(rows, "output lost").ours == "0.50 %"
    assert row(rows, "photoresist").ours == "5" and row(rows, "photoresist").met
    assert row(rows, "without Japanese hydrogen fluoride").met  # week 14, at most 2 before 15.5
    assert row(rows, "Japan, August").ours == "-100 %"
    assert row(rows, "2020 against").ours == "-85 %"  # 44 of 52 weeks' trade lost
    # 4 weeks' trade of 5 * 26 received less 28 made at home
    assert row(rows, "share of Korea's imports").ours == f"{100 * 4 * 66.86 / 52 / 102:.1f} %"
    assert row(rows, "Taiwan").ours == "x 4.00" and row(rows, "Taiwan").met


def test_a_shortage_that_comes_too_early_misses(korea):
    korea.data["world/first_shortage_week"][2] = 9
    rows = published.korea_2019(korea)
    assert not row(rows, "without Japanese hydrogen fluoride").met
    korea.data["world/first_shortage_week"][3] = -1
    assert not row(published.korea_2019(korea), "photoresist").met


def test_shape_reads_duration_and_strength_from_the_names_of_packages():
    made = {"weeks-4": [0], "weeks-8": [8], "weeks-16": [12], "strength-50": [1], "strength-100": [4]}
    results = results_of(package=list(made), country=["KOR"], horizon=np.array([208]),
                         tables={"losses/value_added": losses(list(made), made, [208])})
    assert all(r.met for r in published.shape(results))
    results.data["losses/value_added"][4] = 1.5  # 1 at half strength, 1.5 at full: concave
    assert not row(published.shape(results), "by strength").met


def test_baselines_add_up_links_by_party_and_country():
    folder = ROOT / "configs" / "networks" / "korea-2019"
    weekly, value_added = networks.baselines(folder, ["STELLA>KOR", "JPN>KOR", "SOULBRAIN>KOR"])
    assert weekly["STELLA>KOR"] == pytest.approx(0.558024 + 0.342015)
    assert weekly["SOULBRAIN>KOR"] == pytest.approx(0.769231)
    assert weekly["JPN>KOR"] > weekly["STELLA>KOR"]
    assert value_added["BEL"] == pytest.approx(0.9728506)
    imports = 66.86 / 52 / 0.322
    assert networks.received(folder, "KOR", "hydrogen_fluoride") == pytest.approx(imports + 0.769231, rel=1e-4)


def test_results_are_read_by_name_and_averaged_over_worlds(tmp_path):
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["package"] = np.array([b"none", b"ban"])
        file["country"] = np.array([b"AAA", b"BBB"])
        file["horizon"] = np.array([26, 52])
        file["losses/value_added"] = np.arange(24.0).reshape(2, 3, 2, 2)
    results = criteria.Results(tmp_path / "a.h5")
    assert results.mean("value_added", "ban", ("country", "BBB"), 52) == np.mean([15, 19, 23])
    with pytest.raises(criteria.ValidationError, match="no package 'stop'"):
        results.mean("value_added", "stop", ("country", "BBB"), 52)


@pytest.fixture
def fake_program(tmp_path):
    """A program that fails."""
    program = tmp_path / "chokepoint"
    program.write_text("#!/bin/sh\necho 'broken' >&2\nexit 1\n")
    program.chmod(0o755)
    return program


def test_a_run_that_fails_is_told_and_is_a_failure(fake_program, capsys):
    assert validate.main(["--chokepoint", str(fake_program), "--only", "V14"]) == 1
    assert "broken" in capsys.readouterr().err


def test_missed_criteria_are_printed_and_no_failure(monkeypatch, tmp_path, capsys):
    program = tmp_path / "chokepoint"
    program.write_text("")
    missed = criteria.Row("V9", "what", "1", "source", "2", "factor 2", "1", False)
    monkeypatch.setattr(validate, "run_case", lambda case, runner: [missed])
    assert validate.main(["--chokepoint", str(program), "--only", "V9,V10", "--markdown"]) == 0
    printed = capsys.readouterr().out
    assert "| V9 | what | 1 | source | 2 | factor 2 | 1 | missed |" in printed
    assert "0 of 2 criteria met" in printed


@pytest.mark.parametrize("options", [["--only", "V2"], ["--chokepoint", "nowhere"]])
def test_a_wrong_option_says_what_there_is(options, tmp_path, capsys):
    (tmp_path / "chokepoint").write_text("")
    with pytest.raises(SystemExit):
        validate.main(["--chokepoint", str(tmp_path / "chokepoint"), *options])
    assert "no case 'V2' (there are: V1" in capsys.readouterr().err or options[1] == "nowhere"


def test_every_case_has_its_campaign():
    for name in validate.CASES.values():
        assert (validate.CAMPAIGNS / f"{name}.toml").is_file()
