"""The core week in Numba, float32, fastmath off: one world at a time, and 64 worlds side by side.

Both spread worlds over threads with prange. `march_lanes` keeps the worlds of a block in the last, contiguous index,
so that LLVM makes vector instructions of the inner loops.
"""

import numba
import numpy as np

from core_network import BUNDLE, CAPITAL, CRITICAL, IMPORTANT
from week_scipy import DEMAND_DESTRUCTION, DEMAND_FLOOR, NEGLIGIBLE

LANES = 64
F = np.float32
FLOATS = (
    "capacity bundle_floor value_added demand importance bundle_weight target throttle adjustment lead_time receipts"
    " postponed in_flow out_flow"
).split()
WHOLES = "owner kind in_first in_supplier out_first out_group".split()
ONE, ZERO, HALF = F(1), F(0), F(0.5)
SMALL, DESTRUCTION, FLOOR = F(NEGLIGIBLE), F(DEMAND_DESTRUCTION), F(DEMAND_FLOOR)
YEAR, TOLERATED = F(52), F(0.05)


def arguments(network, outage, weeks):
    """What the kernels read, in their order: arrays of the network in single precision, and the event by week."""
    depth = np.array([outage.depth(week) for week in range(weeks)], dtype=np.float32)
    hit = np.zeros(len(network.node), dtype=np.bool_)
    hit[outage.nodes] = True
    first_group = np.searchsorted(network.owner[: network.first_sink], np.arange(len(network.node) + 1)).astype(
        np.int32
    )
    floats = [np.asarray(getattr(network, name), dtype=np.float32) for name in FLOATS]
    wholes = [np.asarray(getattr(network, name), dtype=np.int32) for name in WHOLES]
    return (*floats, *wholes, first_group, network.first_sink, hit, depth)


