"""The schema of campaigns is what the program reads: shipped campaigns fit it, mistakes do not.

CHOKEPOINT_WRITE_SCHEMA=1 (with CHOKEPOINT_PROGRAM) writes configs/campaign.schema.json anew.
"""

import json
import os
import pathlib
import re
import subprocess
import tomllib

import pytest

jsonschema = pytest.importorskip("jsonschema")

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["CHOKEPOINT_PROGRAM"]
STORED = ROOT / "configs/campaign.schema.json"
CAMPAIGNS = sorted((ROOT / "configs").rglob("*.toml"))

GOOD = f"""
[campaign]
name = "small"
network = "{ROOT}/configs/networks/teaching"
scenarios = 1e3
seed = 3
[world]
tension_start = "random"
[[family]]
type = "plant_accident"
rate = 0.5
severity = {{ distribution = "beta", a = 2, b = 3 }}
[[event]]
name = "fire"
type = "capacity"
start_week = 5
hold_weeks = 6
[[measure]]
name = "ore-ban"
type = "ban"
exporters = ["ALP"]
compliance = "by table"
duration_weeks = "to the end"
implementation_weeks = {{ distribution = "mixture", atom = 1, atom_probability = 0.5, of = 6 }}
[[compliance]]
country = "BET"
like = "JPN"
entity_list = {{ alpha = 1, beta = 4 }}
[[package]]
name = "ban"
measures = ["ore-ban"]
[metrics]
products = true
losses = ["peak"]
"""

# What is replaced, by what, and what the program says of it.
MISTAKES = [
    ("[world]", "[wrld]", "unknown section"),
    ("[[event]]", "[event]", "is not such a section"),
    ("[world]", "[[world]]", "is not such a section"),
    ("seed = 3", "sead = 3", "unknown key"),
    ("seed = 3", "seed = 1.5", "a whole number"),
    ("seed = 3", "seed = -1", "out of range"),
    ("scenarios = 1e3", "scenarios = 1e13", "out of range"),
    ("scenarios = 1e3", 'scenarios = "many"', "a whole number"),
    ('name = "small"', 'name = "two words"', "is not a name"),
    ("network = ", "description = ", "'network' is missing"),
    ('"random"', '"chance"', "is not known"),
    ('type = "plant_accident"', 'type = "plant_acident"', "is not known"),
    ('type = "plant_accident"\n', "", "'type' is missing"),
    ("rate = 0.5", "strictness = 0.5", "unknown key"),
    ("a = 2, b = 3", "a = 2", "'b' is missing"),
    ("a = 2, b = 3", "a = 2, b = 3, c = 4", "unknown key"),
    ('"beta"', '"betta"', "is not known"),
    ("start_week = 5", "start_week = 2601", "out of range"),
    ("hold_weeks", "hold_wekes", "'hold_weeks' is missing"),
    ('exporters = ["ALP"]', 'exporters = "ALP"', "a list"),
    ('exporters = ["ALP"]', "exporters = [1]", "a text"),
    ('compliance = "by table"', 'compliance = "by chance"', "is not known"),
    ('compliance = "by table"', "compliance = 1.5", "out of range"),
    ('country = "BET"\n', "", "'country' is missing"),
    ("alpha = 1", "alfa = 1", "unknown key"),
    ("alpha = 1", "alpha = 0", "out of range"),
    ('name = "ban"\n', "", "'name' is missing"),
    ('losses = ["peak"]', 'losses = ["pique"]', "is not known"),
    ("products = true", 'products = "all"', "a list"),
]


def check(folder, text, *words):
    (folder / "c.toml").write_text(text)
    return subprocess.run([PROGRAM, "check", *words, "c.toml"], cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def schema():
    text = subprocess.run([PROGRAM, "schema"], capture_output=True, text=True, check=True).stdout
    if os.environ.get("CHOKEPOINT_WRITE_SCHEMA"):
        STORED.write_text(text)
    assert STORED.read_text() == text, "configs/campaign.schema.json is old: CHOKEPOINT_WRITE_SCHEMA=1 writes it anew"
    return json.loads(text)


@pytest.fixture(scope="module")
def validator(schema):
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


def complaints(validator, text):
    return [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(tomllib.loads(text))]


@pytest.mark.parametrize("path", CAMPAIGNS, ids=lambda p: p.stem)
def test_a_shipped_campaign_names_the_schema_and_fits_it(validator, path):
    text = path.read_text()
    line = re.fullmatch(r"#:schema (\S+)", text.splitlines()[0])
    assert line and (path.parent / line[1]).resolve() == STORED
    assert complaints(validator, text) == []


@pytest.mark.parametrize("name", ["quickstart", "packages/cocom", "packages/japan-follows", "questions/minerals-3",
                                  "validation/v9-oil-shock"])
def test_what_the_program_writes_out_fits(validator, name):
    done = subprocess.run([PROGRAM, "check", "--effective", ROOT / f"configs/{name}.toml"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 1000
    assert complaints(validator, done.stdout) == []


def test_what_the_program_takes_fits(validator, tmp_path):
    done = check(tmp_path, GOOD)
    assert done.returncode == 0, done.stderr
    assert complaints(validator, GOOD) == []


@pytest.mark.parametrize("old, new, why", MISTAKES, ids=lambda text: text.strip().replace("\n", " ") or "nothing")
def test_a_mistake_that_the_program_refuses_does_not_fit(validator, tmp_path, old, new, why):
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    done = check(tmp_path, text)
    assert done.returncode == 2 and why in done.stderr, done.stderr
    assert complaints(validator, text) != []


def test_a_misspelt_key_of_an_entry_is_named(validator):
    found = complaints(validator, GOOD.replace("hold_weeks", "hold_wekes"))
    assert any("Additional properties" in line and "hold_wekes" in line for line in found), found


def test_sections_are_those_of_the_program(schema, tmp_path):
    error = check(tmp_path, GOOD.replace("[world]", "[zzz]")).stderr
    assert set(re.search(r"one of: ([^;)]*)", error)[1].split(", ")) == set(schema["properties"])


def test_units_ranges_and_defaults_are_told(schema):
    weeks = schema["definitions"]["weeks"]
    assert weeks["description"] == "length of a world. Unit, range: 1–2600 weeks. Default: 104"
    assert (weeks["minimum"], weeks["maximum"], weeks["default"]) == (1, 2600, 104)
    ban = next(m for m in schema["properties"]["measure"]["items"]["anyOf"] if m["title"] == "measure of type ban")
    assert ban["required"] == ["type"] and "exporters" in ban["properties"]
