"""ck.import_table: input-output tables become networks; what BoARIO and (I - A)^-1 make of the same table."""

import csv
import pathlib
import types

import numpy as np
import pandas as pd
import pytest

for module in ("xarray", "h5netcdf", "tomli_w", "tqdm"):
    pytest.importorskip(module)

import chokepoint as ck  # noqa: E402
from chokepoint.input_output import classify, command, prune, table  # noqa: E402
from random_table import random_table  # noqa: E402

BOARIO = pathlib.Path(__file__).resolve().parents[1] / "data" / "boario"
ARIO = {
    "inputs.class": "CRITICAL",
    "inputs.caution": 0.8,
    "inputs.resourcing_ceiling": 0,
    "nodes.spare_capacity": 0,
    "nodes.overtime_max": 1.25,
    "final_demand.resourcing_ceiling": 0,
}


def small(flows=None, final=None):
    """Two regions, ore and chips, 52 million USD a year each; Z and Y as pymrio has them."""
    industries = pd.MultiIndex.from_product([["AAA", "BBB"], ["Mining of ores", "C26"]])
    demand = pd.MultiIndex.from_product([["AAA", "BBB"], ["households", "stocks"]])
    flows = [[0, 52, 0, 26], [0, 0, 0, 0], [0, 26, 0, 52], [0, 0, 0, 0]] if flows is None else flows
    final = [[0, 0, 0, 0], [104, -26, 52, 0], [0, 0, 0, 0], [26, 0, 104, 0]] if final is None else final
    return types.SimpleNamespace(
        Z=pd.DataFrame(flows, industries, industries, float), Y=pd.DataFrame(final, industries, demand, float)
    )


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False)


