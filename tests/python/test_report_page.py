"""The page about a results file: what it says, that it asks for nothing, that a browser draws it without an error."""

import base64
import html.parser
import io
import json
import re
import shutil
import subprocess

import pytest

for module in ("xarray", "h5netcdf", "tomli_w", "tqdm", "plotly", "jinja2"):
    pytest.importorskip(module)

import pandas as pd  # noqa: E402

import chokepoint as ck  # noqa: E402
from chokepoint.report_page import command, numbers, paths  # noqa: E402

OUTSIDE = re.compile(r"^(?!data:|#)")
FETCHING = {"src", "href", "srcset", "action", "poster", "data", "xlink:href"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def results(folder):
    """Five countries' worth of chance: the shock of the teaching network, and accidents often."""
    return ck.run(
        ck.configs() / "teaching.toml",
        folder / "teaching.h5",
        scenarios=2000,
        threads=1,
        progress=False,
        set={"family.plant-accidents.rate": 0.5},
    )


@pytest.fixture(scope="module")
def page(results, folder):
    path = ck.report(results.path, folder / "page.html")
    return path.read_text("utf-8")


class Elements(html.parser.HTMLParser):
    """All elements of a page: (tag, attributes), and the text under each tag."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text, self.open = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open:
            self.text.setdefault(self.open[-1], []).append(data)


@pytest.fixture(scope="module")
def elements(page):
    return Elements(page)


def outside(elements):
    """Addresses of a page that a browser would ask another machine for."""
    return [
        value
        for _, attributes in elements.elements
        for name, value in attributes.items()
        if name in FETCHING and OUTSIDE.match(value or "")
    ]


def test_the_page_asks_nobody_for_anything(elements, page):
    assert outside(elements) == []
    style = "".join(elements.text["style"])
    assert "url(" not in style and "@import" not in style
    policy = next(a["content"] for t, a in elements.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    planted = page.replace("</main>", '<img src="//example.org/x.png"></main>')
    assert outside(Elements(planted)) == ["//example.org/x.png"]


def test_the_headline_says_in_words_what_the_file_answers(elements, results):
    title = "".join(elements.text["h1"])
    expected = results.expected("none").set_index("country").loc["All countries"]
    difference = results.compare("ore-ban", "none").table.loc["All countries", "difference"]
    assert difference > 0.25 * expected["expected"]
    assert f"loses {numbers.money(expected['expected'])} on average within two years" in title
    assert f"the policy ‘ore-ban’ adds {numbers.money(difference)}" in title
    answers = " ".join(elements.text["dd"])
    assert f"one world in 20 loses more than {numbers.money(expected['1 in 20'])}" in answers
    assert f"‘ore-ban’ costs {numbers.money(difference)} more than ‘none’, in" in answers
    assert "Betaland" in answers, "countries by their names"


def test_tables_can_be_downloaded_with_the_figures_of_the_file(elements, results):
    links = [a for t, a in elements.elements if t == "a" and "download" in a]
    files = {a["download"]: base64.b64decode(a["href"].partition("base64,")[2]) for a in links}
    table = pd.read_csv(io.BytesIO(files["losses-ore-ban.csv"])).set_index("country")
    expected = results.expected("ore-ban").set_index("country")
    assert table["expected_million_usd"].tolist() == pytest.approx(expected["expected"].tolist())
    assert {"differences.csv", "chokepoints-none.csv", "causes-none.csv"} <= set(files)


def test_every_chart_table_and_choice_can_be_heard_and_reached(elements):
    tags = elements.elements
    assert dict(tags)["html"] == {"lang": "en"}
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    charts = [a for _, a in tags if "data-figure" in a]
    assert len(charts) >= 4
    assert all(a["role"] == "img" and len(a["aria-label"]) > 30 for a in charts)
    assert sum(t == "table" for t, _ in tags) == sum(t == "caption" for t, _ in tags) > 3
    assert all("scope" in a for t, a in tags if t == "th")
    labels = {a["for"] for t, a in tags if t == "label"}
    assert all(a["id"] in labels for t, a in tags if t == "select")
    assert all(a.get("tabindex") == "0" for _, a in tags if a.get("class") == "scroll")
    for _, attributes in tags:
        assert attributes.get("aria-labelledby", ids[0]) in ids


def test_curves_are_those_of_the_file(page, results):
    text = re.search(r'id="figures">(.*?)</script>', page, re.S)[1].replace("<\\/", "</")
    figures = json.loads(text)
    traces = {t["name"]: t for t in figures["curves"]["data"] if "name" in t}
    assert list(traces) == results.packages
    at = traces["ore-ban"]["x"].index(20)
    unit = 1e-3 if "bn" in figures["curves"]["layout"]["yaxis"]["title"]["text"] else 1
    curve = results.exceedance().sel(package="ore-ban", return_period=20, bound="estimate")
    assert traces["ore-ban"]["y"][at] == pytest.approx(unit * float(curve))
    assert max(traces["none"]["x"]) == 200, "2,000 worlds: ten lie beyond 1 in 200"


def test_a_page_without_chance_has_no_intervals_and_the_weekly_course(folder):
    certain = ck.run(
        {
            "campaign": {"name": "one", "network": "teaching", "scenarios": 1, "weeks": 52},
            "event": [
                {
                    "name": "fire",
                    "type": "capacity",
                    "firms": ["FABCO"],
                    "start_week": 5,
                    "hold_weeks": 20,
                    "recovery_weeks": 4,
                    "severity": 1.0,
                }
            ],
        },
        folder / "one.h5",
        progress=False,
        threads=1,
    )
    text = ck.report(certain).read_text("utf-8")
    seen = Elements(text)
    figures = re.search(r'id="figures">(.*?)</script>', text, re.S)[1]
    assert list(json.loads(figures)) == ["paths"]
    assert "on average" not in "".join(seen.text["h1"]) and "95 % interval:" not in " ".join(seen.text["dd"])
    drawn = paths.course(certain, ["none"])
    normal = float(certain["baseline/value_added"].sum())
    total = sum(drawn.lines[0][1]) / 100 * normal
    assert total == pytest.approx(float(certain.value_added("none")[0]), rel=1e-5)
    assert total > 0


def test_replayed_worlds_make_a_fan(results):
    fan = paths.replayed(results, "none", 10)
    assert len(fan.weeks) == results.weeks and "10 of 2,000 worlds" in fan.note
    (low, high, _), (quarter, three, _) = fan.bands
    median = fan.lines[0][1]
    for week in range(results.weeks):
        assert low[week] <= quarter[week] <= median[week] <= three[week] <= high[week]
    assert max(high) > max(median) > 0
    # A path adds up to what the file stores of its world.
    world = int(results.worst(1)["scenario"][0])
    trace = results.replay(world)
    normal = results["baseline/value_added"].values
    at = results.sel(package="none", scenario=world, horizon=results.weeks)
    net = ((1 - trace.weeks["national_output"].values.astype("float64")) * normal).sum(axis=0)
    assert net == pytest.approx(at["value_added_net"].values, rel=1e-4)
    total = paths.weekly_loss(results, trace).sum() / 100 * normal.sum()
    assert net.sum() - 1 <= total <= float(at["value_added"].sum()) + 1


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed: the page is parsed, but not loaded")
def test_a_browser_draws_the_page_without_error_or_request(folder, page):
    def load(text, name):
        """The page as drawn, messages of its console, addresses that were asked for."""
        path, log = folder / f"{name}.html", folder / f"{name}.json"
        path.write_text(text, "utf-8")
        done = subprocess.run(
            [
                CHROMIUM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--enable-logging=stderr",
                f"--log-net-log={log}",
                f"--user-data-dir={folder / name}",
                "--virtual-time-budget=20000",
                "--dump-dom",
                path.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=120,
        )
        console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        asked = set(re.findall(r'"url":"(https?://[^"]*)', log.read_text("utf-8", "replace")))
        return done.stdout, console, asked

    drawn, console, asked = load(page, "good")
    assert 'data-drawn="yes"' in drawn and drawn.count('class="main-svg"') >= 6
    assert "Download as CSV" in drawn and 'id="no-charts"' not in drawn
    assert console == []
    assert not [a for a in asked if "127.0.0.1" in a]
    # The same eyes see a planted error and a planted request.
    policy = re.search(r"<meta http-equiv.*?>\n", page)[0]
    bad = page.replace(policy, "").replace("</main>", '<img src="http://127.0.0.1:9/x.png"></main>')
    bad = bad.replace('"use strict";', 'console.error("planted");')
    _, console, asked = load(bad, "bad")
    assert any("planted" in line for line in console)
    assert "http://127.0.0.1:9/x.png" in asked


def test_the_command_writes_a_page_and_says_where(results, tmp_path, capsys):
    page = tmp_path / "report.html"
    assert command.main([str(results.path), "-o", str(page)]) == 0
    assert capsys.readouterr().out == f"{page}\n" and page.stat().st_size > 1e6
    assert command.main([str(results.path), "-o", str(page)]) == 0, "an earlier page is replaced"


@pytest.mark.parametrize(
    "words, message",
    [
        (["nix.h5"], "nix.h5: no such file"),
        (["FILE", "--horizon", "53"], "horizon 53: the file has no such horizon (it has: 13, 26, 52, 104"),
        (["FILE", "-o", "."], "is a folder (name a file"),
        (["FILE", "-o", "nowhere/a.html"], "its folder does not exist"),
        (["FILE", "-o", "notes.html"], "is no such page (it is not replaced)"),
        (["FILE", "--paths", "2"], "at least 10 worlds make a fan"),
    ],
)
def test_wrong_calls_say_why_and_write_nothing(results, tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.html").write_text("mine")
    given = [str(results.path) if word == "FILE" else word for word in words]
    assert command.main(given) == 2
    assert message in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["notes.html"]
    assert (tmp_path / "notes.html").read_text() == "mine"


def test_numbers_are_written_as_the_program_writes_them():
    tied = "\u00a0"
    assert [numbers.plain(v) for v in (31473.4, 0.0988, 9.996, 402, 0, float("nan"))] == [
        "31,500",
        "0.0988",
        "10.0",
        "402",
        "0",
        "–",
    ]
    assert numbers.money(31473.4) == f"31.5{tied}bn{tied}USD" and numbers.money(402) == f"402{tied}million{tied}USD"
    assert [numbers.percent(v).replace(tied, " ") for v in (0.404, 0.0264, 0.000753, 0, 25.5)] == [
        "40 %",
        "2.6 %",
        "0.0753 %",
        "0 %",
        "2,550 %",
    ]
