"""The register's tables as versions: what was known, from when to when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .delays import Seconds
from .errors import FirstWritten
from .lives import ELSEWHERE, NEVER, NOBODY, Ints, Lives, Rows, Shorts
from .recording import HORIZON, Known
from .reported import Invention, reported_counts
from .walk import UNKNOWN

Columns = dict[str, NDArray[Any]]
_MOMENT_BITS = 33


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The lives, what of them was recorded when, and which counts are invented."""

    lives: Lives
    known: Known
    first: FirstWritten
    invented: dict[str, Invention]

    @cached_property
    def home(self) -> Shorts:
        """The village of each person's first spell, `ELSEWHERE` for none."""
        spells = self.lives.spells
        home = np.full(len(self.lives.persons), ELSEWHERE, np.int16)
        home[spells.person[::-1]] = spells.village[::-1]
        return home

    def place(self, village: Shorts, *persons: Ints) -> Shorts:
        """`village`, or where it is elsewhere the first home of one of `persons`.

        What happened outside the city is registered here with the family, so that a
        record always names one of the city's villages.
        """
        found = village.copy()
        for person in persons:
            rows = np.flatnonzero((found == ELSEWHERE) & (person != NOBODY))
            found[rows] = self.home[person[rows]]
        return found


def version_rows(table: str, papers: Papers) -> Columns:
    """The version rows of a table that were recorded by the horizon, as columns.

    Ids are rows of the lives (`record_id`: the row in the table's own), days are days
    since 1970 with `NEVER` for none, moments seconds with `UNKNOWN` for none, areas
    villages with `ELSEWHERE`, codes numbers. Rows come by record, then version.
    """
    return _TABLES[table](papers)


def timeline(first: Seconds, *later: Seconds) -> Columns:
    """A version at `first` and one at each later moment that brought something new.

    Nothing past the horizon; what was known at first is in the first version.
    """
    rows = np.flatnonzero(first <= HORIZON)
    keys = [(rows << _MOMENT_BITS) | first[rows]]
    for moment in later:
        rows = np.flatnonzero(
            (moment > first) & (moment <= HORIZON) & (first <= HORIZON)
        )
        keys.append((rows << _MOMENT_BITS) | moment[rows])
    key = keys[0] if len(keys) == 1 else np.sort(np.concatenate(keys))
    if len(keys) > 2:
        key = key[np.concatenate([[True], key[1:] != key[:-1]])] if len(key) else key
    return _numbered(key >> _MOMENT_BITS, key & (UNKNOWN - 1))


def _numbered(record: NDArray[np.int64], moment: Seconds) -> Columns:
    again = np.zeros(len(record), np.bool_)
    again[1:] = record[1:] == record[:-1]
    starts = np.flatnonzero(~again)
    run = np.arange(len(record)) - np.repeat(
        starts, np.diff(np.append(starts, len(record)))
    )
    superseded = np.full(len(record), UNKNOWN, np.int64)
    followed = np.flatnonzero(again) - 1
    superseded[followed] = moment[followed + 1]
    return {
        "record_id": record,
        "version": (run + 1).astype(np.int32),
        "recorded_at": moment,
        "superseded_at": superseded,
    }


def _persons(papers: Papers) -> Columns:
    persons, known, first = papers.lives.persons, papers.known, papers.first
    columns = timeline(known.person, known.mended, known.died)
    row, at = columns["record_id"], columns["recorded_at"]
    wrong = first.wrong[row] & (at < known.mended[row])
    dead = at >= known.died[row]
    return columns | {
        "person_id": row,
        "sex": np.where(wrong, first.sex[row], persons.sex[row]),
        "birth_date": np.where(wrong, first.birth_day[row], persons.birth_day[row]),
        "death_date": np.where(dead, persons.death_day[row], NEVER),
        "birth_area": np.where(wrong, first.village[row], persons.birth_village[row]),
        "mother_id": persons.mother[row],
        "father_id": persons.father[row],
    }


