"""The city while it is being lived: who is where today, and the log of what was."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .choice import Index
from .lives import (
    ACTUAL,
    ELSEWHERE,
    NEVER,
    NOBODY,
    REGISTERED,
    START,
    Bytes,
    Flags,
    Ints,
    Shorts,
)
from .places import Places

SINGLE, MARRIED, DIVORCED, WIDOWED = range(4)
NO_HOME = -1
_COLUMNS: dict[str, tuple[type, int]] = {
    "sex": (np.int8, 0),
    "birth": (np.int32, 0),
    "death": (np.int32, NEVER),
    "born_at": (np.int16, ELSEWHERE),
    "mother": (np.int32, NOBODY),
    "father": (np.int32, NOBODY),
    "spouse": (np.int32, NOBODY),
    "first_spouse": (np.int32, NOBODY),
    "last_spouse": (np.int32, NOBODY),
    "status": (np.int8, SINGLE),
    "children": (np.int8, 0),
    "last_delivery": (np.int32, -100_000),
    "registered": (np.int16, ELSEWHERE),
    "registered_since": (np.int32, START),
    "lives": (np.int16, ELSEWHERE),
    "lives_since": (np.int32, START),
    "rural": (np.bool_, False),
    "home": (np.int32, NO_HOME),
    "home_since": (np.int32, START),
    "busy": (np.int32, START),
}


class Log:
    """Rows that are added in pieces and read as columns."""

    def __init__(self, **types: type) -> None:
        self.names = tuple(types)
        self._types = types
        self._pieces: dict[str, list[NDArray[Any]]] = {name: [] for name in types}

    def add(self, rows: int, **values: ArrayLike) -> None:
        """Add `rows` rows; a single value stands for all of them."""
        if rows:
            for name, kind in self._types.items():
                piece: NDArray[Any] = np.asarray(values[name]).astype(kind)
                self._pieces[name].append(np.broadcast_to(piece, (rows,)).copy())

    def column(self, name: str) -> NDArray[Any]:
        """All rows of one column, in the order in which they were added."""
        empty: list[NDArray[Any]] = [np.empty(0, self._types[name])]
        return np.concatenate(self._pieces[name] or empty)


class City:
    """State by person, in columns that grow, and the logs of spells and events.

    `registered`, `lives` (villages) and `home` hold today's place, with the day since
    which; `busy` is the last day on which something happened to the person, so that
    the next thing happens later; `left_on` the last day on which a household lost a
    member. People without a place are not followed.
    """

    sex: Bytes
    birth: Ints
    death: Ints
    born_at: Shorts
    mother: Ints
    father: Ints
    spouse: Ints
    first_spouse: Ints
    last_spouse: Ints
    status: Bytes
    children: Bytes
    last_delivery: Ints
    registered: Shorts
    registered_since: Ints
    lives: Shorts
    lives_since: Ints
    rural: Flags
    home: Ints
    home_since: Ints
    busy: Ints

    def __init__(self, places: Places, capacity: int) -> None:
        self.places = places
        self.county_of = np.append(places.county, -1).astype(np.int8)
        self.n = 0
        self.homes = 0
        self.left_on = np.full(max(capacity, 16), START - 1, np.int32)
        self._store: dict[str, NDArray[Any]] = {
            name: np.full(max(capacity, 16), empty, kind)
            for name, (kind, empty) in _COLUMNS.items()
        }
        self._show()
        self.spells = Log(
            person=np.int32,
            kind=np.int8,
            village=np.int16,
            rural=np.bool_,
            start=np.int32,
            end=np.int32,
        )
        self.home_spells = Log(
            household=np.int32, person=np.int32, start=np.int32, end=np.int32
        )
        self.births = Log(
            child=np.int32,
            mother=np.int32,
            father=np.int32,
            day=np.int32,
        )
        self.deaths = Log(person=np.int32, day=np.int32, village=np.int16)
        couple = {"first": np.int32, "second": np.int32, "day": np.int32}
        self.marriages = Log(
            **couple,
            village=np.int16,
            first_of_first=np.bool_,
            first_of_second=np.bool_,
        )
        self.divorces = Log(**couple, village=np.int16)
        self.adoptions = Log(
            child=np.int32, adopter=np.int32, day=np.int32, village=np.int16
        )
        self.moves = Log(
            person=np.int32,
            kind=np.int8,
            day=np.int32,
            origin=np.int16,
            destination=np.int16,
        )

    def _show(self) -> None:
        for name in _COLUMNS:
            setattr(self, name, self._store[name][: self.n])

    def add(self, count: int, **values: ArrayLike) -> Index:
        """New persons, their columns as given or empty; returns their rows."""
        first, self.n = self.n, self.n + count
        for name, (kind, empty) in _COLUMNS.items():
            held = self._store[name]
            if self.n > len(held):
                more: NDArray[Any] = np.full(
                    max(self.n, len(held) * 5 // 4) - len(held), empty, kind
                )
                self._store[name] = held = np.concatenate([held, more])
            if name in values:
                held[first : self.n] = values[name]
        self._show()
        return np.arange(first, self.n)

    def new_homes(self, count: int) -> Index:
        """Numbers of `count` new households."""
        first, self.homes = self.homes, self.homes + count
        if self.homes > len(self.left_on):
            more = np.full(self.homes // 4 + 16, START - 1, np.int32)
            self.left_on = np.concatenate([self.left_on, more])
        return np.arange(first, self.homes)

    def resident(self) -> Flags:
        """Who lives here."""
        return self.lives >= 0

    def living_county(self, who: Index | None = None) -> Bytes:
        """The county where each, or everybody, lives; -1 elsewhere."""
        return self.county_of[self.lives if who is None else self.lives[who]]

    def registered_county(self, who: Index | None = None) -> Bytes:
        """The county where each, or everybody, is registered; -1 elsewhere."""
        return self.county_of[self.registered if who is None else self.registered[who]]

    def settle(
        self, who: Index, day: ArrayLike, village: ArrayLike, home: ArrayLike
    ) -> None:
        """From `day` on they live at `village` in household `home`.

        `ELSEWHERE` and `NO_HOME` for those who leave the city. Who stays in the same
        village has no move, who stays in the same household no new household spell.
        """
        days = np.broadcast_to(np.asarray(day, np.int32), who.shape)
        to = np.broadcast_to(np.asarray(village, np.int16), who.shape)
        into = np.broadcast_to(np.asarray(home, np.int32), who.shape)
        moved = self.lives[who] != to
        self._move(who[moved], days[moved], to[moved], ACTUAL)
        other = self.home[who] != into
        self._close_home(who[other], days[other])
        self.home[who[other]] = into[other]
        self.home_since[who[other]] = days[other]
        self.busy[who] = np.maximum(self.busy[who], days)

    def register(self, who: Index, day: ArrayLike, village: ArrayLike) -> None:
        """From `day` on they are registered at `village`, or `ELSEWHERE`."""
        days = np.broadcast_to(np.asarray(day, np.int32), who.shape)
        to = np.broadcast_to(np.asarray(village, np.int16), who.shape)
        moved = self.registered[who] != to
        self._move(who[moved], days[moved], to[moved], REGISTERED)
        self.busy[who] = np.maximum(self.busy[who], days)

    def _move(self, who: Index, day: Ints, to: Shorts, kind: int) -> None:
        name = "lives" if kind == ACTUAL else "registered"
        here, since = getattr(self, name), getattr(self, f"{name}_since")
        self.moves.add(
            len(who), person=who, kind=kind, day=day, origin=here[who], destination=to
        )
        self._close(who, day, kind)
        here[who], since[who] = to, day

    def _close(self, who: Index, day: Ints, kind: int) -> None:
        name = "lives" if kind == ACTUAL else "registered"
        here, since = getattr(self, name), getattr(self, f"{name}_since")
        there = here[who] >= 0
        who, day = who[there], day[there]
        self.spells.add(
            len(who),
            person=who,
            kind=kind,
            village=here[who],
            rural=self.rural[who],
            start=since[who],
            end=day,
        )

    def _close_home(self, who: Index, day: Ints) -> None:
        there = self.home[who] >= 0
        who, day = who[there], day[there]
        self.home_spells.add(
            len(who),
            household=self.home[who],
            person=who,
            start=self.home_since[who],
            end=day,
        )
        np.maximum.at(self.left_on, self.home[who], day)

    def bury(self, who: Index, day: Ints) -> None:
        """They die on `day`: spells end on the day after, the spouse is widowed."""
        place = np.where(
            self.registered[who] >= 0, self.registered[who], self.lives[who]
        )
        self.deaths.add(len(who), person=who, day=day, village=place)
        self._leave(who, day + 1)
        self.death[who] = day
        left = self.spouse[who]
        has = left >= 0
        self.status[left[has]] = WIDOWED
        self.spouse[left[has]] = NOBODY
        self.busy[left[has]] = np.maximum(self.busy[left[has]], day[has])
        self.spouse[who] = NOBODY

    def _leave(self, who: Index, day: Ints) -> None:
        """Every spell ends on `day`, without a move."""
        self._close(who, day, REGISTERED)
        self._close(who, day, ACTUAL)
        self._close_home(who, day)
        self.registered[who] = ELSEWHERE
        self.lives[who] = ELSEWHERE
        self.home[who] = NO_HOME

    def finish(self) -> None:
        """Write down the spells that are still open."""
        everyone = np.flatnonzero((self.registered >= 0) | (self.lives >= 0))
        self._leave(everyone, np.full(len(everyone), NEVER, np.int32))
