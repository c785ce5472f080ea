"""The middle of the small-area projection: each cohort's share of the parent's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renkou.chance.input_rules import Floats

from .area_model import EXPECTED_UNLIKENESS, KNOWN_AREAS, AreaModel
from .area_structure import Structure, mothers, over, structure

SMALL, LARGE = 1_500.0, 300_000.0
"""Persons below which size says no more of growth, and at which it says nothing."""
_REACH = np.log(2.0)
_YEARS = 10.0


@dataclass(frozen=True, eq=False)
class Setting:
    """What holds for every area: the parent and the rates of each step."""

    parent: Floats
    """(steps + 1, 2, A)"""
    survival: Floats
    """(steps, 2, A + 1)"""
    fertility: Floats
    """(steps, A)"""
    width: float

    @property
    def steps(self) -> int:
        """How many steps are projected."""
        return len(self.parent) - 1


@dataclass(frozen=True, eq=False)
class Pull:
    """What moves an area's share of the parent's cohorts, per ten years."""

    structure: Structure
    overall: Floats
    """(areas,): of every age, from size and past growth."""
    by_age: Floats
    """(areas, A): besides, of who will be in the age group."""

    def __getitem__(self, rows: slice) -> Pull:
        s = self.structure
        parts = (s.steps, s.young_adults, s.doubt, s.children)
        cut = Structure(*(part[rows] for part in parts))
        return Pull(cut, self.overall[rows], self.by_age[rows])


def with_rest(areas: Floats, parent: Floats) -> Floats:
    """The areas and, last, the rest of their parent, (areas + 1, 2, A)."""
    rest = np.clip(parent - areas.sum(axis=0), 0.0, None)
    return np.concatenate([areas, rest[None]])


def pull(areas: Floats, setting: Setting, model: AreaModel) -> Pull:
    """The pull on `areas` (the last is the rest) told by the base date alone."""
    weights = mothers(setting.fertility[0])
    told = structure(areas, setting.parent[0], weights, setting.width)
    people = areas.sum(axis=(-2, -1))
    by_size = model.size * _log_size(people)
    by_size[-1] = 0.0
    return Pull(told, by_size, np.zeros((len(areas), areas.shape[-1])))


def _log_size(people: Floats) -> Floats:
    """Log of persons, 0 at a large place or at a quarter of all."""
    large = min(LARGE, people.sum() / 4 + 1.0)
    found: Floats = np.log(np.maximum(people, min(SMALL, large)) / large)
    return found


def course(
    areas: Floats, setting: Setting, model: AreaModel, told: Pull, spread: Floats
) -> Floats:
    """The median of `areas`, (areas, steps + 1, 2, A); the last area is the rest.

    A cohort's ratio to the parent's cohort changes by exp(pull); newborn follow the
    women who bear and what is left of the area's own level of children. `spread`
    (areas,), the standard deviation of log population after ten years, sets the median
    below the mean, which adds up to the parent.
    """
    given = len(areas) - 1
    path = np.empty((given + 1, setting.steps + 1, *areas.shape[1:]))
    path[:, 0] = areas
    rest, told = _rest_by_parts(areas, told, setting.width)
    peopled = np.concatenate([areas[:-1], rest])
    ratio = over(peopled, np.maximum(peopled, setting.parent[0]))
    for step in range(setting.steps):
        ratio = _next(ratio, step, setting, model, told)
        mean = ratio * setting.parent[step + 1]
        ratio = ratio * _adding_up(mean.sum(axis=0), setting.parent[step + 1])
        past = ((step + 1) * setting.width / _YEARS) ** (2 * model.growth)
        lower = np.exp(-(spread**2) * past / 2)
        middle = ratio * setting.parent[step + 1]
        path[:-1, step + 1] = middle[:given] * lower[:given, None, None]
        path[-1, step + 1] = middle[given:].sum(axis=0)
    return path


def _rest_by_parts(areas: Floats, told: Pull, width: float) -> tuple[Floats, Pull]:
    """The rest of the parent as parts that differ among themselves as areas do.

    Where some places draw people and others lose them the sum of all grows more than a
    place like the sum would: growth gathers in few. So that a few areas given alone are
    not taken for typical, the rest is made of parts as unlike as the areas given, and
    of two that are as unlike as areas usually are.
    """
    s = told.structure
    given, rest = slice(None, -1), slice(-1, None)
    youth = width * np.arange(1, areas.shape[-1])
    rising = ((youth > 5) & (youth <= 25)).astype(np.float64)
    rising /= max(rising.sum(), 1.0)
    sign = np.array([-1.0, 1.0]) * EXPECTED_UNLIKENESS
    index = np.append(s.young_adults[given] - s.young_adults[given].mean(), sign)
    steps = np.concatenate(
        [
            s.steps[given] - s.steps[given].mean(axis=0),
            np.broadcast_to(sign[:, None, None] * rising, (2, *s.steps.shape[1:])),
        ]
    )
    parts, usual = len(index), KNOWN_AREAS / 2
    weight = np.append(np.ones(parts - 2), [usual, usual])
    structure = Structure(
        np.concatenate([s.steps[given], s.steps[rest] + steps]),
        np.append(s.young_adults[given], s.young_adults[rest] + index),
        np.append(s.doubt[given], np.repeat(s.doubt[rest], parts)),
        np.append(s.children[given], np.repeat(s.children[rest], parts)),
    )
    overall = np.append(told.overall[given], np.repeat(told.overall[rest], parts))
    by_age = np.concatenate(
        [told.by_age[given], np.repeat(told.by_age[rest], parts, axis=0)]
    )
    people = areas[-1] * (weight / weight.sum())[:, None, None]
    return people, Pull(structure, overall, by_age)


def _next(
    ratio: Floats, step: int, setting: Setting, model: AreaModel, told: Pull
) -> Floats:
    """The ratios of the cohorts to the parent's, one step on."""
    now, then = setting.parent[step], setting.parent[step + 1]
    survival, groups = setting.survival[step], ratio.shape[-1]
    onward = np.empty_like(ratio)
    last = now[:, -2:] * survival[:, -2:] + 1e-12
    onward[..., -1] = (ratio[..., -2:] * last).sum(axis=-1) / last.sum(axis=-1)
    onward[..., 1:-1] = ratio[..., :-2]
    onward[..., 1:] *= np.exp(_moved(step, setting, model, told, groups))
    women = mothers(setting.fertility[step]) * then[1]
    women[0] = 0.0
    bearing = over((onward[:, 1] * women).sum(axis=-1), women.sum())
    since = ((step + 0.5) * setting.width + 2.5) / _YEARS
    own = model.children**since * told.structure.children
    onward[..., 0] = (bearing * np.exp(own))[:, None]
    return onward


