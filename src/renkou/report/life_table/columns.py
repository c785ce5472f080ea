"""The life table as a table: what it is made of, its columns, its intervals."""

from __future__ import annotations

import math

from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits
from ..numbers import MISSING, plain
from .lives import LABELS, Lives

ID = "life-table"
NOBODY = Text("Nobody died at this age", "该年龄无死亡")
COLUMNS = (
    Column(("deaths",), Text("Deaths", "死亡")),
    Column(("person_years",), Text("Person-years", "人年数")),
    Column(("nMx",), Text("Death rate", "死亡率"), Text("nMx, per 1,000", "nMx，‰")),
    Column(("nax",), Text("Lived by those who die", "死者存活"), Text("nax", "nax")),
    Column(("nqx",), Text("Probability of dying", "死亡概率"), Text("nqx", "nqx")),
    Column(("nqx_lower", "nqx_upper"), Text("95% interval", "95%区间")),
    Column(("lx",), Text("Survivors", "尚存人数"), Text("lx", "lx")),
    Column(("ndx",), Text("Dying", "死亡人数"), Text("ndx", "ndx")),
    Column(("nLx",), Text("Years lived", "存活人年"), Text("nLx", "nLx")),
    Column(("Tx",), Text("Years ahead", "累计人年"), Text("Tx", "Tx")),
    Column(("ex",), Text("Expectation", "预期寿命"), Text("ex", "ex"), kind="num v"),
    Column(("ex_lower", "ex_upper"), Text("95% interval", "95%区间")),
)


def life_table(lives: Lives) -> DataTable:
    """A row an age group; only deaths and person-years where no table can be made."""
    built = lives.built
    return DataTable(
        ID,
        Text(f"Life table, {lives.name.en}", f"生命表：{lives.name.zh}"),
        Text("Age", "年龄"),
        ("age",),
        COLUMNS if built else COLUMNS[:2],
        tuple(
            Row(
                f"age-{label}",
                Text(label.replace("-", "–"), label.replace("-", "–")),
                (label,),
                (*_counts(lives, at), *(_columns(lives, at) if built else ())),
            )
            for at, label in enumerate(LABELS)
        ),
    )


def _counts(lives: Lives, at: int) -> tuple[Cell, ...]:
    died, lived = float(lives.deaths[at]), float(lives.lived[at])
    whole = died == round(died)
    return _number(died, 0 if whole else 1), _number(lived, 0)


def _columns(lives: Lives, at: int) -> tuple[Cell, ...]:
    made, found = lives.table, lives.interval
    low, high = (float(part[at]) for part in lives.risk)
    return (
        _number(1_000 * float(made.nMx[at]), 2),
        _number(float(made.nax[at]), 2),
        _number(float(made.nqx[at]), 5),
        _interval(low, high, 5),
        *(_number(float(part[at]), 0) for part in (made.lx, made.ndx, made.nLx)),
        _number(float(made.Tx[at]), 0),
        _number(float(made.ex[at]), 1),
        _interval(float(found.low[at]), float(found.high[at]), 1),
    )


def _number(value: float, places: int) -> Cell:
    shown = plain(value, places)
    return Cell(Text(shown, shown), (digits(value),), None, value)


def _interval(low: float, high: float, places: int) -> Cell:
    if math.isnan(low):
        return Cell(MISSING, ("", ""), NOBODY)
    ends = plain(low, places), plain(high, places)
    return Cell(
        Text(" – ".join(ends), "～".join(ends)), (digits(low), digits(high)), None, low
    )
