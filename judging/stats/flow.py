"""Transport at least cost: which edges between entries and jurors carry an assignment."""

from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from judging.stats.assignment import Infeasible, Ints, Task

SCALE = 1_000_000  # costs become whole numbers of this part of their range


def cheapest(
    task: Task, entry: Ints, juror: Ints, cost: NDArray[np.float64], low: Ints, high: Ints
) -> NDArray[np.bool_]:
    """Choose edges so that every need is met at the least total cost.

    Parameters
    ----------
    task : Task
        Gives the needs.
    entry, juror : int64 arrays of shape (n_edges,)
        Codes of the pairs that may be made, each once, none of them barred.
    cost : float array of shape (n_edges,)
        Finite.
    low, high : int64 arrays of shape (n_jurors,)
        Bounds of the new load of each juror.

    Returns
    -------
    bool array of shape (n_edges,)
        The edges taken; a best choice.

    Raises
    ------
    Infeasible
        When the needs or the lower bounds cannot be met; it names entries, else jurors.

    Notes
    -----
    The matrix is totally unimodular, so a vertex of the linear programme is whole (Hoffman and
    Kruskal 1956). OR-tools' network solver is used where it is installed, HiGHS otherwise;
    that one is comfortable up to some 100 000 edges.
    """
    require_room(task, entry, juror, high)
    if not len(entry) and not low.any():
        return np.zeros(0, dtype=bool)
    if find_spec("ortools") is not None:
        return _by_network(task, entry, juror, cost, low, high)
    return _by_simplex(task, entry, juror, cost, low, high)


def require_room(task: Task, entry: Ints, juror: Ints, high: Ints) -> None:
    """Refuse needs that these edges and loads cannot meet, naming Hall's violators.

    Parameters
    ----------
    task : Task
    entry, juror : int64 arrays of shape (n_edges,)
        The pairs that may be made.
    high : int64 array of shape (n_jurors,)
        Most new entries of each juror.

    Returns
    -------
    None
        Where there is room.

    Raises
    ------
    Infeasible
        Names the entries reached from the source in the residual graph of a maximum flow:
        together they need more than all their eligible jurors can take.

    References
    ----------
    P. Hall, "On representatives of subsets", *J. London Math. Soc.* 10 (1935), 26.
    """
    entries, jurors = task.shape
    source, sink = 0, entries + jurors + 1
    tails = np.concatenate([np.zeros(entries), 1 + entry, 1 + entries + np.arange(jurors)])
    heads = np.concatenate([1 + np.arange(entries), 1 + entries + juror, np.full(jurors, sink)])
    capacity = np.concatenate([task.need, np.ones(len(entry)), high]).astype(np.int32)
    positions = (tails.astype(np.int32), heads.astype(np.int32))
    graph = csr_array((capacity, positions), shape=(sink + 1, sink + 1))
    result = maximum_flow(graph, source, sink)
    if result.flow_value == task.need.sum():
        return
    residual = csr_array(graph - result.flow)
    residual.eliminate_zeros()
    reached = breadth_first_order(residual, source, return_predecessors=False)
    lacking = np.sort(reached[(reached > 0) & (reached <= entries)]) - 1
    raise Infeasible("too few eligible jurors with room", task.entries[lacking])


def _by_simplex(
    task: Task, entry: Ints, juror: Ints, cost: NDArray[np.float64], low: Ints, high: Ints
) -> NDArray[np.bool_]:
    """Solve by HiGHS' dual simplex method, which ends at a vertex."""
    edges, ones = np.arange(len(entry)), np.ones(len(entry))
    of_entry = csr_array((ones, (entry, edges)), shape=(task.shape[0], len(edges)))
    of_juror = csr_array((ones, (juror, edges)), shape=(task.shape[1], len(edges)))
    loads: Any = vstack([of_juror, -of_juror])
    needs: Any = of_entry
    solution = linprog(
        cost,
        A_ub=loads,
        b_ub=np.concatenate([high, -low]).astype(float),
        A_eq=needs,
        b_eq=task.need.astype(float),
        bounds=(0, 1),
        method="highs-ds",
    )
    if solution.status == 2:
        raise _too_little(task, juror, low)
    if solution.x is None:
        raise RuntimeError(f"no assignment was found: {solution.message}")
    return np.asarray(solution.x > 0.5)


def _by_network(
    task: Task, entry: Ints, juror: Ints, cost: NDArray[np.float64], low: Ints, high: Ints
) -> NDArray[np.bool_]:
    """Solve by OR-tools; lower bounds are arcs so cheap that they fill first."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    entries, jurors = task.shape
    spread = float(np.ptp(cost)) or 1.0
    whole = np.round((cost - cost.min()) / spread * SCALE).astype(np.int64)
    sink, node = entries + jurors, entries + np.arange(jurors)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(entry, entries + juror, np.ones_like(entry), whole)
    first = solver.add_arcs_with_capacity_and_unit_cost(
        node, np.full(jurors, sink), low, np.full(jurors, -SCALE * (entries + 1))
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        node, np.full(jurors, sink), high - low, np.zeros(jurors, dtype=np.int64)
    )
    supply = np.concatenate([task.need, np.zeros(jurors, dtype=np.int64), [-task.need.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supply)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("no assignment was found by the network solver")
    if (solver.flows(first) < low).any():
        raise _too_little(task, juror, low)
    return np.asarray(solver.flows(arcs) > 0)


def _too_little(task: Task, juror: Ints, low: Ints) -> Infeasible:
    """Name the jurors whose lower bound cannot be met, or all who have one."""
    offered = np.bincount(juror, minlength=len(low))
    short = offered < low if (offered < low).any() else low > 0
    return Infeasible("the least load of these jurors cannot be met", jurors=task.jurors[short])
