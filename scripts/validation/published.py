"""Published numbers and models against the program: V1, V6, V9, V10, V14."""

import numpy as np

from validation.criteria import (
    YEAR, Row, factor, hulten_loss, largest_dent, market_share, s_shape, shipped)

KOREA = "Korean trade ministry (en.chinaflashmarket.com/news/view?id=13870)"
CUSTOMS = "Korean customs (fluoridealert.org)"


def korea_2019(results):
    """V1, from the results of v1-korea-2019.toml."""
    country = ("country", "KOR")
    weekly = results.data["country_value_added"]["KOR"]
    lost = results.mean("value_added", "as-in-2019", country, 104) / (YEAR * weekly)
    rows = [
        Row("V1", "Korea's output lost in two years, share of a year", "no large loss",
            "press, see ../networks/korea-2019", f"{100 * lost:.2f} %", f"{100 * lost:+.2f} points", "below 1 %",
            lost < 0.01)]
    covers = (("no-resist", "photoresist", 5 / 0.85), ("no-fluoride", "hydrogen fluoride", 5 / 0.322))
    for package, what, cover in covers:
        week = results.first_shortage(package)
        far = "none in 104" if week is None else f"{week - cover:+.1f} weeks"
        near = week is None or week > cover - 2
        if package == "no-resist":
            near = week is not None and abs(week - cover) <= 2
        rows.append(Row("V1", f"weeks until memory makers run short without Japanese {what}", f"{cover:.1f}",
                        "stock of 5 weeks / Japan's share", "never" if week is None else f"{week}", far,
                        "within 2 weeks" if package == "no-resist" else "not before", near))

    weekly = {"JPN": 66.86 / YEAR, "TWN": results.data["flow_weekly"]["TWN>KOR"]}
    japan = {h: results.mean("flow_lost", "as-in-2019", ("flow", "STELLA>KOR"), h)
             + results.mean("flow_lost", "as-in-2019", ("flow", "MORITA>KOR"), h) for h in (4, 8, 26, 78, 104)}
    taiwan = {h: results.mean("flow_lost", "as-in-2019", ("flow", "TWN>KOR"), h) for h in (4, 8)}
    august = shipped(weekly["JPN"], japan[4], japan[8], 4) / (4 * weekly["JPN"]) - 1
    year = shipped(weekly["JPN"], japan[26], japan[78], 52) / (52 * weekly["JPN"]) - 1
    rows.append(Row("V1", "hydrogen fluoride from Japan, August 2019", "-100 %", CUSTOMS, f"{100 * august:.0f} %",
                    f"{100 * (august + 1):+.0f} points", "within 10 points", abs(august + 1) <= 0.10))
    rows.append(Row("V1", "the same, 2020 against 2018", "-86 %", KOREA, f"{100 * year:.0f} %",
                    f"{100 * (year + 0.86):+.0f} points", "within 10 points", abs(year + 0.86) <= 0.10))
    share = import_share(results, "as-in-2019", weekly["JPN"], japan)
    rows.append(Row("V1", "Japan's share of Korea's imports two years on", "12.8 % (2020)", KOREA,
                    f"{100 * share:.1f} %",
                    f"{100 * (share - 0.128):+.1f} points", "within 10 points", abs(share - 0.128) <= 0.10))
    times = shipped(weekly["TWN"], taiwan[4], taiwan[8], 4) / (4 * weekly["TWN"])
    rows.append(Row("V1", "hydrogen fluoride from Taiwan, August 2019", "x 6", CUSTOMS, f"x {times:.2f}",
                    f"factor {factor(times, 6):.1f}", "within a factor of 2", factor(times, 6) <= 2))
    return rows


def import_share(results, package, weekly, japan):
    """Japan's share of Korea's imports of hydrogen fluoride in the last 26 weeks.

    Imports are what Korea's users received less what its own producer shipped.
    """
    total = results.data["denial_weekly"]["KOR"]
    received = shipped(total, results.mean("denied", package, ("denial", "KOR"), 78),
                       results.mean("denied", package, ("denial", "KOR"), 104), 26)
    home = shipped(results.data["flow_weekly"]["SOULBRAIN>KOR"],
                   results.mean("flow_lost", package, ("flow", "SOULBRAIN>KOR"), 78),
                   results.mean("flow_lost", package, ("flow", "SOULBRAIN>KOR"), 104), 26)
    return shipped(weekly, japan[78], japan[104], 26) / (received - home)


