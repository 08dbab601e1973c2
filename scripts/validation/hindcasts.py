"""Hindcasts: what an episode of history did, as bands for one world's course.

configs/validation/hindcasts/README.md says where each number comes from and
why its band is as wide as it is. Bands were written before the first run.
"""

import numpy as np

from validation.criteria import Row, band, onset, share_lost, worst

CARS = ("car_ice", "car_ev")
DEVICES = ("smartphone", "pc", "server")
ARMS = ("defence_equipment",)
MEDICINE = ("medical_device",)
UP, DOWN = np.inf, -np.inf
START = 4  # week in which every episode begins


def gallium_germanium_2023(course, lost):
    name = "gallium-germanium-2023"
    gallium = course.price("gallium_primary@rest", 8, 17).mean()
    germanium = course.price("germanium@rest", 48, 56).mean()
    customs = "Chinese customs, press"
    return [
        band(name, "exports let through, August and September",
             "0 %", customs, course.passing("licences", 0, 8), (0, 25), " %"),
        band(name, "the same, November",
             "27 % (gallium), 13 % (germanium)", customs,
             course.passing("licences", 13, 17), (8, 50), " %"),
        band(name, "the same, months 10 to 12",
             "109 % (gallium), 43 % (germanium)", customs,
             course.passing("licences", 40, 52), (40, 110), " %"),
        band(name, "price of gallium outside China, autumn",
             "over +40 %", "Tradium", 100 * (gallium - 1), (16, 100), " %"),
        band(name, "price of germanium outside China, a year on", "+52 %",
             "Argus, in press", 100 * (germanium - 1), (21, 130), " %"),
        band(name, "world's output lost in a year", "none measured",
             "no report found", lost("as-in-2023", 56), (DOWN, 1), " bn USD"),
    ]


def antimony_2024(course, lost):
    name = "antimony-2024"
    price = course.price("antimony_refined@rest", 16, 42).mean()
    return [
        band(name, "price outside China, first half of 2025",
             "x 2.4 (on 2024) to 4.6 (on 2023)", "USGS MCS 2026", price,
             (1.9, 5.8), " times"),
        band(name, "world's output lost in 39 weeks", "none reported",
             "no report found", lost("as-in-2024", 43), (DOWN, 3), " bn USD"),
    ]


def magnets_2025(course, lost):
    name = "magnets-2025"
    customs = "Chinese customs, press"
    cars = course.output(course.making(*CARS, but=("CHN",)))
    aircraft = course.output(course.making("aerospace_civil"))
    return [
        band(name, "exports let through, May", "26 %", customs,
             course.passing("licences", 4, 8), (10, 45), " %"),
        band(name, "the same, July", "106 %", customs,
             course.passing("licences", 13, 17), (80, 120), " %"),
        band(name, "first cars lost outside China, weeks on",
             "4 to 8 (Ford), 7.5 (Suzuki)", "the companies, in press",
             onset(cars, 0.999), (4, 12), "", 0),
        band(name, "cars outside China, worst 4 weeks",
             "a few lines, 1 to 2 weeks", "the companies, in press",
             100 * worst(cars, 4), (95, 99.95), " %"),
        band(name, "aircraft, worst week", "no line stopped",
             "no report found", 100 * worst(aircraft), (97, UP), " %"),
        band(name, "world's output lost in 39 weeks",
             "not to be seen in any account", "no report found",
             lost("as-in-2025", 43), (0, 20), " bn USD"),
    ]


def neon_2022(course, lost):
    name = "neon-2022"
    chips = course.output(course.nodes.chips())
    return [
        band(name, "chips, worst week", "none lost", "no report found",
             100 * worst(chips), (98, UP), " %"),
        band(name, "highest price of neon", "more than x 10", "press",
             course.price("neon").max(), (4, 25), " times"),
        band(name, "world's output lost in a year", "none reported",
             "no report found", lost("none", 56), (DOWN, 3), " bn USD"),
    ]


def naka_2021(course, _lost):
    name = "naka-2021"
    cars = course.output(course.making(*CARS))
    weeks = 26 * share_lost(cars, 26)
    others = course.output(course.making(*MEDICINE, *ARMS))
    return [
        band(name, "cars not built, weeks of the world's output",
             "1.04 (1.6 million)", "Nomura, in press", weeks, (0.35, 3.1)),
        band(name, "first cars lost, weeks on",
             "4 (stock of Renesas) to 14 (end of June)", "Renesas; Nomura",
             onset(cars, 0.999), (4, 14), "", 0),
        band(name, "medicine and arms, worst week", "no stop reported",
             "no report found", 100 * worst(others), (99.5, UP), " %"),
    ]


def car_chips_2021(course, _lost):
    name = "car-chips-2021"

    def lost(*products):
        return share_lost(course.output(course.making(*products)))

    cars = lost(*CARS)
    rows = [band(name, "cars not built, share of a year",
                 "9 % (7.7 million of 88)", "AlixPartners 2021", 100 * cars,
                 (3, 20), " %")]
    for what, products in (("medical devices", MEDICINE), ("arms", ARMS)):
        ours = lost(*products)
        rows.append(Row(
            name, f"{what} lose less than cars", "hardly any lost",
            "no report found",
            f"{100 * ours:.2f} % beside {100 * cars:.2f} %", "",
            "cars lose something, these less than a third of it",
            cars > 0.001 and ours < cars / 3))
    phones = lost("smartphone")
    rows.append(Row(
        name, "phones lose no more than cars", "shipments grew",
        "general knowledge",
        f"{100 * phones:.2f} % beside {100 * cars:.2f} %", "",
        "cars lose something, phones no more", 0.001 < cars >= phones))
    return rows


