"""What was first recorded wrongly of some persons, until it was mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .draws import stream
from .lives import ELSEWHERE, Bytes, Ints, Lives, Shorts
from .recording import Known
from .walk import UNKNOWN

SHARES = {"birth date": 0.5, "sex": 0.2, "area": 0.3}
"""Which of the three is wrong (assumed)."""


@dataclass(frozen=True, kw_only=True)
class FirstWritten:
    """Birth day, sex and place of birth as first recorded, for every person.

    `wrong` flags the persons for whom one of them differs from the truth. A wrong day
    is one to thirty days, or a year, too early: a later one would often lie past the
    day of recording, and be noticed.
    """

    wrong: NDArray[Any]
    birth_day: Ints
    sex: Bytes
    village: Shorts


def first_written(lives: Lives, known: Known) -> FirstWritten:
    """Draw one error for each person whose first record was mended later."""
    persons = lives.persons
    draw = stream(lives.seed, "first written")
    rows = np.flatnonzero(known.mended < UNKNOWN)
    kind = draw.choice(3, len(rows), p=list(SHARES.values()))
    kind[(kind == 2) & (persons.birth_village[rows] == ELSEWHERE)] = 0
    day, sex = persons.birth_day.copy(), persons.sex.copy()
    village = persons.birth_village.copy()
    dated = rows[kind == 0]
    early = draw.integers(1, 31, len(dated))
    day[dated] -= np.where(draw.random(len(dated)) < 0.1, 365, early).astype(np.int32)
    sexed = rows[kind == 1]
    sex[sexed] = 3 - sex[sexed]
    placed = rows[kind == 2]
    village[placed] = _another(draw, village[placed], len(lives.villages))
    wrong = np.zeros(len(persons), np.bool_)
    wrong[rows] = True
    return FirstWritten(wrong=wrong, birth_day=day, sex=sex, village=village)


def _another(draw: np.random.Generator, village: Shorts, count: int) -> Shorts:
    """A village up to ten places along the list, mostly of the same township."""
    step = draw.integers(1, 11, len(village)) * draw.choice([-1, 1], len(village))
    if count < 2:
        return village
    step = np.where(step % count == 0, 1, step)
    other: Shorts = ((village + step) % count).astype(np.int16)
    return other
