"""Four departments' own papers on the same people, before any fault is planted.

Each department records what it sees itself, on days of its own, whatever the register
knows: so a birth that its township omits has a birth certificate all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .delays import Delay, Seconds, moments
from .draws import stream
from .lives import (
    ACTUAL,
    ELSEWHERE,
    NOBODY,
    REGISTERED,
    START,
    Ints,
    Shorts,
)
from .recording import HORIZON
from .records import Papers

HOSPITAL = Delay(3, 0.7, 0.0, 0.0)
CIVIL_OFFICE = Delay(2, 0.8, 0.005, 0.5)
POLICE = Delay(5, 0.8, 0.01, 1.0)
INSURANCE = Delay(60, 1.0, 0.02, 1.0)
"""How long after the event or arrival each department records (assumed)."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one extract.

    `persons` has one or two columns of persons, `NOBODY` for none. `kind` tells the
    events of civil affairs apart, `day` is the day of the event, `village` the place.
    """

    name: str
    persons: NDArray[np.int32]
    kind: NDArray[np.int8]
    day: Ints
    village: Shorts
    recorded_at: Seconds

    def __len__(self) -> int:
        return len(self.day)

    def take(self, rows: NDArray[Any]) -> Sheet:
        """These rows, in this order."""
        return Sheet(
            name=self.name,
            persons=self.persons[rows],
            kind=self.kind[rows],
            day=self.day[rows],
            village=self.village[rows],
            recorded_at=self.recorded_at[rows],
        )


EVENTS = ("marriages", "divorces", "adoptions", "deaths")
"""What civil affairs records, in the order of `Sheet.kind`."""


def sheet(name: str, papers: Papers) -> Sheet:
    """All rows that the department of this name has on 2025-12-31, by person or day."""
    made = _SHEETS[name](papers)
    return made.take(np.flatnonzero(made.recorded_at <= HORIZON))


def _standing(papers: Papers, kind: int, name: str, delay: Delay) -> Sheet:
    """Persons whose spell of this kind is open as far as the register knows.

    So a death not yet recorded leaves its person on the department's list too.
    """
    spells, (start, end) = papers.lives.spells, papers.known.spells
    rows = np.flatnonzero((spells.kind == kind) & (start <= HORIZON) & (end > HORIZON))
    draw = stream(papers.lives.seed, f"extract {name}")
    day = np.maximum(spells.start[rows], START)
    return Sheet(
        name=name,
        persons=spells.person[rows][:, None],
        kind=np.zeros(len(rows), np.int8),
        day=day,
        village=spells.village[rows],
        recorded_at=np.minimum(moments(draw, day, delay), HORIZON),
    )


def _public_security(papers: Papers) -> Sheet:
    return _standing(papers, REGISTERED, "public_security", POLICE)


def _social_security(papers: Papers) -> Sheet:
    return _standing(papers, ACTUAL, "social_security", INSURANCE)


def _health(papers: Papers) -> Sheet:
    """Birth certificates: every birth here since the start, registered or not."""
    births = papers.lives.births
    where = papers.place(births.village, births.mother)
    rows = np.flatnonzero((births.day > START) & (where != ELSEWHERE))
    draw = stream(papers.lives.seed, "extract health")
    return Sheet(
        name="health",
        persons=np.stack([births.child[rows], births.mother[rows]], axis=1),
        kind=np.zeros(len(rows), np.int8),
        day=births.day[rows],
        village=where[rows],
        recorded_at=moments(draw, births.day[rows], HOSPITAL),
    )


def _civil_affairs(papers: Papers) -> Sheet:
    lives = papers.lives
    none = np.full(len(lives.deaths), NOBODY, np.int32)
    couples = [(rows.first, rows.second) for rows in (lives.marriages, lives.divorces)]
    pairs = [
        *couples,
        (lives.adoptions.child, lives.adoptions.adopter),
        (lives.deaths.person, none),
    ]
    days, villages = [], []
    for name, pair in zip(EVENTS, pairs, strict=True):
        rows = getattr(lives, name)
        days.append(rows.day)
        villages.append(papers.place(rows.village, *pair))
    day = np.concatenate(days)
    draw = stream(lives.seed, "extract civil_affairs")
    return Sheet(
        name="civil_affairs",
        persons=np.concatenate([np.stack(pair, axis=1) for pair in pairs]),
        kind=np.repeat(np.arange(4, dtype=np.int8), [len(d) for d in days]),
        day=day,
        village=np.concatenate(villages),
        recorded_at=moments(draw, day, CIVIL_OFFICE),
    )


_SHEETS: dict[str, Callable[[Papers], Sheet]] = {
    "public_security": _public_security,
    "health": _health,
    "civil_affairs": _civil_affairs,
    "social_security": _social_security,
}
