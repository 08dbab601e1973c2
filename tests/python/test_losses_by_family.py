"""Loss by family: one package for each family, and a table that adds up."""

import os
import pathlib
import sys
import tomllib

import pytest

pytest.importorskip("h5py")

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHOKEPOINT_PROGRAM", "")
sys.path.insert(0, str(ROOT / "scripts"))

import losses_by_family  # noqa: E402

CAMPAIGN = """[campaign]
network = "networks/teaching"
scenarios = 8
weeks = 52

[[family]]
name = "fires"
type = "plant_accident"
rate = 2

[[package]]
name = "ours"
measures = []

[[family]]
name = "quakes"
type = "natural_hazard"
rate = 2
"""


def test_packages_are_none_each_family_and_all():
    text, families = losses_by_family.alone(CAMPAIGN, ROOT / "configs")
    assert families == ["fires", "quakes"]
    read = tomllib.loads(text)
    assert [entry["families"] for entry in read["package"]] == [
        [], ["fires"], ["quakes"], ["all"]]
    assert [entry["name"] for entry in read["family"]] == families
    assert pathlib.Path(read["campaign"]["network"]).is_dir()


@pytest.mark.skipif(not PROGRAM, reason="CHOKEPOINT_PROGRAM is not set")
def test_shares_add_up_to_the_sum(tmp_path, monkeypatch, capsys):
    campaign = tmp_path / "small.toml"
    campaign.write_text(CAMPAIGN.replace(
        "networks", str(ROOT / "configs" / "networks")))
    monkeypatch.setattr(sys, "argv", [
        "losses_by_family.py", str(campaign), "--chokepoint", PROGRAM,
        "--scenarios", "64", "--markdown"])
    losses_by_family.main()
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()]
    by_name = {row[0].strip("| "): row for row in rows}
    shares = [int(by_name[name][3].strip("%")) for name in ("fires", "quakes")]
    assert 99 <= sum(shares) <= 101
    assert float(by_name["fires"][1]) > 0
    assert "all of them" in by_name
