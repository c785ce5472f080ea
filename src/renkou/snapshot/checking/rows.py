"""Rules that look at one row at a time: all of a table's in a single scan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from renkou.schema import ELSEWHERE, Column, Kind, Table

from . import rules
from .finding import Finding, Rule
from .session import Session

HAPPENED = ("occurred_on", "valid_from", "birth_date", "death_date")


@dataclass(frozen=True, slots=True)
class RowTest:
    """A rule on one row: `condition` is true of a row that breaks it."""

    rule: Rule
    column: str
    condition: str
    value: str


def check_rows(
    session: Session, *, last_day: date, recording_known: bool
) -> Iterator[Finding]:
    """Findings of every rule on single rows, table by table."""
    for files in session.tables.values():
        if not files.rows:
            yield Finding(rules.NO_ROWS, files.table.name, "", 0)
            continue
        tests = list(_tests(files.table, files.types, last_day))
        if recording_known:
            tests += _recording(files.table, last_day)
        yield from _run(session, files.table.name, tests)


def _run(session: Session, table: str, tests: list[RowTest]) -> Iterator[Finding]:
    counts = ", ".join(f"count(*) FILTER (WHERE {test.condition})" for test in tests)
    [found] = session.rows(f"SELECT {counts} FROM {table}")
    for test, count in zip(tests, found, strict=True):
        if not count:
            continue
        rows = (
            f"SELECT _file, _row, {test.value} AS value FROM {table} "
            f"WHERE {test.condition}"
        )
        number = int(str(count))
        yield Finding(test.rule, table, test.column, number, session.examples(rows))


def _tests(
    table: Table, types: Mapping[str, pa.DataType], last_day: date
) -> Iterator[RowTest]:
    for column in table.columns:
        if not column.optional:
            empty = f'"{column.name}" IS NULL'
            if column.kind in (Kind.ID, Kind.AREA):
                empty += f""" OR CAST("{column.name}" AS VARCHAR) = ''"""
            yield RowTest(rules.EMPTY, column.name, f"({empty})", "NULL")
        yield from _domain(column)
        if column.kind is Kind.DATE and pa.types.is_timestamp(types[column.name]):
            raw = f'"_raw_{column.name}"'
            broken = f"{raw} <> date_trunc('day', {raw})"
            yield RowTest(rules.MIDNIGHT, column.name, broken, raw)
    yield RowTest(
        rules.SUPERSEDED_ORDER,
        "superseded_at",
        "superseded_at <= recorded_at",
        "concat(recorded_at, ' – ', superseded_at)",
    )
    yield from _happened(table, last_day)
    yield from _OF_TABLE.get(table.name, ())
    if table.spell:
        yield _SPELL_ORDER


def _domain(column: Column) -> Iterator[RowTest]:
    name = f'"{column.name}"'
    match column.kind:
        case Kind.CODE:
            codes = ", ".join(repr(code) for code in column.codes)
            broken = f"{name} NOT IN ({codes})"
            yield RowTest(rules.CODE, column.name, broken, name)
        case Kind.COUNT:
            low, high = _RANGES.get(column.name, (0, 2_000_000_000))
            broken = f"{name} NOT BETWEEN {low} AND {high}"
            yield RowTest(rules.COUNT, column.name, broken, name)
        case Kind.AREA:
            broken = f"NOT regexp_full_match({name}, '[0-9]{{12}}') AND {name} <> ''"
            if column.name in ("origin", "destination"):
                broken += f" AND {name} <> '{ELSEWHERE}'"
            yield RowTest(rules.AREA_FORM, column.name, f"({broken})", name)


def _happened(table: Table, last_day: date) -> Iterator[RowTest]:
    for name in (*HAPPENED, "month"):
        if name in table.names:
            late = f"{name} > DATE '{last_day}'"
            yield RowTest(rules.FUTURE, name, late, name)
            early = f"{name} < DATE '1850-01-01'"
            yield RowTest(rules.TOO_OLD, name, early, name)


def _recording(table: Table, last_day: date) -> Iterator[RowTest]:
    late = f"CAST(recorded_at AS DATE) > DATE '{last_day}'"
    yield RowTest(rules.FUTURE, "recorded_at", late, "recorded_at")
    for name in HAPPENED:
        if name in table.names:
            yield RowTest(
                rules.RECORDED_BEFORE,
                name,
                f"{name} > CAST(recorded_at AS DATE)",
                f"concat({name}, ' > ', recorded_at)",
            )
    if table.spell:
        yield RowTest(
            rules.END_FORESEEN,
            "valid_to",
            "valid_to > CAST(recorded_at AS DATE) + 1",
            "concat(valid_to, ' > ', recorded_at)",
        )


_RANGES = {"version": (1, 1_000_000), "birth_order": (1, 30)}
_SPELL_ORDER = RowTest(
    rules.SPELL_ORDER,
    "valid_to",
    "valid_to <= valid_from",
    "concat(valid_from, ' – ', valid_to)",
)


def _self(column: str, *others: str) -> RowTest:
    equal = " OR ".join(f"{column} = {other}" for other in others)
    return RowTest(rules.OWN_PARENT, column, f"({equal})", column)


_PLACES = "concat(origin, ' – ', destination)"
_OF_TABLE: dict[str, tuple[RowTest, ...]] = {
    "persons": (
        RowTest(
            rules.DEATH_BEFORE_BIRTH,
            "death_date",
            "death_date < birth_date",
            "concat(birth_date, ' – ', death_date)",
        ),
        RowTest(
            rules.VERY_OLD,
            "birth_date",
            "death_date > birth_date + INTERVAL 120 YEAR",
            "concat(birth_date, ' – ', death_date)",
        ),
        _self("person_id", "mother_id", "father_id"),
        _self("mother_id", "father_id"),
    ),
    "births": (_self("child_id", "mother_id", "father_id"),),
    "marriages": (_self("first_id", "second_id"),),
    "divorces": (_self("first_id", "second_id"),),
    "adoptions": (_self("child_id", "adopter_id"),),
    "moves": (
        RowTest(rules.SAME_PLACE, "destination", "origin = destination", _PLACES),
    ),
    "reported_counts": (
        RowTest(rules.MONTH_START, "month", "day(month) <> 1", "month"),
    ),
}
