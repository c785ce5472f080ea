"""Counts at ages ending in a digit against those at the ages around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse

from ..age_rules import single_ages, wanted_digit

_AROUND = 2  # ages on either side: five in all


def whipple(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    digits: int | Sequence[int] = (0, 5),
    age_min: int = 25,
    age_max: int = 60,
    open_group: bool = False,
) -> Floats:
    """Whipple's index of preference for ages ending in `digits`, as a ratio.

    Σ N(a) over the ages a in [age_min, age_max] that end in one of `digits`, divided
    by len(digits)/10 of Σ N(a) over [age_min − 2, age_max + 2]. 1 is no heaping, 5
    for two digits and 10 for one is everybody on them.

    `counts` (..., A), persons (or events) by single age; `age` their ages. With
    `open_group` the last of `age` is open and refused as a single age. Shape (...).
    ValueError for negative counts, for ages in the range that are not given singly,
    for a range with nobody in it.

    Source: United Nations (1955), Manual II; as ratio as in the Census Bureau's
    Population Analysis Spreadsheets (SINGAGE).

    >>> counts = [5 if a % 5 == 0 else 1 for a in range(100)]
    >>> float(whipple(counts, range(100)))
    2.7777777777777777
    """
    wanted = sorted({wanted_digit(digit) for digit in np.atleast_1d(digits)})
    if not wanted:
        raise ValueError("digits: must name at least one digit")
    people = not_negative("counts", counts)
    low, high = age_min - _AROUND, age_max + _AROUND
    people = single_ages(people, age, low, high, open_group=open_group)
    ages = np.arange(low, high + 1)
    scored = np.isin(ages % 10, wanted) & (ages >= age_min) & (ages <= age_max)
    expected = _above_nothing(people.sum(axis=-1)) * (len(wanted) / 10)
    index: Floats = people[..., scored].sum(axis=-1) / expected
    return index


def noumbissi(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    digit: int,
    *,
    age_min: int = 20,
    age_max: int = 64,
    open_group: bool = False,
) -> Floats:
    """Noumbissi's index of preference for ages ending in `digit`, as a ratio.

    Σ N(a) / Σ (N(a−2) + … + N(a+2))/5 over the ages a in [age_min, age_max] that end
    in `digit`. 1 is no heaping; people change smoothly from age to age there.

    `counts` (..., A) by single age; shape (...). Errors as `whipple`.

    Source: Noumbissi (1992), L'indice de Whipple modifié.

    >>> float(noumbissi([3 if a % 10 == 0 else 1 for a in range(100)], range(100), 0))
    2.142857142857143
    """
    ages, people = _around(counts, age, age_min, age_max, open_group)
    return _ratio(people, ages == wanted_digit(digit))


def spoorenberg(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    age_min: int = 20,
    age_max: int = 64,
    open_group: bool = False,
) -> Floats:
    """Spoorenberg's total modified Whipple index: 0 is no heaping on any digit.

    Σ over the ten digits of |1 − noumbissi(digit)|.

    `counts` (..., A) by single age; shape (...). Errors as `whipple`; the range must
    hold every digit.

    Source: Spoorenberg and Dutreuilh (2007), Population 62(4):729–741.

    >>> float(spoorenberg([1] * 100, range(100)))
    0.0
    """
    endings, people = _around(counts, age, age_min, age_max, open_group)
    if endings.size < 10:
        raise ValueError(f"age_max: {age_max} must leave ten ages from {age_min} on")
    total = np.zeros(people.shape[:-1])
    for digit in range(10):
        total = total + np.abs(1 - _ratio(people, endings == digit))
    return total


def coale_li(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    digit: int,
    *,
    age_min: int = 65,
    age_max: int = 95,
    open_group: bool = False,
) -> Floats:
    """Coale and Li's index of preference for ages ending in `digit` in old age.

    The mean, over the ages in [age_min, age_max] that end in `digit`, of N(a) over
    the 5-term mean of the 5-term mean of N around a. 1 is no heaping.

    `counts` (..., A) by single age, four more above age_max and below age_min; rates
    do as well. Shape (...). Errors as `whipple`.

    Source: Coale and Li (1991), Demography 28(2):293–301.

    >>> float(coale_li([1] * 100, range(100), 0))
    1.0
    """
    people = not_negative("counts", counts)
    ages = np.arange(age_min, age_max + 1)
    ages = ages[ages % 10 == wanted_digit(digit)]
    _some(ages, age_min, age_max, digit)
    low, high = int(ages[0]) - 2 * _AROUND, int(ages[-1]) + 2 * _AROUND
    people = single_ages(people, age, low, high, open_group=open_group)
    once = _five_term(people)
    twice = _five_term(once)
    here = ages - low
    reference = _above_nothing(twice[..., here - 2 * _AROUND])
    index: Floats = (people[..., here] / reference).mean(axis=-1)
    return index


def _around(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    age_min: int,
    age_max: int,
    open_group: bool,
) -> tuple[npt.NDArray[np.int64], Floats]:
    """The last digits of the range, and the counts with two more ages at each end."""
    people = not_negative("counts", counts)
    low, high = age_min - _AROUND, age_max + _AROUND
    people = single_ages(people, age, low, high, open_group=open_group)
    return np.arange(age_min, age_max + 1) % 10, people


def _ratio(people: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    if not chosen.any():
        raise ValueError("digit: no age in the range ends in it")
    centre = people[..., _AROUND:-_AROUND][..., chosen].sum(axis=-1)
    around = _five_term(people)[..., chosen].sum(axis=-1)
    ratio: Floats = centre / _above_nothing(around)
    return ratio


def _five_term(people: Floats) -> Floats:
    """The mean of five ages around each age that has two on either side."""
    windows = np.lib.stride_tricks.sliding_window_view(people, 5, axis=-1)
    mean: Floats = windows.mean(axis=-1)
    return mean


def _some(ages: npt.NDArray[np.int64], age_min: int, age_max: int, digit: int) -> None:
    if ages.size == 0:
        raise ValueError(f"digit: no age from {age_min} to {age_max} ends in {digit}")


def _above_nothing(people: Floats) -> Floats:
    rule = "count somebody at the ages of the range"
    refuse("counts", np.asarray(people <= 0), np.asarray(people), rule)
    return people
