"""One area carried into the future, with what it assumes and other courses beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from renkou.demography.projection import SCENARIOS, Projection, project, simulate
from renkou.schema.problem import Problem

from ..by_age import Array, Observed
from .asking import Question
from .changing import Assumed, assumed, changed_rates, moved, reached
from .course import TIMING, Course, Fit, Learned, future, learned, left, summing, under
from .course import walk as walked
from .rates import Rates
from .spreading import NORMAL, QUANTILES, Quantiles, quantiles_of, spread_of

CITY = "city"
WIDEST = float(NORMAL[-1])  # standard deviations to the end of a 95% interval


@dataclass(frozen=True)
class Ground:
    """What the courses of a level's areas share, whatever is asked of one of them.

    `row` tells an area's position, of the level's units, among the rows of `learned`;
    `together` (steps, 2, 101) is what makes the areas sum to the city on the medium
    course; `medium` are the city's rates on it.
    """

    level: str
    learned: Learned
    row: Mapping[int, int]
    medium: Rates
    together: Array


@dataclass(frozen=True)
class Range:
    """Where a setting stands and the 95% range of what is held possible of it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class AreaCourse:
    """One area's courses from the base, year by year.

    `central` is the course itself, `quantiles` what its draws give (one area),
    `paths` (paths, steps + 1) some draws, `scenarios` the persons of each, and
    `ranges` of total fertility, life expectancy and net migration in ten years.
    """

    asked: Question
    central: Projection
    quantiles: Quantiles
    assumed: Assumed
    ranges: Mapping[str, Range]
    scenarios: Mapping[str, Array]
    paths: Array


def ground_of(areas: Observed, level: str, asked: Question) -> Ground:
    """What recent years tell of all areas of a level, and what makes them sum."""
    there = np.flatnonzero(areas.inhabited)
    known = learned(areas.of(areas.inhabited), asked.learned_from)
    medium = future(known.level, asked, "medium")
    factors: list[Array] = []

    def noting(step: int, people: Array) -> Array:
        fitted = summing(step, people)
        whole = people[1:].sum(axis=0)
        factors.append(
            np.divide(people[0], whole, out=np.ones_like(whole), where=whole > 0)
        )
        return fitted

    remaining = left(asked, "medium")
    walked(known.base, known.of_areas(medium), known.rates, remaining, noting)
    row = {int(at): 1 + number for number, at in enumerate(there)}
    return Ground(level, known, row, medium, np.stack(factors))


def project_area(areas: Observed, at: int, level: str, asked: Question) -> AreaCourse:
    """The area at position `at` of a level, projected alone.

    Its rates and recent migration are those that `course` gives it, small areas drawn
    towards the city. In every cell it is scaled as the medium courses of all areas of
    its level are, to sum to the city's. The medians are its own: they are not scaled
    again, except those of the city, which are as without `area`.
    """
    return on_ground(ground_of(areas, level, asked), at, asked)


def on_ground(
    ground: Ground, at: int, asked: Question, *, paths: int = 0
) -> AreaCourse:
    """The same where the ground is known; `paths` draws are told by themselves."""
    if at not in ground.row:
        raise Problem(
            "area: nobody lived here in the years that rates are learned from, so "
            "there is nothing to project.",
            "地区：在推算比率所用的年份中无人居住，无可预测。",
        )
    path, before = _path(ground, ground.row[at], asked)
    central = _projected(path)
    rates = Rates(path.survival, path.fertility, path.sex_ratio)
    return AreaCourse(
        asked=asked,
        central=central,
        quantiles=quantiles_of(path, asked),
        assumed=assumed(rates, -1, central.population, path.migration[-1]),
        ranges=_ranges(path, before, asked),
        scenarios=_scenarios(ground, ground.row[at], asked),
        paths=_drawn(path, asked, paths),
    )


