"""The cells of a table of lists, and the columns of a log-linear model of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, numeric, one_of, refuse

NAMED = ("independence", "all-two-way", "equal")
HETEROGENEITY = (None, "darroch", "poisson")
_MOST = 12  # lists: 4,095 cells
Terms = tuple[tuple[int, ...], ...]
Flags = npt.NDArray[np.bool_]


class Table(NamedTuple):
    """Persons by the lists they are on: every cell but that of those on none.

    `cells` (2^lists − 1, lists) of 0 and 1; `counts`, those seen in each.
    """

    cells: Flags
    counts: Floats

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return int(self.cells.shape[1])


def tabulate(histories: npt.ArrayLike, counts: npt.ArrayLike | None) -> Table:
    """Count the histories, (rows, lists) of 0 and 1, in a table of all cells."""
    rows = numeric("histories", histories)
    if rows.ndim != 2 or not 2 <= rows.shape[1] <= _MOST or not rows.shape[0]:
        raise ValueError(
            f"histories: {rows.shape} must be (rows, lists) with 2 to {_MOST} lists"
        )
    refuse("histories", (rows != 0) & (rows != 1), rows, "be 0 or 1")
    none = rows.sum(axis=1) == 0
    refuse("histories", none, rows.sum(axis=1), "be on one list at least in each row")
    size = rows.shape[1]
    weights = np.ones(len(rows)) if counts is None else not_negative("counts", counts)
    if weights.shape != (len(rows),):
        raise ValueError(
            f"counts: {weights.shape} must be one for each row, ({len(rows)},)"
        )
    code = rows.astype(np.int64) @ (1 << np.arange(size))
    totals = np.bincount(code, weights=weights, minlength=1 << size)[1:]
    cells = (np.arange(1, 1 << size)[:, None] >> np.arange(size)) & 1 == 1
    empty = totals @ cells <= 0
    refuse("histories", empty, totals @ cells, "have somebody on every list")
    if totals[cells.sum(axis=1) > 1].sum() <= 0:
        raise ValueError("histories: 0 on two lists or more must be above 0")
    return Table(cells, totals.astype(np.float64))


def terms_of(model: str | Iterable[str], lists: int) -> Terms:
    """The interactions of a model, each a tuple of list numbers from 0."""
    if isinstance(model, str):
        one_of("model", model, NAMED)
        if model != "all-two-way":
            return ()
        return tuple((i, j) for i in range(lists) for j in range(i + 1, lists))
    found = {_term(term, lists) for term in model}
    return tuple(sorted((t for t in found if len(t) > 1), key=lambda t: (len(t), t)))


def _term(term: str, lists: int) -> tuple[int, ...]:
    numbers = tuple(sorted(int(digit) - 1 for digit in term if digit.isdigit()))
    whole = isinstance(term, str) and term.isdigit()
    if not whole or len(set(numbers)) < len(term) or not set(numbers) < {*range(lists)}:
        raise ValueError(
            f"model: {term!r} must be numbers of different lists, 1 to {lists}, and "
            "not of all of them"
        )
    return numbers


def columns(
    table: Table, terms: Terms, *, equal: bool, heterogeneity: str | None
) -> Floats:
    """The model's columns, the constant first, (cells, parameters)."""
    cells = table.cells.astype(np.float64)
    on = cells.sum(axis=1)
    main = [on] if equal else list(cells.T)
    mixed = [table.cells[:, term].all(axis=1).astype(np.float64) for term in terms]
    more = {None: [], "darroch": [on**2 / 2], "poisson": [2.0**on - 1]}[heterogeneity]
    return np.column_stack([np.ones(len(on)), *main, *mixed, *more])
