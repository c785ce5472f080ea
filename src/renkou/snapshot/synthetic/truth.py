"""`DIR/truth/`: what really happened and what was planted. The score alone reads it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from .ids import Ids
from .lives import NEVER, NOBODY, Rows
from .planting import Plan, Planted
from .records import Papers
from .reported import KINDS as REPORTED
from .spoiling import Made, Spoilt
from .walk import UNKNOWN

_PERSONS = ("person", "mother", "father", "child", "adopter", "first", "second")
_DAYS = ("birth_day", "death_day", "day", "start", "end")
_VILLAGES = ("birth_village", "village", "origin", "destination")
EVENTS = ("births", "deaths", "marriages", "divorces", "adoptions", "moves")


def write_lives(
    folder: Path, papers: Papers, plan: Plan, register: Ids, public: Ids
) -> None:
    """Persons with both ids, and every event and stage with when it was recorded.

    Persons are named by their register id, villages by code. A recorded moment is
    empty where a thing never was recorded, and may lie past the horizon.
    """
    lives, known = papers.lives, papers.known
    persons = {
        "register_id": register.person,
        "snapshot_id": public.person,
        "recorded_at": known.person,
        "death_recorded_at": known.died,
    }
    _write(folder, "persons", papers, lives.persons, register, persons)
    for name in EVENTS:
        extra: dict[str, Any] = {"recorded_at": getattr(known, name)}
        if name == "births":
            extra |= {
                "omitted": plan.omitted,
                "late_median": pa.array(plan.late, from_pandas=True),
            }
        _write(folder, name, papers, getattr(lives, name), register, extra)
    for name in ("spells", "households"):
        start, end = getattr(known, name)
        extra = {"start_recorded_at": start, "end_recorded_at": end}
        _write(folder, name, papers, getattr(lives, name), register, extra)


def write_offices(folder: Path, planted: Iterable[Planted]) -> None:
    """`faults.parquet`: each fault with its 2023 areas, share, first day, strength."""
    rows: list[dict[str, Any]] = []
    for each in planted:
        fault = each.fault
        for area in each.areas or (None,):
            rows.append(
                {
                    "kind": fault.kind,
                    "area": area,
                    "share_from": fault.share[0],
                    "share_to": fault.share[1],
                    "since": fault.since,
                    "strength": fault.strength,
                }
            )
    schema = pa.schema(
        {
            "kind": pa.string(),
            "area": pa.string(),
            "share_from": pa.float64(),
            "share_to": pa.float64(),
            "since": pa.date32(),
            "strength": pa.float64(),
        }
    )
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "faults.parquet")


def write_invented(
    folder: Path, reports: dict[str, NDArray[Any]], codes: tuple[str, ...]
) -> None:
    """`invented.parquet`: the reported counts that were made up."""
    rows = np.flatnonzero(reports["made_up"])
    table = {
        "area": _coded(reports["area"][rows], codes),
        "month": pa.array(reports["month"][rows]).view(pa.date32()),
        "kind": _coded(reports["kind"][rows], REPORTED),
        "value": reports["value"][rows],
    }
    _save(folder, "invented", table)


def write_papers(folder: Path, spoilt: Spoilt, register: Ids, public: Ids) -> None:
    """What the rows of an extract stand for, and the faults made in it.

    `links-NAME.parquet` gives for each row, counted from 1, and place in it the
    person's ids. `faults-NAME.parquet` gives kind, row (0 for a missing one), place
    and person of every fault.
    """
    name, persons = spoilt.sheet.name, spoilt.sheet.persons
    row, slot = np.nonzero(persons != NOBODY)
    who = persons[row, slot]
    links = {
        "row": row + 1,
        "slot": slot.astype(np.int8),
        "register_id": register.of("person", who),
        "snapshot_id": public.of("person", who),
    }
    _save(folder, f"links-{name}", links)
    _save(folder, f"faults-{name}", _faults(spoilt.made, register, public))


def _faults(made: tuple[Made, ...], register: Ids, public: Ids) -> dict[str, Any]:
    person = _join([each.person for each in made], np.int32)
    kinds = tuple(dict.fromkeys(each.kind for each in made))
    index = [np.full(len(each.row), kinds.index(each.kind), np.int8) for each in made]
    return {
        "kind": _coded(_join(index, np.int8), kinds or ("none",)),
        "row": _join([each.row for each in made], np.int64),
        "slot": _join([each.slot for each in made], np.int8),
        "register_id": register.of("person", person),
        "snapshot_id": public.of("person", person),
    }


def _join(parts: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _write(
    folder: Path,
    name: str,
    papers: Papers,
    rows: Rows,
    register: Ids,
    extra: dict[str, Any],
) -> None:
    columns: dict[str, Any] = {}
    for field in rows.__dataclass_fields__:
        values = rows.column(field)
        if field in _PERSONS:
            ids = register.of("person", values)
            columns[field] = pa.array(ids, mask=values == NOBODY)
        elif field in _DAYS:
            columns[field] = pa.array(values, mask=values == NEVER).view(pa.date32())
        elif field in _VILLAGES:
            columns[field] = _coded(values, papers.lives.villages)
        else:
            columns[field] = pa.array(values)
    for field, values in extra.items():
        if field.endswith("recorded_at"):
            moment = pa.array(values, mask=values >= UNKNOWN)
            columns[field] = moment.view(pa.timestamp("s"))
        else:
            columns[field] = values
    _save(folder, name, columns)


def _coded(index: NDArray[Any], texts: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.array(index.astype(np.int32), mask=index < 0), pa.array(texts, pa.string())
    )


def _save(folder: Path, name: str, columns: dict[str, Any]) -> None:
    table = pa.table(columns)
    pq.write_table(
        table,
        folder / f"{name}.parquet",
        compression="zstd",
        compression_level=1,
        use_dictionary=[
            field.name for field in table.schema if pa.types.is_dictionary(field.type)
        ],
        write_statistics=False,
    )
