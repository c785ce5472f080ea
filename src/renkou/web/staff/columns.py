"""The kept figures of one measure over many areas, and of one area over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from renkou.engines.tables import Known, Series
from renkou.report.city import Place
from renkou.report.figures import Figure
from renkou.report.measure.areas import LEAST, PROTECTED, Columns


def columns_of(
    known: Known, series: Series, year: int, places: Sequence[Place]
) -> Columns:
    """The figures of areas in one year, in their order; small counts kept back."""
    at = np.array([known.axes.area_at[place.code] for place in places], dtype=np.intp)
    fields = known.column(series, year)[at]
    first = known.first_column(series, year)[at]
    value, lower, upper, numerator, denominator = fields.T
    found = Columns(value, lower, upper, numerator, denominator, first)
    return found.protected() if series.measure in PROTECTED else found


def line_of(
    known: Known,
    series: Series,
    place: Place,
    years: Sequence[int],
    *,
    first: bool = True,
) -> list[Figure]:
    """The figures of an area year by year, each as `first` published too."""
    line = known.line(series, place.code)
    begin = known.axes.years[0]
    found = []
    for year in years:
        cells = [None if cell != cell else float(cell) for cell in line[year - begin]]
        value, lower, upper, numerator, denominator = cells
        then = known.first_published(series, place.code, year) if first else None
        figure = Figure(value, lower, upper, then, numerator, denominator)
        found.append(_protected(series, figure))
    return found


def _protected(series: Series, figure: Figure) -> Figure:
    """The figure without what a count of fewer than ten people would tell."""
    if series.measure not in PROTECTED:
        return figure

    def kept(value: float | None) -> float | None:
        return value if value is not None and value >= LEAST else None

    return replace(
        figure,
        value=kept(figure.value),
        earlier=kept(figure.earlier),
        numerator=kept(figure.numerator),
    )
