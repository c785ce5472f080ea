"""Rows of a random city as they were recorded: versions, delays and corrections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Change = tuple[datetime, Row]  # when it became known, and what then stood differently

LAST_MOMENT = datetime(2018, 6, 30, 23, 59, 59)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
KEYS = {
    "persons": ("person_id",),
    "residence_spells": ("person_id", "kind", "valid_from"),
    "births": ("child_id",),
    "deaths": ("person_id",),
    "marriages": ("first_id", "second_id", "occurred_on"),
    "divorces": ("first_id", "second_id", "occurred_on"),
    "adoptions": ("child_id", "adopter_id"),
    "moves": ("person_id", "kind", "occurred_on"),
    "household_spells": ("person_id", "valid_from"),
    "reported_counts": ("area", "month", "kind"),
}


def some_day(rng: Random, first: date, last: date) -> date:
    """A day from `first` to `last`, often the first or last of a month or year."""
    if last <= first:
        return first
    day = first + DAY * rng.randrange((last - first).days + 1)
    draw = rng.random()
    if draw < 0.08:
        day = date(day.year, 12, 31)
    elif draw < 0.16:
        day = date(day.year, 1, 1)
    elif draw < 0.22:
        day = day.replace(day=1)
    elif draw < 0.28:
        day = day.replace(day=1) - DAY
    elif draw < 0.31:
        day = date(day.year, 3, 1) - DAY
    return min(max(day, first), last)


def some_moment(rng: Random, day: date) -> datetime:
    """A moment of `day`, often its first or last second."""
    draw = rng.random()
    if draw < 0.1:
        return datetime.combine(day, time(23, 59, 59))
    if draw < 0.2:
        return datetime.combine(day, time(0, 0, 0))
    return datetime.combine(day, time(0)) + SECOND * rng.randrange(86_400)


def some_delay(rng: Random) -> timedelta:
    """Days from an event to its record, often 30 or 31, sometimes years."""
    draw = rng.random()
    if draw < 0.15:
        return DAY * rng.choice((29, 30, 31))
    if draw < 0.75:
        return DAY * rng.randrange(0, 25)
    return DAY * rng.randrange(0, 90 if draw < 0.93 else 900)


@dataclass
class Recorder:
    """Collects rows, numbers records and versions, and keeps keys unique."""

    rng: Random
    text_ids: bool
    tables: Tables = field(default_factory=lambda: {name: [] for name in KEYS})
    held: dict[tuple[Any, ...], list[tuple[datetime, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    records: int = 0

    def posted(self, day: date, after: datetime | None = None) -> datetime:
        """When an event of `day` came to be recorded, later than `after`."""
        moment = some_moment(self.rng, day + some_delay(self.rng))
        if after is not None and moment <= after:
            moment = after + SECOND * self.rng.randrange(1, 5_000_000)
        return min(moment, LAST_MOMENT)

    def corrected(self, moment: datetime) -> datetime:
        """When a record of `moment` was corrected."""
        later = some_moment(self.rng, moment.date() + DAY * self.rng.randrange(1, 700))
        return min(later, LAST_MOMENT)

    def _free(self, table: str, row: Row) -> bool:
        key = (table, *(row[name] for name in KEYS[table]))
        start, end = row["recorded_at"], row["superseded_at"] or datetime.max
        return all(end <= a or b <= start for a, b in self.held[key])

    def emit(self, table: str, row: Row, *changes: Change) -> bool:
        """Adds the versions of one record; the last change is what stands now.

        Earlier versions that would share a key with another record are left out,
        and with them the record if the last one would.
        """
        chain = [changes[-1]]
        for change in reversed(changes[:-1]):
            if change[0] < chain[0][0]:
                chain.insert(0, change)
        ends = [moment for moment, _ in chain[1:]] + [None]
        rows = [
            {"recorded_at": moment, "superseded_at": end, **row, **other}
            for (moment, other), end in zip(chain, ends, strict=True)
        ]
        while rows and not all(self._free(table, each) for each in rows):
            rows.pop(0)
        self.records += 1
        record = f"r{self.records * 7919 % 100_003}" if self.text_ids else self.records
        for version, each in enumerate(rows, 1):
            key = (table, *(each[name] for name in KEYS[table]))
            end = each["superseded_at"] or datetime.max
            self.held[key].append((each["recorded_at"], end))
            self.tables[table].append({"record_id": record, "version": version, **each})
        return bool(rows)
