"""A figure beside others: as known then, of the period before, of the area above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa

from renkou import reference
from renkou.areas import AreaTree

from .places import LEVELS
from .request import Request

KEYS = ("measure", "area", "period", "population", "sex", "category")
NATION = "000000000000"
Ask = Callable[[Request], pa.Table]


def with_versus(table: pa.Table, other: pa.Table) -> pa.Table:
    """`table` with the value that `other` has of the same thing, and the difference."""
    joined = _joined(table, other.select([*KEYS, "value"]), "value_vs", list(KEYS))
    now, then = joined["value"].to_numpy(), joined["value_vs"].to_numpy()
    return joined.append_column("difference", pa.array(now - then, from_pandas=True))


def compared(table: pa.Table, asked: Request, tree: AreaTree, ask: Ask) -> pa.Table:
    """`table` with a column `value_…` for each comparison asked for."""
    for name in asked.compare:
        match name:
            case "previous":
                table = _with_previous(table, asked, ask)
            case "parent":
                table = _with_parent(table, asked, tree, ask)
            case "nation":
                table = _with_nation(table)
    return table


def _with_previous(table: pa.Table, asked: Request, ask: Ask) -> pa.Table:
    following = {str(p.before): str(p) for p in asked.periods}
    before = ask(replace(asked, periods=tuple(p.before for p in asked.periods)))
    period = [following[text] for text in before["period"].to_pylist()]
    at = before.column_names.index("period")
    moved = before.set_column(at, "period", pa.array(period, type=pa.string()))
    return _joined(table, moved.select([*KEYS, "value"]), "value_previous", list(KEYS))


def _with_parent(table: pa.Table, asked: Request, tree: AreaTree, ask: Ask) -> pa.Table:
    """The value of the area one level above; a city has none."""
    above = [LEVELS[LEVELS.index(name) - 1] for name in asked.levels if name != "city"]
    day = tree.list_for(asked.area_list)
    parent = {
        unit.code: next(
            (a.code for a in tree.ancestors(unit.key, day) if a.key == unit.parent), ""
        )
        for name in asked.levels
        for unit in tree.units(day, name)
    }
    codes = [parent[code] for code in table["area"].to_pylist()]
    beside = table.append_column("parent", pa.array(codes, type=pa.string()))
    keys = ["parent", *(key for key in KEYS if key != "area")]
    if not above:
        nothing = pa.nulls(table.num_rows, pa.float64())
        return table.append_column("value_parent", nothing)
    other = ask(replace(asked, levels=tuple(dict.fromkeys(above))))
    named = other.rename_columns(
        ["parent" if name == "area" else name for name in other.column_names]
    )
    joined = _joined(beside, named.select([*keys, "value"]), "value_parent", keys)
    return joined.drop_columns(["parent"])


def _with_nation(table: pa.Table) -> pa.Table:
    """China's value and its source, where the reference series have the measure."""
    found = reference.figures().where(area=NATION).columns()
    keys = ["measure", "period", "sex", "category"]
    _, first = np.unique(
        np.stack([found[name] for name in keys]), axis=1, return_index=True
    )
    nation = pa.table(
        {
            name: pa.array(found[name][first].tolist())
            for name in [*keys, "value", "source"]
        }
    ).rename_columns([*keys, "value", "source_nation"])
    return _joined(table, nation, "value_nation", keys)


def _joined(table: pa.Table, other: pa.Table, value: str, keys: list[str]) -> pa.Table:
    """`table` in its order, with the other columns of `other`, its value as `value`."""
    named = other.rename_columns(
        [value if name == "value" else name for name in other.column_names]
    )
    added = [name for name in named.column_names if name not in keys]
    numbered = table.append_column("row", pa.array(range(table.num_rows)))
    joined = numbered.join(named, keys, join_type="left outer").sort_by("row")
    return joined.select([*table.column_names, *added])
