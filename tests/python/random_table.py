"""A random input-output table of any size, in the shape that those of countries have."""

import numpy as np
import pandas as pd


def random_table(countries, sectors, seed=1, home=0.7):
    """Z and Y as pymrio has them, million USD a year, no flow 0: `countries` x `sectors` industries.

    Sizes of countries, what they are good at, distances and recipes are lognormal; `home` of an input comes from the
    own country. Industries buy for half of what they sell: x = A x + y, summed up to 2^-60.
    """
    rng = np.random.default_rng(seed)
    size = rng.lognormal(0, 1.5, countries)
    pull = size[:, None] * rng.lognormal(0, 1.5, (countries, sectors))
    near = rng.lognormal(0, 1.5, (countries, countries))
    share = pull[:, :, None] * (near * near.T)[:, None, :] ** 0.5
    own = range(countries)
    share[own, :, own] = 0
    share *= (1 - home) / share.sum(axis=0)
    share[own, :, own] = home
    recipe = rng.lognormal(0, 2, (sectors, sectors))
    n = countries * sectors
    A = share[:, :, :, None] * recipe[None, :, None, :]
    A = A.reshape(n, n) * rng.lognormal(0, 0.5, (n, n))
    A *= 0.5 / A.sum(axis=0)
    wanted = rng.lognormal(0, 1, sectors)
    Y = (share * wanted[None, :, None] / wanted.sum() * size * 1e6).reshape(n, countries)
    x = y = Y.sum(axis=1)
    for _ in range(60):
        x = A @ x + y
    regions, names = [f"C{c:02d}" for c in own], [f"S{s:02d}" for s in range(sectors)]
    industries = pd.MultiIndex.from_product([regions, names], names=["region", "sector"])
    demand = pd.MultiIndex.from_product([regions, ["final demand"]], names=["region", "category"])
    return pd.DataFrame(A * x, industries, industries), pd.DataFrame(Y, industries, demand)
