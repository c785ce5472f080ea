"""The momentum of a population: the growth that its age structure holds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse, together

from ..stable import survival_and_fertility


def momentum(
    population: npt.ArrayLike,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    *,
    sex_ratio: npt.ArrayLike = 1.05,
    width: float = 5,
    by_sex: bool | None = None,
) -> Floats:
    """Final over present size if fertility fell to replacement at once, (...).

    All rates of `fertility` (..., A) are divided by the net reproduction rate that
    they give in the Leslie matrix, so that the population comes to rest; its size then
    is found in closed form, as the reproductive value of those now alive over that of
    the population at rest. `population` (..., A) and `survival` (..., A + 1), as
    `life_table.survival_ratios` gives it, are of females, or of both sexes with the
    axis of sex before age; `by_sex` says which, if None it is taken from the shapes:
    by sex where both have an axis of two that `fertility` has not. `sex_ratio` boys
    per girl at birth; `width` the years of a group.

    Source: Preston, Heuveline and Guillot (2001), 7.7; Keyfitz (1971).

    ValueError for bad survival or fertility (`stable.leslie`), a population of nobody,
    no births at all, and an open group that nobody leaves (survival 1).

    >>> survival = [1.0, 1.0, 1.0, 0.0]
    >>> float(momentum([3.0, 2.0, 1.0], survival, [0.0, 0.4, 0.0]) * 3)
    4.0
    """
    n, S = not_negative("population", population), not_negative("survival", survival)
    f = not_negative("fertility", fertility)
    two = _two_sexes(n, S, f) if by_sex is None else by_sex
    if two:
        for argument, array in (("population", n), ("survival", S)):
            if array.shape[-2:-1] != (2,):
                raise ValueError(f"{argument}: {array.shape} must have two sexes")
        women, living = n[..., 1, :], S[..., 1, :]
    else:
        women, living = n, S
    living, f = survival_and_fertility(living, f)
    if women.shape[-1:] != f.shape[-1:]:
        raise ValueError(f"population: {n.shape} must have the age groups of fertility")
    together(population=women[..., 0], survival=living[..., 0], fertility=f[..., 0])
    refuse("survival", S[..., -1] >= 1, S[..., -1], "be below 1 in the open group")
    girls = _resting_births(women, living, f)
    final = girls * _lifetime(living)
    present = women.sum(axis=-1)
    if two:
        boys = not_negative("sex_ratio", sex_ratio)
        final = final + boys * girls * _lifetime(S[..., 0, :])
        present = present + n[..., 0, :].sum(axis=-1)
    refuse("population", present <= 0, present, "hold somebody")
    growth: Floats = final / present
    return growth[()]


def _two_sexes(population: Floats, survival: Floats, fertility: Floats) -> bool:
    return all(
        array.shape[-2:-1] == (2,) and array.ndim > fertility.ndim
        for array in (population, survival)
    )


def _resting_births(women: Floats, survival: Floats, fertility: Floats) -> Floats:
    """Girls born in a step of the population at rest, (...)."""
    following = np.concatenate([fertility[..., 1:], fertility[..., -1:]], axis=-1)
    bearing = fertility + following * survival[..., 1:]
    alive = _alive(survival)
    lifetime = np.sum(bearing * alive, axis=-1)
    refuse("fertility", lifetime <= 0, lifetime, "give births at some age")
    bearing = bearing / lifetime[..., None]
    # Of a woman in group x: the births still to come, over those of a newborn girl.
    value = np.zeros_like(bearing)
    value[..., -1] = bearing[..., -1] / (1 - survival[..., -1])
    for x in reversed(range(fertility.shape[-1] - 1)):
        value[..., x] = bearing[..., x] + survival[..., x + 1] * value[..., x + 1]
    now = np.sum(value * women, axis=-1)
    rest = np.sum(value * alive, axis=-1)
    girls: Floats = now / rest
    return girls


def _alive(survival: Floats) -> Floats:
    """Members of each group at rest per birth in a step, (..., A)."""
    alive = np.cumprod(survival[..., :-1], axis=-1).astype(np.float64)
    alive[..., -1] /= 1 - survival[..., -1]
    return alive


def _lifetime(survival: Floats) -> Floats:
    total: Floats = _alive(survival).sum(axis=-1)
    return total
