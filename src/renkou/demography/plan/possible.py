"""What is possible from the base, however unlikely: the widest course either way."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from renkou.chance.input_rules import Floats

from .central_path import CentralPath, fertility_pattern
from .courses import Courses, courses
from .outcome import outcome
from .reading import Plan
from .shocks import BOYS_LEVEL, Shocks, Spreads

DEVIATIONS = 4.0  # standard deviations of the projection's own spread, either way
PATTERN_YEARS = 2.0  # more or less than the central mean age of mothers
ASSUMED_SHARE = 0.03  # by which an assumed base may be off, either way
_MARGIN = 0.01  # of deaths, for what a straight line in life expectancy leaves out


@dataclass(frozen=True, eq=False)
class Possible:
    """Bounds by year from the base, index 0 the year before it.

    `women` (steps + 1, 2): births per unit of total fertility, least and most.
    `deaths` (steps + 1, 3): a line in life expectancy, slope and least and most
    intercept. `stocks`: bounds of each figure that is a stock of some ages, or a ratio.
    All are for the base as given, which may be `off` by a share.
    """

    total: float
    off: float
    steps: int
    fertility: tuple[float, float]
    expectancy: tuple[float, float]
    migration: float
    women: Floats
    deaths: Floats
    stocks: dict[str, tuple[float, float]]


def possible(plan: Plan, path: CentralPath) -> Possible:
    """The bounds from the courses at the corners of what is possible.

    Fertility, life expectancy and net migration each four standard deviations of the
    projection from their central path, as far as they may have come by the end of the
    plan, for good from the first year; an assumed base may itself be off by 3%.
    """
    fertility, _, migration = far = tuple(
        DEVIATIONS * spread for spread in Spreads.of(plan).after(plan.steps)
    )
    went = courses(plan, path, _corners(plan, far))
    times, tfr, e0 = float(np.exp(fertility)), path.fertility, went.expectancy
    return Possible(
        total=float(plan.base.sum()),
        off=ASSUMED_SHARE if plan.assumed else 0.0,
        steps=plan.steps,
        fertility=(tfr / times, tfr * times),
        expectancy=(float(e0.min()), float(e0.max())),
        migration=migration + abs(path.migration) / float(plan.base.sum()),
        women=_women(plan, path, went),
        deaths=_deaths(went),
        stocks=_stocks(plan, went),
    )


def _corners(plan: Plan, far: tuple[float, ...]) -> Shocks:
    fertility, mortality, migration = far
    boys = DEVIATIONS * BOYS_LEVEL
    ends = itertools.product(
        (-fertility, fertility),
        (-mortality, 0.0, mortality),
        (-migration, migration),
        (-boys, boys),
    )
    shape = (1, plan.steps + 1)
    return Shocks(*(np.tile(x[:, None], shape) for x in np.array(list(ends)).T))


def _women(plan: Plan, path: CentralPath, went: Courses) -> Floats:
    """Births per unit of total fertility, (steps + 1, 2), whenever women bear."""
    ages = path.mean_age + np.array([-PATTERN_YEARS, 0.0, PATTERN_YEARS])
    patterns = np.stack([fertility_pattern(float(age)) for age in ages])
    women = went.population[:, :, 1]
    before = np.concatenate([women[:, :1], women[:, :-1]], axis=1)
    weighted = (before + women) / 2 @ patterns.T
    return np.stack([weighted.min(axis=(0, 2)), weighted.max(axis=(0, 2))], axis=-1)


def _deaths(went: Courses) -> Floats:
    """A line in life expectancy between which and another all corners lie."""
    x, y = went.expectancy, went.deaths
    middle = x.mean(axis=0), y.mean(axis=0)
    apart = x - middle[0]
    slope = (apart * (y - middle[1])).sum(axis=0) / (apart**2).sum(axis=0)
    rest = y - slope * x
    margin = _MARGIN * y.mean(axis=0)
    bounds = [slope, rest.min(axis=0) - margin, rest.max(axis=0) + margin]
    return np.stack(bounds, axis=-1)


def _stocks(plan: Plan, went: Courses) -> dict[str, tuple[float, float]]:
    found = {}
    for figure in plan.figures:
        what = figure.quantity
        own = what.stock and what.key != "population"
        if own or what.key == "sex-ratio-at-birth":
            values = outcome(figure, went, plan.base_year)
            found[figure.label] = (float(values.min()), float(values.max()))
    return found
