"""The shares of the ten last digits in a blend that a straight line leaves even."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, one_of, refuse

from ..age_rules import single_ages

_EVEN = 0.1
_BEYOND = 5  # ages that Bachi's last range reaches above the first


def myers(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    age_min: int = 10,
    age_max: int = 89,
    open_group: bool = False,
) -> Floats:
    """Myers' blended index, 0 (no preference for a digit) to 90 (one digit only).

    With d = 0 … 9 the digits counted from that of `age_min`, S₁(d) the counts of that
    digit over [age_min, age_max − 10] and S₂(d) those over [age_min + 10, age_max],
    the blend is (d + 1)·S₁(d) + (9 − d)·S₂(d). The index is half the sum of the
    absolute deviations of its shares, in per cent, from 10: the least percentage of
    people who would have to be given another digit. Counts that change with age in a
    straight line give 0.

    `counts` (..., A) by single age; the range is whole tens of ages, two at least.
    With `open_group` the last of `age` is open and refused as a single age. Shape
    (...). ValueError for negative counts, ages not given singly, nobody in the range.

    Source: Myers (1940), Transactions of the Actuarial Society of America 41; ages
    as in the Census Bureau's Population Analysis Spreadsheets (SINGAGE).

    >>> float(myers([1] * 100, range(100)).round(9))
    0.0
    >>> float(myers([a % 10 == 0 for a in range(100)], range(100)).round(9))
    90.0
    """
    tens = _tens(age_min, age_max)
    if tens < 2:
        raise ValueError(f"age_max: {age_max} must be 19 or more above {age_min}")
    people = not_negative("counts", counts)
    people = single_ages(people, age, age_min, age_max, open_group=open_group)
    by_digit = people.reshape(*people.shape[:-1], tens, 10)
    weight = np.arange(1, 11)
    blend = weight * by_digit[..., :-1, :].sum(axis=-2)
    blend = blend + (10 - weight) * by_digit[..., 1:, :].sum(axis=-2)
    return _deviation(blend / _somebody(blend.sum(axis=-1, keepdims=True)))


def bachi(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    age_min: int = 23,
    age_max: int = 72,
    blend: str = "shares",
    open_group: bool = False,
) -> Floats:
    """Bachi's index of digit preference, 0 (none) to 90 (one digit only).

    Each digit has two ranges of ages as long as [age_min, age_max], one year apart,
    so placed that the ages with the digit are on the average as old as all ages of
    the two: begun at the age among age_min … age_min + 4 with the digit, or with that
    five away, and at the next. Its share is the mean of its shares in the two
    (`blend="shares"`, Bachi 1951) or that in both taken together (`blend="counts"`,
    the Census Bureau's spreadsheet SINGAGE, which gives 0 for counts on a straight
    line). The index is half the sum of the absolute deviations of the ten shares, in
    per cent, from 10.

    `counts` (..., A) by single age, up to age_max + 5; the range is whole tens of
    ages. Shape (...); errors as `myers`.

    Source: Bachi (1951), Bulletin of the International Statistical Institute 33(4).

    >>> float(bachi([1] * 100, range(100)).round(9))
    0.0
    >>> float(bachi([a % 10 == 0 for a in range(100)], range(100)).round(9))
    90.0
    """
    one_of("blend", blend, ("shares", "counts"))
    length = 10 * _tens(age_min, age_max)
    people = not_negative("counts", counts)
    last = age_max + _BEYOND
    people = single_ages(people, age, age_min, last, open_group=open_group)
    digits = np.arange(age_min, last + 1) % 10
    shares = np.empty((*people.shape[:-1], 10))
    for digit in range(10):
        start = (digit - age_min) % _BEYOND
        ranges = (slice(start, start + length), slice(start + 1, start + 1 + length))
        all_ = np.stack([people[..., r].sum(axis=-1) for r in ranges])
        ending = np.stack(
            [people[..., r][..., digits[r] == digit].sum(axis=-1) for r in ranges]
        )
        _somebody(all_)
        if blend == "shares":
            shares[..., digit] = (ending / all_).mean(axis=0)
        else:
            shares[..., digit] = ending.sum(axis=0) / all_.sum(axis=0)
    return _deviation(shares)


def _tens(age_min: int, age_max: int) -> int:
    """How many tens of ages the range has."""
    ages = age_max - age_min + 1
    if ages <= 0 or ages % 10:
        raise ValueError(f"age_max: {age_min} to {age_max} must be whole tens of ages")
    return ages // 10


def _deviation(shares: Floats) -> Floats:
    index: Floats = 50 * np.abs(shares - _EVEN).sum(axis=-1)
    return index


def _somebody(people: Floats) -> Floats:
    refuse("counts", people <= 0, people, "count somebody at the ages of the range")
    return people
