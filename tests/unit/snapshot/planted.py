"""Faults to plant in the hand-made snapshot, each with what a check says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.unit.snapshot.hand_made import OTHER, VILLAGE, D, Rows

Change = Callable[[Rows], object]


def put(table: str, row: int, **values: Any) -> Change:
    return lambda rows: rows[table][row].update(values)


def add(table: str, **values: Any) -> Change:
    """Adds a copy of the table's first row, with other values."""
    return lambda rows: rows.setdefault(table, []).append(
        {**(rows[table][0] if rows.get(table) else {}), **values}
    )


def drop(table: str, row: int) -> Change:
    return lambda rows: rows[table].pop(row)


LATER = datetime(2019, 6, 1)
# rule, table and column it names, rows it finds, the value of the first, the change
PLANTED: list[tuple[str, str, str, int, str, Change]] = [
    ("code", "persons", "sex", 1, "3", put("persons", 0, sex=3)),
    (
        "code",
        "residence_spells",
        "kind",
        1,
        "here",
        put("residence_spells", 0, kind="here"),
    ),
    (
        "code",
        "household_spells",
        "role",
        1,
        "boss",
        put("household_spells", 3, role="boss"),
    ),
    ("number", "births", "birth_order", 1, "0", put("births", 0, birth_order=0)),
    (
        "number",
        "reported_counts",
        "value",
        1,
        "-1",
        put("reported_counts", 0, value=-1),
    ),
    ("area-form", "births", "area", 1, "511002001", put("births", 0, area="511002001")),
    ("empty", "births", "area", 1, "", put("births", 0, area="")),
    (
        "too-long-ago",
        "persons",
        "birth_date",
        1,
        "1749-12-31",
        put("persons", 0, birth_date=D("1749-12-31")),
    ),
    (
        "future",
        "moves",
        "occurred_on",
        1,
        "2020-01-01",
        put("moves", 0, occurred_on=D("2020-01-01")),
    ),
    (
        "future",
        "births",
        "recorded_at",
        1,
        "2020-01-01 00:00:00",
        put("births", 0, recorded_at=datetime(2020, 1, 1)),
    ),
    (
        "recorded-before",
        "marriages",
        "occurred_on",
        1,
        "2011-02-02 > 2011-02-01 23:59:59",
        put("marriages", 0, recorded_at=datetime(2011, 2, 1, 23, 59, 59)),
    ),
    (
        "end-foreseen",
        "residence_spells",
        "valid_to",
        1,
        "2019-01-04 > 2019-01-02 09:30:00",
        put("residence_spells", 1, valid_to=D("2019-01-04")),
    ),
    (
        "end-not-after-start",
        "household_spells",
        "valid_to",
        1,
        "2010-11-01 – 2010-11-01",
        put("household_spells", 0, valid_to=D("2010-11-01")),
    ),
    (
        "death-before-birth",
        "persons",
        "death_date",
        1,
        "1931-01-31 – 1931-01-30",
        put("persons", 4, death_date=D("1931-01-30")),
    ),
    (
        "over-120",
        "persons",
        "birth_date",
        1,
        "1899-12-30",
        put("persons", 0, birth_date=D("1899-12-30")),
    ),
    ("own-relative", "persons", "mother_id", 1, "1", put("persons", 2, mother_id=1)),
    ("own-relative", "marriages", "first_id", 1, "2", put("marriages", 0, first_id=2)),
    (
        "move-to-same-place",
        "moves",
        "destination",
        1,
        f"{OTHER} – {OTHER}",
        put("moves", 0, destination=OTHER),
    ),
    (
        "month-start",
        "reported_counts",
        "month",
        1,
        "2012-07-02",
        put("reported_counts", 0, month=D("2012-07-02")),
    ),
    (
        "superseded-not-after-recorded",
        "divorces",
        "superseded_at",
        1,
        "2019-01-02 09:30:00 – 2019-01-02 09:30:00",
        add(
            "divorces",
            first_id=1,
            second_id=2,
            occurred_on=D("2018-01-01"),
            area=VILLAGE,
            superseded_at=datetime(2019, 1, 2, 9, 30),
        ),
    ),
    ("duplicate-key", "deaths", "person_id", 1, "5", add("deaths")),
    ("version-twice", "deaths", "version", 1, "1 v1", add("deaths", record_id=1)),
    (
        "version-gap",
        "deaths",
        "version",
        1,
        "1 v1",
        lambda rows: (
            put("deaths", 0, superseded_at=LATER)(rows),
            add(
                "deaths", record_id=1, version=3, recorded_at=LATER, superseded_at=None
            )(rows),
        ),
    ),
    ("version-start", "deaths", "version", 1, "1 v2", put("deaths", 0, version=2)),
    (
        "version-chain",
        "deaths",
        "superseded_at",
        1,
        "1 v1",
        lambda rows: (
            put("deaths", 0, superseded_at=datetime(2019, 5, 1))(rows),
            add(
                "deaths", record_id=1, version=2, recorded_at=LATER, superseded_at=None
            )(rows),
        ),
    ),
    (
        "no-successor",
        "marriages",
        "superseded_at",
        1,
        "1 v1",
        put("marriages", 0, superseded_at=LATER),
    ),
    ("points-nowhere", "moves", "person_id", 1, "99", put("moves", 0, person_id=99)),
    (
        "relative-nowhere",
        "births",
        "father_id",
        1,
        "99",
        put("births", 0, father_id=99),
    ),
    (
        "overlap",
        "residence_spells",
        "valid_from",
        1,
        "1, actual, 2015-01-01",
        add("residence_spells", area=OTHER, valid_from=D("2015-01-01")),
    ),
    (
        "overlap",
        "household_spells",
        "valid_from",
        1,
        "1, 2018-12-31",
        lambda rows: (
            put("household_spells", 0, valid_to=D("2019-01-01"))(rows),
            add("household_spells", valid_from=D("2018-12-31"), valid_to=None)(rows),
        ),
    ),
    (
        "two-heads",
        "household_spells",
        "role",
        1,
        "1, 2011-02-02",
        put("household_spells", 1, role="head"),
    ),
    (
        "spell-before-birth",
        "residence_spells",
        "valid_from",
        1,
        "2012-07-08 < 2012-07-09",
        put("residence_spells", 2, valid_from=D("2012-07-08")),
    ),
    (
        "spell-past-death",
        "residence_spells",
        "valid_to",
        1,
        "2015-02-05 > 2015-02-03",
        put("residence_spells", 4, valid_to=D("2015-02-05")),
    ),
    (
        "event-after-death",
        "moves",
        "person_id",
        1,
        "2015-02-04 > 2015-02-03",
        add("moves", person_id=5, occurred_on=D("2015-02-04")),
    ),
    (
        "death-differs",
        "deaths",
        "occurred_on",
        1,
        "2015-02-02 ≠ 2015-02-03",
        put("deaths", 0, occurred_on=D("2015-02-02")),
    ),
    (
        "death-without-record",
        "persons",
        "death_date",
        1,
        "2016-01-01",
        lambda rows: (
            put("persons", 5, death_date=D("2016-01-01"))(rows),
            put("residence_spells", 5, valid_to=D("2016-01-02"))(rows),
            put("residence_spells", 11, valid_to=D("2016-01-02"))(rows),
            rows.update(moves=[]),
        ),
    ),
    (
        "death-without-spell",
        "deaths",
        "occurred_on",
        1,
        "2015-02-03",
        lambda rows: (
            put("residence_spells", 4, valid_to=D("2015-02-03"))(rows),
            put("residence_spells", 10, valid_to=D("2015-02-03"))(rows),
        ),
    ),
    (
        "birth-differs",
        "births",
        "child_id",
        1,
        "2012-07-09 2 ≠ 2012-07-09 1",
        put("births", 0, sex=2),
    ),
    (
        "birth-differs",
        "births",
        "child_id",
        1,
        "2012-07-10 1 ≠ 2012-07-09 1",
        put("births", 0, occurred_on=D("2012-07-10")),
    ),
    (
        "parent-younger",
        "persons",
        "father_id",
        1,
        "2012-07-09 ≥ 2012-07-09",
        put("persons", 2, father_id=4),
    ),
    (
        "mother-age",
        "births",
        "mother_id",
        1,
        "2000-07-10 – 2012-07-09",
        lambda rows: (
            put("persons", 1, birth_date=D("2000-07-10"))(rows),
            drop("births", 1)(rows),
        ),
    ),
    (
        "mixed-synthetic",
        "persons",
        "synthetic",
        1,
        "false",
        put("persons", 0, synthetic=False),
    ),
    (
        "identifying-value",
        "persons",
        "nationality",
        1,
        "王***",
        put("persons", 0, nationality="王小明"),
    ),
    ("no-rows", "moves", "", 0, "", lambda rows: rows["moves"].clear()),
]


BOUNDARIES: list[tuple[str, Change]] = [
    ("future", put("moves", 0, occurred_on=D("2019-01-02"))),
    ("recorded-before", put("marriages", 0, recorded_at=datetime(2011, 2, 2))),
    ("end-foreseen", put("residence_spells", 1, valid_to=D("2019-01-03"))),
    ("mother-age", put("persons", 1, birth_date=D("2000-07-09"))),
    ("death-before-birth", put("persons", 4, birth_date=D("2015-02-03"))),
    (
        "overlap",
        lambda rows: (
            put("residence_spells", 0, valid_to=D("2015-01-01"))(rows),
            add(
                "residence_spells",
                area=OTHER,
                valid_from=D("2015-01-01"),
                valid_to=None,
            )(rows),
        ),
    ),
    (
        "duplicate-key",
        lambda rows: (
            put("deaths", 0, superseded_at=LATER)(rows),
            add(
                "deaths", record_id=1, version=2, recorded_at=LATER, superseded_at=None
            )(rows),
        ),
    ),
]
