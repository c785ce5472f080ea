"""Population by area, sex and single age, as arrays: for charts and for science."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.schema import KIND_OF_POPULATION, POPULATIONS

from .ages import annual
from .knowledge import Knowledge
from .levels import Levels
from .periods import Period, Span
from .workspace import Workspace

Persons = npt.NDArray[np.int64]


def year_end_population(
    work: Workspace,
    years: Iterable[int],
    population: str,
    *,
    known_on: date | None = None,
) -> Persons:
    """Persons at each year's end on the rows' own codes: (codes, sexes, ages, years).

    Codes are `work.codes`, sexes male and female, ages single from 0, years those asked
    for, rising; `population` is "resident" or "registered", as known on `known_on`
    (None: the snapshot's last day).

    >>> year_end_population(work, [2020], "resident").shape   # doctest: +SKIP
    (2347, 2, 131, 1)
    """
    knowledge = Knowledge(work, known_on or work.last_day)
    levels = Levels(knowledge, work.area_list, ("village",))
    asked = [Period(year) for year in sorted(set(years))]
    span = Span.over(asked)
    cube = annual(levels, KIND_OF_POPULATION[population], span, lived=False)
    return np.asarray(cube.stock[..., span.positions(asked)], dtype=np.int64)


def population_known_on(work: Workspace, day: date) -> dict[str, Persons]:
    """Both populations at the last year's end that was over on `day`, as known then."""
    year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    return {
        population: year_end_population(work, [year], population, known_on=day)
        for population in POPULATIONS
    }