def write(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def test_a_small_table_becomes_the_network_that_one_writes_by_hand(tmp_path):
    done = ck.import_table(small(), tmp_path / "net", keep=1, source="by hand")
    links = read(done.folder, "links").set_index(["supplier", "buyer"])["flow"]
    assert links.to_dict() == {
        ("AAA:Mining_of_ores", "AAA:C26"): 1,
        ("AAA:Mining_of_ores", "BBB:C26"): 0.5,
        ("BBB:Mining_of_ores", "AAA:C26"): 0.5,
        ("BBB:Mining_of_ores", "BBB:C26"): 1,
        ("AAA:C26", "final:AAA"): 1.5,  # what stocks gave back counts with the rest
        ("AAA:C26", "final:BBB"): 1,
        ("BBB:C26", "final:AAA"): 0.5,
        ("BBB:C26", "final:BBB"): 2,
    }
    nodes = read(done.folder, "nodes").set_index("node")["value_added"]
    assert nodes.to_dict() == {"AAA:Mining_of_ores": 1.5, "AAA:C26": 1, "BBB:Mining_of_ores": 1.5, "BBB:C26": 1}
    inputs = read(done.folder, "inputs").iloc[0]
    assert (inputs["buyer"], inputs["input"], inputs["class"], inputs["cover_weeks"]) == (
        "C26",
        "Mining_of_ores",
        "CRITICAL",
        4,
    )
    for name in ("countries", "products", "nodes", "inputs", "final_demand", "links"):
        assert read(done.folder, name)["source"].str.startswith("by hand").all()
    assert "4 nodes" in done.check and not done.warnings
    assert done.told == ["the table names no unit: its money is taken as million USD"]
    report = (done.folder / "BUILD_REPORT.md").read_text("utf-8")
    assert "| C26 | goods | assembly | 4 | 0 |" in report and done.told[0] in report


def test_maps_make_it_coarser_and_say_what_products_are(tmp_path):
    regions = write(tmp_path / "regions.csv", "region,country,name", "*,WLD,The world")
    sectors = write(
        tmp_path / "sectors.csv", "sector,product,stage,cover_weeks,spare_capacity", "C26,chips,fab,9,0.1"
    )
    done = ck.import_table(small(), tmp_path / "net", regions=regions, sectors=sectors, usd=2)
    links = read(done.folder, "links").set_index(["supplier", "buyer"])["flow"]
    assert links.to_dict() == {("WLD:Mining_of_ores", "WLD:chips"): 6, ("WLD:chips", "final:WLD"): 10}
    assert read(done.folder, "countries").iloc[0]["name"] == "The world"
    products = read(done.folder, "products").set_index("product")
    assert products.loc["chips", "stage"] == "fab" and products.loc["Mining_of_ores", "stage"] == "mine"
    assert read(done.folder, "nodes")["spare_capacity"].astype(str).tolist() == ["", "0.1"]


def test_flows_below_zero_and_industries_that_sell_nothing_are_told():
    given = small(
        [[0, 52, 0, 26], [0, 0, 5, 0], [0, -4, 0, 0], [0, 0, 0, 0]],
        [[0, 0, 0, 0], [104, 0, 52, 0], [0, 0, 0, 0], [0, -3, 0, 0]],
    )
    clean = table.cleaned(table.taken(given.Z, given.Y, "t"))
    # BBB's chips sell nothing but into stocks, so buy nothing; its ore sold to them alone.
    assert clean.sales.tolist() == [[52, 156], [0, 0]]
    assert "1 sales between industries below zero" in clean.told[0] and ": 4," in clean.told[0]
    assert "1 sales to final demand" in clean.told[1] and ": 3," in clean.told[1]
    assert clean.told[2].startswith("2 industries sell nothing") and ": 31," in clean.told[2]


def test_final_demand_of_nobody_is_left_out_and_told():
    given = small()
    given.Y[("ALL", "discrepancy")] = [0.0, 7, 0, 0]
    got = table.taken(given.Z, given.Y, "t")
    assert (got.final == table.taken(small().Z, small().Y, "t").final).all()
    assert got.told == ("final demand of 'ALL', a region without industries, is left out: 7",)


def test_pruning_keeps_every_total_and_99_percent_of_each_input():
    tab = table.taken(*random_table(12, 6), "random")
    cut = prune.pruned(tab, 0.99)
    assert cut.links < 0.8 * cut.links_before
    assert np.allclose(cut.table.sales, tab.sales, rtol=1e-4)
    assert np.allclose(cut.table.flows.sum(axis=0), tab.flows.sum(axis=0), rtol=1e-9)  # each input of each buyer
    assert np.allclose(cut.table.final.sum(axis=0), tab.final.sum(axis=0), rtol=1e-9)
    stays = np.where(cut.table.flows > 0, tab.flows, 0).sum(axis=0) / tab.flows.sum(axis=0)
    assert stays.min() >= 0.99
    assert prune.largest(np.array([[90.0, 0], [9, 0], [1, 5]]), 0.99).tolist() == [
        [True, False],
        [True, False],
        [False, True],
    ]


@pytest.mark.parametrize(
    "name, kind, stage",
    [
        ("B05_06", "goods", "mine"),
        ("C10T12", "goods", "final"),
        ("C26", "goods", "assembly"),
        ("D", "energy", "refine"),
        ("H49", "transport", "final"),
        ("Water transport", "transport", "final"),
        ("Transport Equipment", "goods", "final"),
        ("Wholesale Trade", "service", "final"),
        ("Basic Metals and Fabricated Metal", "goods", "refine"),
        ("A strange thing", "other", "final"),
    ],
)
def test_sectors_are_judged_by_code_or_words(name, kind, stage):
    assert (classify.judged(name).kind, classify.judged(name).stage) == (kind, stage)


def test_an_input_is_critical_only_downstream_so_no_loop_arises():
    ore, chips, banks = (classify.judged(n) for n in ("B07", "C26", "K"))
    assert classify.input_class(chips, ore, 0.02) == "CRITICAL"
    assert classify.input_class(chips, ore, 0.002) == "IMPORTANT"
    assert classify.input_class(ore, chips, 0.5) == "IMPORTANT"
    assert classify.input_class(chips, chips, 0.5) == "IMPORTANT"
    assert classify.input_class(banks, ore, 0.5) == "IMPORTANT"
    assert classify.input_class(chips, banks, 0.5) == "NONE"


def test_ratings_replace_the_rule(tmp_path):
    ratings = write(tmp_path / "r.csv", ",ore,chips", "ore,1,0.5", "chips,0,1")
    sectors = write(tmp_path / "s.csv", "sector,product", "Mining of ores,ore", "C26,chips")
    done = ck.import_table(small(), tmp_path / "net", sectors=sectors, ratings=ratings)
    assert read(done.folder, "inputs")["class"].tolist() == ["IMPORTANT"]
    write(ratings, ",ore,chips", "ore,1,0.7", "chips,0,1")
    with pytest.raises(ck.InputError, match="r.csv, line 2, column 'chips': a rating is 1"):
        ck.import_table(small(), tmp_path / "other", sectors=sectors, ratings=ratings)


@pytest.mark.parametrize(
    "lines, message",
    [
        (["regin,country", "AAA,X"], "line 1: the column 'region' is missing"),
        (["region,country,nam", "AAA,X,Y"], "column 'nam'.*nearest: 'name'"),
        (["region,country", "AAB,X"], "line 2: the table has no region 'AAB'.*nearest: 'AAA'"),
        (["region,country", "AAA,X", "AAA,Y"], "line 3: the region 'AAA' is there twice"),
        (["region,country", "AAA,X Y"], "line 2.*'X Y' is no identifier.*nearest: 'X_Y'"),
        (["region,country", "AAA,"], "line 2: the cell of 'country' is empty"),
        (["region,country,name", "AAA,X,one", "BBB,X,two"], "line 3, column 'name': 'two', but 'X' has 'one'"),
    ],
)
def test_a_map_that_is_wrong_names_file_line_and_nearest(tmp_path, lines, message):
    regions = write(tmp_path / "regions.csv", *lines)
    with pytest.raises(ck.InputError, match=message) as error:
        ck.import_table(small(), tmp_path / "net", regions=regions)
    assert str(regions) in str(error.value)
    assert not (tmp_path / "net").exists()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"keep": 0}, "keep 0: a share above 0"),
        ({"usd": -1}, "usd -1: has to be above 0"),
        ({"set": {"inputs.cover_week": 3}}, "'inputs.cover_week'.*nearest: 'inputs.cover_weeks'"),
        ({"set": {"inputs.class": "critical"}}, "class 'critical'.*nearest: 'CRITICAL'"),
        ({"set": {"inputs.cover_weeks": 700}}, r"net/inputs.csv:2:.*cover_weeks.*<= 520 \(weeks\) \(as set, .*$"),
        ({"regions": "nowhere.csv"}, "nowhere.csv: cannot be read"),
    ],
)
def test_mistakes_are_one_clear_error_and_nothing_is_written(tmp_path, change, message):
    with pytest.raises(ck.InputError, match=message) as error:
        ck.import_table(small(), tmp_path / "net", **change)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_table_that_is_none_is_named(tmp_path):
    def refused(match, given, **more):
        with pytest.raises(ck.InputError, match=match):
            ck.import_table(given, tmp_path / "net", **more)

    holes = small()
    holes.Z.iloc[1, 2] = np.nan
    refused(r"row \('AAA', 'C26'\), column \('BBB', 'Mining of ores'\): nan is no number", holes)
    other = small()
    other.Y = other.Y.iloc[:3]
    refused(r"\('BBB', 'C26'\) is not a row of Z and a row of Y", other)
    euros = small()
    euros.unit = pd.DataFrame({"unit": ["M.EUR"] * 4})
    refused("its unit is M.EUR; say how many", euros)
    (tmp_path / "table.csv").touch()
    refused("tabel.csv: no such file or folder .nearest: 'table.csv'", tmp_path / "tabel.csv", format="csv")
    refused("format 'ocd'.*nearest: 'oecd'", tmp_path / "table.csv", format="ocd")
    refused("table.csv: is no square table", tmp_path / "table.csv", format="csv")
    refused("year 2020: a table of the format 'csv'", tmp_path / "table.csv", format="csv", year=2020)
    refused("no frame Z", types.SimpleNamespace())


