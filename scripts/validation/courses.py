"""Who loses in an episode, when, how much and how long: lines to read."""

import numpy as np

from validation.criteria import YEAR, onset

LINES = 6  # products told of an episode


def who_loses(course, lines=LINES):
    """Products in the order of value added lost, with their courses.

    (product, first week below 99 %, worst output, its week, weeks below
    98 %, value added lost in a year in billion USD), at least 0.01 of it.
    """
    nodes, told = course.nodes, []
    for product in np.unique(nodes.product):
        chosen = nodes.product == product
        path = course.output(chosen)
        short = (1 - path[:YEAR]).clip(min=0).sum()
        lost = short * nodes.value_added[chosen].sum() / 1000
        if lost >= 0.01:
            told.append((str(product), onset(path, 0.99), path.min(),
                         int(path.argmin()), int((path < 0.98).sum()), lost))
    return sorted(told, key=lambda row: -row[-1])[:lines]


def highest_prices(course):
    """(market, highest price, its week) of those that rise by a tenth."""
    told = []
    for market in course.trace.get("market", []):
        path = course.price(market)
        if path.max() > 1.1:
            told.append((market, path.max(), int(path.argmax())))
    return told


def print_course(case, course):
    print(f"{case}: weeks from its start")
    for product, first, low, week, weeks, lost in who_loses(course):
        begins = "never below 99 %" if first is None else f"from {first}"
        print(f"    {product}: {begins}, worst {100 * low:.0f} % in {week}, "
              f"{weeks} weeks below 98 %; {lost:.2f} bn USD in a year")
    for market, price, week in highest_prices(course):
        print(f"    {market}: price up to x {price:.1f} in {week}")
