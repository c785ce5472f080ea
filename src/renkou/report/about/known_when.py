"""What was known of one figure on each day that is kept: a small chart, its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from renkou.schema.text import Text

from ..axis import CountAxis, rate_labels
from ..chart import Chart
from ..data_table import Column, DataTable, Row, interval_cell, value_cell
from ..drawing import Drawing, Scale, ticks
from ..figures import Figure
from ..numbers import Form, amount, decimals, long_date

ID = "known-when"
WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, FOOT = 60, 460, 14, 176


@dataclass(frozen=True)
class Course:
    """A figure's values in the order of the days on which they were known."""

    name: Text
    unit: Text
    form: Form
    days: Sequence[date]
    figures: Sequence[Figure]
    published: date | None  # the day of first publication, where it is among them

    @property
    def places(self) -> int:
        """The decimals that the latest of them bears."""
        last = self.figures[-1]
        return decimals(self.form, last.lower, last.upper)


def known_when(course: Course) -> Chart | None:
    """The course of a figure; None where fewer than two days know it."""
    if len(course.days) < 2:
        return None
    return Chart(
        id=ID,
        title=_title(course),
        measured=Text(
            f"{course.name.en}, {course.unit.en}, as known on each day kept",
            f"{course.name.zh}，{course.unit.zh}，按各保存日期所知",
        ),
        drawing=_draw(course),
        table=_table(course),
    )


def _title(course: Course) -> Text:
    form, places = course.form, course.places
    first, last = course.figures[0].value, course.figures[-1].value
    a, b = amount(first, form, places), amount(last, form, places)
    day = long_date(course.days[0])
    if a == b:
        return Text(
            f"{b.en}, as already known on {day.en}", f"{day.zh}已为{b.zh}，至今未变"
        )
    return Text(f"From {a.en} on {day.en} to {b.en}", f"{day.zh}为{a.zh}，现为{b.zh}")


def _draw(course: Course) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT)
    known = [
        v for f in course.figures for v in (f.value, f.lower, f.upper) if v is not None
    ]
    room = (max(known) - min(known)) * 0.08 or abs(known[0]) * 0.02 or 1.0
    y = Scale(min(known) - room, max(known) + room, FOOT, TOP)
    first, last = course.days[0].toordinal(), course.days[-1].toordinal()
    x = Scale(first, last, LEFT + 8, RIGHT)
    _grid(drawing, course, y)
    points = [
        (x(day.toordinal()), figure)
        for day, figure in zip(course.days, course.figures, strict=True)
    ]
    bounded = [(at, f) for at, f in points if f.lower is not None]
    drawing.band(
        [(at, y(f.lower or 0.0)) for at, f in bounded],
        [(at, y(f.upper or 0.0)) for at, f in bounded],
    )
    drawing.line("l", [(at, y(f.value or 0.0)) for at, f in points])
    _ends(drawing, course, points, y)
    return drawing.figure(f"{ID}-title")


def _grid(drawing: Drawing, course: Course, y: Scale) -> None:
    marks = ticks(y.low, y.high, 5)
    labels = rate_labels(marks)
    if course.form.value.count:
        labels = CountAxis.up_to(y.high, course.unit).labels(marks)
    for mark, label in zip(marks, labels, strict=True):
        drawing.line("a", [(LEFT, y(mark)), (RIGHT, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")


def _ends(
    drawing: Drawing,
    course: Course,
    points: Sequence[tuple[float, Figure]],
    y: Scale,
) -> None:
    """Hollow: as first published. Solid: as known now."""
    for day, (at, figure) in zip(course.days, points, strict=True):
        if day == course.published:
            drawing.dot("h", at, y(figure.value or 0.0), 4)
    at, last = points[-1]
    drawing.dot("d", at, y(last.value or 0.0), 4.5)
    shown = amount(last.value, course.form, course.places)
    drawing.text(at + 10, y(last.value or 0.0) + 4, shown, ink="em")
    begin, end = long_date(course.days[0]), long_date(course.days[-1])
    drawing.text(LEFT, FOOT + 24, begin)
    drawing.text(RIGHT, FOOT + 24, end, anchor="end")


def _table(course: Course) -> DataTable:
    form, places = course.form, course.places
    rows = tuple(
        Row(
            key=day.isoformat(),
            head=long_date(day),
            head_raw=(day.isoformat(),),
            cells=(
                value_cell(figure.value, form, places),
                interval_cell(figure.lower, figure.upper, form, places),
            ),
        )
        for day, figure in zip(
            reversed(course.days), reversed(course.figures), strict=True
        )
    )
    return DataTable(
        f"{ID}-table",
        Text(
            f"{course.name.en} by the day on which it was known",
            f"{course.name.zh}，按已知日期",
        ),
        Text("Known on", "截至"),
        ("known_on",),
        (
            Column(("value",), Text("Value", "数值")),
            Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
        ),
        rows,
    )
