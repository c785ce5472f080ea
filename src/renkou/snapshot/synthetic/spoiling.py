"""Faults planted in an extract: rows lost or doubled, numbers, names, dates wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .delays import DAY, Delay, moments
from .draws import some, stream
from .extracts import Sheet
from .faults import KINDS, PAPER
from .identity import Digits, as_text, mistype
from .lives import ELSEWHERE, END, NOBODY, Ints
from .names import Names
from .planting import Planted, day_number
from .recording import HORIZON
from .slips import slip

DATED = {
    "public_security": (0,),
    "health": (0,),
    "civil_affairs": (0, 1),
    "social_security": (0,),
}
"""Which persons of a row the extract gives a date of birth for."""
NUMBERED = {
    "public_security": (0,),
    "health": (1,),
    "civil_affairs": (0, 1),
    "social_security": (0,),
}
"""Which persons of a row it gives an identity number for."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One person of each row as the paper has them; null where there is nobody."""

    name: pa.Array
    number: pa.Array
    birth_day: pa.Array


@dataclass(frozen=True, kw_only=True)
class Made:
    """Faults of one kind made in an extract: of which person, and in which row.

    `row` counts from 1 below the heading; 0 for a row that is missing. `slot` is the
    person's place in the row.
    """

    kind: str
    row: NDArray[np.int64]
    slot: NDArray[np.int8]
    person: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Spoilt:
    """An extract's rows as its department hands them over, and what is wrong."""

    sheet: Sheet
    slots: tuple[Slot, ...]
    made: tuple[Made, ...] = field(repr=False)


