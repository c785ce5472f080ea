"""Small areas projected from their own ages and what is known of their parent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence, not_negative, positive, refuse

from .area_course import Setting, course, past_growth, pull, with_momentum, with_rest
from .area_model import SICHUAN, AreaModel
from .area_spread import Bounds, Errors, bounds, learned, shares, spread

_FEWEST, _ROUNDING = 100, 1e-9
Previous = tuple[npt.ArrayLike, npt.ArrayLike, int]


@dataclass(frozen=True, eq=False)
class AreaProjection:
    """Areas carried forward, each with an interval; 0 male, 1 female.

    `median`, `low`, `high` (areas, steps + 1, 2, A); `total_median`, `total_low`,
    `total_high` (areas, steps + 1), intervals of the total itself, not sums. The first
    of each is the base population as given.
    """

    median: Floats
    low: Floats
    high: Floats
    total_median: Floats
    total_low: Floats
    total_high: Floats
    names: tuple[str, ...] | None = None


def project_areas(
    population: npt.ArrayLike,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    *,
    parent: npt.ArrayLike,
    previous: Previous | None = None,
    width: float = 5,
    level: float = 0.80,
    seed: int,
    draws: int = 1000,
    names: Sequence[str] | None = None,
) -> AreaProjection:
    """Areas projected from one census, or two, and from their parent's course.

    `population` (areas, 2, A), persons at the base date in age groups of `width`
    years, the last open; `parent` (steps + 1, 2, A), the parent's at the base date and
    after each step of `width` years, known or projected, the areas among it;
    `survival` (steps, 2, A + 1), `fertility` (steps, A) and `sex_ratio` (steps,) or a
    number are the parent's or the nation's; `previous`, where known, is the areas'
    population, the parent's and the steps before the base date of an earlier census.
    `level` is that of the intervals, `names` stand in messages and in the result.

    A cohort's ratio to the parent's cohort is carried forward, so that the parent's
    births, deaths and migration reach each area. The ratio changes by what the area's
    own ages tell: if it has fewer young adults for its children than the parent, it
    has been losing them and goes on. Part of the step in the ratio from one age to the
    next is gone through by the cohort, and the young adults for the children raise or
    lower all ages; both fade. Children follow the women weighted by `fertility` and
    some of the area's own level of children. Small places grow less than large. With
    `previous`, what this would have missed goes on: whole where it went with size and
    young adults among the areas, in part where it was an area's own.

    The log of a total errs by Student's t. Its spread grows with time, with how unlike
    the areas are in young adults, with the errors at `previous`, and, as
    5/persons, in small places; `docs/backtest.md` has the estimates and how far they
    hold. The parent's own course carries the levels of mortality, fertility and the sex
    ratio at birth: of `survival` only the weights within the open group enter, of
    `fertility` the ages of mothers, and `sex_ratio` is checked alone.

    ValueError names argument, index and rule of bad input.

    >>> people = [[[30, 20, 25, 40], [28, 20, 27, 45]]]
    >>> parent = [[[900, 800, 800, 900]] * 2, [[880, 850, 800, 950]] * 2]
    >>> found = project_areas(people, [[[1, 1, 1, 0.9, 0.5]] * 2],
    ...                       [[0, 0.08, 0.02, 0]], 1.05, parent=parent, width=20,
    ...                       seed=1)
    >>> found.total_median[0].round(1).tolist()
    [235.0, 200.0]
    """
    base = _population("population", population, names)
    setting = _setting(survival, fertility, sex_ratio, parent, base, width)
    tail, count = confidence(level), _draws(draws)
    if names is not None and len(names) != len(base):
        raise ValueError(f"names: {len(names)} must be one for each of {len(base)}")
    earlier = None if previous is None else _previous(previous, base)
    median, wide = middle(base, setting, earlier, SICHUAN)
    ends = around(median, wide, setting, SICHUAN, tail=tail, seed=seed, draws=count)
    return AreaProjection(
        median,
        ends.low,
        ends.high,
        median.sum(axis=(-2, -1)),
        ends.total_low,
        ends.total_high,
        None if names is None else tuple(names),
    )


def middle(
    base: Floats,
    setting: Setting,
    earlier: tuple[Floats, Floats, int] | None,
    model: AreaModel,
) -> tuple[Floats, Floats]:
    """The median (areas, steps + 1, 2, A) and the spread of log totals (areas,)."""
    areas = with_rest(base, setting.parent[0])
    told = pull(areas, setting, model)
    wide = spread(told[:-1], shares(base, setting.parent[0]), model)
    if earlier is not None:
        before, parent, steps = earlier
        whole = (with_rest(before, parent), parent, steps)
        missed = past_growth(areas, whole, setting, model)
        told = with_momentum(told, missed, areas, model)
        people, years = base.sum(axis=(-2, -1)), steps * setting.width
        wide = learned(wide, missed.overall[:-1], people, years, model)
    path = course(areas, setting, model, told, np.append(wide, 0.0))
    return path[:-1], wide


def around(
    median: Floats,
    wide: Floats,
    setting: Setting,
    model: AreaModel,
    *,
    tail: float,
    seed: int,
    draws: int,
) -> Bounds:
    """The intervals around `median` whose log totals spread by `wide` in ten years."""
    groups, width = median.shape[-1], setting.width
    errors = Errors(
        wide,
        width * np.arange(1.0, setting.steps + 1.0),
        model.at_ages(model.ages, groups, width),
        model.at_ages(model.shared, groups, width),
    )
    return bounds(
        median, setting.parent, errors, model, tail=tail, seed=seed, draws=draws
    )


def _population(
    argument: str, values: npt.ArrayLike, names: Sequence[str] | None
) -> Floats:
    """`values` as (areas, 2, A), none negative; a message names the area."""
    try:
        people = not_negative(argument, values)
    except ValueError as error:
        index = re.search(r"index \((\d+)", str(error))
        if names is None or index is None or int(index[1]) >= len(names):
            raise
        raise ValueError(f"{error} ({names[int(index[1])]})") from None
    if people.ndim != 3 or people.shape[1] != 2 or people.shape[2] < 2:
        raise ValueError(
            f"{argument}: {people.shape} must be areas, two sexes and two age groups "
            "or more"
        )
    if not len(people):
        raise ValueError(f"{argument}: there must be one area or more")
    return people


def _setting(
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    parent: npt.ArrayLike,
    base: Floats,
    width: float,
) -> Setting:
    """The parent's course and rates, checked against the areas."""
    if not (np.isfinite(width) and width > 0):
        raise ValueError(f"width: {width} must be above 0")
    whole, groups = not_negative("parent", parent), base.shape[-1]
    if whole.ndim != 3 or whole.shape[1:] != (2, groups) or len(whole) < 2:
        raise ValueError(
            f"parent: {whole.shape} must be steps + 1, at least 2, and then "
            f"{(2, groups)}, as population has {groups} age groups"
        )
    steps = len(whole) - 1
    alive, born = (
        not_negative("survival", survival),
        not_negative("fertility", fertility),
    )
    refuse("survival", alive > 1 + _ROUNDING, alive, "be 1 or below")
    ratio = positive("sex_ratio", sex_ratio)
    rates = {
        "survival": (alive, (steps, 2, groups + 1)),
        "fertility": (born, (steps, groups)),
        "sex_ratio": (ratio, (steps,)),
    }
    full = {name: _each_step(name, *rate) for name, rate in rates.items()}
    return Setting(whole, full["survival"], full["fertility"], float(width))