def test_only_an_earlier_import_is_replaced(tmp_path):
    done = ck.import_table(small(), tmp_path / "net")
    with pytest.raises(ck.InputError, match="is there already .overwrite"):
        ck.import_table(small(), done.folder)
    ck.import_table(small(), done.folder, overwrite=True, set={"inputs.cover_weeks": 7})
    assert read(done.folder, "inputs")["cover_weeks"].tolist() == [7]
    write(done.folder / "firms.csv", "firm,name,owner_country,source")
    with pytest.raises(ck.InputError, match="has 'firms.csv', which no import made"):
        ck.import_table(small(), done.folder, overwrite=True)
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine" / "thesis.txt", "all of it")
    with pytest.raises(ck.InputError, match="no import .it is not replaced"):
        ck.import_table(small(), tmp_path / "mine", overwrite=True)


def test_the_command_reads_a_square_table_and_says_what_it_left_out(tmp_path, capsys):
    frame = pd.concat([small().Z, small().Y], axis=1)
    frame.to_csv(tmp_path / "square.csv")
    words = [str(tmp_path / "square.csv"), str(tmp_path / "net"), "--format", "csv"]
    assert command.main([*words, "--set", "inputs.cover_weeks=12"]) == 0
    said = capsys.readouterr()
    assert "4 nodes" in said.out and "note: the table names no unit" in said.err
    assert read(tmp_path / "net", "inputs")["cover_weeks"].tolist() == [12]
    assert command.main([*words, "--set", "inputs.cover_weeks"]) == 2
    assert command.main(words) == 2
    assert "chokepoint-import: error: " in capsys.readouterr().err