USGS = "USGS OFR 2024-1057"


def gallium_germanium(results, traces, nodes):
    """V6: losses from the results, prices and who loses from the traces of the three packages."""
    rows = []
    published = {"gallium": (3.1, 1.7, 8.2), "germanium": (0.4, 0.01, 1.1), "both": (3.4, 1.7, 9.0)}
    column = ("country", "USA")
    usa = nodes.country == "USA"
    lost, gained = {}, {}
    for package in published:
        until = [0.0] + [results.mean("value_added", package, column, h) / 1000 for h in (YEAR, 2 * YEAR)]
        net = [0.0] + [results.mean("value_added_net", package, column, h) / 1000 for h in (YEAR, 2 * YEAR)]
        lost[package] = np.diff(until)
        gained[package] = lost[package] - np.diff(net)
    for year, when in enumerate(("first year, stocks full", "second year, stocks gone")):
        for package, (centre, low, high) in published.items():
            ours = lost[package][year]
            rows.append(Row("V6", f"US output lost, no {METALS[package]}: {when}", f"${centre} bn ({low} to {high})",
                            USGS, f"${ours:.3g} bn (US gains elsewhere ${gained[package][year]:.2g} bn)",
                            f"factor {factor(ours, centre):.3g}", "within a factor of 10",
                            factor(ours, centre) <= 10))
        apart = lost["gallium"][year] + lost["germanium"][year]
        more = lost["both"][year] / apart - 1
        rows.append(Row("V6", f"both against the sum of the two: {when}", "-3 %", USGS, f"{100 * more:+.1f} %",
                        f"{100 * (more + 0.03):+.1f} points", "not above the sum", more <= 0))
        share = chip_share(traces["both"]["weeks/output"][year * YEAR:(year + 1) * YEAR], nodes, usa)
        rows.append(Row("V6", f"semiconductor devices, share of the loss: {when}", "over 40 %", USGS,
                        f"{100 * share:.0f} %",
                        f"{100 * (share - 0.4):+.0f} points", "over 40 %", share > 0.4))
    for package, market, rise in (("gallium", "gallium_primary@rest", 1.50), ("germanium", "germanium@rest", 0.26)):
        trace = traces[package]
        price = trace["weeks/price"][:, list(trace["market"]).index(market)]
        ours = price[:YEAR].mean() - 1
        rows.append(Row("V6", f"price of {package} outside China, mean of the first year", f"+{100 * rise:.0f} %", USGS,
                        f"{100 * ours:+.0f} %", f"factor {factor(ours, rise):.1f}", "within a factor of 2",
                        factor(ours, rise) <= 2))
    return rows


METALS = {"gallium": "gallium", "germanium": "germanium", "both": "gallium and germanium"}


def chip_share(output, nodes, of):
    """Share of semiconductor devices in the value added lost by the nodes `of`."""
    loss = ((1 - output).clip(min=0) * nodes.value_added).sum(axis=0)
    return loss[of & nodes.chips()].sum() / loss[of].sum()


# Importance by (input, buyer) from a source: 55 industries' inputs were rated critical (1), important (.5) or neither
# (0) for two months without them (IHS Markit analysts, in Pichler et al. 2022; industries of WIOD). Mean rating over
# all pairs; oil C19, transport and power D35 and H49-H53, industry A, B, C, E and F, services G45 to S but H.
PICHLER = "ratings of inputs in Pichler et al. 2022, J. Econ. Dyn. Control 144"
RATED = {
    ("oil", "transport"): 0.83, ("oil", "industry"): 0.56, ("oil", "services"): 0.02,
    ("transport", "industry"): 0.39, ("transport", "services"): 0.20, ("industry", "services"): 0.08}


def oil_variants():
    """Name, class and importance of all inputs; None: the bundle, as linear as a cost share."""
    return [("linear", "BUNDLE", None), ("importance 0.05", "IMPORTANT", 0.05), ("importance 0.1", "IMPORTANT", 0.1),
            ("importance 0.2", "IMPORTANT", 0.2), ("importance 0.5", "IMPORTANT", 0.5),
            ("critical", "CRITICAL", None), ("rated", "IMPORTANT", RATED)]


BAQAEE_FARHI = "Baqaee and Farhi 2019, Econometrica 87(4)"


