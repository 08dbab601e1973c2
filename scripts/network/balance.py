"""Fill a table of flows so that its rows and columns have given sums.

Iterative proportional fitting (Deming and Stephan 1940, Annals of Mathematical Statistics 11; RAS of Stone 1961).
Only + - * / on arrays here, so that every machine rounds alike.
"""

import numpy as np


def fit(prior, row_sums, column_sums, blocks=(), rounds=400, tolerance=1e-12):
    """Scale blocks, rows and columns of `prior` in turn until all sums agree.

    prior        [suppliers, buyers] >= 0; a zero stays a zero
    row_sums     [suppliers] sales, >= 0
    column_sums  [buyers] needs, >= 0, same total
    blocks       list of (row numbers, column numbers, sum >= 0): known parts of the table
    Returns the fitted table. Columns are scaled last: buyers get exactly what they need, and what the zeros of
    the prior make impossible shows in the row sums.
    """
    table = prior.copy()
    blocks = [(np.ix_(rows, columns), total) for rows, columns, total in blocks]
    for _ in range(rounds):
        for cells, total in blocks:
            now = table[cells].sum()
            if now > 0:
                table[cells] *= total / now
        row_total = table.sum(axis=1)
        table *= np.divide(row_sums, row_total, out=np.zeros_like(row_total), where=row_total > 0)[:, None]
        column_total = table.sum(axis=0)
        table *= np.divide(column_sums, column_total, out=np.zeros_like(column_total), where=column_total > 0)
        off = np.abs(table.sum(axis=1) - row_sums).max()
        off = max([off, *(abs(table[cells].sum() - total) for cells, total in blocks)])
        if off <= tolerance * row_sums.sum():
            break
    return table


def fit_with_known_cells(prior, row_sums, column_sums, known):
    """Fit around cells whose flow is known.

    known  list of (row, column, flow >= 0). Flows that leave no room are scaled down first: at most 95 % of a
           supplier's sales and 98 % of a buyer's need may be spoken for, unless a single flow is the whole need.
    Returns (table, list of flows kept in the order of `known`).
    """
    flows = np.zeros_like(prior)
    is_known = np.zeros(prior.shape, dtype=bool)
    for row, column, flow in known:
        flows[row, column] = flow
        is_known[row, column] = True
    for column in range(prior.shape[1]):
        spoken_for = flows[:, column].sum()
        others = (prior[:, column] > 0) & ~is_known[:, column]
        most = column_sums[column] * (0.98 if others.any() else 1.0)
        if spoken_for > most:
            flows[:, column] *= most / spoken_for
    for row in range(prior.shape[0]):
        spoken_for = flows[row].sum()
        others = (prior[row] > 0) & ~is_known[row]
        most = row_sums[row] * (0.95 if others.any() else 1.0)
        if spoken_for > most:
            flows[row] *= most / spoken_for
    rest = fit(np.where(is_known, 0.0, prior), row_sums - flows.sum(axis=1), column_sums - flows.sum(axis=0))
    return flows + rest, [float(flows[row, column]) for row, column, _ in known]


def prune(table, share, least=1, share_of_supplier=1.0):
    """Mark which cells to keep: of each column all but the smallest, which hold at most `share` of its sum.

    At least the `least` largest suppliers of each buyer stay (`share` and `least` are one number or one per column),
    and of each supplier the largest buyers, all but `share_of_supplier` of its sales, at least one. Returns a
    boolean array.
    """
    keep = np.zeros(table.shape, dtype=bool)
    share, least = (np.broadcast_to(each, table.shape[1]) for each in (share, least))
    for column in range(table.shape[1]):
        keep[:, column] = _largest(table[:, column], share[column], least[column])
    for row in range(table.shape[0]):
        keep[row] |= _largest(table[row], share_of_supplier, 1)
    return keep & (table > 0)


def _largest(values, share, least):
    """Mark all but the smallest values that hold at most `share` of the sum, and at least the `least` largest."""
    order = np.argsort(values, kind="stable")
    keep = np.zeros(len(values), dtype=bool)
    keep[order[np.cumsum(values[order]) > share * values.sum()]] = True
    keep[order[-least:]] = True
    return keep