class Spoiler:
    """Plants the faults of extracts in one extract after another."""

    def __init__(
        self,
        seed: int,
        planted: tuple[Planted, ...],
        names: Names,
        digits: Digits,
        birth_day: Ints,
    ) -> None:
        self.seed = seed
        self.names, self.digits, self.birth_day = names, digits, birth_day
        self.planted = [
            (place, each)
            for place, each in enumerate(planted)
            if KINDS[each.fault.kind].made_in == PAPER
        ]

    def spoil(self, clean: Sheet) -> Spoilt:
        """The sheet with its faults, in random order of rows."""
        made: list[Made] = []
        sheet = self._lose(clean, made)
        sheet, copy = self._double(sheet)
        draw = stream(self.seed, f"rows {clean.name}")
        order = draw.permutation(len(sheet))
        sheet = sheet.take(order)
        rows = np.flatnonzero(copy[order])
        made.append(_made("doubled", rows, 0, sheet.persons[rows, 0]))
        slots = tuple(
            self._slot(sheet, slot, made) for slot in range(sheet.persons.shape[1])
        )
        return Spoilt(
            sheet=sheet, slots=slots, made=tuple(m for m in made if len(m.row))
        )

    def _hits(
        self, kind: str, sheet: Sheet, label: str = ""
    ) -> list[tuple[Planted, NDArray[Any]]]:
        """For each planted fault of this kind the rows it hits."""
        found = []
        for place, each in self.planted:
            fault = each.fault
            if fault.kind != kind or sheet.name not in fault.extracts:
                continue
            draw = stream(self.seed, f"{kind} {place} {sheet.name} {label}")
            low, high = fault.share
            # One share for all the persons of a row.
            share = stream(self.seed, f"{kind} {place} {sheet.name}").uniform(low, high)
            hit = some(draw, share, len(sheet))
            if fault.since is not None:
                hit &= sheet.recorded_at >= day_number(fault.since) * DAY
            if each.villages is not None:
                hit &= each.villages[sheet.village] & (sheet.village != ELSEWHERE)
            found.append((each, hit))
        return found

    def _lose(self, sheet: Sheet, made: list[Made]) -> Sheet:
        lost = np.zeros(len(sheet), np.bool_)
        for _, hit in self._hits("missing", sheet):
            lost |= hit
        rows = np.flatnonzero(lost)
        nowhere = np.full(len(rows), -1)
        made.append(_made("missing", nowhere, 0, sheet.persons[rows, 0]))
        return sheet.take(np.flatnonzero(~lost))

    def _double(self, sheet: Sheet) -> tuple[Sheet, NDArray[Any]]:
        """Rows entered once more some time later, and which they are."""
        twice = np.zeros(len(sheet), np.bool_)
        for _, hit in self._hits("doubled", sheet):
            twice |= hit
        rows = np.flatnonzero(twice)
        every = np.concatenate([np.arange(len(sheet)), rows])
        copy = np.arange(len(every)) >= len(sheet)
        doubled = sheet.take(every)
        draw = stream(self.seed, f"doubled again {sheet.name}")
        again = moments(draw, sheet.recorded_at[rows] // DAY, Delay(90, 1.0, 0.0, 0.0))
        doubled.recorded_at[len(sheet) :] = np.minimum(again, HORIZON)
        return doubled, copy

    def _slot(self, sheet: Sheet, slot: int, made: list[Made]) -> Slot:
        person = sheet.persons[:, slot]
        nobody = person == NOBODY
        return Slot(
            name=self._name(sheet, slot, nobody, made),
            number=self._number(sheet, slot, nobody, made),
            birth_day=self._birth_day(sheet, slot, nobody, made),
        )

    def _name(
        self, sheet: Sheet, slot: int, nobody: NDArray[Any], made: list[Made]
    ) -> pa.Array:
        person = sheet.persons[:, slot]
        names = self.names.take(np.where(nobody, 0, person))
        for _, hit in self._hits("name_variant", sheet, f"slot {slot}"):
            rows = np.flatnonzero(hit & ~nobody)
            slipped, _ = slip(names.take(rows), self.seed, f"{sheet.name} {slot}")
            names = names.replaced(rows, slipped)
            made.append(_made("name_variant", rows, slot, person[rows]))
        return _blank(names.full(), nobody)

    def _number(
        self, sheet: Sheet, slot: int, nobody: NDArray[Any], made: list[Made]
    ) -> pa.Array:
        person = sheet.persons[:, slot]
        if slot not in NUMBERED[sheet.name]:
            return pa.nulls(len(sheet), pa.string())
        missing = nobody.copy()
        for _, hit in self._hits("no_number", sheet, f"slot {slot}"):
            rows = np.flatnonzero(hit & ~missing)
            made.append(_made("no_number", rows, slot, person[rows]))
            missing[rows] = True
        digits = self.digits[np.where(nobody, 0, person)]
        for each, hit in self._hits("mistyped", sheet, f"slot {slot}"):
            rows = np.flatnonzero(hit & ~missing)
            valid = float(each.fault.strength or 0)
            digits[rows] = mistype(
                digits[rows], self.seed, f"{sheet.name} {slot}", valid
            )
            made.append(_made("mistyped", rows, slot, person[rows]))
        return as_text(digits, missing)

    def _birth_day(
        self, sheet: Sheet, slot: int, nobody: NDArray[Any], made: list[Made]
    ) -> pa.Array:
        person = sheet.persons[:, slot]
        if slot not in DATED[sheet.name]:
            return pa.nulls(len(sheet), pa.date32())
        day = self.birth_day[np.where(nobody, 0, person)]
        for _, hit in self._hits("wrong_date", sheet, f"slot {slot}"):
            rows = np.flatnonzero(hit & ~nobody)
            draw = stream(self.seed, f"wrong dates {sheet.name} {slot}")
            day[rows] = _misdate(draw, day[rows])
            made.append(_made("wrong_date", rows, slot, person[rows]))
        return _blank(pa.array(day).view(pa.date32()), nobody)


def _misdate(draw: np.random.Generator, day: Ints) -> Ints:
    """One to thirty days off, or a year; never past the last day."""
    shift = draw.integers(1, 31, len(day))
    shift[draw.random(len(day)) < 0.3] = 365
    shift *= draw.choice([-1, 1], len(day))
    shift = np.where(day + shift >= END, -np.abs(shift), shift)
    return (day + shift).astype(np.int32)


def _made(kind: str, rows: NDArray[Any], slot: int, person: NDArray[Any]) -> Made:
    return Made(
        kind=kind,
        row=rows.astype(np.int64) + 1,
        slot=np.full(len(rows), slot, np.int8),
        person=person.astype(np.int32),
    )


def _blank(values: pa.Array, nobody: NDArray[Any]) -> pa.Array:
    if not nobody.any():
        return values
    return pc.if_else(pa.array(nobody), pa.scalar(None, values.type), values)
