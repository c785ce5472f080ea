"""The lives of the synthetic city: what `live` returns, as columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]
Bytes = NDArray[np.int8]
Flags = NDArray[np.bool_]

START = int(np.datetime64("2010-11-01", "D").astype(np.int32))
"""The first day that is lived: the day of the 2010 census."""
END = int(np.datetime64("2026-01-01", "D").astype(np.int32))
"""The first day that is not lived any more."""
CENSUS_2020 = int(np.datetime64("2020-11-01", "D").astype(np.int32))
"""The day of the 2020 census."""
NEVER = int(np.iinfo(np.int32).max)
"""In place of a day: it has not happened; the spell is open."""
NOBODY = -1
"""In place of a person: not known, or none."""
ELSEWHERE = -1
"""In place of a village: outside the city."""

MALE, FEMALE = 1, 2
REGISTERED, ACTUAL = 0, 1
HEAD, PARTNER, CHILD, PARENT, GRANDCHILD, OTHER = range(6)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Columns of equal length; a row is what stands at one index in all of them."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def column(self, name: str) -> NDArray[Any]:
        """The column of this name."""
        values: NDArray[Any] = getattr(self, name)
        return values


@dataclass(frozen=True, kw_only=True)
class Persons(Rows):
    """Everybody ever known to the city; a person is their row index.

    Children who died before 2010-11-01 and those registered and living elsewhere
    have no spells; what becomes of people without any is not followed.
    `birth_village` is where the mother was registered, `ELSEWHERE` where that is not
    in the city or not known. The mother's and father's rows come in any order.
    """

    sex: Bytes
    birth_day: Ints
    death_day: Ints
    birth_village: Shorts
    mother: Ints
    father: Ints


@dataclass(frozen=True, kw_only=True)
class Spells(Rows):
    """Where a person was registered (kind 0) and lived (kind 1), [start, end).

    Spells that hold on 2010-11-01 begin on it. One who dies on day d has their last
    spells end on d + 1. `rural` is the kind of registration held when the spell
    begins. Sorted by person, kind and start.
    """

    person: Ints
    kind: Bytes
    village: Shorts
    rural: Flags
    start: Ints
    end: Ints


@dataclass(frozen=True, kw_only=True)
class Births(Rows):
    """Live births of known mothers, also those before 2010-11-01; sorted by day.

    `village` is where the child is registered: the mother's or the father's
    village, `ELSEWHERE` where that is outside the city. `order` counts all live
    births of the mother; twins share a `delivery`.
    """

    child: Ints
    mother: Ints
    father: Ints
    delivery: Ints
    day: Ints
    village: Shorts
    order: Bytes


@dataclass(frozen=True, kw_only=True)
class Deaths(Rows):
    """Deaths from 2010-11-01 on of persons registered or living here; by day."""

    person: Ints
    day: Ints
    village: Shorts


@dataclass(frozen=True, kw_only=True)
class Marriages(Rows):
    """Marriages registered from 2010-11-01 on; the groom is named first; by day."""

    first: Ints
    second: Ints
    day: Ints
    village: Shorts
    first_of_first: Flags
    first_of_second: Flags


@dataclass(frozen=True, kw_only=True)
class Divorces(Rows):
    """Divorces registered from 2010-11-01 on; the man is named first; by day."""

    first: Ints
    second: Ints
    day: Ints
    village: Shorts


@dataclass(frozen=True, kw_only=True)
class Adoptions(Rows):
    """Adoptions registered from 2010-11-01 on; by day."""

    child: Ints
    adopter: Ints
    day: Ints
    village: Shorts


@dataclass(frozen=True, kw_only=True)
class Moves(Rows):
    """Changes of residence from 2010-11-01 on, by day.

    A move of kind k on day d ends the spell of kind k at the origin on d and starts
    one at the destination on d; `ELSEWHERE` has no spells.
    """

    person: Ints
    kind: Bytes
    day: Ints
    origin: Shorts
    destination: Shorts


@dataclass(frozen=True, kw_only=True)
class Households(Rows):
    """Who lived in which household, and as what, [start, end); by household.

    A person is in at most one household at a time, and in one on every day from
    2010-11-01 on that they live here. Members who live away are not counted in.
    """

    household: Ints
    person: Ints
    role: Bytes
    start: Ints
    end: Ints


@dataclass(frozen=True, kw_only=True)
class Lives:
    """A synthetic city from 2010-11-01 to 2025-12-31.

    Days are int32 days since 1970-01-01 (NumPy's datetime64[D]), `NEVER` for none.
    A village is an index into `villages`, the 12-digit codes of the 2019 list in
    ascending order, or `ELSEWHERE`. A person is a row of `persons`, or `NOBODY`.
    """

    registered_at_start: int
    seed: int
    villages: tuple[str, ...]
    persons: Persons
    spells: Spells
    births: Births
    deaths: Deaths
    marriages: Marriages
    divorces: Divorces
    adoptions: Adoptions
    moves: Moves
    households: Households
