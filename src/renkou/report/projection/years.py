"""The figures of a projection as tables: a row a year."""

from __future__ import annotations

from collections.abc import Sequence

from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits, interval_cell, value_cell
from ..numbers import Form, signed
from .outlook import BROAD_AGES, GROUPS, Outlook
from .words import GROUPS as NAMES

POPULATION = Text("Population", "人口")
EIGHTY, NINETY_FIVE = Text("80% interval", "80%区间"), Text("95% interval", "95%区间")
COUNTED = Text("Counted: no interval", "统计数，无区间")


def fan_table(outlook: Outlook) -> DataTable:
    """Median, 80% and 95% intervals of every year."""
    return _table(
        "fan-table",
        Text("Population, projected", "人口预测"),
        (
            Column(("population",), POPULATION, kind="num v"),
            Column(("lower_80", "upper_80"), EIGHTY),
            Column(("lower", "upper"), NINETY_FIVE),
        ),
        outlook.years,
        lambda year: (
            _count(outlook.total("median")[year - outlook.base]),
            *(
                _interval(outlook, low, high, year)
                for low, high in (("low80", "high80"), ("low95", "high95"))
            ),
        ),
    )


def change_table(outlook: Outlook) -> DataTable:
    """Births and deaths with 80% intervals, and net migrants."""
    first = outlook.base + 1

    def cells(year: int) -> tuple[Cell, ...]:
        at, found = year - first, []
        for what in ("births", "deaths"):
            value, low, high = (
                round(float(outlook.events(what, q)[at]))
                for q in ("median", "low80", "high80")
            )
            found += [_count(value), interval_cell(low, high, Form.COUNT, 0)]
        net = float(outlook.net_migrants[at])
        shown = signed(net)
        return (*found, Cell(Text(shown, shown), (digits(round(net)),), None, net))

    return _table(
        "change-table",
        Text("Components of change, projected", "人口变动构成预测"),
        (
            Column(("births",), Text("Births", "出生")),
            Column(("births_lower_80", "births_upper_80"), EIGHTY),
            Column(("deaths",), Text("Deaths", "死亡")),
            Column(("deaths_lower_80", "deaths_upper_80"), EIGHTY),
            Column(("net_moves",), Text("Net moves", "净迁移")),
        ),
        outlook.years[1:],
        cells,
    )


def ages_table(outlook: Outlook) -> DataTable:
    """Every broad age group, median and 80% interval."""
    columns: list[Column] = []
    for name, key in zip(NAMES, GROUPS, strict=True):
        columns.append(Column((key,), name))
        columns.append(Column((f"{key}_lower_80", f"{key}_upper_80"), EIGHTY))

    def cells(year: int) -> tuple[Cell, ...]:
        at, found = year - outlook.base, []
        for group in range(len(BROAD_AGES)):
            value, low, high = (
                round(float(outlook.of_age(group, q)[at]))
                for q in ("median", "low80", "high80")
            )
            found += [_count(value), _bounds(low, high, counted=year == outlook.base)]
        return tuple(found)

    return _table(
        "ages-table",
        Text("School, work and care ages, projected", "学龄、劳动年龄与照料年龄预测"),
        tuple(columns),
        outlook.years,
        cells,
    )


def years_table(outlook: Outlook) -> DataTable:
    """The main figures of every fifth year, for the page itself."""
    fan, change, ages = fan_table(outlook), change_table(outlook), ages_table(outlook)
    shown = [
        year
        for year in outlook.years
        if year % 5 == 0 or year in (outlook.base, outlook.years[-1])
    ]
    none = tuple(
        Cell(Text("–", "–"), ("",) * len(c.fields), COUNTED) for c in change.columns
    )
    rows = []
    for year in shown:
        at = year - outlook.base
        moved = change.rows[at - 1].cells if at else none
        cells = (*fan.rows[at].cells, *moved, *ages.rows[at].cells[::2])
        head = Text(str(year), str(year))
        rows.append(Row(f"years-{year}", head, (str(year),), cells))
    return DataTable(
        "years",
        Text("Projection, every fifth year", "预测结果（每五年）"),
        Text("Year", "年份"),
        ("period",),
        (*fan.columns, *change.columns, *ages.columns[::2]),
        tuple(rows),
    )


def _table(
    id_: str,
    caption: Text,
    columns: tuple[Column, ...],
    years: Sequence[int],
    cells: object,
) -> DataTable:
    rows = tuple(
        Row(f"{id_}-{year}", Text(str(year), str(year)), (str(year),), cells(year))  # type: ignore[operator]
        for year in years
    )
    return DataTable(id_, caption, Text("Year", "年份"), ("period",), columns, rows)


def _interval(outlook: Outlook, low: str, high: str, year: int) -> Cell:
    at = year - outlook.base
    ends = (round(float(outlook.total(end)[at])) for end in (low, high))
    return _bounds(*ends, counted=year == outlook.base)


def _bounds(low: int, high: int, *, counted: bool) -> Cell:
    if counted:
        return interval_cell(None, None, Form.COUNT, 0, reason=COUNTED)
    return interval_cell(low, high, Form.COUNT, 0)


def _count(value: float) -> Cell:
    return value_cell(round(float(value)), Form.COUNT, 0)
