"""The Python package: results with names, against the file read by h5py and against the program's own words."""

import re
import subprocess

import h5py
import numpy as np
import pytest

pytest.importorskip("xarray")
pytest.importorskip("h5netcdf")
pytest.importorskip("tomli_w")
pytest.importorskip("tqdm")

import chokepoint as ck  # noqa: E402

WORLDS = 3000


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("package") / "teaching.h5"
    results = ck.run(
        ck.configs() / "teaching.toml",
        path,
        scenarios=WORLDS,
        threads=1,
        progress=False,
        set={"family.plant-accidents.rate": 0.5, "metrics.products": ["ore"]},
    )
    assert results.path == path
    return path


@pytest.fixture
def results(file):
    with ck.open(file) as results:
        yield results


@pytest.fixture(scope="module")
def losses(file):
    """[package, scenario, country] at the last horizon, read without the package."""
    with h5py.File(file) as opened:
        return opened["losses/value_added"][..., -1].astype("float64")


def told(*words):
    return subprocess.run([ck.program(), *map(str, words)], capture_output=True, text=True, check=True).stdout


def numbers(cell):
    """'1.5 (1 to 2)' as floats."""
    return [float(n.replace(",", "")) for n in re.findall(r"-?[\d,]*\.?\d+", cell)]


def as_told(value):
    """A number as the program prints it: three digits that count."""
    return float(f"{value:.3g}")


def test_names_of_axes_are_text_that_sel_finds(results, losses):
    assert results.packages == ["none", "ore-ban"]
    assert results.losses["country"].values.tolist() == results.countries
    at = results.sel(package="ore-ban", country=results.countries[1], horizon=104)
    np.testing.assert_array_equal(at["value_added"].values, losses[1, :, 1])
    assert at["value_added"].attrs["units"] == "million USD"
    assert results["summary/risk/mean"].sel(bound="lower").dims == ("package", "country", "horizon")
    assert "world/weight" in results and "world/weigth" not in results
    assert "3,000 worlds x 2 packages (none, ore-ban)" in repr(results)


def test_the_campaign_is_there_as_it_ran(results):
    assert results.campaign["family"][0]["rate"] == 0.5
    assert (results.seed, results.scenarios, results.weeks) == (1, WORLDS, 104)


