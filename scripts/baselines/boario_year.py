"""One simulated year of BoARIO (ARIO with inventories, S. Juhel; PyPI boario) on a table with as many industries as
the network has nodes. Other equations and dense matrices: timed beside the core week, not compared with it.
"""

import contextlib
import io
import logging
import warnings

import numpy as np
import pandas as pd
import pymrio
from boario.event import from_scalar_industries
from boario.extended_models import ARIOPsiModel
from boario.simulation import Simulation

WEEKS_A_YEAR = 52
DAYS_A_WEEK = 7


def shape_of(industries):
    """(regions, sectors) with that many industries, as square as it goes."""
    regions = max(d for d in range(1, int(industries**0.5) + 1) if industries % d == 0)
    return regions, industries // regions


def table_of(network):
    """The network's yearly flows as a table of regions x sectors; the labels mean nothing."""
    regions, sectors = shape_of(len(network.node))
    index = pd.MultiIndex.from_product(
        [[f"r{r:03}" for r in range(regions)], [f"s{s:03}" for s in range(sectors)]], names=["region", "sector"]
    )
    buyer = np.repeat(network.owner, np.diff(network.in_first))
    between = buyer >= 0
    flows = np.zeros((len(index), len(index)))
    np.add.at(flows, (network.in_supplier[between], buyer[between]), network.in_flow[between])
    final = np.zeros((len(index), regions))
    np.add.at(final, (network.in_supplier[~between], 0), network.in_flow[~between])
    categories = pd.MultiIndex.from_product([index.levels[0], ["final"]], names=["region", "category"])
    table = pymrio.IOSystem(
        Z=pd.DataFrame(flows * WEEKS_A_YEAR, index, index), Y=pd.DataFrame(final * WEEKS_A_YEAR, index, categories)
    )
    return table.calc_all()


def simulate_year(table, hit, clock, steps=WEEKS_A_YEAR):
    """March one year in weekly steps with an outage; return seconds of the march alone."""
    model = ARIOPsiModel(
        table, temporal_units_by_step=DAYS_A_WEEK, iotable_year_to_temporal_unit_factor=365, main_inv_dur=30
    )
    # Half of the capital of the industry that is hit: BoARIO takes capital as 4 times a year's value added.
    value_added = (table.x["indout"] - table.Z.sum())[hit].sum()
    event = from_scalar_industries(
        float(2 * value_added),
        event_type="recovery",
        affected_industries=hit,
        impact_distrib="equal",
        occurrence=DAYS_A_WEEK,
        duration=8 * DAYS_A_WEEK,
        recovery_tau=13 * DAYS_A_WEEK,
        event_monetary_factor=model.monetary_factor,
    )
    simulation = Simulation(model, n_temporal_units_to_sim=steps * DAYS_A_WEEK)
    simulation.add_event(event)
    begin = clock()
    simulation.loop()
    return clock() - begin


@contextlib.contextmanager
def silence():
    """Hold back BoARIO's own talk."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            with contextlib.redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                yield
    finally:
        logging.disable(logging.NOTSET)


def year_timer(network, clock):
    """A function that marches one year and returns its seconds; a first year is marched here."""
    with silence():
        table = table_of(network)
        hit = table.x["indout"].nlargest(1).index
        simulate_year(table, hit, clock)

    def one():
        with silence():
            return simulate_year(table, hit, clock)

    return one
