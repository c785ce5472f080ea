"""What every spec has: the table's rows as data, its title, the look of both themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from markupsafe import Markup

from renkou.schema.text import Text

from ..data_table import DataTable
from ..markup import one_line, reader
from ..numbers import Form
from .look import look

Spec = Mapping[str, object]
Layer = dict[str, object]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
HEIGHT = 300
LINE, CHINESE_LINE = 60, 30  # characters
SHOWN = "shown_"  # before a field: the figure as the table writes it


def spec_of(
    title: Text,
    measured: Text,
    table: DataTable,
    layers: Sequence[Layer],
    *,
    height: int = HEIGHT,
    **more: object,
) -> Spec:
    """A spec of the table's rows; `more` is what else stands at its top."""
    return {
        "$schema": SCHEMA,
        "title": {"text": one_line(title), "subtitle": _lines(measured)},
        "description": one_line(table.caption),
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": rows_of(table)},
        "layer": list(layers),
        "config": look("light"),
        "usermeta": {"dark": look("dark")},
        **more,
    }


def _lines(text: Text) -> list[str]:
    """What is measured in lines: one too long for it makes Vega narrow the chart."""
    return wrap(one_line(text), CHINESE_LINE if reader() == "zh" else LINE)


def rows_of(table: DataTable) -> list[dict[str, object]]:
    """The rows as the CSV has them, figures as numbers, beside how they are written."""
    rows = []
    for row in table.rows:
        found: dict[str, object] = dict(
            zip(table.head_fields, map(_number, row.head_raw), strict=True)
        )
        head = row.head
        named = head.striptags() if isinstance(head, Markup) else one_line(head)
        found["name"] = named
        for column, cell in zip(table.columns, row.cells, strict=True):
            found |= zip(column.fields, map(_number, cell.raw), strict=True)
            if isinstance(cell.shown, Text) and column.fields:
                found[SHOWN + column.fields[0]] = one_line(cell.shown)
        rows.append(found)
    return rows


def _number(raw: str) -> object:
    """A figure as a number; codes of areas, which no figure is as long as, as text."""
    if raw == "":
        return None
    if raw.isdecimal() and len(raw) == 12:
        return raw
    try:
        return float(raw) if not raw.lstrip("-").isdecimal() else int(raw)
    except ValueError:
        return raw


def told(table: DataTable) -> list[dict[str, str]]:
    """What is told of a row under the pointer: its head, and every figure of it."""
    head = {"field": "name", "title": one_line(table.head), "type": "nominal"}
    return [
        head,
        *(
            {
                "field": SHOWN + column.fields[0],
                "title": one_line(column.title),
                "type": "nominal",
            }
            for column in table.columns
            if column.fields
        ),
    ]


def figure_axis(form: Form, what: Text | None) -> Layer:
    """The axis of a figure; Chinese counts go by 万."""
    axis: Layer = {"title": one_line(what) if what else None}
    if form.value.count:
        axis["labelExpr"] = one_line(COUNTS)
    return axis


COUNTS = Text(
    "replace(format(datum.value, ','), '-', '\u2212')",
    "replace(abs(datum.value) >= 10000 ? format(datum.value / 10000, ',') + '万' : "
    "format(datum.value, ','), '-', '\u2212')",
)
