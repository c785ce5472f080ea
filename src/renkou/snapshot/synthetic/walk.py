"""The stages of a person's life in order, and when each was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .delays import DAY, OPENS, Delay, Seconds, moments
from .draws import stream
from .lives import NEVER, START, Bytes, Ints, Moves

INITIAL = START * DAY + OPENS
"""The initial register: what held on 2010-11-01 became known that morning."""
UNKNOWN = 1 << 33
"""In place of a moment: never recorded (later than any delay can reach)."""
_DAY_BITS = 13


class MoveIndex:
    """Finds the move of a person and kind on a day."""

    def __init__(self, moves: Moves) -> None:
        key = _key(moves.person, moves.kind, moves.day)
        self.order = np.argsort(key)
        self.keys = key[self.order]

    def find(self, person: Ints, kind: Bytes, day: Ints) -> NDArray[np.int64]:
        """The row of the move, -1 where there is none."""
        if not len(self.keys):
            return np.full(len(person), -1, np.int64)
        key = _key(person, kind, day)
        place = np.searchsorted(self.keys, key).clip(max=len(self.keys) - 1)
        return np.where(self.keys[place] == key, self.order[place], -1)


def _key(person: Ints, kind: Bytes, day: Ints) -> NDArray[np.int64]:
    owner = person.astype(np.int64) * 2 + kind
    return (owner << _DAY_BITS) | (day.astype(np.int64) - START)


def _moment_key(group: Ints, day: Ints) -> NDArray[np.int64]:
    return (group.astype(np.int64) << 32) + day


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Stages [start, end) in the order of their owner and start.

    An owner is whoever has one stage at a time: a person, or a person and kind.
    Stages that begin in one `group` on one day are recorded together: who becomes head
    of a household because the head died is known as such with the death.
    """

    seed: int
    name: str
    owner: NDArray[np.int64]
    person: Ints
    kind: Bytes
    start: Ints
    end: Ints
    delay: Delay
    group: Ints | None = None

    def known(
        self,
        birth_day: Ints,
        death_day: Ints,
        born: Seconds,
        died: Seconds,
        moves: Seconds,
        index: MoveIndex,
    ) -> tuple[Seconds, Seconds]:
        """When each start and end was recorded; `moves` is brought into line.

        A birth, a death and a move are recorded once, whatever they begin or end; a
        stage that follows another closes it; nothing is known later than what
        followed it.
        """
        start, start_move, own = self._starts(birth_day, born, moves, index)
        end, end_move = self._ends(death_day, died, moves, index)
        if self.group is not None:
            self._together(self.group, start, end, own)
        before = self._followed()
        end[before] = start[before + 1]
        self._never_after_the_next(start, end)
        for rows, known in ((start_move, start), (end_move, end)):
            found = np.flatnonzero(rows >= 0)
            moves[rows[found]] = known[found]
        return start, end

    def _own(self, rows: NDArray[np.int64], day: Ints, what: str) -> Seconds:
        draw = stream(self.seed, f"{self.name} {what}")
        return moments(draw, day[rows], self.delay)

    def _starts(
        self, birth_day: Ints, born: Seconds, moves: Seconds, index: MoveIndex
    ) -> tuple[Seconds, NDArray[np.int64], NDArray[np.int64]]:
        """When starts were recorded, their moves, and the rows with neither cause."""
        known = np.full(len(self.start), INITIAL, np.int64)
        move = np.full(len(self.start), -1, np.int64)
        later = self.start > START
        by_birth = later & (self.start == birth_day[self.person])
        known[by_birth] = born[self.person[by_birth]]
        rows = np.flatnonzero(later & ~by_birth)
        move[rows] = index.find(self.person[rows], self.kind[rows], self.start[rows])
        known[rows] = self._own(rows, self.start, "begin")
        found = rows[move[rows] >= 0]
        known[found] = moves[move[found]]
        return known, move, rows[move[rows] < 0]

    def _ends(
        self, death_day: Ints, died: Seconds, moves: Seconds, index: MoveIndex
    ) -> tuple[Seconds, NDArray[np.int64]]:
        """When ends were recorded but for those that another stage follows."""
        known = np.full(len(self.end), UNKNOWN, np.int64)
        move = np.full(len(self.end), -1, np.int64)
        by_death = self.end - 1 == death_day[self.person]
        known[by_death] = died[self.person[by_death]]
        parted = (self.end != NEVER) & ~by_death
        parted[self._followed()] = False
        rows = np.flatnonzero(parted)
        move[rows] = index.find(self.person[rows], self.kind[rows], self.end[rows])
        known[rows] = self._own(rows, self.end, "end")
        found = rows[move[rows] >= 0]
        known[found] = moves[move[found]]
        return known, move

    def _followed(self) -> NDArray[np.int64]:
        """Rows whose owner goes on to the next row on the day they end."""
        same = self.owner[1:] == self.owner[:-1]
        return np.flatnonzero(same & (self.start[1:] == self.end[:-1]))

    def _together(
        self, group: Ints, start: Seconds, end: Seconds, own: NDArray[np.int64]
    ) -> None:
        """Record starts without a cause of their own with the event of their group.

        The event is a birth, move or death in the group on that day; without one the
        first of them to be recorded tells of all.
        """
        caused = np.setdiff1d(
            np.flatnonzero(self.start > START), own, assume_unique=True
        )
        ended = np.flatnonzero((end < UNKNOWN) & (self.end != NEVER))
        key = np.concatenate(
            [
                _moment_key(group[own], self.start[own]),
                _moment_key(group[caused], self.start[caused]),
                _moment_key(group[ended], self.end[ended]),
            ]
        )
        _, place = np.unique(key, return_inverse=True)
        told = np.full(len(key), UNKNOWN, np.int64)
        np.minimum.at(
            told, place[len(own) :], np.concatenate([start[caused], end[ended]])
        )
        alone = np.full(len(key), UNKNOWN, np.int64)
        np.minimum.at(alone, place[: len(own)], start[own])
        mine = place[: len(own)]
        found = np.where(told[mine] < UNKNOWN, told[mine], alone[mine])
        # A death is often recorded the day it happens; what follows starts a day later.
        earliest = self.start[own].astype(np.int64) * DAY + OPENS
        start[own] = np.maximum(found, earliest)

    def _never_after_the_next(self, start: Seconds, end: Seconds) -> None:
        """Running minimum from an owner's last record back to the first, in place."""
        if not len(start):
            return
        group = np.zeros(len(start), np.int64)
        np.cumsum(self.owner[1:] != self.owner[:-1], out=group[1:])
        group *= 2 * UNKNOWN
        steps = np.empty(2 * len(start), np.int64)
        steps[0::2], steps[1::2] = start + group, end + group
        backwards = steps[::-1]
        np.minimum.accumulate(backwards, out=backwards)
        start[:], end[:] = steps[0::2] - group, steps[1::2] - group


def after(seed: int, name: str, day: NDArray[Any], delay: Delay) -> Seconds:
    """When events of these days were recorded, by their own stream of draws."""
    return moments(stream(seed, f"recorded {name}"), day, delay)
