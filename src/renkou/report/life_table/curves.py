"""Survivors and the probability of dying by age, one table or two."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from renkou.engines.by_age import Array
from renkou.schema.text import Text

from .. import vega
from ..chart import Chart
from ..data_table import Cell, Column, DataTable, Row, digits
from ..drawing import Drawing, Scale, ticks
from ..numbers import MISSING, Form, plain
from .lives import AGES, LABELS, Lives

WIDTH, HEIGHT = 381, 268
LEFT, RIGHT, TOP, FOOT = 52, 292, 14, 234
RISK, FIELDS = "risk", ("own", "other")
PERSONS, NQX = Text("persons", "人"), Text("nqx", "nqx")
RISK_PLAINLY = Text(
    "Probability of dying within the age group, nqx, logarithmic scale",
    "各年龄组死亡概率nqx，对数刻度",
)
LAST = 90.0  # where the open group is drawn to


def survivors(lives: Lives, other: Lives | None) -> Chart:
    """Of 100,000 born, those alive at each age."""
    half = _median_age(lives)
    return _chart(
        "survivors",
        Text(f"Half live to {half} or longer", f"半数人可活到{half}岁或以上"),
        Text(
            "Survivors of 100,000 born, lx, by age", "每10万出生者的尚存人数lx，按年龄"
        ),
        _named("survivors", lives, other),
    )


def risk(lives: Lives, other: Lives | None) -> Chart:
    """The probability of dying, on a logarithmic scale."""
    died = lives.deaths[:-1] > 0
    lowest = int(np.argmin(np.where(died, lives.table.nqx[:-1], np.inf)))
    age = LABELS[lowest].replace("-", "–")
    return _chart(
        RISK,
        Text(f"The risk is least at ages {age}", f"{age}岁死亡风险最低"),
        Text(
            "Probability of dying within the age group, nqx, logarithmic scale; band: "
            "95%; ages without deaths have no point",
            "各年龄组死亡概率nqx，对数刻度；色带：95%区间；无死亡的年龄组不画点",
        ),
        _named(RISK, lives, other),
    )


Curve = tuple[Text, Array, Array | None, Array | None]


def _chart(what: str, title: Text, measured: Text, curves: Sequence[Curve]) -> Chart:
    log, table = what == RISK, _table(what, curves)
    traces = [
        vega.Trace(field, name, ink="second" if number else "main")
        for number, (field, (name, *_)) in enumerate(zip(FIELDS, curves, strict=False))
    ]
    plainly = RISK_PLAINLY if log else measured
    form, unit = (Form.YEARS, NQX) if log else (Form.COUNT, PERSONS)
    return Chart(
        id=what,
        title=title,
        measured=measured,
        drawing=_draw(curves, log=log, id_=what),
        table=table,
        spec=vega.over_time(
            title, plainly, table, traces, form=form, unit=unit, along="age", log=log
        ),
    )


def _named(what: str, lives: Lives, other: Lives | None) -> list[Curve]:
    """Name, values and bounds of one or two tables, ages without deaths missing."""
    found: list[Curve] = []
    for each in (lives, other):
        if each is None or not each.built:
            continue
        if what == "survivors":
            found.append((each.name, each.table.lx, None, None))
        else:
            values = np.where(each.deaths > 0, each.table.nqx, np.nan)[:-1]
            low, high = (part[:-1] for part in each.risk)
            found.append((each.name, values, low, high))
    return found


def _median_age(lives: Lives) -> str:
    """The age group in which half are dead."""
    lx = lives.table.lx
    if lx[-1] > lx[0] / 2:
        return "85"
    falling = np.interp(lx[0] / 2, lx[::-1], AGES[::-1])
    return f"{falling:.0f}"


def _draw(curves: Sequence[Curve], *, log: bool, id_: str) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    ages = AGES[: len(curves[0][1])]
    x = Scale(0, LAST, LEFT, RIGHT)
    values = np.concatenate([c for curve in curves for c in curve[1:] if c is not None])
    values = values[np.isfinite(values) & (values > 0)]
    y, marks = _upward(values, log=log)
    for mark in marks:
        at = y(math.log10(mark) if log else mark)
        drawing.line("a" if mark else "ax", [(LEFT, at), (RIGHT, at)])
        shown = f"{mark:g}" if log else plain(mark)
        drawing.text(LEFT - 6, at + 4, shown, anchor="end")
    for age in ticks(0, LAST, 5):
        drawing.text(x(age), FOOT + 20, f"{age:.0f}", anchor="middle")

    def points(values: Array) -> list[list[tuple[float, float]]]:
        runs: list[list[tuple[float, float]]] = [[]]
        for age, value in zip(ages, values, strict=True):
            if np.isfinite(value) and (value > 0 or not log):
                runs[-1].append((x(age), y(math.log10(value) if log else value)))
            else:
                runs.append([])
        return [run for run in runs if run]

    spot = -99.0
    for number, (name, line, low, high) in reversed(list(enumerate(curves))):
        if low is not None and high is not None and not number:
            for under, over in zip(points(low), points(high), strict=True):
                drawing.band(under, over)
        if not points(line):
            continue  # nobody died at any age but the last
        for run in points(line):
            drawing.line("l2" if number else "l", run)
            for point in run if log else []:
                drawing.dot("k" if number else "d", *point, 2)
        end = points(line)[-1][-1]
        spot = end[1] + 4 if abs(end[1] + 4 - spot) > 14 else spot + 15
        beside = curves[1 - number][0] if len(curves) > 1 else None
        label = _short(name, beside)
        drawing.text(RIGHT + 9, spot, label, ink="" if number else "em")
    return drawing.figure(f"{id_}-title")


def _upward(values: Array, *, log: bool) -> tuple[Scale, list[float]]:
    if not log:
        return Scale(0, 100_000, FOOT, TOP), [0.0, 25e3, 50e3, 75e3, 100e3]
    low = math.floor(math.log10(float(values.min())))
    high = math.ceil(math.log10(float(values.max())))
    return Scale(low, high, FOOT, TOP), [10.0**power for power in range(low, high + 1)]


def _short(name: Text, other: Text | None) -> Text:
    """What tells it from the other: the first part of its name that differs."""

    def differing(own: str, its: str, by: str) -> str:
        pairs = zip(own.split(by), its.split(by), strict=False)
        return next((a for a, b in pairs if a != b), own.split(by)[0])

    its = other or name
    return Text(differing(name.en, its.en, ", "), differing(name.zh, its.zh, "，"))


def _table(what: str, curves: Sequence[Curve]) -> DataTable:
    columns = [
        Column((field,), name)
        for field, (name, *_) in zip(FIELDS, curves, strict=False)
    ]

    def cell(value: float) -> Cell:
        if not np.isfinite(value):
            return Cell(MISSING, ("",), Text("Nobody died at this age", "该年龄无死亡"))
        shown = plain(value, 0 if what == "survivors" else 5)
        return Cell(Text(shown, shown), (digits(value),), None, value)

    return DataTable(
        f"{what}-table",
        Text("By age", "按年龄"),
        Text("Age", "年龄"),
        ("age",),
        tuple(columns),
        tuple(
            Row(
                f"{what}-{label}",
                Text(label.replace("-", "–"), label.replace("-", "–")),
                (label,),
                tuple(cell(float(line[at])) for _, line, _, _ in curves),
            )
            for at, label in enumerate(LABELS[: len(curves[0][1])])
        ),
    )