@pytest.mark.parametrize(
    "ask, message",
    [
        (
            lambda r: r.sel(package="ore-bam"),
            "package 'ore-bam': the file has no such package (it has: none, ore-ban; nearest: 'ore-ban')",
        ),
        (lambda r: r.sel(packge="none"), "axis 'packge': the file has no such axis"),
        (lambda r: r.compare("ore-ban", "ore-ban"), "'ore-ban' twice"),
        (lambda r: r.exceedance("alp"), "nearest: 'ALP'"),
        (lambda r: r.worst(horizon=53), "nearest: '52'"),
        (lambda r: r.worst(0), "0 worlds (at least 1)"),
        (lambda r: r.replay(WORLDS), "the file has worlds 0 to 2999"),
        (lambda r: r["losses/value_aded"], "nearest: 'value_added'"),
        (lambda r: r["value_added"], "as: 'losses/value_added'"),
        (lambda r: r.group("summry/risk"), "nearest: 'summary/risk'"),
        (lambda r: r.to_pandas("cell_value_added", ["ALP"]), "is not by country"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(results, ask, message):
    with pytest.raises(ck.InputError) as error:
        ask(results)
    assert message in str(error.value)


def test_wrong_files_are_told_with_the_reason(file, tmp_path):
    with pytest.raises(ck.InputError, match="no such file .in that folder: teaching.h5"):
        ck.open(file.with_name("teachin.h5"))
    (tmp_path / "text.h5").write_text("week,loss\n")
    bits = bytearray(file.read_bytes())
    bits[len(bits) // 2] ^= 1
    (tmp_path / "bit.h5").write_bytes(bits)
    with pytest.raises(ck.InputError, match="is damaged"):
        ck.open(tmp_path / "bit.h5")
    with pytest.raises(ck.InputError, match="is no HDF5 file"):
        ck.open(tmp_path / "text.h5")
    for attribute, value, message in (
        ("filetype", "chokepoint-trace", "no chokepoint-results file .its filetype: chokepoint-trace"),
        ("format_version", "2.0", "has format version 2.0 .known: 1.x"),
    ):
        other = tmp_path / f"{attribute}.h5"
        other.write_bytes(file.read_bytes())
        with h5py.File(other, "a") as opened:
            opened.attrs[attribute] = value
        with pytest.raises(ck.InputError, match=message):
            ck.open(other)


def test_differences_are_those_of_single_worlds(results, losses):
    comparison = results.compare("ore-ban", "none")
    np.testing.assert_array_equal(comparison.worlds.values, losses[1] - losses[0])
    for row, name in enumerate(results.countries):
        difference = losses[1, :, row] - losses[0, :, row]
        error = 1.959964 * difference.std(ddof=1) / np.sqrt(WORLDS)
        line = comparison.table.loc[name]
        expected = difference.mean() + np.array([0, -error, error])
        np.testing.assert_allclose(line[["difference", "lower", "upper"]], expected, rtol=1e-5)
        assert line["a_worse"] == pytest.approx((difference > 0).mean(), abs=1e-12)
        assert line["b_worse"] == pytest.approx((difference < 0).mean(), abs=1e-12)
        assert line["ratio"] == pytest.approx(losses[1, :, row].mean() / losses[0, :, row].mean())
    back = results.compare("none", "ore-ban").table
    np.testing.assert_allclose(back["difference"], -comparison.table.loc[back.index, "difference"])
    assert comparison.table["difference"].iloc[0] > 1, "the ban must matter, else this shows nothing"


def test_differences_are_those_that_the_program_tells(results, file):
    table = results.compare("ore-ban", "none").table
    text = told("compare", file, "--packages", "ore-ban,none")
    found = 0
    for block, columns in (
        ("difference of means", ["mean_a", "mean_b", "difference", "lower", "upper"]),
        ("loses more", ["a_worse", "a_worse_lower", "a_worse_upper", "b_worse"]),
    ):
        part = next(p for p in text.split("\n\n") if block in p)
        for line in part.splitlines()[1:]:
            name = re.split(r"\s{2,}", line.strip())[0]
            values = numbers(line.replace(name, "", 1))[: len(columns)]
            unit = 100 if "worse" in columns[0] else 1
            for value, column in zip(values, columns, strict=True):
                assert unit * table.loc[name, column] == pytest.approx(value, rel=0.006, abs=0.051), (name, column)
                found += 1
    assert found == 4 * 9


def test_expected_losses_are_those_of_the_report(results, file):
    table = results.expected("none")
    assert table["country"].iloc[0] == "All countries"
    text = told("report", file, "--all").split("Package 'ore-ban'")[0]
    for name in results.countries:
        line = next(row for row in text.splitlines() if row.startswith(f"  {name} "))
        values = numbers(line.replace(name, "", 1))
        row = table.set_index("country").loc[name]
        unit = 1e-3 if "bn USD" in text else 1
        for value, column in zip(values, ["expected", "expected_lower", "expected_upper"]):
            assert unit * row[column] == pytest.approx(value, rel=0.006), (name, column)
    assert set(results.expected()["package"]) == {"none", "ore-ban"}


def test_a_curve_is_the_smallest_loss_that_one_world_in_so_many_exceeds(results, losses):
    curve = results.exceedance("BET").sel(package="none", bound="estimate")
    ordered = np.sort(losses[0, :, results.countries.index("BET")])
    for period in (2.0, 10.0, 100.0):
        rank = int(np.ceil(WORLDS * (1 - 1 / period) - 1e-9)) - 1
        assert float(curve.sel(return_period=period)) == pytest.approx(ordered[rank], rel=1e-6)
    whole = results.exceedance(horizon=52)
    assert whole.dims == ("package", "return_period", "bound")


def test_the_worst_worlds_lose_most_and_can_be_marched_again(results, losses):
    worst = results.worst(5, package="ore-ban")
    total = losses[1].sum(axis=1)
    assert worst["scenario"].tolist() == np.argsort(-total, kind="stable")[:5].tolist()
    np.testing.assert_allclose(worst["loss"], np.sort(total)[::-1][:5])
    assert set(worst["events"]) == {"plant-accidents"}
    with h5py.File(results.path) as opened:
        node = opened["world/first_lack_node"][1, worst["scenario"][0], 0]
        assert worst["first_short"][0] == opened["node"].asstr()[node]

    trace = results.replay(worst["scenario"][0], package="ore-ban")
    assert "equal to the bit" in trace.said
    assert trace.attrs["scenario"] == worst["scenario"][0]
    assert {"fabco-fire", "ore-ban"} <= set(trace.events["name"].str.split(":").str[0])
    # Trace and file tell the same: week and size of a country's worst week.
    baseline = results["baseline/value_added"].sel(country="BET")
    lost = float(baseline) * (1 - trace.weeks["national_output"].sel(country="BET"))
    at = results.sel(package="ore-ban", country="BET", scenario=worst["scenario"][0])
    assert float(lost.max()) == pytest.approx(float(at["peak_loss"]), rel=1e-4)
    assert int(np.argmax(lost.values)) == int(at["peak_week"])


def test_a_row_for_each_world_and_package(results, losses):
    table = results.to_pandas()
    assert list(table.columns) == ["package", "scenario", "weight", *results.countries, "All countries"]
    assert len(table) == 2 * WORLDS
    ban = table[table["package"] == "ore-ban"]
    np.testing.assert_array_equal(ban[results.countries].to_numpy(), losses[1])
    np.testing.assert_allclose(ban["All countries"], losses[1].sum(axis=1))
    assert list(results.to_pandas("peak_week", ["BET"]).columns) == ["package", "scenario", "weight", "BET"]


def test_parquet_holds_the_same_and_how_it_was_made(results, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = results.to_parquet(tmp_path / "worlds.parquet", countries=["BET"])
    table = parquet.read_table(path)
    assert table.to_pandas()["BET"].tolist() == results.to_pandas(countries=["BET"])["BET"].tolist()
    assert b'"seed": 1' in table.schema.metadata[b"chokepoint"]
    with pytest.raises(ck.InputError, match="is there already"):
        results.to_parquet(path)


def test_a_dataset_with_the_name_of_an_axis_can_be_read(file, tmp_path):
    """As leverage and sword of campaigns that ask for them."""
    other = tmp_path / "leverage.h5"
    other.write_bytes(file.read_bytes())
    with h5py.File(other, "a") as opened:
        opened["leverage"] = np.array([b"BET>GAM", b"GAM>BET"])
        opened["leverage"].make_scale()
        for name, values in (("leverage", np.arange(4.0)), ("market_leverage", np.zeros(4))):
            data = opened.create_dataset(f"losses/{name}", data=values.reshape(2, 2))
            data.attrs.update(units="million USD/week", long_name="value added at stake")
            data.dims[0].attach_scale(opened["package"])
            data.dims[1].attach_scale(opened["leverage"])
    with ck.open(other) as results:
        assert results["losses/leverage"].sel(package="ore-ban", leverage_name="GAM>BET") == 3
        assert results["losses/market_leverage"].dims == ("package", "leverage_name")


def test_a_tree_of_all_groups_where_xarray_has_trees(results):
    import xarray

    if not hasattr(xarray, "DataTree"):
        with pytest.raises(ImportError, match="needs xarray 2024.10"):
            results.to_datatree()
        pytest.skip(f"xarray {xarray.__version__} has no DataTree")
    assert results.to_datatree()["summary/risk/mean"].dims[0] == "package"