def test_an_icio_file_of_the_oecd_is_read(tmp_path):
    pytest.importorskip("pymrio", reason="pip install 'pymrio>=0.5.4,<0.6'")
    z, y = random_table(3, 2)
    names = [f"{r}_{'B07' if s == 'S00' else 'C26'}" for r, s in z.index]
    frame = pd.DataFrame(z.to_numpy(), names, names)
    for region, values in zip(("C00", "C01", "C02"), y.to_numpy().T):
        frame[f"{region}_HFCE"] = values
    frame["OUT"] = frame.sum(axis=1)
    frame.loc["TLS"] = 0.0
    frame.loc["VA"] = z.to_numpy().sum(axis=0).tolist() + [0.0] * 4
    frame.loc["OUT"] = 0.0
    frame.to_csv(tmp_path / "2020.csv", index_label="V1")
    (tmp_path / "2020.csv").rename(tmp_path / "ICIO2023_2020.csv")
    done = ck.import_table(tmp_path, tmp_path / "net", format="oecd", year=2020, keep=1)
    assert read(done.folder, "links")["flow"].sum() * 52 == pytest.approx(z.to_numpy().sum() + y.to_numpy().sum())
    assert read(done.folder, "nodes")["source"][0].startswith("OECD ICIO")
    assert read(done.folder, "countries")["country"].tolist() == ["C00", "C01", "C02"], "the column of totals is none"
    with pytest.raises(ck.InputError, match="pymrio cannot read this as OECD ICIO"):
        ck.import_table(tmp_path, tmp_path / "other", format="oecd", year=2019)


