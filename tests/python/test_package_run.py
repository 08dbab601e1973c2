"""ck.run: campaigns from files and dictionaries, and what is said of bad ones."""

import tempfile
import tomllib

import pytest

pytest.importorskip("xarray")
pytest.importorskip("h5netcdf")
pytest.importorskip("tomli_w")
pytest.importorskip("tqdm")

import chokepoint as ck  # noqa: E402

SMALL = {"scenarios": 50, "threads": 1, "weeks": 52, "set": {"metrics.horizons": [52]}}


@pytest.fixture
def campaign():
    return tomllib.loads((ck.configs() / "teaching.toml").read_text("utf-8"))


def test_a_dictionary_gives_what_its_file_gives(campaign, tmp_path, capfd):
    from_file = ck.run(ck.configs() / "teaching.toml", tmp_path / "file.h5", progress=False, **SMALL)
    from_dict = ck.run(campaign, tmp_path / "dict.h5", progress=False, **SMALL)
    assert from_dict.attrs["network_sha256"] == from_file.attrs["network_sha256"]
    left, right = (r["losses/value_added"].values for r in (from_file, from_dict))
    assert left.shape == (2, 50, 3, 1) and (left == right).all() and left.any()
    said = capfd.readouterr()
    assert said.out == "" and said.err == ""


def test_results_go_beside_under_the_campaigns_name_unless_told(campaign, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ck.run(campaign, progress=False, **SMALL).path.name == "teaching.h5"
    assert (tmp_path / "teaching.h5").exists()


def test_only_the_named_packages_run_and_none_beside_them(campaign, tmp_path, recwarn):
    campaign["package"].append({"name": "second", "measures": ["ore-ban"]})
    results = ck.run(campaign, tmp_path / "a.h5", packages=["second"], progress=False, **SMALL)
    assert results.packages == ["none", "second"]
    path = ck.configs() / "teaching.toml"
    assert ck.run(path, tmp_path / "b.h5", packages=[], progress=False, **SMALL).packages == ["none"]
    assert not [w for w in recwarn if issubclass(w.category, ck.CampaignWarning)]


def test_warnings_of_the_program_are_warnings(campaign, tmp_path):
    campaign["package"] = []
    with pytest.warns(ck.CampaignWarning, match="^campaign:24: .measure. 'ore-ban': no package has this measure"):
        ck.run(campaign, tmp_path / "a.h5", progress=False, **SMALL)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"famly": {}}, "campaign:47: [famly]: unknown section"),
        ({"campaign": {"network": "teaching", "seed": "x"}}, "seed: is a text"),
        ({"campaign": {"network": "teachin"}}, "shipped ones: chips-and-minerals, korea-2019, teaching"),
        ({"campaign": {"network": "teaching", "seed": None}}, "cannot be written as TOML"),
    ],
)
def test_a_bad_dictionary_is_told_and_nothing_written(campaign, tmp_path, change, message):
    with pytest.raises(ck.InputError) as error:
        ck.run({**campaign, **change}, tmp_path / "a.h5", progress=False)
    assert message in str(error.value) and tempfile.gettempdir() not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_errors_carry_the_exit_code_and_the_words_of_the_program(campaign, tmp_path):
    with pytest.raises(ck.BadInput) as error:
        ck.run(tmp_path / "nix.toml")
    assert error.value.code == 2 and "nix.toml: no such file" in error.value.stderr
    with pytest.raises(ck.InputError, match="no such file .the shipped campaign of that name: .*'teaching.toml'"):
        ck.run("teaching.toml", tmp_path / "a.h5")
    with pytest.raises(
        ck.UnknownName, match="the campaign has no such package .it has: none, ore-ban; nearest: 'ore-ban'"
    ):
        ck.run(campaign, packages=["ore_ban"])
    ck.run(campaign, tmp_path / "a.h5", progress=False, **SMALL)
    with pytest.raises(ck.BadInput, match="--overwrite"):
        ck.run(campaign, tmp_path / "a.h5", progress=False, **{**SMALL, "weeks": 60})
    assert ck.run(campaign, tmp_path / "a.h5", progress=False, overwrite=True, **{**SMALL, "weeks": 60}).weeks == 60


def test_progress_is_shown_on_standard_error(campaign, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr("chokepoint.running.BAR_AFTER", 0)
    ck.run(campaign, tmp_path / "a.h5", threads=1, scenarios=4096, set={"campaign.chunk": 1024})
    said = capfd.readouterr()
    assert said.out == "" and "worlds" in said.err


def test_a_program_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setenv("CHOKEPOINT_PROGRAM", "/nowhere/chokepoint")
    with pytest.raises(ck.ChokepointError, match="CHOKEPOINT_PROGRAM=/nowhere/chokepoint: no such file"):
        ck.program()


def test_criticality_is_a_table_of_what_the_program_tells(campaign):
    campaign["package"] = []  # neither policy nor chance counts
    table = ck.criticality(campaign, hold_weeks=10, weeks=60, threads=1)
    assert table["loss"].is_monotonic_decreasing and (table["loss"] > 0).all()
    chip = table.set_index("product").loc["chip"]
    # By the tables of the network: BET alone makes chips, their buyer keeps two weeks.
    assert (chip["country"], chip["first_node"], chip["lacked"]) == ("BET", "GAM:device", "chip")
    assert (chip["share"], chip["cover_weeks"], chip["spare"], chip["first_week"]) == (1, 2, 0, 3)
    only = ck.criticality(campaign, hold_weeks=10, weeks=60, products=["chip"], set={"campaign.seed": 3})
    assert only["loss"].tolist() == [chip["loss"]]
    with pytest.raises(ck.BadInput, match="nearest: 'chip'"):
        ck.criticality(campaign, products=["chips"])
