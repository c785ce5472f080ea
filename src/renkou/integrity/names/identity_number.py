"""Citizen identity numbers: 15 digits made 18, the check, and one digit mistyped."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, one_of

from .characters import Codes, codes, flat

_LENGTH, _OLD = 18, 15
_WEIGHTS = np.array([pow(2, place, 11) for place in range(17, 0, -1)])
_CHECK = "10x98765432"  # by the remainder of the weighted sum, modulo 11
_CHECK_CODES = np.array([ord(c) for c in _CHECK], dtype=np.uint32)
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_YEARS = (1800, 2200)  # from, to before
_ZERO, _NINE = ord("0"), ord("9")


def valid_identity_number(text: npt.ArrayLike) -> bool | npt.NDArray[np.bool_]:
    """Whether a text is an identity number of 18 characters that may exist, (...).

    17 digits and a check character, a digit or X (x): the first digit is not 0, digits
    7 to 14 are a day of the calendar, and the check is that of ISO 7064 MOD 11-2, with
    which Σ digit·2^(18 − place) over all places, X being 10, leaves 1 modulo 11. It
    finds every single wrong digit and every two neighbours swapped. That the number was
    given to somebody it does not say. Spaces are nothing and wide digits digits. 15
    digits have no check: complete them first.

    Source: GB 11643-1999; ISO 7064:1983. ValueError for what is not text: nothing is
    said of a number that is missing.

    >>> valid_identity_number(["11010519491231002X", "110105194912310020"]).tolist()
    [True, False]
    """
    texts, shape = flat("text", text)
    if not texts.size:
        return np.zeros(shape, dtype=np.bool_)
    found = _valid(codes("text", texts, 0, any_length=True))
    return found.reshape(shape) if shape else bool(found[0])


def complete_identity_number(text: npt.ArrayLike) -> str | npt.NDArray[np.str_]:
    """An identity number in 18 characters, from 15 or 18, (...).

    15 digits, as given until 1999: 19 is put before the year of birth (who was born
    before 1900 had a number from 996 to 999 at the end) and the check character after
    them. 18 characters come back tidy, with a capital X.

    Source: GB 11643-1999. ValueError, which never repeats a number, where it has
    neither 15 digits with a day that exists nor 18 characters that are valid.

    >>> complete_identity_number("110105491231002")
    '11010519491231002X'
    """
    texts, shape = flat("text", text)
    if not texts.size:
        return np.zeros(shape, dtype="U18")
    points = _fit(codes("text", texts, 0))
    old = (points != 0).sum(axis=1) == _OLD
    century = np.full((int(old.sum()), 2), [ord("1"), ord("9")], dtype=np.uint32)
    first = np.concatenate([points[old, :6], century, points[old, 6:_OLD]], axis=1)
    points[old, :17] = first
    digits = _digits(first).all(axis=1)
    points[old, 17] = np.where(digits, _check(first), 0)
    wrong = ~_valid(points)
    if wrong.any():
        place = int(wrong.argmax())
        raise ValueError(
            f"text: at index {place} must be an identity number of 15 digits or of 18 "
            "characters with the right check"
        )
    points = np.where(points == ord("x"), ord("X"), points)[:, :_LENGTH]
    joined = np.ascontiguousarray(points, dtype=np.uint32).view("U18")[:, 0]
    return joined.reshape(shape) if shape else str(joined[0])


def identity_number_repairs(
    text: str,
    *,
    areas: Collection[str] | None = None,
    born: str | None = None,
    sex: str | None = None,
) -> list[str]:
    """The valid numbers that differ from `text` in one character, in order.

    `text` has 18 characters; a valid one needs no repair and is the only answer. For
    each place at most one other digit makes the check right: without more knowledge
    about a dozen numbers remain. What leaves fewer: `areas`, the six-digit codes that
    exist; `born`, the day of birth known from elsewhere, "1949-12-31"; `sex`, "male" or
    "female" (the 17th digit is odd for males).

    Source: GB 11643-1999. ValueError where `text` has not 18 characters.

    >>> len(identity_number_repairs("11010519491231012X"))
    12
    >>> identity_number_repairs("11010519491331002X", born="1949-12-31")
    ['11010519491231002X']
    """
    points = codes("text", np.array([text], dtype=object), 0)
    if points.shape[1] != _LENGTH:
        raise ValueError(f"text: must have {_LENGTH} characters")
    if sex is not None:
        one_of("sex", sex, ("male", "female"))
    if _valid(points)[0]:
        tried = points
    else:
        tried = np.repeat(points, _LENGTH * 11, axis=0)
        digit = np.tile(np.append(np.arange(_ZERO, _NINE + 1), ord("x")), _LENGTH)
        place = np.repeat(np.arange(_LENGTH), 11)
        tried[np.arange(place.size), place] = digit
        tried = tried[_valid(tried)]
    found = ["".join(map(chr, row)).upper() for row in tried.tolist()]
    day = None if born is None else born.replace("-", "")
    return sorted(
        number
        for number in found
        if (areas is None or number[:6] in areas)
        and (day is None or number[6:14] == day)
        and (sex is None or int(number[16]) % 2 == (sex == "male"))
    )


def repair_identity_number(
    text: str,
    *,
    areas: Collection[str] | None = None,
    born: str | None = None,
    sex: str | None = None,
) -> str | None:
    """The one valid number that differs from `text` in one character; None of several.

    As `identity_number_repairs`, whose answer it is where that is the only one.

    Source: GB 11643-1999. ValueError where `text` has not 18 characters.

    >>> repair_identity_number("11010519491231012X") is None
    True
    >>> repair_identity_number("11010519491231O02X")
    '11010519491231002X'
    """
    found = identity_number_repairs(text, areas=areas, born=born, sex=sex)
    return found[0] if len(found) == 1 else None


def _fit(points: Codes) -> Codes:
    """At least 19 wide, so that what is too long shows."""
    return np.pad(points, ((0, 0), (0, max(_LENGTH + 1 - points.shape[1], 0))))


def _digits(points: Codes) -> Flags:
    found: Flags = (points >= _ZERO) & (points <= _NINE)
    return found


def _check(points: Codes) -> Codes:
    """The check characters of rows of 17 digits."""
    weighted = (points[:, :17].astype(np.int64) - _ZERO) @ _WEIGHTS
    found: Codes = _CHECK_CODES[weighted % 11]
    return found


def _valid(points: Codes) -> Flags:
    points = _fit(points)
    right = _digits(points[:, :17]).all(axis=1) & (points[:, _LENGTH] == 0)
    right &= points[:, 0] != _ZERO
    numbers = np.where(right[:, None], points[:, :17].astype(np.int64) - _ZERO, 0)
    right &= points[:, 17] == _check((numbers + _ZERO).astype(np.uint32))
    year = numbers[:, 6:10] @ np.array([1000, 100, 10, 1])
    month, day = (
        numbers[:, place : place + 2] @ np.array([10, 1]) for place in (10, 12)
    )
    right &= (year >= _YEARS[0]) & (year < _YEARS[1]) & (month >= 1) & (month <= 12)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _DAYS[np.where(month <= 12, month, 0)] - ((month == 2) & ~leap)
    found: Flags = right & (day >= 1) & (day <= last)
    return found
