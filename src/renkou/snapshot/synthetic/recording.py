"""When each thing in the lives became known to the register.

Whatever tells of a person makes them known; a parent is known with the child, and the
earlier children with their mother; a death closes what stands open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .delays import DAY, DELAYS, OPENS, Seconds, moments
from .draws import some, stream
from .lives import ACTUAL, END, NOBODY, REGISTERED, START, Ints, Lives
from .walk import INITIAL, UNKNOWN, MoveIndex, Walk, after

HORIZON = END * DAY - 1
"""The last second of 2025-12-31; what is recorded later is in the truth alone."""
LEFT_OPEN = 0.3
"""Share of registrations that the record of a death does not close (assumed)."""
CORRECTED = 0.01
"""Share of persons first recorded with an error in birth date, sex or place."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """The second, since 1970, at which each row of the lives was recorded.

    `UNKNOWN` for never. `person` is when a person was first known, `died` when their
    death was, `mended` when a first error was corrected (`UNKNOWN`: there was none
    that anybody found). The start and the end of a stage are recorded apart.
    """

    person: Seconds
    died: Seconds
    mended: Seconds
    births: Seconds
    deaths: Seconds
    marriages: Seconds
    divorces: Seconds
    adoptions: Seconds
    moves: Seconds
    spells: tuple[Seconds, Seconds]
    households: tuple[Seconds, Seconds]


def record(lives: Lives, late: NDArray[np.float32], omitted: NDArray[Any]) -> Known:
    """Decide when everything was recorded.

    `late` is the median delay in days for each birth, NaN for the usual one.
    `omitted` flags births never recorded: nothing that befalls the child is either.
    """
    events = {
        name: after(lives.seed, name, getattr(lives, name).day, DELAYS[name])
        for name in ("deaths", "marriages", "divorces", "adoptions")
    }
    hidden = np.zeros(len(lives.persons), np.bool_)
    hidden[lives.births.child[omitted]] = True
    born = np.full(len(lives.persons), UNKNOWN, np.int64)
    born[lives.births.child] = _births(lives, late)
    died = _died(lives, events["deaths"])
    moves = _moves(lives)
    spells, households = _stages(lives, born, died, moves)
    known = Known(
        person=born,
        died=died,
        mended=np.full(len(born), UNKNOWN, np.int64),
        births=born[lives.births.child],
        moves=moves,
        spells=spells,
        households=households,
        **events,
    )
    known = _hide(lives, known, hidden)
    return _settle(lives, replace(known, person=_meet(lives, known, hidden)), hidden)


def _births(lives: Lives, late: NDArray[np.float32]) -> Seconds:
    day = lives.births.day
    usual = DELAYS["births"]
    known = after(lives.seed, "births", day, usual)
    for median in np.unique(late[~np.isnan(late)]):
        rows = np.flatnonzero(late == median)
        slow = replace(usual, median=float(median))
        known[rows] = after(lives.seed, f"births {median}", day[rows], slow)
    known[day <= START] = UNKNOWN  # known with the family, see `_meet`
    return known


def _died(lives: Lives, deaths: Seconds) -> Seconds:
    day = lives.persons.death_day
    died = np.full(len(day), UNKNOWN, np.int64)
    away = np.flatnonzero(day < END)
    died[away] = after(lives.seed, "deaths away", day[away], DELAYS["deaths"])
    died[day < START] = INITIAL
    died[lives.deaths.person] = deaths
    return died


def _moves(lives: Lives) -> Seconds:
    moves = lives.moves
    known = after(lives.seed, "moves", moves.day, DELAYS["registered moves"])
    rows = np.flatnonzero(moves.kind == ACTUAL)
    known[rows] = after(
        lives.seed, "actual moves", moves.day[rows], DELAYS["actual moves"]
    )
    return known


def _stages(
    lives: Lives, born: Seconds, died: Seconds, moves: Seconds
) -> tuple[tuple[Seconds, Seconds], tuple[Seconds, Seconds]]:
    index = MoveIndex(lives.moves)
    spells = _spell_walk(lives)
    days = (lives.persons.birth_day, lives.persons.death_day)
    known = spells.known(*days, born, died, moves, index)
    _leave_open(lives, known)
    homes = lives.households
    order = np.argsort((homes.person.astype(np.int64) << 32) + homes.start)
    # A household follows the moves; what is known of it does not move them again.
    settled = moves.copy()
    walk = _household_walk(lives, order)
    at_home = walk.known(*days, born, died, settled, index)
    start, end = (np.empty_like(part) for part in at_home)
    start[order], end[order] = at_home
    return known, (start, end)


def _spell_walk(lives: Lives) -> Walk:
    spells = lives.spells
    return Walk(
        seed=lives.seed,
        name="spells",
        owner=spells.person.astype(np.int64) * 2 + spells.kind,
        person=spells.person,
        kind=spells.kind,
        start=spells.start,
        end=spells.end,
        delay=DELAYS["actual moves"],
    )


def _household_walk(lives: Lives, order: NDArray[np.int64]) -> Walk:
    homes = lives.households
    person = homes.person[order]
    return Walk(
        seed=lives.seed,
        name="households",
        owner=person.astype(np.int64),
        person=person,
        kind=np.full(len(person), ACTUAL, np.int8),
        start=homes.start[order],
        end=homes.end[order],
        delay=DELAYS["households"],
        group=homes.household[order],
    )


def _leave_open(lives: Lives, known: tuple[Seconds, Seconds]) -> None:
    """Close some registrations of the dead only some weeks after the record."""
    spells, (_, end) = lives.spells, known
    closed = spells.end - 1 == lives.persons.death_day[spells.person]
    draw = stream(lives.seed, "registrations left open")
    forgotten = closed & (spells.kind == REGISTERED) & (end < UNKNOWN)
    rows = np.flatnonzero(forgotten & some(draw, LEFT_OPEN, len(spells)))
    later = moments(draw, end[rows] // DAY, DELAYS["closing"])
    end[rows] = np.maximum(later, end[rows] + 60)


def _hide(lives: Lives, known: Known, hidden: NDArray[Any]) -> Known:
    """Nothing that befalls an omitted child is recorded."""

    def veil(person: Ints, moment: Seconds) -> Seconds:
        return np.where(hidden[person], UNKNOWN, moment)

    spells, homes = lives.spells.person, lives.households.person
    return replace(
        known,
        person=np.where(hidden, UNKNOWN, known.person),
        died=np.where(hidden, UNKNOWN, known.died),
        births=veil(lives.births.child, known.births),
        deaths=veil(lives.deaths.person, known.deaths),
        adoptions=veil(lives.adoptions.child, known.adoptions),
        moves=veil(lives.moves.person, known.moves),
        spells=(veil(spells, known.spells[0]), veil(spells, known.spells[1])),
        households=(veil(homes, known.households[0]), veil(homes, known.households[1])),
    )


def _meet(lives: Lives, known: Known, hidden: NDArray[Any]) -> Seconds:
    """When each person was first known: with the first record that names them."""
    person = known.person.copy()

    def hear(named: Ints, moment: Seconds) -> None:
        rows = named != NOBODY
        np.minimum.at(person, named[rows], moment[rows])

    hear(lives.spells.person, known.spells[0])
    hear(lives.households.person, known.households[0])
    hear(lives.moves.person, known.moves)
    hear(lives.deaths.person, known.deaths)
    for couples, moment in (
        (lives.marriages, known.marriages),
        (lives.divorces, known.divorces),
    ):
        hear(couples.first, moment)
        hear(couples.second, moment)
    hear(lives.adoptions.child, known.adoptions)
    hear(lives.adoptions.adopter, known.adoptions)
    _meet_families(lives, person, hidden)
    lost = np.flatnonzero((person == UNKNOWN) & ~hidden)
    birth = lives.persons.birth_day[lost].astype(np.int64)
    person[lost] = np.maximum(INITIAL, (birth + 30) * DAY + OPENS)
    _meet_families(lives, person, hidden)
    return person


def _meet_families(lives: Lives, person: Seconds, hidden: NDArray[Any]) -> None:
    """Parents are known with a child, and earlier children with the mother."""
    persons, births = lives.persons, lives.births
    old = births.day <= START
    children, mothers = births.child[old], births.mother[old]
    while True:
        before = person.copy()
        np.minimum.at(person, children, person[mothers])
        for parent in (persons.mother, persons.father):
            rows = np.flatnonzero((parent != NOBODY) & ~hidden)
            np.minimum.at(person, parent[rows], person[rows])
        if np.array_equal(before, person):
            return


def _settle(lives: Lives, known: Known, hidden: NDArray[Any]) -> Known:
    """Bring births, deaths and what begins with a birth into line with `person`."""
    person, persons, death = known.person, lives.persons, lives.deaths.person
    for rows, moment in (
        (lives.spells, known.spells[0]),
        (lives.households, known.households[0]),
    ):
        who = rows.column("person")
        begin = np.flatnonzero(
            (rows.column("start") == persons.birth_day[who])
            & (rows.column("start") > START)
        )
        moment[begin] = person[who[begin]]
    died = np.where(known.died < UNKNOWN, np.maximum(known.died, person), UNKNOWN)
    return replace(
        known,
        died=died,
        births=person[lives.births.child],
        deaths=np.maximum(known.deaths, person[death]),
        mended=_mended(lives, person, hidden),
    )


def _mended(lives: Lives, person: Seconds, hidden: NDArray[Any]) -> Seconds:
    draw = stream(lives.seed, "corrections")
    wrong = some(draw, CORRECTED, len(person)) & ~hidden & (person < UNKNOWN)
    rows = np.flatnonzero(wrong)
    mended = np.full(len(person), UNKNOWN, np.int64)
    found = moments(draw, person[rows] // DAY, DELAYS["correction"])
    mended[rows] = np.maximum(found, person[rows] + DAY)
    return mended