@pytest.fixture(scope="module")
def pymrio_network(tmp_path_factory):
    """The test table of pymrio with the stocks under which tests/data/boario/make.py --pymrio ran BoARIO."""
    pymrio = pytest.importorskip("pymrio", reason="pip install 'pymrio>=0.5.4,<0.6'")
    folder = tmp_path_factory.mktemp("pymrio")
    given = pymrio.load_test()
    stocks, restore = [13, 9, 17, 4], [9, 8, 12, 6]
    rows = [f"{s},{s},{stocks[k % 4] - 1},{restore[k % 4]}" for k, s in enumerate(sorted(given.get_sectors()))]
    sectors = write(folder / "sectors.csv", "sector,product,cover_weeks,adjustment_weeks", *rows)
    return ck.import_table(given, folder / "net", keep=1, sectors=sectors, set=ARIO).folder


def outputs(network, folder, weeks, mode, events):
    campaign = {"campaign": {"name": mode, "network": str(network), "scenarios": 1, "weeks": weeks}}
    campaign |= {"model": {"mode": mode}, "event": events}
    results = ck.run(campaign, folder / f"{mode}.h5", overwrite=True, threads=1, progress=False)
    return results.replay(0, "none").weeks["output"].to_pandas()


@pytest.mark.filterwarnings("ignore::chokepoint.CampaignWarning")  # every input is critical: a loop
def test_ario_is_boario_week_by_week_on_the_table_of_pymrio(pymrio_network, tmp_path):
    boario = pd.read_csv(BOARIO / "pymrio_fixed.csv").set_index(["shock", "week"])
    with (BOARIO / "pymrio_shocks.csv").open(encoding="utf-8") as file:
        shocks = list(csv.DictReader(file))
    assert set(boario.index.get_level_values("shock")) == {3, 5}
    for shock in (3, 5):
        events = [
            {
                "name": f"e{k}",
                "type": "capacity",
                "nodes": [s["node"]],
                "start_week": int(s["start_week"]),
                "hold_weeks": float(s["weeks"]),
                "severity": float(s["severity"]),
            }
            for k, s in enumerate(shocks)
            if int(s["shock"]) == shock
        ]
        theirs = boario.loc[shock]
        ours = outputs(pymrio_network, tmp_path, len(theirs), "ario", events)[theirs.columns]
        assert (1 - theirs).to_numpy().max() > 0.4, "something happens"
        assert np.abs(ours.to_numpy() - theirs.to_numpy()).max() < 2e-6


@pytest.mark.filterwarnings("ignore::chokepoint.CampaignWarning")
def test_leontief_settles_where_the_inverse_of_i_minus_a_says(tmp_path):
    pymrio = pytest.importorskip("pymrio", reason="pip install 'pymrio>=0.5.4,<0.6'")
    given = pymrio.load_test()
    settings = {"inputs.class": "CRITICAL", "inputs.cover_weeks": 0}
    network = ck.import_table(given, tmp_path / "net", keep=1, set=settings).folder
    uses, final = given.Z, given.Y.T.groupby(level="region").sum().T
    names = [f"{r}:{s}" for r, s in uses.index]
    sales = uses.sum(axis=1) + final.sum(axis=1)
    wanted, events = final.copy(), []
    changes = (("reg2", "manufactoring", -0.5), ("reg1", "food", 0.3), ("reg4", "construction", 0.8))
    for region, sector, surge in changes:
        wanted.loc[(slice(None), sector), region] *= 1 + surge
        event = {"name": sector, "type": "demand", "countries": [region], "products": [sector], "surge": surge}
        events.append({**event, "hold_weeks": 2000})
    inverse = np.linalg.inv(np.eye(len(sales)) - uses.to_numpy() / sales.to_numpy())
    expected = inverse @ wanted.sum(axis=1).to_numpy() / sales.to_numpy()
    rest = outputs(network, tmp_path, 600, "leontief", events).iloc[-1][names].to_numpy()
    assert np.abs(expected - 1).max() > 0.5, "something happens"
    assert np.abs(rest - expected).max() < 1e-5
