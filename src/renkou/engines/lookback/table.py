"""The rows of a look back: drift of each, areas as a whole, the most drifted first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ..places import LEVELS
from .drift import Array, drift, flags
from .publication import FIRST, NOW

ALL = "all"
SERIES = ("level", "population", "sex", "category")  # areas of one are compared
WHERE = (*SERIES, "area")
COLUMNS = (
    *("measure", "area", "area_name", "level", "period", "population", "sex"),
    *("category", "stage", "known_on", "value"),
)
Index = npt.NDArray[np.int64]


def arranged(rows: pa.Table, *, events: bool, adds: bool) -> pa.Table:
    """`rows` with stages, with those of all periods, drift and flags, in order."""
    table = pa.concat_tables([rows.select(COLUMNS), _all_periods(rows, adds=adds)])
    value, first = _number(table, "value"), _first(table)
    found = drift(first, value, events=events)
    flag = _flags(table, first, value) if events else [""] * table.num_rows
    late = [stage != FIRST for stage in table["stage"].to_pylist()]
    columns = {
        "drift": found.drift,
        "drift_share": found.share,
        "drift_lower": found.low,
        "drift_upper": found.high,
    }
    for name, numbers in columns.items():
        shown = np.where(late, numbers, np.nan)
        table = table.append_column(name, pa.array(shown, from_pandas=True))
    table = table.append_column("flag", pa.array(flag, type=pa.string()))
    return table.take(pa.array(_order(table)))


def _all_periods(rows: pa.Table, *, adds: bool) -> pa.Table:
    """A row for each area and the stages "first" and "now": its periods as one.

    Periods whose figure is missing at either stage are left out of both.
    """
    stages = np.array(rows["stage"].to_pylist())
    value, first = _number(rows, "value"), _first(rows)
    now = np.flatnonzero((stages == NOW) & np.isfinite(value) & np.isfinite(first))
    if not now.size:
        return rows.select(COLUMNS).slice(0, 0)
    place, inside = np.unique(_key(rows, WHERE)[now], return_inverse=True)
    example = np.zeros(place.size, dtype=np.int64)
    example[inside[::-1]] = now[::-1]
    count = np.bincount(inside)
    told = rows.select(COLUMNS).take(pa.array(example))
    both = []
    for stage, numbers in ((FIRST, first), (NOW, value)):
        total = np.bincount(inside, numbers[now])
        figure = total if adds else total / count
        table = _put(told, "period", pa.repeat(ALL, place.size))
        table = _put(table, "stage", pa.repeat(stage, place.size))
        if stage == FIRST:  # each period has its own day
            table = _put(table, "known_on", pa.nulls(place.size, pa.string()))
        both.append(_put(table, "value", pa.array(figure)))
    return pa.concat_tables(both)


def _first(table: pa.Table) -> Array:
    """The first published value of the area and period of each row."""
    key = _key(table, (*WHERE, "period"))
    value = _number(table, "value")
    first = np.array(table["stage"].to_pylist()) == FIRST
    of, at = np.unique(key[first], return_index=True)
    place = np.minimum(np.searchsorted(of, key), max(of.size - 1, 0))
    found: Array = np.where(of[place] == key, value[first][at][place], np.nan)
    return found


def _flags(table: pa.Table, first: Array, value: Array) -> list[str]:
    """The flag of each row "now" of all periods, its areas compared by series."""
    found = np.full(table.num_rows, "", dtype="<U4")
    stage = np.array(table["stage"].to_pylist())
    whole = (np.array(table["period"].to_pylist()) == ALL) & (stage == NOW)
    series = _key(table, SERIES)
    for one in np.unique(series[whole]):
        rows = np.flatnonzero(whole & (series == one))
        found[rows] = flags(first[rows], value[rows])
    return [str(flag) for flag in found]


def _order(table: pa.Table) -> Index:
    """Level by level, areas by the share of their drift, "all" before its periods."""
    share = _number(table, "drift_share")
    period = np.array(table["period"].to_pylist())
    whole = period == ALL
    now = np.array(table["stage"].to_pylist()) == NOW
    key = _key(table, WHERE)
    drifted = dict(zip(key[whole & now], share[whole & now], strict=True))
    area = np.nan_to_num([-drifted.get(one, np.nan) for one in key], nan=np.inf)
    known_on = np.array([day or "" for day in table["known_on"].to_pylist()])
    names = [np.array(table[name].to_pylist()) for name in SERIES]
    levels = np.array([LEVELS.index(name) for name in names[0]])
    return np.lexsort([now, known_on, period, ~whole, key, area, *names[:0:-1], levels])


def _key(table: pa.Table, names: tuple[str, ...]) -> npt.NDArray[np.str_]:
    columns = (table[name].to_pylist() for name in names)
    return np.array(["|".join(row) for row in zip(*columns, strict=True)], dtype=str)


def _number(table: pa.Table, name: str) -> Array:
    numbers: Array = table[name].to_numpy().astype(np.float64)
    return numbers


def _put(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    at = table.column_names.index(name)
    return table.set_column(at, name, values)
