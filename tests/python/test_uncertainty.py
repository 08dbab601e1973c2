"""ck.uncertain: luck and judgement apart, which parameters matter."""

import math
import tomllib

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("xarray")
pytest.importorskip("h5netcdf")
pytest.importorskip("tomli_w")
pytest.importorskip("tqdm")
pytest.importorskip("scipy")
pytest.importorskip("SALib", reason="pip install SALib")

import chokepoint as ck  # noqa: E402
import xarray as xr  # noqa: E402
from chokepoint import uncertainty  # noqa: E402

SMALL = {"scenarios": 40, "threads": 1, "progress": False}


def made(design, names, draws, answer, luck=(0.0, 0.0), seed=3):
    """Losses that are a known function of parameters, uniform on [-pi, pi], plus luck of the world."""
    unit = uncertainty._sample(design, names, draws, seed)
    x = -math.pi + 2 * math.pi * unit
    losses = answer(x)[:, None] + np.array(luck)[None, :]
    return ck.Uncertain(
        pd.DataFrame(x, columns=names),
        xr.DataArray(losses[:, None], dims=("draw", "package", "scenario"), coords={"package": ["none"]}),
        design,
        unit,
    )


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_indices_of_ishigami_are_the_known_ones():
    # V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 (Ishigami and Homma 1990)
    a, b, pi = 7.0, 0.1, math.pi
    v = a * a / 8 + b * pi**4 / 5 + b * b * pi**8 / 18 + 0.5
    first = {"x1": 0.5 * (1 + b * pi**4 / 5) ** 2 / v, "x2": a * a / 8 / v, "x3": 0.0}
    total = {"x1": first["x1"] + 8 * b * b * pi**8 / 225 / v, "x2": first["x2"], "x3": 8 * b * b * pi**8 / 225 / v}
    names = list(first)
    given = made("points", names, 4096, ishigami).indices()
    saltelli = made("saltelli", names, 2048, ishigami).indices()
    for name in names:
        assert given.loc[name, "first"] == pytest.approx(first[name], abs=0.03)
        assert saltelli.loc[name, "first"] == pytest.approx(first[name], abs=0.03)
        assert saltelli.loc[name, "total"] == pytest.approx(total[name], abs=0.03)
    # The order is by the total effect: x3 acts with x1 only, and is last of all three.
    assert list(saltelli.index) == ["x1", "x2", "x3"]
    assert list(given.index) == ["x2", "x1", "x3"]


def test_screening_of_a_linear_answer_gives_its_slopes():
    slopes = np.array([5.0, 0.0, -2.0])
    got = made("morris", ["a", "b", "c"], 12, lambda x: x @ slopes).indices()
    # An elementary effect is per unit of probability: slope times the width 2 pi.
    assert got.loc["a", "effect"] == pytest.approx(10 * math.pi)
    assert got.loc["c", "effect"] == pytest.approx(4 * math.pi)
    assert got.loc["b", "effect"] == pytest.approx(0, abs=1e-9)
    assert (got["spread"] < 1e-9).all()
    assert list(got.index) == ["a", "c", "b"]


def test_parts_separate_luck_from_judgement():
    rng = np.random.default_rng(5)
    luck = rng.normal(0, 3, 400)
    both = made("points", ["a"], 256, lambda x: x[:, 0], luck)
    both.losses += rng.normal(0, 1, both.losses.shape)
    parts = both.parts()
    width = 2 * math.pi
    assert parts.loc["judgement", "variance"] == pytest.approx(width**2 / 12, rel=0.1)
    assert parts.loc["luck", "variance"] == pytest.approx(9, rel=0.2)
    assert parts.loc["both", "variance"] == pytest.approx(1, rel=0.03)
    share = width**2 / 12 / (width**2 / 12 + 9 + 1)
    assert parts.loc["judgement", "low"] < share < parts.loc["judgement", "high"]
    # Without judgement there is none; the block means alone would show the luck of both.
    none = made("points", ["a"], 256, lambda x: 0 * x[:, 0], luck)
    none.losses += rng.normal(0, 1, none.losses.shape)
    assert abs(none.parts().loc["judgement", "variance"]) < 3e-3


