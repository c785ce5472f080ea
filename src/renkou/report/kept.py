"""The kept figures in the form that the reports' charts and tables read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from renkou.engines.tables import Known, Series

from .figures import NONE, Figure


@dataclass(frozen=True)
class KeptFigures:
    """Figures known on a day; of the year `first_of` the first value stands too.

    `population` is whom figures are of where it is not said. A series of an area is
    read whole at the first need: a page asks for most of its years.
    """

    known: Known
    first_of: int | None = None
    population: str = "resident"
    _lines: dict[tuple[Series, str], list[Figure]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def get(
        self,
        measure: str,
        area: str,
        year: int,
        *,
        sex: str = "total",
        category: str = "",
        population: str = "",
    ) -> Figure:
        """One figure."""
        series = Series(measure, population or self.population, sex, category)
        at = self.known.axes.year_at.get(year)
        return NONE if at is None else self._line(series, area)[at]

    def series(
        self, measure: str, area: str, years: Iterable[int], *, sex: str = "total"
    ) -> list[Figure]:
        """The figures of a measure year by year."""
        return [self.get(measure, area, year, sex=sex) for year in years]

    def _line(self, series: Series, area: str) -> list[Figure]:
        found = self._lines.get((series, area))
        if found is None:
            found = [_figure(row) for row in self.known.line(series, area).tolist()]
            self._add_first(found, series, area)
            self._lines[series, area] = found
        return found

    def _add_first(self, line: list[Figure], series: Series, area: str) -> None:
        if self.first_of is None:
            return
        at = self.known.axes.year_at[self.first_of]
        first = self.known.first_published(series, area, self.first_of)
        line[at] = replace(line[at], earlier=first)


def _figure(row: list[float]) -> Figure:
    value, lower, upper, numerator, denominator = (
        None if number != number else number  # NaN alone differs from itself
        for number in row
    )
    return Figure(value, lower, upper, None, numerator, denominator)
