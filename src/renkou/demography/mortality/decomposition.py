"""How a difference in mortality comes about: by age, by rates and by composition."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse, together

from ..life_table import LifeTable

_ROUNDED = 0.01  # what the shares of a printed table may be away from 1


class RateDecomposition(NamedTuple):
    """What of a difference between two crude rates is due to what, each (...)."""

    rate_effect: Floats
    composition_effect: Floats


def arriaga(first: LifeTable, second: LifeTable) -> Floats:
    """Years of e0(second) − e0(first) by the age at which mortality differs, (..., A).

    In a closed group the direct effect, l₁(x)·(L₂/l₂ − L₁/l₁), and the indirect and
    interaction effect, T₂(x+n)·(l₁(x)/l₂(x) − l₁(x+n)/l₂(x+n)); in the open group
    l₁(x)·(e₂(x) − e₁(x)); l, L and T per birth. The two sum to
    l₁(x)·(e₂(x) − e₁(x)) − l₁(x+n)·(e₂(x+n) − e₁(x+n)), as computed here, and over the
    ages to the difference exactly. The leading axes of the tables broadcast.

    Source: Arriaga (1984); Preston, Heuveline and Guillot (2001), 3.11. ValueError
    where the tables have not the same ages.

    >>> first = LifeTable.from_rates([0.05, 0.004, 0.1], [0, 1, 5], sex="male")
    >>> second = LifeTable.from_rates([0.01, 0.004, 0.1], [0, 1, 5], sex="male")
    >>> arriaga(first, second).round(3).tolist()
    [0.557, 0.0, 0.0]
    """
    if not np.array_equal(first.age, second.age):
        raise ValueError(
            f"second: its ages, {second.age.size}, must be those of first, "
            f"{first.age.size}"
        )
    shape = together(first=first.ex, second=second.ex)
    gain = second.ex - first.ex
    alive = np.broadcast_to(first.lx / first.lx[..., :1], shape)
    years = alive * gain
    result = years.copy()
    result[..., :-1] -= years[..., 1:]
    return result


def kitagawa(
    rates1: npt.ArrayLike,
    shares1: npt.ArrayLike,
    rates2: npt.ArrayLike,
    shares2: npt.ArrayLike,
) -> RateDecomposition:
    """The difference between two crude rates, second less first, by what it is due to.

    `rates1`, `rates2` by group and the groups' shares of the population, (..., K), the
    shares summing to 1. rate_effect = Σ (rates2 − rates1)·(shares1 + shares2)/2,
    composition_effect = Σ (shares2 − shares1)·(rates1 + rates2)/2, each (...); they
    add up to Σ rates2·shares2 − Σ rates1·shares1.

    Source: Kitagawa (1955); Preston, Heuveline and Guillot (2001), 2.3. ValueError for
    anything negative or for shares that do not sum to 1 (within 0.01, for rounding).

    >>> effects = kitagawa([0.01, 0.05], [0.8, 0.2], [0.01, 0.04], [0.6, 0.4])
    >>> [effect.round(6).item() for effect in effects]
    [-0.003, 0.007]
    """
    r1, r2 = not_negative("rates1", rates1), not_negative("rates2", rates2)
    s1, s2 = _shares("shares1", shares1), _shares("shares2", shares2)
    together(rates1=r1, shares1=s1, rates2=r2, shares2=s2)
    return RateDecomposition(
        ((r2 - r1) * (s1 + s2) / 2).sum(axis=-1),
        ((s2 - s1) * (r1 + r2) / 2).sum(axis=-1),
    )


def _shares(argument: str, values: npt.ArrayLike) -> Floats:
    shares = not_negative(argument, values)
    total = shares.sum(axis=-1)
    rule = "be 1, the sum of the shares over the last axis"
    refuse(argument, np.abs(total - 1) > _ROUNDED, total, rule)
    return shares