def tohoku_2011(course, _lost):
    name = "tohoku-2011"
    chips = course.output(course.nodes.chips())
    cars = course.output(course.making(*CARS, only="JPN"))
    jama = "Japan Automobile Manufacturers Association"
    return [
        band(name, "the world's chips, worst week", "no fab ran dry",
             "SEMI, in press", 100 * worst(chips), (98, UP), " %"),
        band(name, "Japanese cars, worst 4 weeks", "40 % (April)", jama,
             100 * worst(cars, 4), (25, 65), " %"),
        band(name, "Japanese cars, June", "86 %", jama,
             100 * cars[12:16].mean(), (70, 100), " %"),
    ]


def nexperia_2025(course, _lost):
    name = "nexperia-2025"
    cars = course.output(course.making(*CARS, but=("CHN",)))
    phones = course.output(course.making("smartphone"))
    return [
        band(name, "first cars lost outside China, weeks on",
             "3.5 (Honda, Mexico and Canada)", "the company, in press",
             onset(cars, 0.998), (2, 6), "", 0),
        band(name, "cars outside China, worst week",
             "about 99 % (Honda: half of Canada, all of Mexico)",
             "the company, in press", 100 * worst(cars), (95, 99.8), " %"),
        band(name, "phones, worst week", "no stop reported",
             "no report found", 100 * worst(phones), (99, UP), " %"),
    ]


def texas_2021(course, lost):
    name = "texas-2021"
    nodes = course.nodes
    austin = (nodes.country == "USA") & (nodes.firm == "SAMSUNG")
    return [
        band(name, "sales lost by Samsung's fab", "265 to 353",
             "analysts, in press", course.sales_lost(austin), (130, 700),
             " million USD", 0),
        band(name, "world's output lost in a year",
             "0.5 by the three makers; more behind them",
             "the companies, analysts", lost("none", 56), (0.2, 5),
             " bn USD"),
    ]


def hualien_2024(course, _lost):
    name = "hualien-2024"
    nodes = course.nodes
    fabs = (nodes.country == "TWN") & (nodes.firm == "TSMC")
    fabs &= np.char.startswith(nodes.product.astype(str), "fab_")
    devices = [worst(course.output(course.making(d))) for d in DEVICES]
    return [
        band(name, "sales lost by TSMC", "92 (3 bn NT$)", "the company",
             course.sales_lost(fabs), (30, 280), " million USD", 0),
        band(name, "phones, PCs, servers: worst week of the worst",
             "no stop reported", "no report found", 100 * min(devices),
             (99.5, UP), " %"),
    ]


def rare_earths_2010(course, lost):
    price = max(course.price(f"{oxide}@rest", 0, 9).max()
                for oxide in ("reo_light", "reo_heavy"))
    name = "rare-earths-2010"
    return [
        band(name, "Japan's output lost in a year", "none measured",
             "no report found", lost("as-in-2010", 56, "JPN"), (DOWN, 0.5),
             " bn USD"),
        band(name, "highest price outside China while held up",
             "hardly moved", "Adamas, in press", 100 * (price - 1),
             (DOWN, 30), " %"),
    ]


def taiwan_stop(courses, worlds):
    """The what-if of 13 and of 26 weeks, from week 10 on."""
    rows = []
    for weeks, course in courses.items():
        first = [onset(course.output(course.making(d)), 0.98)
                 for d in DEVICES]
        first = [week for week in first if week is not None]
        rows.append(band(
            "taiwan-stop", f"first device lost, {weeks} weeks of stop",
            "4 to 12 (2021)", "press", min(first) if first else None, (4, 14),
            "", 0))
    course = courses[13]
    for what, products, least in (("phones", ["smartphone"], 0.5),
                                  ("servers", ["server"], 0.5),
                                  ("cars", CARS, 0.1)):
        ours = share_lost(course.output(course.making(*products)), 94)
        rows.append(band(
            "taiwan-stop", f"{what} lost after 13 weeks, share of a year",
            "something", "no stop on record", 100 * ours * 94 / 52,
            (least, UP), " %"))
    rows.append(Row(
        "taiwan-stop", "13 weeks cost less than 26", "less", "sense",
        f"{worlds[13]:.1f} and {worlds[26]:.1f} bn USD", "", "less",
        worlds[13] < worlds[26]))
    return rows


def prices(lost_on, lost_off):
    """The same stop with prices and without: billion USD by package."""
    rows = []
    for package, on in lost_on.items():
        off = lost_off[package]
        apart = max(on, off) / max(min(on, off), 1e-9)
        rows.append(Row(
            "prices", f"{package}: loss without prices over that with",
            "the same order of magnitude", "sense",
            f"{off:.3g} and {on:.3g} bn USD", f"factor {apart:.3g}",
            "below 10, or both below 0.1 bn USD",
            apart < 10 or max(on, off) < 0.1))
    return rows


# name of the campaign: (package whose world is followed, its criteria)
EPISODES = {
    "gallium-germanium-2023": ("as-in-2023", gallium_germanium_2023),
    "antimony-2024": ("as-in-2024", antimony_2024),
    "magnets-2025": ("as-in-2025", magnets_2025),
    "neon-2022": ("none", neon_2022),
    "naka-2021": ("none", naka_2021),
    "car-chips-2021": ("none", car_chips_2021),
    "tohoku-2011": ("none", tohoku_2011),
    "nexperia-2025": ("none", nexperia_2025),
    "texas-2021": ("none", texas_2021),
    "hualien-2024": ("none", hualien_2024),
    "rare-earths-2010": ("as-in-2010", rare_earths_2010),
}