def oil_shock(lost):
    """V9: final demand lost in the second year, by variant, million USD."""
    linear = hulten_loss(0.02, 0.13, 100 * YEAR)
    ratio = {name: value / linear for name, value in lost.items()}
    known = [(0.0, ratio["linear"])]
    known += [(importance, ratio[name]) for name, _, importance in oil_variants()
              if importance and importance is not RATED]
    default = ratio["importance 0.5"]
    # The ratio is not the same thing at importance 0, where inputs still count by their cost share: near enough.
    matching = float(np.interp(3, [r for _, r in known], [i for i, _ in known]))
    sweep = ", ".join(f"{r:.1f} at {i:g}" for i, r in known[1:-1])
    return [
        Row("V9", "loss over first-order loss, inputs that count by their cost share", "1 (Hulten's theorem)",
            BAQAEE_FARHI, f"{ratio['linear']:.3f}", f"factor {factor(ratio['linear'], 1):.2f}", "within 10 %",
            abs(ratio["linear"] - 1) <= 0.1),
        Row("V9", "the same, inputs hard to replace: importance 0.5, the default", "about 3", BAQAEE_FARHI,
            f"{default:.1f}", f"factor {factor(default, 3):.1f}", "2 to 5", 2 <= default <= 5),
        Row("V9", "the same, importance of each input as analysts rated it", "about 3",
            f"{BAQAEE_FARHI}; {PICHLER}", f"{ratio['rated']:.1f}", f"factor {factor(ratio['rated'], 3):.1f}", "2 to 5",
            2 <= ratio["rated"] <= 5),
        Row("V9", "importance at which the ratio is 3", "a low one", BAQAEE_FARHI,
            f"{matching:.2f} (ratio {sweep}, {ratio['critical']:.0f} for critical inputs)", "",
            "between 0 and 1", ratio["linear"] < 3 < ratio["critical"])]


BCG = "BCG 2020"


def us_chips(traces, nodes):
    """V10: world share and revenue of US chips after 156 to 260 weeks, from traces."""
    rows = []
    chips = nodes.chips()
    usa = (nodes.country == "USA")[chips]
    sales = nodes.sales[chips]
    before = sales[usa].sum() / sales.sum()
    for package, points, fall in (("entity-list", -8, -0.16), ("full-stop", -18, -0.37)):
        share, revenue = market_share(traces[package]["weeks/output"][:, chips], sales, usa)
        standing = traces[package]["weeks/standing"][:, chips][-1, usa]
        late = slice(156, 260)
        moved = 100 * (share[late].mean() - before)
        ours = revenue[late].mean() - 1
        chi = (standing * sales[usa]).sum() / sales[usa].sum()
        rows.append(Row("V10", f"{package}: US share of world chip sales, years 4 and 5", f"{points} points", BCG,
                        f"{moved:.1f} points of {100 * before:.0f} %", f"factor {factor(moved, points):.1f}",
                        "within a factor of 2", factor(moved, points) <= 2))
        rows.append(Row("V10", f"{package}: revenue", f"{100 * fall:.0f} %", BCG,
                        f"{100 * ours:.1f} % (standing {chi:.2f} in week 260)", f"factor {factor(ours, fall):.1f}",
                        "within a factor of 2", factor(ours, fall) <= 2))
    return rows


def shape(results):
    """V14: losses of Korea by duration and strength."""
    def losses(kind):
        found = [name for name in results.data["package"] if name.startswith(kind)]
        x = np.array([float(name.rsplit("-", 1)[1]) for name in found])
        return x, np.array([results.mean("value_added", name, ("country", "KOR"), 208) for name in found])

    start, steepest, end = s_shape(*losses("weeks-"))
    dent = largest_dent(*losses("strength-"))
    slope = "slope {:.0f}, then {:.0f} million USD a week"
    return [
        Row("V14", "loss by duration while stocks run out", "convex", "Inoue and Todo 2023, PLoS ONE 18:e0294574",
            slope.format(start, steepest), "", "the slope rises", steepest > start),
        Row("V14", "loss by duration once others supply", "concave", "Inoue 2021, JRFM 14:461",
            slope.format(steepest, end), "", "the slope falls", end < steepest),
        Row("V14", "loss by strength", "convex", "Inoue 2021, JRFM 14:461",
            f"largest fall of the slope {100 * dent:.0f} % of its mean",
            "", "at most 10 %", dent <= 0.1)]
