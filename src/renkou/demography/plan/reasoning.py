"""Which figures can hold together, which cannot, and what the others imply of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .figure import Figure
from .identities import Program, Quotient, program, quotient, with_base
from .possible import Possible


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures that cannot all hold; with `base`, not from this base.

    `figures` are their numbers in the plan from 1, `names` their labels. Without any
    one of them the others could hold.
    """

    figures: tuple[int, ...]
    names: tuple[str, ...]
    base: bool


class Reasoning:
    """The plan's figures over the identities that bind them."""

    def __init__(
        self,
        figures: tuple[Figure, ...],
        base_year: int,
        possible: Possible,
    ) -> None:
        self.figures = figures
        self.scale = possible.total
        self._quotients = [quotient(f, base_year, self.scale) for f in figures]
        self._free = program(figures, base_year, possible.steps, possible)
        self._known = with_base(self._free, figures, possible, self.scale)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The smallest groups of figures that cannot hold together, each only once."""
        numbers = range(len(self.figures))
        if self._holds(self._known, numbers):
            return ()
        found: dict[tuple[int, ...], Conflict] = {}
        for kept in numbers:
            group = self._smallest(kept)
            if group is not None and group not in found:
                alone = self._holds(self._free, group)
                found[group] = Conflict(
                    tuple(self.figures[i].number for i in group),
                    tuple(self.figures[i].label for i in group),
                    base=alone,
                )
        return tuple(found[group] for group in sorted(found, key=lambda g: (len(g), g)))

    def _smallest(self, kept: int) -> tuple[int, ...] | None:
        """A smallest group that cannot hold and has `kept` in it, if there is one.

        Figures are added in the plan's order while all can hold without `kept`; with
        it, each that can be left out without mending the group is left out.
        """
        group = [*self._together(kept), kept]
        if self._holds(self._known, group):
            return None
        for i in group[:-1]:
            rest = [j for j in group if j != i]
            if not self._holds(self._known, rest):
                group = rest
        return tuple(sorted(group))

    def _together(self, left_out: int) -> list[int]:
        """The others, but those that cannot hold with those before them."""
        group: list[int] = []
        for i in range(len(self.figures)):
            if i != left_out and self._holds(self._known, [*group, i]):
                group.append(i)
        return group

    def implied(self, i: int) -> tuple[float, float]:
        """The least and most that figure `i` can be if the base and the others hold."""
        rows = self._with(self._known, self._together(i))
        of = self._quotients[i]
        return self._extreme(rows, of, 1), self._extreme(rows, of, -1)

    def _with(self, rows: Program, chosen: Sequence[int]) -> Program:
        bounded = rows.copy()
        for i in chosen:
            figure, of = self.figures[i], self._quotients[i]
            bounded.within(of, *self._bounds(figure))
        return bounded

    def _bounds(self, figure: Figure) -> tuple[float, float]:
        return figure.low, figure.high

    def _holds(self, rows: Program, chosen: Sequence[int]) -> bool:
        from scipy.optimize import linprog

        full = self._with(rows, chosen)
        one = np.zeros((1, len(full.index)))
        one[0, 0] = 1.0
        solved = linprog(
            np.zeros(len(full.index)),
            full.matrix(full.rows),
            np.zeros(len(full.rows)),
            np.vstack([full.matrix(full.equal), one]),
            np.append(np.zeros(len(full.equal)), 1.0),
            (None, None),
        )
        return bool(solved.status == 0)

    def _extreme(self, full: Program, of: Quotient, sense: int) -> float:
        """The least (sense 1) or most (−1) of a quotient: Charnes and Cooper (1962)."""
        from scipy.optimize import linprog

        under = full.matrix([of.under or {("1", 0): 1.0}])
        solved = linprog(
            sense * full.matrix([of.over])[0],
            full.matrix(full.rows),
            np.zeros(len(full.rows)),
            np.vstack([full.matrix(full.equal), under]),
            np.append(np.zeros(len(full.equal)), 1.0),
            (None, None),
        )
        if solved.status != 0:
            return -sense * float("inf")
        return sense * float(solved.fun)
