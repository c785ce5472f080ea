"""What a built city holds, in figures to print beside the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from renkou.schema.text import Text

from .lives import ACTUAL, CENSUS_2020, REGISTERED, Ints, Lives

REAL_BIRTHS_2022, REAL_DEATHS_2022 = 22_600, 45_400
"""Neijiang's own figures for 2022 (the statistical communiqué), of the real city."""
REAL_RESIDENTS_2020 = 3_140_678
"""Residents of the real city at the census of 2020."""
REAL_REGISTERED_2010 = 4_278_501
"""Registered persons of the real city at the census of 2010."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A city that has been built: where, how large, and a few figures of its truth.

    `rows` is the number of rows of each file by folder and table; `births` and
    `deaths` are those of 2022 by population.
    """

    path: Path
    persons: int
    seed: int
    rows: dict[str, dict[str, int]]
    residents_2020: int
    births: dict[str, int]
    deaths: dict[str, int]

    @property
    def scale(self) -> float:
        """How large the city is beside the real one."""
        return self.persons / REAL_REGISTERED_2010


def residents(lives: Lives, day: int = CENSUS_2020) -> int:
    """How many lived in the city on a day."""
    spells = lives.spells
    there = (spells.kind == ACTUAL) & (spells.start <= day) & (day < spells.end)
    return int(there.sum())


def events_of(lives: Lives, person: Ints, day: Ints, year: int) -> dict[str, int]:
    """Events of a year whose person belongs to each population on that day."""
    first, last = (_day(date(y, 1, 1)) for y in (year, year + 1))
    rows = np.flatnonzero((day >= first) & (day < last) & (person >= 0))
    kinds = {"registered": REGISTERED, "resident": ACTUAL}
    return {
        name: int(_covered(lives, person[rows], kind, day[rows]).sum())
        for name, kind in kinds.items()
    }


def _covered(lives: Lives, person: Ints, kind: int, day: Ints) -> NDArray[Any]:
    """Whether a spell of this kind covers the person's day."""
    spells = lives.spells
    rows = np.flatnonzero(spells.kind == kind)
    if not len(rows):
        return np.zeros(len(person), np.bool_)
    key = (spells.person[rows].astype(np.int64) << 32) + spells.start[rows]
    place = np.searchsorted(key, (person.astype(np.int64) << 32) + day, "right") - 1
    found = rows[place.clip(min=0)]
    same = (place >= 0) & (spells.person[found] == person)
    covered: NDArray[Any] = same & (day < spells.end[found])
    return covered


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def comparison(built: Built) -> Text:
    """Residents of 2020, births and deaths of 2022, beside the real city's."""
    residents = _real(REAL_RESIDENTS_2020, built.scale)
    born = _real(REAL_BIRTHS_2022, built.scale)
    died = _real(REAL_DEATHS_2022, built.scale)
    births, deaths = built.births, built.deaths
    return Text(
        f"Residents on 2020-11-01: {built.residents_2020:,} "
        f"(real census: {residents.en})\n"
        f"Births of 2022: {births['resident']:,} of resident, "
        f"{births['registered']:,} of registered mothers (real city: {born.en})\n"
        f"Deaths of 2022: {deaths['resident']:,} of residents, "
        f"{deaths['registered']:,} of registered persons (real city: {died.en})",
        f"2020年11月1日常住人口：{built.residents_2020:,}（真实普查：{residents.zh}）\n"
        f"2022年出生：母亲常住{births['resident']:,}，"
        f"母亲户籍{births['registered']:,}（真实城市：{born.zh}）\n"
        f"2022年死亡：常住{deaths['resident']:,}，"
        f"户籍{deaths['registered']:,}（真实城市：{died.zh}）",
    )


def _real(value: int, scale: float) -> Text:
    """A figure of the real city, and what it comes to at another size."""
    if abs(scale - 1) < 0.005:
        return Text(f"{value:,}", f"{value:,}")
    scaled = f"{value * scale:,.0f}"
    return Text(f"{value:,}; at this size {scaled}", f"{value:,}；按此规模{scaled}")