def _path(ground: Ground, row: int, asked: Question) -> tuple[Course, Assumed]:
    """The course of the area, alone or behind the city, and what it was unchanged."""
    known, rows = ground.learned, [0, row] if ground.level == CITY else [row]
    rates = known.of_areas(under(ground.medium, asked.scenario), rows)
    base, moving, remaining = known.base[rows], known.rates[rows], left(asked)
    fit: Fit = summing if ground.level == CITY else _scaled(ground.together)
    migrants = walked(base, rates, moving, remaining, fit)
    made = _course(known, rows, rates, migrants)
    before = assumed(rates, -1, _projected(made).population, migrants[-1])
    if not asked.changes.any:
        return made, before
    rates = changed_rates(rates, -1, before, asked.changes)
    also = moved(before, asked.changes)
    migrants = walked(base, rates, moving, remaining, fit, also)
    return _course(known, rows, rates, migrants), before


def _course(known: Learned, rows: list[int], rates: Rates, migrants: Array) -> Course:
    return Course(
        known.base[rows],
        rates.survival,
        rates.fertility,
        rates.sex_ratio,
        migrants,
        known.levels_of([row for row in rows if row > 0]),
        known.moving[rows],
        alone=len(rows) == 1,
    )


def _scaled(together: Array) -> Fit:
    def scaled(step: int, people: Array) -> Array:
        found: Array = people * together[step]
        return found

    return scaled


def _projected(path: Course) -> Projection:
    """The last area of a path."""
    return project(
        path.population[-1],
        path.survival[-1],
        path.fertility[-1],
        path.sex_ratio,
        path.migration[-1],
        width=1,
        timing=TIMING,
    )


def _ranges(path: Course, before: Assumed, asked: Question) -> dict[str, Range]:
    """The 95% ranges that the intervals come from, ten years after the base."""
    spread, at = spread_of(path, asked), reached(asked.steps) - 1
    now = before.at_reach()
    times = float(np.exp(WIDEST * spread.fertility[-1, at]))
    years = float(WIDEST * spread.mortality[-1, at])
    share = float(1_000 * WIDEST * spread.migration[-1, at])
    tfr, lived, net = now["tfr"], now["life_expectancy"], now["net_migration"]
    return {
        "tfr": Range(tfr, tfr / times, tfr * times),
        "life_expectancy": Range(lived, lived - years, lived + years),
        "net_migration": Range(net, net - share, net + share),
    }


def _scenarios(ground: Ground, row: int, asked: Question) -> dict[str, Array]:
    """Persons on the central course of every scenario, (steps + 1,) each."""
    known = ground.learned
    each = [under(ground.medium, name) for name in SCENARIOS]
    rows = [known.of_areas(city, [row]) for city in each]
    rates = Rates(
        np.concatenate([own.survival for own in rows]),
        np.concatenate([own.fertility for own in rows]),
        np.stack([own.sex_ratio for own in rows]),
    )
    base = np.repeat(known.base[[row]], len(rows), axis=0)
    remaining = np.stack([left(asked, name) for name in SCENARIOS])
    fit = _scaled(ground.together)
    migrants = walked(base, rates, known.rates[[row]], remaining, fit)
    found = project(
        base,
        rates.survival,
        rates.fertility,
        rates.sex_ratio,
        migrants,
        width=1,
        timing=TIMING,
    ).population.sum(axis=(-2, -1))
    return dict(zip(SCENARIOS, found, strict=True))


def _drawn(path: Course, asked: Question, paths: int) -> Array:
    """Persons on single draws, (paths, steps + 1), each with a seed of its own."""
    spread = spread_of(path, asked).map(lambda sd: sd[-1:])
    drawn = [
        simulate(
            path.population[-1:],
            path.survival[-1:],
            path.fertility[-1:],
            path.sex_ratio,
            path.migration[-1:],
            width=1,
            timing=TIMING,
            draws=1,
            seed=asked.seed + 1 + number,
            quantiles=QUANTILES[:1],
            spread=spread,
        ).total[0, 0]
        for number in range(paths)
    ]
    return np.array(drawn).reshape(paths, asked.steps + 1)
