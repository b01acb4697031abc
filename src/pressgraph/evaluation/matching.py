"""Matchings in bipartite graphs: one to one, of the most pairs or of the greatest weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Weights = Mapping[tuple[int, int], float]


def match(options: Sequence[Sequence[int]]) -> dict[int, int]:
    """A maximum matching of items (by number) with what each may be matched with.

    An item that found its partner keeps one when later items come (augmenting paths, Berge 1957), so that those
    that come first go first.

    >>> match([[0], [0, 1], [0]])
    {0: 0, 1: 1}
    """
    taken: dict[int, int] = {}
    for item in range(len(options)):
        _augment(item, options, taken)
    return dict(sorted((item, option) for option, item in taken.items()))


def _augment(start: int, options: Sequence[Sequence[int]], taken: dict[int, int]) -> None:
    """Breadth first along alternating paths to a free option, without recursion."""
    came: dict[int, int] = {}
    queue = [start]
    for item in queue:
        for option in options[item]:
            if option in came:
                continue
            came[option] = item
            if option not in taken:
                _turn(option, start, came, taken)
                return
            queue.append(taken[option])


def _turn(option: int, start: int, came: Mapping[int, int], taken: dict[int, int]) -> None:
    held = {item: place for place, item in taken.items()}
    while True:
        item = came[option]
        taken[option] = item
        if item == start:
            return
        option = held[item]


def components(pairs: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """The connected parts of a bipartite graph, as (rows, columns), in order of their first rows."""
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(pairs):
        by_row.setdefault(row, []).append(column)
        by_column.setdefault(column, []).append(row)
    seen: set[int] = set()
    parts = []
    for first in by_row:
        if first in seen:
            continue
        rows: list[int] = [first]
        columns: dict[int, None] = {}
        seen.add(first)
        for row in rows:
            for column in by_row[row]:
                columns[column] = None
                fresh = [other for other in by_column[column] if other not in seen]
                seen.update(fresh)
                rows += fresh
        parts.append((sorted(rows), sorted(columns)))
    return parts


def greatest_weight(weights: Weights) -> float:
    """The weight of the one-to-one matching of rows and columns that weighs most; pairs not named weigh 0.

    Kuhn-Munkres (Munkres 1957), in the form with potentials and shortest augmenting paths (Jonker and Volgenant
    1987), part by part of the graph: cubic in a part, and the parts of two clusterings are small.

    >>> greatest_weight({(0, 0): 3, (0, 1): 2, (1, 0): 2})
    4.0
    """
    total = 0.0
    for rows, columns in components(weights):
        if len(rows) > len(columns):
            table = [[-weights.get((r, c), 0.0) for r in rows] for c in columns]
        else:
            table = [[-weights.get((r, c), 0.0) for c in columns] for r in rows]
        total -= _least_cost(table)
    return total


def _least_cost(cost: Sequence[Sequence[float]]) -> float:
    """The cost of the cheapest assignment of every row to a column of its own; no more rows than columns."""
    rows, columns = len(cost), len(cost[0])
    of_row, of_column = [0.0] * rows, [0.0] * (columns + 1)
    held = [-1] * (columns + 1)
    for row in range(rows):
        held[columns] = row
        _assign(cost, of_row, of_column, held)
    return sum(cost[held[c]][c] for c in range(columns) if held[c] >= 0)


def _assign(cost: Sequence[Sequence[float]], of_row: list[float], of_column: list[float], held: list[int]) -> None:
    """Finds a column for the row that the extra, last column holds, and moves others along the path."""
    columns = len(of_column) - 1
    best, before = [float("inf")] * columns, [columns] * columns
    done = [False] * (columns + 1)
    column = columns
    while held[column] >= 0:
        done[column] = True
        row = held[column]
        for c in range(columns):
            reduced = cost[row][c] - of_row[row] - of_column[c]
            if not done[c] and reduced < best[c]:
                best[c], before[c] = reduced, column
        step, following = min((best[c], c) for c in range(columns) if not done[c])
        for c in range(columns + 1):
            if done[c]:
                of_row[held[c]] += step
                of_column[c] -= step
            elif c < columns:
                best[c] -= step
        column = following
    while column != columns:
        held[column] = held[before[column]]
        column = before[column]