def test_measures_of_a_draw_are_what_they_say():
    losses = np.arange(100.0)[None, :] + np.array([[0.0], [10.0]])
    got = ck.Uncertain(
        pd.DataFrame({"a": [0.1, 0.9]}),
        xr.DataArray(losses[:, None], dims=("draw", "package", "scenario"), coords={"package": ["none"]}),
        "points",
        np.array([[0.1], [0.9]]),
    )
    assert got.summary("mean").loc["none", "middle"] == 54.5
    assert got.summary(0.9).loc["none", "middle"] == pytest.approx(99.5)  # of 90..99 and 100..109
    assert got.summary(94.5).loc["none", "middle"] == pytest.approx(0.10)  # .05 and .15
    with pytest.raises(ck.InputError, match="mean, a probability below 1"):
        got.summary("median")


def test_every_draw_is_the_campaign_with_its_values(tmp_path):
    campaign = tomllib.loads((ck.configs() / "teaching.toml").read_text("utf-8"))
    unknown = [
        ck.Parameter("rate", {"lognormal": [0.2, 0.5]}, key="family.accidents.rate")
        if any(f.get("name") == "accidents" for f in campaign.get("family", []))
        else ck.Parameter("memory", {"uniform": [2, 12]}, key="model.reliability_memory_weeks"),
        ck.Parameter("stocks", {"uniform": [0.5, 1.5]}, column="cover_weeks", where={"products": ["metal"]}),
    ]
    got = ck.uncertain(campaign, unknown, draws=4, **SMALL)
    assert got.losses.dims == ("draw", "package", "scenario") and got.losses.shape[0::2] == (4, 40)
    assert got.values.shape == (4, 2) and got.values["stocks"].between(0.5, 1.5).all()
    assert len({tuple(v) for v in got.losses.values.reshape(4, -1)}) == 4
    third = got.values.loc[2]
    again = ck.run(
        {**campaign, "adjust": [{"name": "x", "products": ["metal"], "scale": float(third["stocks"])}]},
        tmp_path / "a.h5",
        set={unknown[0].key: float(third.iloc[0])},
        **SMALL,
    )
    expected = again["losses/value_added"].sel(horizon=max(again.horizons)).sum("country")
    assert (got.losses.sel(draw=2).values == expected.values).all()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"distribution": {"unifrom": [0, 1]}}, "'unifrom'.*nearest: 'uniform'"),
        ({"distribution": {"uniform": [1, 0]}}, "low < high"),
        ({"distribution": {"uniform": [1]}}, "takes 2 numbers"),
        ({"distribution": {"lognormal": [0, 1]}}, "above 0"),
        ({"distribution": {}}, "needs one distribution"),
        ({"column": "cover_weeks"}, "a key or a column, one of them"),
        ({"add": True}, "belong to a column"),
    ],
)
def test_a_parameter_that_is_none_is_named(change, message):
    with pytest.raises(ck.InputError, match=f"'p'.*{message}|{message}"):
        ck.Parameter(**{"name": "p", "distribution": {"uniform": [0, 1]}, "key": "a.b", **change})


def test_mistakes_name_the_draw_and_what_the_program_says():
    path = ck.configs() / "teaching.toml"
    with pytest.raises(ck.BadInput, match=r"draw 0 \(importance = .*spare_capacty.*nearest: 'spare_capacity'"):
        ck.uncertain(path, [ck.Parameter("importance", {"uniform": [1, 2]}, column="spare_capacty")], **SMALL)
    with pytest.raises(ck.InputError, match="at least one parameter"):
        ck.uncertain(path, [], **SMALL)
    one = ck.Parameter("a", {"uniform": [2, 12]}, key="model.reliability_memory_weeks")
    with pytest.raises(ck.InputError, match="two parameters have one name"):
        ck.uncertain(path, [one, one], **SMALL)
    with pytest.raises(ck.UnknownName, match="design 'sobol'"):
        ck.uncertain(path, [one], design="sobol", **SMALL)
    with pytest.raises(ck.InputError, match="teachin.toml: no such file"):
        ck.uncertain("teachin.toml", [one], **SMALL)
    with pytest.raises(ck.InputError, match='design="points"'):
        made("morris", ["a", "b"], 4, lambda x: x[:, 0]).parts()
    with pytest.raises(ck.InputError, match="8 draws are too few"):
        made("points", ["a"], 8, lambda x: x[:, 0]).indices()
    with pytest.raises(ck.InputError, match="same in all draws"):
        made("points", ["a"], 32, lambda x: 0 * x[:, 0]).indices()
    with pytest.raises(ck.InputError, match="at least two parameters"):
        ck.uncertain(path, [one], design="morris", **SMALL)
