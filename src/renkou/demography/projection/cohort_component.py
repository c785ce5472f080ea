"""The two-sex cohort-component projection, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    positive,
    refuse,
)

TIMINGS = ("even", "leslie", "end")
_SEX = ("male", "female")
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Projection:
    """A population carried forward, and what changed it; 0 male, 1 female.

    In every sum population(t + 1) = population(t) + births − deaths + migrants.
    """

    population: Floats
    """(..., steps + 1, 2, A), the first as given."""
    births: Floats
    """(..., steps, 2, A) by sex of the child and age of the mother."""
    deaths: Floats
    """(..., steps, 2, A + 1) by cohort: born in the step, then by age at its start."""
    migrants: Floats
    """(..., steps, 2, A) net, as given."""


@dataclass(frozen=True, eq=False)
class _Course:
    """The components of every step, of one shape in all but their own axes."""

    survival: Floats
    fertility: Floats
    boys: Floats
    migration: Floats
    width: float
    timing: str


def project(
    population: npt.ArrayLike,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike | None = None,
    *,
    width: float,
    timing: str = "even",
) -> Projection:
    """A population by sex and age carried forward by survival, births and migration.

    `population` (..., 2, A), persons in age groups of `width` years, the last open;
    `survival` (..., steps, 2, A + 1), as `life_table.survival_ratios` gives it;
    `fertility` (..., steps, A), births per woman per year, 0 outside the fertile ages;
    `sex_ratio`, boys per girl at birth, (..., steps) or a number; `migration`
    (..., steps, 2, A), net persons per step. Each step is `width` years long.

    With L(n) the survivors of n, one group older, and m the migrants of a step,
    population(t + 1) is L(n + m/2) + m/2 and newborn. Births in a group are
    width · fertility · women exposed, split by `sex_ratio`, and survive by the first
    survival ratio; nobody bears in the step of her own birth. `timing`:

    - "even": women exposed are the mean of n + m/2 and L(n + m/2) + m/2 (Preston,
      Heuveline and Guillot 2001, box 6.2);
    - "leslie": the mean of n + m/2 and L(n + m/2), so that who comes in the second
      half bears no children (Wheldon et al. 2013);
    - "end": all migrants join at the end, L(n) + m, and the women exposed are the
      mean of n and L(n).

    ValueError names the argument, index and rule of bad input, and the cell that more
    would leave than are in it.

    >>> course = project([[50.0, 40.0], [50.0, 40.0]], [[[0.9, 0.9, 0.5]] * 2],
    ...                  [[0.0, 0.1]], 1.0, width=20)
    >>> course.births.sum().round(6), course.deaths.sum().round(6)
    (np.float64(105.0), np.float64(60.5))
    >>> course.population[-1].round(3).tolist()
    [[47.25, 65.0], [47.25, 65.0]]
    """
    one_of("timing", timing, TIMINGS)
    if not (np.isfinite(width) and width > 0):
        raise ValueError(f"width: {width} must be above 0")
    people = not_negative("population", population)
    if people.ndim < 2 or people.shape[-2] != 2 or people.shape[-1] < 2:
        raise ValueError(
            f"population: {people.shape} must end in two sexes and two age groups or "
            "more"
        )
    course, lead = _course(
        people, survival, fertility, sex_ratio, migration, float(width), timing
    )
    return _walk(np.broadcast_to(people, (*lead, *people.shape[-2:])), course)


def _course(
    people: Floats,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike | None,
    width: float,
    timing: str,
) -> tuple[_Course, tuple[int, ...]]:
    """The components checked and broadcast, and the leading shape of all."""
    A = people.shape[-1]
    S, f = not_negative("survival", survival), not_negative("fertility", fertility)
    refuse("survival", S > 1 + _ROUNDING, S, "be 1 or below")
    ratio = positive("sex_ratio", sex_ratio)
    m = np.zeros((1, 2, A)) if migration is None else numeric("migration", migration)
    refuse("migration", ~np.isfinite(m), m, "be a number")
    for name, array, own in (
        ("survival", S, (2, A + 1)),
        ("fertility", f, (A,)),
        ("migration", m, (2, A)),
    ):
        if array.ndim <= len(own) or array.shape[-len(own) :] != own:
            raise ValueError(
                f"{name}: {array.shape} must end in steps and then {own}, as "
                f"population, {people.shape}, has {A} age groups"
            )
    outer = {
        "population": (*people.shape[:-2], 1),
        "survival": S.shape[:-2],
        "fertility": f.shape[:-1],
        "sex_ratio": ratio.shape,
        "migration": m.shape[:-2],
    }
    try:
        shape = np.broadcast_shapes(*outer.values())
    except ValueError:
        listed = ", ".join(f"{name} {found}" for name, found in outer.items())
        raise ValueError(f"leading axes and steps do not broadcast: {listed}") from None
    course = _Course(
        np.broadcast_to(S, (*shape, 2, A + 1)),
        np.broadcast_to(f, (*shape, A)),
        np.broadcast_to(ratio / (1 + ratio), shape),
        np.broadcast_to(m, (*shape, 2, A)),
        width,
        timing,
    )
    return course, shape[:-1]


def _walk(people: Floats, course: _Course) -> Projection:
    lead, steps, A = people.shape[:-2], course.boys.shape[-1], people.shape[-1]
    population = np.empty((*lead, steps + 1, 2, A))
    births = np.empty((*lead, steps, 2, A))
    deaths = np.empty((*lead, steps, 2, A + 1))
    population[..., 0, :, :] = people
    for t in range(steps):
        n, m = population[..., t, :, :], course.migration[..., t, :, :]
        S, f = course.survival[..., t, :, :], course.fertility[..., t, :]
        early = 0.0 * m if course.timing == "end" else m / 2
        start = _staying(n + early, n, t, course.width)
        survivors = _survivors(start, S)
        end = survivors + (early if course.timing == "even" else 0.0)
        exposed = np.maximum(start[..., 1, :] + end[..., 1, :], 0.0) / 2
        children = course.width * f * exposed
        boys = course.boys[..., t, None] * children
        births[..., t, 0, :], births[..., t, 1, :] = boys, children - boys
        born = births[..., t, :, :].sum(axis=-1)
        deaths[..., t, :, 0] = born * (1 - S[..., 0])
        deaths[..., t, :, 1:] = start * (1 - S[..., 1:])
        survivors[..., 0] = born * S[..., 0]
        population[..., t + 1, :, :] = _staying(
            survivors + (m - early), survivors, t, course.width
        )
    return Projection(population, births, deaths, course.migration.copy())


def _survivors(start: Floats, survival: Floats) -> Floats:
    """Those of `start` alive at the end of the step, one group older; none newborn."""
    kept = start * survival[..., 1:]
    end = np.zeros_like(kept)
    end[..., 1:] = kept[..., :-1]
    end[..., -1] += kept[..., -1]
    return end


def _staying(people: Floats, before: Floats, step: int, width: float) -> Floats:
    """`people` after migration; an error where more leave than there were before."""
    below = people < -_ROUNDING * before
    if below.any():
        index = tuple(int(i) for i in np.argwhere(below)[0])
        *lead, sex, group = index
        raise ValueError(
            f"migration: {people[index]:g} persons would be left at index "
            f"{(*lead, step, sex, group)} (step {step}, {_SEX[sex]}, aged "
            f"{group * width:g} and over), of {before[index]:g}; must be 0 or more"
        )
    staying: Floats = np.maximum(people, 0.0)
    return staying