def _moved(
    step: int, setting: Setting, model: AreaModel, told: Pull, groups: int
) -> Floats:
    """Log change of each cohort's ratio in a step, (areas, 2, A - 1)."""
    width = setting.width
    left = np.exp(-(step + 0.5) * width / model.fading)
    index = drawing(told.structure.young_adults, model)
    own = model.at_steps(model.age_pattern, groups, width) * told.structure.steps
    all_ages = index[:, None] * model.at_steps(model.young_adults, groups, width)
    overall = told.overall[:, None] + told.by_age[:, 1:] + all_ages
    moved: Floats = left * (own + (overall * width / _YEARS)[:, None])
    return np.clip(moved, -_REACH * 2, _REACH * 2)


def drawing(index: Floats, model: AreaModel) -> Floats:
    """How strongly areas draw people or lose them, of their index of young adults.

    Beyond a doubling (a campus, a barracks) the index says little more.
    """
    calm = np.tanh(index)
    stronger: Floats = calm + model.attraction * np.maximum(calm, 0.0)
    return stronger


def _adding_up(found: Floats, parent: Floats) -> Floats:
    """Factors (2, A) that bring the sum of the areas to the parent's."""
    factor = np.where(found > 0, over(parent, found), 1.0)
    return np.clip(factor, np.exp(-_REACH), np.exp(_REACH))


@dataclass(frozen=True, eq=False)
class Missed:
    """What the method would have missed before the base date, per ten years."""

    overall: Floats
    """(areas,): the error of log population; the last is the rest."""
    by_age: Floats
    """(areas, A): that of each age group, besides."""
    signs: Floats
    """(areas, 2): what was known of each then, its size and its young adults."""


def past_growth(
    areas: Floats,
    previous: tuple[Floats, Floats, int],
    setting: Setting,
    model: AreaModel,
) -> Missed:
    """What the method would have missed from an earlier census to the base date.

    `previous` is areas (the last the rest), parent, and steps.
    """
    before, parent, steps = previous
    share = np.linspace(0.0, 1.0, steps + 1)[:, None, None]
    between = parent ** (1 - share) * setting.parent[0] ** share
    then = Setting(
        between,
        np.broadcast_to(setting.survival[0], (steps, *setting.survival.shape[1:])),
        np.broadcast_to(setting.fertility[0], (steps, setting.fertility.shape[1])),
        setting.width,
    )
    told = pull(before, then, model)
    found = course(before, then, model, told, np.zeros(len(before)))[:, -1]
    decades = steps * setting.width / _YEARS
    people, expected = areas.sum(axis=(-2, -1)), found.sum(axis=(-2, -1))
    overall = np.log((people + 50.0) / (expected + 50.0)) / decades
    ages, ages_expected = areas.sum(axis=1), found.sum(axis=1)
    by_age = np.log((ages + 50.0) / (ages_expected + 50.0)) / decades
    return Missed(
        np.clip(overall, -0.5, 0.5),
        np.clip(by_age - overall[:, None], -0.5, 0.5),
        _signs(before, told, model),
    )


def with_momentum(told: Pull, missed: Missed, areas: Floats, model: AreaModel) -> Pull:
    """`told` and what is left of the growth that was `missed` before.

    What went with size or with the young adults in all of the areas is how growth is
    spread here, and goes on whole; of what was an area's own, `momentum` goes on.
    """
    seen = _regular(missed)
    own = missed.overall - missed.signs @ seen
    return replace(
        told,
        overall=told.overall + _signs(areas, told, model) @ seen + model.momentum * own,
        by_age=told.by_age + model.momentum * missed.by_age,
    )


def _signs(areas: Floats, told: Pull, model: AreaModel) -> Floats:
    """(areas, 2): log size and how areas draw people; 0 for the rest."""
    found = np.zeros((len(areas), 2))
    found[:-1, 0] = _log_size(areas.sum(axis=(-2, -1)))[:-1]
    found[:-1, 1] = drawing(told.structure.young_adults, model)[:-1]
    return found


def _regular(missed: Missed) -> Floats:
    """What size and young adults explain of what was missed, (2,).

    Least squares through the parent's own growth, each coefficient drawn to 0 as if
    `KNOWN_AREAS` areas had shown none.
    """
    X, y = missed.signs[:-1], missed.overall[:-1]
    calm = np.diag((X**2).mean(axis=0) * KNOWN_AREAS) + 1e-9 * np.eye(2)
    found: Floats = np.linalg.solve(X.T @ X + calm, X.T @ y).astype(np.float64)
    return found