def _births(papers: Papers) -> Columns:
    births, known, first = papers.lives.births, papers.known, papers.first
    mended = np.where(first.wrong, known.mended, UNKNOWN)[births.child]
    where = papers.place(births.village, births.mother, births.father, births.child)
    seen = np.where(where == ELSEWHERE, UNKNOWN, known.births)
    columns = timeline(seen, mended)
    row, at = columns["record_id"], columns["recorded_at"]
    child = births.child[row]
    wrong = first.wrong[child] & (at < known.mended[child])
    misplaced = wrong & (
        first.village[child] != papers.lives.persons.birth_village[child]
    )
    day = np.where(wrong, first.birth_day[child], births.day[row])
    return columns | {
        "child_id": child,
        "mother_id": births.mother[row],
        "father_id": births.father[row],
        "delivery_id": births.delivery[row],
        "occurred_on": day,
        "area": np.where(misplaced, first.village[child], where[row]),
        "sex": np.where(wrong, first.sex[child], papers.lives.persons.sex[child]),
        "birth_order": births.order[row].astype(np.int32),
    }


def _deaths(papers: Papers) -> Columns:
    deaths = papers.lives.deaths
    where = papers.place(deaths.village, deaths.person)
    columns = timeline(np.where(where == ELSEWHERE, UNKNOWN, papers.known.deaths))
    row = columns["record_id"]
    return columns | {
        "person_id": deaths.person[row],
        "occurred_on": deaths.day[row],
        "area": where[row],
    }


def _events(
    rows: Rows, known: Seconds, where: Shorts, names: dict[str, str]
) -> Columns:
    columns = timeline(np.where(where == ELSEWHERE, UNKNOWN, known))
    row = columns["record_id"]
    columns |= {name: rows.column(source)[row] for name, source in names.items()}
    return columns | {"occurred_on": rows.column("day")[row], "area": where[row]}


def _marriages(papers: Papers) -> Columns:
    rows = papers.lives.marriages
    where = papers.place(rows.village, rows.first, rows.second)
    names = {
        "first_id": "first",
        "second_id": "second",
        "first_marriage_of_first": "first_of_first",
        "first_marriage_of_second": "first_of_second",
    }
    return _events(rows, papers.known.marriages, where, names)


def _divorces(papers: Papers) -> Columns:
    rows = papers.lives.divorces
    where = papers.place(rows.village, rows.first, rows.second)
    names = {"first_id": "first", "second_id": "second"}
    return _events(rows, papers.known.divorces, where, names)


def _adoptions(papers: Papers) -> Columns:
    rows = papers.lives.adoptions
    where = papers.place(rows.village, rows.adopter, rows.child)
    names = {"child_id": "child", "adopter_id": "adopter"}
    return _events(rows, papers.known.adoptions, where, names)


def _moves(papers: Papers) -> Columns:
    moves = papers.lives.moves
    columns = timeline(papers.known.moves)
    row = columns["record_id"]
    return columns | {
        "person_id": moves.person[row],
        "kind": moves.kind[row],
        "occurred_on": moves.day[row],
        "origin": moves.origin[row],
        "destination": moves.destination[row],
    }


def _stages(rows: Rows, known: tuple[Seconds, Seconds]) -> tuple[Columns, NDArray[Any]]:
    start, end = known
    columns = timeline(start, end)
    row = columns["record_id"]
    closed = columns["recorded_at"] >= end[row]
    columns |= {
        "person_id": rows.column("person")[row],
        "valid_from": rows.column("start")[row],
        "valid_to": np.where(closed, rows.column("end")[row], NEVER),
    }
    return columns, row


def _spells(papers: Papers) -> Columns:
    spells = papers.lives.spells
    columns, row = _stages(spells, papers.known.spells)
    return columns | {
        "kind": spells.kind[row],
        "area": spells.village[row],
        "registration": np.where(spells.rural[row], 0, 1).astype(np.int8),
    }


def _households(papers: Papers) -> Columns:
    homes = papers.lives.households
    columns, row = _stages(homes, papers.known.households)
    return columns | {"household_id": homes.household[row], "role": homes.role[row]}


def _reported(papers: Papers) -> Columns:
    known = {name: _TABLES[name](papers) for name in ("births", "deaths")}
    return reported_counts(papers.lives, known, papers.invented)


def _names(papers: Papers) -> Columns:
    columns = timeline(papers.known.person)
    return columns | {"person_id": columns["record_id"]}


_TABLES: dict[str, Callable[[Papers], Columns]] = {
    "persons": _persons,
    "residence_spells": _spells,
    "births": _births,
    "deaths": _deaths,
    "marriages": _marriages,
    "divorces": _divorces,
    "adoptions": _adoptions,
    "moves": _moves,
    "household_spells": _households,
    "reported_counts": _reported,
    "names": _names,
}
