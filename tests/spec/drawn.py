"""Drawn towns (`renkou.definitions.Town`) as snapshots that an engine can read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from renkou.definitions import Town
from renkou.schema import BY_NAME, SNAPSHOT
from renkou.schema.arrow import arrow_schema
from renkou.snapshot import Manifest, write_manifest

Row = dict[str, Any]
AREAS = {
    "here": "511002001001",
    "near": "511002001002",
    "far": "511025100001",
    "elsewhere": "elsewhere",
}
LIST = date(2019, 10, 31)
LAST_DAY = date(2025, 12, 31)
RECORDED = datetime(2010, 11, 1, 9)
SEX = {"m": 1, "f": 2}


def write_town(town: Town, folder: Path) -> Path:
    """Write `town` as a snapshot into `folder`."""
    rows: dict[str, list[Row]] = {table.name: [] for table in SNAPSHOT}
    blocks = town.blocks
    ids: dict[str, int] = {}

    def person(name: str | None) -> int | None:
        return None if name is None else ids.setdefault(name, len(ids) + 1)

    for block, (columns, drawn) in blocks.items():
        for name, cells in drawn.items():
            given = dict(zip(columns, cells, strict=True))
            DRAW[block](rows, name, given, person)
    folder.mkdir(parents=True)
    for table, contents in rows.items():
        _write(table, contents, folder)
    write_manifest(folder, Manifest(area_list=LIST, last_day=LAST_DAY, synthetic=True))
    return folder


def _write(table: str, contents: list[Row], folder: Path) -> None:
    columns = BY_NAME[table].names
    full = [
        {**dict.fromkeys(columns), **_version(number), **row}
        for number, row in enumerate(contents, start=1)
    ]
    schema = arrow_schema(BY_NAME[table])
    arrays = [
        pa.array([row[c] for row in full]).cast(schema.field(c).type) for c in columns
    ]
    pq.write_table(pa.table(arrays, schema=schema), folder / f"{table}.parquet")


def _version(number: int) -> Row:
    return {"record_id": number, "version": 1, "recorded_at": RECORDED}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _spell(text: str) -> tuple[date, date | None]:
    start, _, end = text.partition("..")
    return date.fromisoformat(start), _day(end or None)


Given = dict[str, str | None]
Draw = Callable[
    [dict[str, list[Row]], str, Given, Callable[[str | None], int | None]], None
]


def _persons(rows: Any, name: str, given: Given, person: Any) -> None:
    died = _day(given.get("died"))
    rows["persons"].append(
        {
            "person_id": person(name),
            "sex": SEX[str(given["sex"])],
            "birth_date": _day(given["born"]),
            "death_date": died,
            "mother_id": person(given.get("mother")),
            "synthetic": True,
        }
    )
    if given["lives"] is not None:
        start, end = _spell(given["lives"])
        end = died + timedelta(days=1) if died else end
        for kind in ("registered", "actual"):
            rows["residence_spells"].append(
                {
                    "person_id": person(name),
                    "kind": kind,
                    "area": AREAS["here"],
                    "valid_from": start,
                    "valid_to": end,
                }
            )
    if died:
        rows["deaths"].append(
            {"person_id": person(name), "occurred_on": died, "area": AREAS["here"]}
        )


def _births(rows: Any, name: str, given: Given, person: Any) -> None:
    day, sex = _day(given["born"]), SEX[str(given["sex"])]
    child, mother = person(name), person(given["mother"])
    rows["persons"].append(
        {
            "person_id": child,
            "sex": sex,
            "birth_date": day,
            "mother_id": mother,
            "synthetic": True,
        }
    )
    recorded = datetime.fromisoformat(f"{given['recorded']}T10:00:00")
    rows["births"].append(
        {
            "child_id": child,
            "mother_id": mother,
            "delivery_id": child,
            "occurred_on": day,
            "area": AREAS["here"],
            "sex": sex,
            "birth_order": int(str(given["order"])),
            "recorded_at": recorded,
        }
    )


def _spells(rows: Any, name: str, given: Given, person: Any) -> None:
    rows["residence_spells"].append(
        {
            "person_id": person(given["person"]),
            "kind": given["kind"],
            "area": AREAS[str(given["area"])],
            "valid_from": _day(given["from"]),
            "valid_to": _day(given["until"]),
        }
    )


def _couple(table: str) -> Draw:
    def draw(rows: Any, name: str, given: Given, person: Any) -> None:
        row = {
            "first_id": person(given["first"]),
            "second_id": person(given["second"]),
            "occurred_on": _day(given["day"]),
            "area": AREAS["here"],
        }
        for flag in ("first_of_first", "first_of_second"):
            if flag in given:
                row[flag.replace("first_of", "first_marriage_of", 1)] = (
                    given[flag] == "yes"
                )
        rows[table].append(row)

    return draw


def _moves(rows: Any, name: str, given: Given, person: Any) -> None:
    rows["moves"].append(
        {
            "person_id": person(given["person"]),
            "kind": given["kind"],
            "occurred_on": _day(given["day"]),
            "origin": AREAS[str(given["origin"])],
            "destination": AREAS[str(given["destination"])],
        }
    )


def _households(rows: Any, name: str, given: Given, person: Any) -> None:
    start, end = _spell(str(given["lives"]))
    rows["household_spells"].append(
        {
            "household_id": 1000
            + sum(ord(letter) for letter in str(given["household"])),
            "person_id": person(given["person"]),
            "role": given["role"],
            "valid_from": start,
            "valid_to": end,
        }
    )


def _kin(rows: Any, name: str, given: Given, person: Any) -> None:
    for row in rows["persons"]:
        if row["person_id"] == person(given["child"]):
            row["father_id"] = person(given["father"])


DRAW: dict[str, Draw] = {
    "persons": _persons,
    "births": _births,
    "spells": _spells,
    "marriages": _couple("marriages"),
    "divorces": _couple("divorces"),
    "moves": _moves,
    "households": _households,
    "kin": _kin,
}
