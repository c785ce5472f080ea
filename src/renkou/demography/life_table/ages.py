"""The ages of a life table: which are accepted, and how wide the groups are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, refuse


def lower_bounds(age: npt.ArrayLike) -> Floats:
    """`age` as float64: one ascending axis of two groups or more.

    >>> lower_bounds([0, 1, 5]).tolist()
    [0.0, 1.0, 5.0]
    """
    ages = numeric("age", age)
    if ages.ndim != 1 or ages.size < 2:
        raise ValueError(f"age: {ages.shape} must be one axis of two groups or more")
    refuse("age", ~np.isfinite(ages), ages, "be a number")
    falls = np.append(False, np.diff(ages) <= 0)
    refuse("age", falls, ages, "be above the age before it")
    refuse("age", ages < 0, ages, "be 0 or more")
    return ages


def begins_at_birth(age: Floats) -> None:
    """Refuse ages other than single years from 0 or 0, 1, 5, 10, ….

    The rules for nax hold for these alone; other groups need nax as an array.

    >>> begins_at_birth(np.array([0.0, 1, 5, 15]))
    Traceback (most recent call last):
    ValueError: age: 15.0 at index (3,) must be 10: 0, 1, 5, 10, … or single ...
    """
    single = np.arange(age.size, dtype=np.float64)
    abridged = np.concatenate([[0.0, 1.0], 5.0 * np.arange(1, age.size)])[: age.size]
    expected = abridged if age.size > 2 and age[2] > 2 else single
    wrong = age != expected
    if wrong.any():
        rule = f"{expected[wrong][0]:g}: 0, 1, 5, 10, … or single years from 0"
        refuse("age", wrong, age, f"be {rule}, unless nax is an array")


def widths(age: Floats) -> Floats:
    """The widths of the groups that start at `age`, the last one open: inf.

    >>> widths(np.array([0.0, 1, 5])).tolist()
    [1.0, 4.0, inf]
    """
    return np.append(np.diff(age), np.inf)
