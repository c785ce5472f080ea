"""The months of a reporting triangle: counted cells, cells to come, row sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from renkou.engines.quality import LONGEST, Reporting, Told
from renkou.engines.quality.delays import Array
from renkou.schema.text import Text

from .asked import month_label, month_name

# Months of delay that share a column, the first and the last of each.
GROUPS = (*((d, d) for d in range(6)), (6, 11), (12, LONGEST + 1))
NEWEST, RECENT = 12, 24  # months of the triangle besides the year's; of the nowcast


FIRM = 0.03  # of a month: where no more may come, it is drawn as counted


@dataclass(frozen=True, slots=True)
class Cell:
    """Events recorded after some months; `open` where some of them are estimated."""

    value: float | None
    open: bool
    share: float  # of all that the month will have come to


@dataclass(frozen=True, slots=True)
class Month:
    """A month's cells; known by now, and expected with its interval."""

    month: int
    cells: tuple[Cell, ...]
    known: float
    expected: float | None
    lower: float | None
    upper: float | None

    @property
    def name(self) -> Text:
        """Its name."""
        return month_name(self.month)

    @property
    def label(self) -> str:
        """Its name in a CSV."""
        return month_label(self.month)

    @property
    def firm(self) -> bool:
        """Whether hardly any more is to come."""
        if self.upper is None:
            return False
        return self.upper - self.known <= max(1.0, FIRM * self.known)


@dataclass(frozen=True)
class Months:
    """Months that are over, oldest first, and the share recorded by delay."""

    every: Sequence[Month]
    share: Sequence[float] | None

    def of_year(self, year: int) -> list[Month]:
        """The months of a year."""
        return [m for m in self.every if 1970 + m.month // 12 == year]

    def newest(self, number: int) -> list[Month]:
        """The newest months."""
        return list(self.every[-number:])

    def shown(self, year: int) -> list[Month]:
        """The months of a year and the newest of all, oldest first."""
        both = {m.month: m for m in [*self.of_year(year), *self.newest(NEWEST)]}
        return [both[key] for key in sorted(both)]


def months_of(reporting: Reporting, told: Told | None, year: int) -> Months:
    """The months of a year and the newest, with what is still to come where told."""
    counts, known = reporting.counts, reporting.known
    to_come = _aligned(told, len(counts))
    cdf = None if told is None or np.isnan(told.share).any() else told.share
    more = _unknown(counts) if cdf is None else _spread(counts, to_come, cdf)
    newest = range(max(len(counts) - RECENT, 0), len(counts))
    every = [
        _month(
            reporting.first + at, counts[at], float(known[at]), to_come[at], more[at]
        )
        for at in sorted({*reporting.months_of(year), *newest})
    ]
    return Months(every, None if cdf is None else [float(c) for c in cdf])


def newest_month(month: int, known: float, told: Told | None) -> Month:
    """The newest month alone, without its cells."""
    to_come = np.full(3, np.nan) if told is None else told.to_come[-1]
    return _summed(month, (), known, to_come)


def _unknown(counts: Array) -> Array:
    """What is to come where nobody can tell."""
    return np.where(np.isnan(counts), np.nan, 0.0)


def _aligned(told: Told | None, months: int) -> Array:
    """What is to come of every month, (months, 3); none of the oldest."""
    found = np.zeros((months, 3))
    if told is None:
        found[max(months - LONGEST, 0) :] = np.nan
        return found
    shown = min(len(told.to_come), months)
    found[months - shown :] = told.to_come[len(told.to_come) - shown :]
    return found


def _spread(counts: Array, to_come: Array, cdf: Array) -> Array:
    """What is to come, over the delays yet to pass, (months, delays)."""
    pmf = np.append(np.diff(cdf, prepend=0.0), 0.0)
    waiting = np.isnan(counts) * pmf
    total = waiting.sum(axis=1, keepdims=True)
    share = np.divide(waiting, total, out=np.zeros_like(waiting), where=total > 0)
    found: Array = np.where(np.isnan(counts), share * to_come[:, :1], 0.0)
    return found


def _month(
    month: int, counts: Array, known: float, to_come: Array, more: Array
) -> Month:
    whole = known if np.isnan(to_come[0]) else known + float(to_come[0])
    cells = tuple(
        _cell(counts[first : last + 1], more[first : last + 1], whole)
        for first, last in GROUPS
    )
    return _summed(month, cells, known, to_come)


def _summed(month: int, cells: tuple[Cell, ...], known: float, to_come: Array) -> Month:
    expected, lower, upper = (
        None if np.isnan(m) else known + float(m) for m in to_come
    )
    if upper is not None and not np.isfinite(upper):
        lower = upper = None
    return Month(month, cells, known, expected, lower, upper)


def _cell(counts: Array, more: Array, whole: float) -> Cell:
    waiting = np.isnan(counts)
    if np.isnan(more).any():
        return Cell(None, True, 0.0)
    value = float(np.nansum(counts) + more.sum())
    return Cell(value, bool(waiting.any()), value / whole if whole > 0 else 0.0)
