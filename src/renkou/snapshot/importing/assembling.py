"""The sources of one table put together, with the columns that no file gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from renkou.schema import Column, Table
from renkou.schema.arrow import arrow_type
from renkou.schema.clock import today

from ..last_day import DAYS
from .loading import Loaded
from .mapping import ImportPlan


@dataclass(frozen=True, slots=True)
class Assembled:
    """A table's rows, and of each the file and the row in it that it came from."""

    rows: pa.Table
    sources: tuple[Loaded, ...]
    source: npt.NDArray[np.int32]
    row_in_file: npt.NDArray[np.int64]


def assemble(plan: ImportPlan, loaded: list[Loaded], last_day: date) -> Assembled:
    """All rows of one table; what no file gives is made here and nowhere else.

    `record_id` counts the rows; `version` is 1; where no day of recording is given,
    `recorded_at` is the last day, and the manifest says that recording is unknown.
    """
    table = loaded[0].source.table
    counts = [one.values.num_rows for one in loaded]
    columns = {
        column.name: pa.chunked_array(
            [
                chunk
                for one in loaded
                for chunk in _column(plan, one, column, last_day).chunks
            ],
            _type(column, loaded),
        )
        for column in table.columns
    }
    if not any(one.source.gives("record_id") for one in loaded):
        columns["record_id"] = pa.chunked_array([np.arange(1, sum(counts) + 1)])
    if "delivery_id" in columns:
        columns["delivery_id"] = _deliveries(columns, table)
    return Assembled(
        pa.table(columns),
        tuple(loaded),
        np.repeat(np.arange(len(loaded), dtype=np.int32), counts),
        np.concatenate([one.rows for one in loaded]),
    )


def last_day_of(loaded: Iterable[Loaded]) -> date:
    """The latest day in any of the rows; today where there is none."""
    days = []
    for one in loaded:
        for name in (n for n in DAYS if n in one.values.column_names):
            latest = pc.max(one.values.column(name).cast(pa.date32())).as_py()
            days += [latest] if latest else []
    return max(days, default=today())


def _type(column: Column, loaded: list[Loaded]) -> pa.DataType:
    for one in loaded:
        if column.name in one.values.column_names:
            return one.values.schema.field(column.name).type
    kind = arrow_type(column)
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _column(
    plan: ImportPlan, one: Loaded, column: Column, last_day: date
) -> pa.ChunkedArray:
    kind, count = _type(column, [one]), one.values.num_rows
    if column.name in one.values.column_names:
        return one.values.column(column.name)
    made = {
        "version": 1,
        "recorded_at": datetime(last_day.year, last_day.month, last_day.day),
        "synthetic": plan.synthetic,
    }
    if column.name in made:
        value = pa.scalar(made[column.name], kind)
        return pa.chunked_array([pa.repeat(value, count)])
    return pa.chunked_array([pa.nulls(count, kind)])


def _deliveries(columns: dict[str, pa.ChunkedArray], table: Table) -> pa.ChunkedArray:
    """One number for children of one mother on one day, where none is given."""
    given = columns["delivery_id"]
    if not given.null_count:
        return given
    mother = columns["mother_id"].fill_null(0).to_numpy()
    child = columns["child_id"].to_numpy()
    day = columns["occurred_on"].cast(pa.int32()).to_numpy().astype(np.int64)
    alone = np.where(mother == 0, child, 0)
    _, place = np.unique(np.stack([mother, day, alone]), axis=1, return_inverse=True)
    made = pa.chunked_array([place.reshape(-1).astype(np.int64) + 1])
    return pc.coalesce(given, made)