@numba.njit(parallel=True, fastmath=False, error_model="numpy")
def march_worlds(
    capacity, bundle_floor, value_added, demand0, importance, bundle_weight, target, throttle, adjustment, lead_time,
    receipts0, postponed, in_flow, out_flow, owner, kind, in_first, in_supplier, out_first, out_group, first_group,
    first_sink, hit, depth, severity, lost_output, lost_demand, last_output, blocks,
):  # fmt: skip
    nodes, groups, worlds = len(capacity), len(target), len(severity)
    for block in numba.prange(blocks):
        stock, order = np.empty(groups, np.float32), np.empty(groups, np.float32)
        transit = np.empty(groups, np.float32)
        patience, backlog = np.empty(len(postponed), np.float32), np.empty(len(postponed), np.float32)
        output, activity = np.empty(nodes, np.float32), np.empty(nodes, np.float32)
        optimum, fill = np.empty(nodes, np.float32), np.empty(nodes, np.float32)
        for s in range(block * worlds // blocks, (block + 1) * worlds // blocks):
            stock[:] = target
            order[:] = ONE
            transit[:] = lead_time
            patience[:] = ONE
            backlog[:] = ZERO
            lost, unserved = 0.0, 0.0
            for week in range(len(depth)):
                for k in range(len(postponed)):
                    order[first_sink + k] = patience[k] + HALF * backlog[k]
                for i in range(nodes):
                    wanted = ZERO
                    for l in range(out_first[i], out_first[i + 1]):
                        wanted += out_flow[l] * order[out_group[l]]
                    wanted /= demand0[i]
                    able = capacity[i]
                    if hit[i]:
                        able *= ONE - severity[s] * depth[week]
                    made, need, missing = min(able, wanted), ZERO, ZERO
                    bundled = False
                    for g in range(first_group[i], first_group[i + 1]):
                        covered = stock[g] / throttle[g]
                        # Groups lie in the order of their classes.
                        if kind[g] == CRITICAL:
                            made = min(made, covered)
                        elif kind[g] == IMPORTANT:
                            if need == ZERO:
                                need = max(ONE, made)
                            made = min(made, need - importance[g] * max(ZERO, need - covered))
                        elif kind[g] == BUNDLE:
                            if not bundled:
                                need = max(ONE, made)
                            bundled = True
                            missing += bundle_weight[g] * max(ZERO, need - covered)
                    made = max(ZERO, made)
                    made = made if made >= SMALL else ZERO
                    activity[i] = made
                    if bundled:
                        made = max(ZERO, min(made, need - (ONE - bundle_floor[i]) * missing))
                        made = made if made >= SMALL else ZERO
                    output[i] = made
                    optimum[i] = min(wanted, able)
                    fill[i] = ONE if made >= wanted else made / wanted
                    lost += value_added[i] * max(ZERO, ONE - made)
                for g in range(groups):
                    arrived = ZERO
                    for l in range(in_first[g], in_first[g + 1]):
                        arrived += fill[in_supplier[l]] * (in_flow[l] * order[g])
                    arrived /= receipts0[g]
                    if lead_time[g] > ZERO:
                        shipped = arrived
                        arrived = (transit[g] + shipped) / (ONE + lead_time[g])
                        transit[g] = max(ZERO, transit[g] + (shipped - arrived))
                    if g < first_sink:
                        if kind[g] != CAPITAL:
                            i = owner[g]
                            pace = activity[i] if kind[g] == BUNDLE else output[i]
                            left = stock[g] + (arrived - min(stock[g], pace))
                            stock[g] = left
                            aim = target[g] - ONE + optimum[i]
                            order[g] = max(ZERO, optimum[i] + (aim - left) / adjustment[g])
                    else:
                        k = g - first_sink
                        unmet = max(ZERO, patience[k] - arrived)
                        served = min(HALF * backlog[k], max(ZERO, arrived - patience[k]))
                        change = (ONE - patience[k]) / YEAR - DESTRUCTION * max(ZERO, unmet - TOLERATED)
                        backlog[k] += postponed[k] * unmet - served
                        patience[k] = max(FLOOR, patience[k] + change)
                        unserved += receipts0[g] * (unmet - served)
            lost_output[s], lost_demand[s] = lost, unserved
            last_output[s] = output


@numba.njit(parallel=True, fastmath=False, error_model="numpy")
def march_lanes(
    capacity, bundle_floor, value_added, demand0, importance, bundle_weight, target, throttle, adjustment, lead_time,
    receipts0, postponed, in_flow, out_flow, owner, kind, in_first, in_supplier, out_first, out_group, first_group,
    first_sink, hit, depth, severity, lost_output, lost_demand, last_output, blocks,
):  # fmt: skip
    nodes, groups = len(capacity), len(target)
    for block in numba.prange(len(severity) // LANES):
        first = block * LANES
        stock, order = np.empty((groups, LANES), np.float32), np.empty((groups, LANES), np.float32)
        transit = np.empty((groups, LANES), np.float32)
        patience = np.empty((len(postponed), LANES), np.float32)
        backlog = np.empty((len(postponed), LANES), np.float32)
        output, activity = np.empty((nodes, LANES), np.float32), np.empty((nodes, LANES), np.float32)
        optimum, fill = np.empty((nodes, LANES), np.float32), np.empty((nodes, LANES), np.float32)
        wanted, limit = np.empty(LANES, np.float32), np.empty(LANES, np.float32)
        need = np.empty(LANES, np.float32)
        missing, able = np.empty(LANES, np.float32), np.empty(LANES, np.float32)
        lost, unserved = np.empty(LANES, np.float32), np.empty(LANES, np.float32)
        all_lost, all_unserved = np.zeros(LANES), np.zeros(LANES)
        for g in range(groups):
            for w in range(LANES):
                stock[g, w], order[g, w], transit[g, w] = target[g], ONE, lead_time[g]
        patience[:] = ONE
        backlog[:] = ZERO
        for week in range(len(depth)):
            lost[:] = ZERO
            unserved[:] = ZERO
            for k in range(len(postponed)):
                for w in range(LANES):
                    order[first_sink + k, w] = patience[k, w] + HALF * backlog[k, w]
            for i in range(nodes):
                wanted[:] = ZERO
                for l in range(out_first[i], out_first[i + 1]):
                    flow, row = out_flow[l], order[out_group[l]]
                    for w in range(LANES):
                        wanted[w] += flow * row[w]
                base = demand0[i]
                able[:] = capacity[i]
                if hit[i]:
                    for w in range(LANES):
                        able[w] = capacity[i] * (ONE - severity[first + w] * depth[week])
                for w in range(LANES):
                    wanted[w] = wanted[w] / base
                    limit[w] = min(able[w], wanted[w])
                bundled, measured = False, False
                missing[:] = ZERO
                for g in range(first_group[i], first_group[i + 1]):
                    row, throttled, share = stock[g], throttle[g], importance[g]
                    if kind[g] == CRITICAL:
                        for w in range(LANES):
                            limit[w] = min(limit[w], row[w] / throttled)
                    elif kind[g] == IMPORTANT:  # after all critical ones
                        if not measured:
                            measured = True
                            for w in range(LANES):
                                need[w] = max(ONE, limit[w])
                        for w in range(LANES):
                            short = max(ZERO, need[w] - row[w] / throttled)
                            limit[w] = min(limit[w], need[w] - share * short)
                    elif kind[g] == BUNDLE:
                        if not bundled:
                            bundled = True
                            for w in range(LANES):
                                need[w] = max(ONE, limit[w])
                        for w in range(LANES):
                            missing[w] += bundle_weight[g] * max(ZERO, need[w] - row[w] / throttled)
                made, act, best, filled = output[i], activity[i], optimum[i], fill[i]
                kept, worth = ONE - bundle_floor[i], value_added[i]
                for w in range(LANES):
                    v = max(ZERO, limit[w])
                    v = v if v >= SMALL else ZERO
                    act[w] = v
                    if bundled:
                        v = max(ZERO, min(v, need[w] - kept * missing[w]))
                        v = v if v >= SMALL else ZERO
                    made[w] = v
                    best[w] = min(wanted[w], able[w])
                    ratio = v / wanted[w]
                    filled[w] = ONE if v >= wanted[w] else ratio
                    lost[w] += worth * max(ZERO, ONE - v)
            for g in range(groups):
                wanted[:] = ZERO
                ordered, base = order[g], receipts0[g]
                for l in range(in_first[g], in_first[g + 1]):
                    flow, row = in_flow[l], fill[in_supplier[l]]
                    for w in range(LANES):
                        wanted[w] += row[w] * (flow * ordered[w])
                for w in range(LANES):
                    wanted[w] = wanted[w] / base
                if lead_time[g] > ZERO:
                    moving, longer = transit[g], ONE + lead_time[g]
                    for w in range(LANES):
                        arrived = (moving[w] + wanted[w]) / longer
                        moving[w] = max(ZERO, moving[w] + (wanted[w] - arrived))
                        wanted[w] = arrived
                if g < first_sink:
                    if kind[g] != CAPITAL:
                        i = owner[g]
                        pace = activity[i] if kind[g] == BUNDLE else output[i]
                        row, best, aim, slow = stock[g], optimum[i], target[g], adjustment[g]
                        for w in range(LANES):
                            left = row[w] + (wanted[w] - min(row[w], pace[w]))
                            row[w] = left
                            ordered[w] = max(ZERO, best[w] + (aim - ONE + best[w] - left) / slow)
                else:
                    k = g - first_sink
                    a, waiting, kept = patience[k], backlog[k], postponed[k]
                    for w in range(LANES):
                        unmet = max(ZERO, a[w] - wanted[w])
                        served = min(HALF * waiting[w], max(ZERO, wanted[w] - a[w]))
                        change = (ONE - a[w]) / YEAR - DESTRUCTION * max(ZERO, unmet - TOLERATED)
                        waiting[w] += kept * unmet - served
                        a[w] = max(FLOOR, a[w] + change)
                        unserved[w] += base * (unmet - served)
            for w in range(LANES):
                all_lost[w] += lost[w]
                all_unserved[w] += unserved[w]
        for w in range(LANES):
            lost_output[first + w], lost_demand[first + w] = all_lost[w], all_unserved[w]
            for i in range(nodes):
                last_output[first + w, i] = output[i, w]


def march(kernel, given, severity, threads=1):
    """Run a kernel; return lost value added, lost final demand, and the output of the last week [world, node]."""
    numba.set_num_threads(threads)
    worlds = len(severity)
    if kernel is march_lanes and worlds % LANES:
        raise ValueError(f"march_lanes: {worlds} worlds are no multiple of {LANES}")
    lost_output, lost_demand = np.zeros(worlds), np.zeros(worlds)
    last_output = np.zeros((worlds, len(given[0])), dtype=np.float32)
    kernel(*given, severity.astype(np.float32), lost_output, lost_demand, last_output, 8 * threads)
    return lost_output, lost_demand, last_output
