"""The notebooks run from the first cell to the last, and find what they talk about."""

import json
import pathlib

import pytest

for module in ("xarray", "h5netcdf", "tomli_w", "tqdm", "plotly", "jinja2", "matplotlib"):
    pytest.importorskip(module)

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "host" / "python" / "notebooks"


def run(name):
    """The names that a notebook leaves; its code runs in the working folder."""
    import matplotlib

    matplotlib.use("Agg")
    cells = json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))["cells"]
    left = {}
    for number, cell in enumerate(cells):
        assert not cell.get("outputs"), "notebooks are kept without output"
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{name}, cell {number}", "exec"), left)
    return left


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_every_notebook_is_run_here():
    assert {p.stem for p in FOLDER.glob("*.ipynb")} == {"first-campaign", "policy-question", "own-network"}


def test_a_first_campaign():
    left = run("first-campaign")
    assert left["results"].packages == ["none", "unilateral"]
    assert left["comparison"].table.loc["USA", "lower"] > 0, "the ban costs its sender"
    assert pathlib.Path("first.html").stat().st_size > 1e6


def test_a_policy_question_with_uncertainty():
    table = run("policy-question")["table"]
    by = table.set_index(["median wait", "store"])["saved"]
    assert len(table) == 9
    assert by[13][6] > by[9][6] > by[6][6] > 0, "the longer permits take, the more a large store saves"
    assert by[6][6] == pytest.approx(by[6][3], rel=0.01), "a short wait needs no more than a small one"
    width = table["upper"] - table["lower"]
    assert (width > 0).all(), "there is luck"
    assert width.max() < 0.1 * (by[13][6] - by[6][6]), "and judgement matters more"


def test_a_network_from_an_input_output_table():
    left = run("own-network")
    certain, chance = left["certain"].expected(), left["chance"].expected()
    lost = certain.set_index("country")["expected"]
    assert 0 < lost["SOU"] and 0 < lost["NOR"] < 52 * float(left["normal"].sel(country="NOR"))
    assert chance["expected"][0] > certain["expected"][0], "fires come on top"
