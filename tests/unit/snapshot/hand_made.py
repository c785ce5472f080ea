"""A small snapshot made by hand, that every check accepts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from renkou.schema import BY_NAME
from renkou.schema.arrow import arrow_schema
from renkou.snapshot import Manifest, write_manifest, write_table

VILLAGE, OTHER = "511002001001", "511002001003"
D = date.fromisoformat
Rows = dict[str, list[dict[str, Any]]]


def city() -> Rows:
    """A couple, their twins, a widower who died, and a neighbour who moved away."""
    persons = [
        (1, 1, "1980-03-01", None, None, None),
        (2, 2, "1982-05-05", None, None, None),
        (3, 1, "2012-07-09", None, 2, 1),
        (4, 2, "2012-07-09", None, 2, 1),
        (5, 1, "1931-01-31", "2015-02-03", None, None),
        (6, 2, "1990-12-24", None, None, None),
    ]
    actual = [
        (1, VILLAGE, "2010-11-01", None),
        (2, VILLAGE, "2010-11-01", None),
        (3, VILLAGE, "2012-07-09", None),
        (4, VILLAGE, "2012-07-09", None),
        (5, VILLAGE, "2010-11-01", "2015-02-04"),
        (6, OTHER, "2010-11-01", "2018-06-01"),
    ]
    return {
        "persons": [
            {
                "person_id": person,
                "sex": sex,
                "birth_date": D(born),
                "death_date": D(died) if died else None,
                "birth_area": VILLAGE,
                "mother_id": mother,
                "father_id": father,
                "nationality": "CHN",
                "synthetic": True,
            }
            for person, sex, born, died, mother, father in persons
        ],
        "residence_spells": [
            {
                "person_id": person,
                "kind": kind,
                "area": area,
                "registration": "rural",
                "valid_from": D(start),
                "valid_to": D(end) if end else None,
            }
            for kind in ("actual", "registered")
            for person, area, start, end in actual
        ],
        "births": [
            {
                "child_id": child,
                "mother_id": 2,
                "father_id": 1,
                "delivery_id": 1,
                "occurred_on": D("2012-07-09"),
                "area": VILLAGE,
                "sex": sex,
                "birth_order": order,
            }
            for child, sex, order in ((3, 1, 1), (4, 2, 2))
        ],
        "deaths": [{"person_id": 5, "occurred_on": D("2015-02-03"), "area": VILLAGE}],
        "marriages": [
            {
                "first_id": 1,
                "second_id": 2,
                "occurred_on": D("2011-02-02"),
                "area": VILLAGE,
                "first_marriage_of_first": True,
                "first_marriage_of_second": True,
            }
        ],
        "moves": [
            {
                "person_id": 6,
                "kind": kind,
                "occurred_on": D("2018-06-01"),
                "origin": OTHER,
                "destination": "elsewhere",
            }
            for kind in ("actual", "registered")
        ],
        "household_spells": [
            {
                "household_id": 1,
                "person_id": person,
                "role": role,
                "valid_from": D(start),
                "valid_to": None,
            }
            for person, role, start in (
                (1, "head", "2010-11-01"),
                (2, "partner", "2011-02-02"),
                (3, "child", "2012-07-09"),
                (4, "child", "2012-07-09"),
            )
        ],
        "reported_counts": [
            {"area": VILLAGE, "month": D("2012-07-01"), "kind": "births", "value": 2}
        ],
    }


def arrow(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as Arrow, their version columns filled in where they are not given."""
    recorded = datetime(2019, 1, 2, 9, 30)
    table = BY_NAME[name]
    filled = [
        {
            "record_id": number,
            "version": 1,
            "recorded_at": recorded,
            **{c: None for c in table.names if c not in ("record_id", "version")},
            **{"recorded_at": recorded},
            **row,
        }
        for number, row in enumerate(rows, start=1)
    ]
    return pa.Table.from_pylist(filled, schema=arrow_schema(table))


def write(folder: Path, rows: Rows, manifest: Manifest | None = None) -> Path:
    """Write a snapshot of `rows` into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, some in rows.items():
        write_table(folder, name, arrow(name, some))
    write_manifest(folder, manifest or Manifest(last_day=D("2019-12-31")))
    return folder