def _each_step(argument: str, array: Floats, shape: tuple[int, ...]) -> Floats:
    """`array` for every step; what is given once holds for all."""
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        raise ValueError(
            f"{argument}: {array.shape} must be {shape}, as parent and population have "
            f"{shape[0]} steps and their age groups"
        ) from None


def _previous(previous: Previous, base: Floats) -> tuple[Floats, Floats, int]:
    """The earlier census, of the same areas and age groups."""
    try:
        areas, parent, steps = previous
    except (TypeError, ValueError):
        raise ValueError(
            "previous: must be the areas' population, the parent's and the steps before"
        ) from None
    before = not_negative("previous, areas", areas)
    whole = not_negative("previous, parent", parent)
    if before.shape != base.shape or whole.shape != base.shape[1:]:
        raise ValueError(
            f"previous: {before.shape} and {whole.shape} must be {base.shape}, as "
            f"population, and {base.shape[1:]}"
        )
    if steps != int(steps) or steps < 1:
        raise ValueError(f"previous: {steps} steps must be a whole number above 0")
    return before, whole, int(steps)


def _draws(draws: int) -> int:
    """`draws`, enough to tell the ends of an interval."""
    if draws != int(draws) or draws < _FEWEST:
        raise ValueError(f"draws: {draws} must be a whole number of {_FEWEST} or more")
    return int(draws)
