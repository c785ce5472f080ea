"""Identity numbers by GB 11643, in a range that no real person can have.

Digits 1–6 name the place of first registration, 7–14 the day of birth, 15–17 are a
sequence (odd for men), 18 is the ISO 7064 MOD 11-2 check character. A synthetic
number's third and fourth digits are 91 to 99, which no prefecture of Sichuan has:
the standard gives prefecture-level cities 01–20 and 51–70, regions 21–50 and the
places directly under a province 90. The fifth and sixth are the real county's, or 99
for a person first registered outside the city.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .draws import stream
from .lives import ELSEWHERE, Ints, Lives

Digits = NDArray[np.uint8]
PROVINCE, MARK, OUTSIDE = 51, 99, 99
LENGTH = 18
_WEIGHTS = np.array([2 ** (17 - place) % 11 for place in range(17)], np.int32)
_CHECKS = np.frombuffer(b"10X98765432", np.uint8)


def identity_numbers(lives: Lives, home: NDArray[np.int16]) -> Digits:
    """One number for each person, as (persons, 18) ASCII bytes, all different.

    `home` is the village of first registration, `ELSEWHERE` for outside the city.
    At most 8 × 500 persons of one county, sex and day of birth can be told apart.
    """
    county = np.array([int(code[4:6]) for code in lives.villages], np.int32)
    place = np.where(home == ELSEWHERE, OUTSIDE, county[home])
    day, sex = lives.persons.birth_day, lives.persons.sex
    rank = _rank_within((place * 2 + sex % 2).astype(np.int64), day)
    digits = np.empty((len(day), LENGTH), np.uint8)
    area = PROVINCE * 10_000 + (MARK - rank // 500) * 100 + place
    _write(digits, 0, 6, area.astype(np.int32))
    _write(digits, 6, 8, _calendar(day))
    _write(digits, 14, 3, (rank % 500) * 2 + (sex == 1))
    digits[:, 17] = check_characters(digits)
    return digits


def check_characters(digits: Digits) -> NDArray[np.uint8]:
    """The eighteenth characters that the first seventeen call for.

    >>> number = np.frombuffer(b"11010519491231002X", np.uint8)[None, :]
    >>> chr(check_characters(number)[0])
    'X'
    """
    total = np.zeros(len(digits), np.int32)
    for place, weight in enumerate(_WEIGHTS):
        total += (digits[:, place].astype(np.int32) - 48) * weight
    found: NDArray[np.uint8] = _CHECKS[total % 11]
    return found


def mistype(digits: Digits, seed: int, purpose: str, valid: float) -> Digits:
    """Each number with one wrong key; a share `valid` passes its check all the same.

    One digit of the day of birth or the sequence is changed, or two neighbours that
    differ change places. Where the check is to pass it is computed again.
    """
    draw = stream(seed, f"mistyped {purpose}")
    typed = digits.copy()
    rows = np.arange(len(typed))
    place = draw.integers(8, 17, len(typed))
    step = draw.integers(1, 10, len(typed))
    wrong = (typed[rows, place] - 48 + step) % 10 + 48
    swap = (draw.random(len(typed)) < 0.3) & (
        typed[rows, place] != typed[rows, place - 1]
    )
    before = typed[rows, place - 1].copy()
    typed[rows, place - 1] = np.where(swap, typed[rows, place], before)
    typed[rows, place] = np.where(swap, before, wrong)
    passing = draw.random(len(typed)) < valid
    typed[passing, 17] = check_characters(typed[passing])
    return typed


def as_text(digits: Digits, missing: NDArray[Any] | None = None) -> pa.Array:
    """The numbers as Arrow text, null where `missing`."""
    count = len(digits)
    offsets = np.arange(count + 1, dtype=np.int32) * LENGTH
    text = pa.StringArray.from_buffers(
        count,
        pa.py_buffer(offsets),
        pa.py_buffer(np.ascontiguousarray(digits)),
    )
    if missing is None:
        return text
    return pc.if_else(pa.array(missing), pa.scalar(None, pa.string()), text)


def _rank_within(group: NDArray[np.int64], day: Ints) -> NDArray[np.int32]:
    """The place of each row among those of its group and day, from 0."""
    key = (group << 32) | (day.astype(np.int64) + (1 << 30))
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    fresh = np.ones(len(key), np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(fresh)
    run = np.arange(len(key)) - starts[np.cumsum(fresh) - 1]
    rank = np.empty(len(key), np.int32)
    rank[order] = run
    return rank


def _calendar(day: Ints) -> NDArray[np.int32]:
    """Days since 1970 as yyyymmdd."""
    low = int(day.min()) if len(day) else 0
    high = int(day.max()) if len(day) else 0
    span = np.arange(low, high + 1).astype("datetime64[D]")
    month = span.astype("datetime64[M]")
    year = month.astype("datetime64[Y]").astype(np.int32) + 1970
    months = month.astype(np.int32) % 12 + 1
    days = (span - month.astype("datetime64[D]")).astype(np.int32) + 1
    table = (year * 10_000 + months * 100 + days).astype(np.int32)
    found: NDArray[np.int32] = table[day - low]
    return found


def _write(digits: Digits, start: int, width: int, number: NDArray[Any]) -> None:
    rest = number.astype(np.int32)
    for place in range(start + width - 1, start - 1, -1):
        rest, digit = np.divmod(rest, 10)
        digits[:, place] = digit + 48
