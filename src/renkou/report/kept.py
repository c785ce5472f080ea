"""The kept figures in the form that the reports' charts and tables read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from renkou.engines.tables import Known, Series
from renkou.engines.tables.axes import Array

from .figures import NONE, Figure


@dataclass(frozen=True)
class KeptFigures:
    """Figures known on a day; of the year `first_of` the first value stands too."""

    known: Known
    first_of: int | None = None

    def get(
        self,
        measure: str,
        area: str,
        year: int,
        *,
        sex: str = "total",
        category: str = "",
        population: str = "resident",
    ) -> Figure:
        """One figure."""
        series = Series(measure, population, sex, category)
        cell = self.known.cell(series, area, year)
        if cell is None:
            return NONE
        found = _figure(cell)
        if year != self.first_of:
            return found
        return replace(found, earlier=self.known.first_published(series, area, year))

    def series(
        self, measure: str, area: str, years: Iterable[int], *, sex: str = "total"
    ) -> list[Figure]:
        """The figures of a measure year by year."""
        line = self.known.line(Series(measure, sex=sex), area)
        first = self.known.axes.years[0]
        return [_figure(line[year - first]) for year in years]


def _figure(cell: Array) -> Figure:
    value, lower, upper, numerator, denominator = map(_number, cell)
    return Figure(value, lower, upper, None, numerator, denominator)


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
