"""A projection as rows: a row a figure, area, year and group."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from renkou.areas import Unit
from renkou.definitions import AgeGroups

from ..by_age import Array
from .asking import Question
from .spreading import QUANTILES, Quantiles

BOUNDS = {
    "value": 0.5,
    "lower": 0.025,
    "upper": 0.975,
    "lower_80": 0.1,
    "upper_80": 0.9,
}


def rows_of(
    level: str, units: tuple[Unit, ...], found: Quantiles, asked: Question
) -> pa.Table:
    """All figures of one level, by figure, area, year and group."""
    groups = AgeGroups(lower=asked.broad_ages).labels
    tables = [
        _rows(name, level, units, figures, labels, asked)
        for name, figures, labels in _figures(found, groups)
    ]
    return pa.concat_tables(tables)


def _figures(
    found: Quantiles, groups: tuple[str, ...]
) -> Iterator[tuple[str, Array, tuple[str, ...]]]:
    """Each figure's name, its quantiles with groups last, and their labels."""
    yield "population", found.population[..., None], ("",)
    yield "births", found.births[..., None], ("",)
    yield "deaths", found.deaths[..., None], ("",)
    yield "population-by-broad-age", found.broad_ages, groups


def _rows(
    name: str,
    level: str,
    units: tuple[Unit, ...],
    figures: Array,
    labels: tuple[str, ...],
    asked: Question,
) -> pa.Table:
    areas, _quantiles, years, groups = figures.shape
    periods = [str(asked.to - years + 1 + at) for at in range(years)]
    shape = (areas, years, groups)
    count = areas * years * groups

    def spread(values: list[str], axis: int) -> pa.Array:
        at = np.arange(len(values)).reshape([-1 if a == axis else 1 for a in range(3)])
        return pa.array(values).take(pa.array(np.broadcast_to(at, shape).ravel()))

    def same(value: str) -> pa.Array:
        return pa.repeat(value, count)

    return pa.table(
        {
            "measure": same(name),
            "area": spread([unit.code for unit in units], 0),
            "area_name": spread([unit.name for unit in units], 0),
            "level": same(level),
            "period": spread(periods, 1),
            "population": same(asked.population),
            "sex": same("total"),
            "category": spread(list(labels), 2),
            **{
                column: pa.array(figures[:, QUANTILES.index(quantile)].ravel())
                for column, quantile in BOUNDS.items()
            },
            "known_on": same(asked.known_on.isoformat()),
        }
    )
