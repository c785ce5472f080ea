"""Heads of households as they follow one another, and the others' roles to them."""

from __future__ import annotations

import numpy as np

from .choice import Index, order_by
from .city import City
from .lives import (
    CHILD,
    GRANDCHILD,
    HEAD,
    MALE,
    NEVER,
    OTHER,
    PARENT,
    PARTNER,
    Bytes,
    Households,
    Ints,
)

_SHIFT = 20_000_000
"""Larger than any day but `NEVER`, so that household and day make one number."""


def households(city: City) -> Households:
    """The household spells, divided where another head takes over.

    The head is a grown person of working age, men and the older first; when the head
    has left, the next one of those who are there.
    """
    log = city.home_spells
    home, person = log.column("household"), log.column("person")
    start, end = log.column("start"), log.column("end")
    order = order_by(person, start, home)
    home, person, start, end = (x[order] for x in (home, person, start, end))
    head_home, head, since, until = _heads(city, home, person, start, end)
    row, piece = _meetings(home, start, end, head_home, since)
    first = np.maximum(start[row], since[piece])
    last = np.minimum(end[row], until[piece])
    role = _roles(city, person[row], head[piece])
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (role[1:] != role[:-1])
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(row)) - 1
    return Households(
        household=home[row[begins]],
        person=person[row[begins]],
        role=role[begins],
        start=first[begins].astype(np.int32),
        end=last[ends[: len(begins)]].astype(np.int32),
    )


def _heads(
    city: City, home: Ints, person: Ints, start: Ints, end: Ints
) -> tuple[Index, Index, Index, Index]:
    """Who heads each household from when until when, in order."""
    found: list[tuple[Index, Index, Index, Index]] = []
    rows = np.arange(len(home))
    day = np.full(int(home.max(initial=-1)) + 1, -1, np.int64)
    while len(rows):
        rows = rows[end[rows] > day[home[rows]]]
        if not len(rows):
            break
        at = home[rows]
        begins = np.maximum(start[rows], day[at])
        first = np.full(len(day), NEVER, np.int64)
        np.minimum.at(first, at, begins)
        there = rows[begins == first[at]]
        at = home[there]
        fitness = _fitness(city, person[there], first[at])
        best = there[np.lexsort((fitness, at))]
        last = np.append(home[best][1:] != home[best][:-1], True)
        best = best[last]
        at = home[best]
        found.append((at, person[best], first[at], end[best]))
        day[at] = end[best]
    columns = [np.concatenate([f[k] for f in found]) for k in range(4)]
    order = order_by(columns[2], columns[0])
    result = [c[order].astype(np.int64) for c in columns]
    return result[0], result[1], result[2], result[3]


def _fitness(city: City, person: Ints, day: Index) -> Index:
    """Of working age first, then the old, then the young; men and the older first."""
    days = day - city.birth[person]
    age = days // 365
    grade = np.select([age < 16, age < 25, age < 70], [0, 100, 300], 200)
    grade = grade + 50 * (city.sex[person] == MALE)
    fitness: Index = grade * 100_000 + days
    return fitness


def _meetings(
    home: Ints, start: Ints, end: Ints, head_home: Index, since: Index
) -> tuple[Index, Index]:
    """Each spell with each head's time that it meets."""
    key = head_home * _SHIFT + since
    first = np.searchsorted(key, home.astype(np.int64) * _SHIFT + start, "right") - 1
    last_day = np.minimum(end.astype(np.int64) - 1, _SHIFT - 1)
    last = np.searchsorted(key, home.astype(np.int64) * _SHIFT + last_day, "right") - 1
    count = last - first + 1
    row = np.repeat(np.arange(len(home)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return row, first[row] + np.arange(len(row)) - before


def _roles(city: City, person: Ints, head: Index) -> Bytes:
    """What each is to the head."""
    role = np.full(len(person), OTHER, np.int8)
    mother, father = city.mother, city.father
    for parent in (mother[person], father[person]):
        known = parent >= 0
        for grand in (mother[parent], father[parent]):
            role[known & (grand == head)] = GRANDCHILD
    role[(mother[head] == person) | (father[head] == person)] = PARENT
    role[(mother[person] == head) | (father[person] == head)] = CHILD
    adopter = np.full(city.n + 1, -1, np.int64)
    adopter[city.adoptions.column("child")] = city.adoptions.column("adopter")
    by = adopter[person]
    role[(by >= 0) & ((by == head) | (city.last_spouse[by] == head))] = CHILD
    for couple in (city.first_spouse, city.last_spouse):
        role[(couple[person] == head) | (couple[head] == person)] = PARTNER
    role[person == head] = HEAD
    return role
