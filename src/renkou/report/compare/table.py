"""Areas down, measures across: each figure with its interval in one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from markupsafe import Markup

from renkou.schema.text import Text

from ..city import NOT_DEFINED, Place
from ..data_table import Cell, Column, DataTable, Row, digits, linked
from ..figures import Figure
from ..markup import both, one_line
from ..measure.areas import TOO_FEW, Areas, Order
from ..measure.ranking import figures_of, named
from ..numbers import bare, decimals, interval
from ..trends import said

ID = "compare"


def order_of(measures: Sequence[Areas], sort: str) -> Order:
    """Positions of the areas: in their own order, or by a measure, `-` downwards."""
    places = measures[0].places
    wanted = next((m for m in measures if m.measure == sort.lstrip("-")), None)
    if wanted is None:
        return np.arange(len(places))
    value = wanted.columns.value
    found: Order = np.argsort(-value if sort.startswith("-") else value, kind="stable")
    return found


def compare_table(
    measures: Sequence[Areas], order: Order, link: Callable[[Place], str]
) -> DataTable:
    """The figures of every measure of the areas, the whole on top."""
    first = measures[0]
    every = [figures_of(areas, order) for areas in measures]
    wholes = [areas.whole for areas in measures]
    top = [_whole(areas, whole) for areas, whole in zip(measures, wholes, strict=True)]
    rows = [_row(measures, first.of, top, link, total=True)]
    for at, position in enumerate(order.tolist()):
        figures = [column[at] for column in every]
        rows.append(_row(measures, first.places[position], figures, link))
    return DataTable(
        f"{ID}-table",
        Text(
            f"Areas compared, {first.who.en}, {first.year}; 95% intervals below",
            f"{first.year}年地区比较，{first.who.zh}；下为95%区间",
        ),
        Text("Area", "地区"),
        ("area", "area_name"),
        tuple(_column(areas) for areas in measures),
        tuple(rows),
    )


def _whole(areas: Areas, columns: object) -> Figure:
    names = ("value", "lower", "upper")
    cells = [float(getattr(columns, name)[0]) for name in names]
    return Figure(*(None if cell != cell else cell for cell in cells))


def _column(areas: Areas) -> Column:
    key = areas.measure
    fields = (key, f"{key} lower", f"{key} upper") if areas.bounded else (key,)
    title, unit = areas.title, areas.unit
    return Column(fields, title, None if said(title.en, unit.en) else unit)


def _row(
    measures: Sequence[Areas],
    place: Place,
    figures: Sequence[Figure],
    link: Callable[[Place], str],
    *,
    total: bool = False,
) -> Row:
    cells = [_cell(a, f, place) for a, f in zip(measures, figures, strict=True)]
    head = Markup('<a href="{}">{}</a>').format(link(place), named(place))
    return Row(
        key=f"row-{place.code}",
        head=head,
        head_raw=(place.code, place.chinese),
        cells=tuple(cells),
        note=place.assumed,
        total=total,
    )


def _cell(areas: Areas, figure: Figure, place: Place) -> Cell:
    form, places = areas.form, decimals(areas.form, figure.lower, figure.upper)
    raw: tuple[str, ...] = (digits(figure.value),)
    if areas.bounded:
        raw += (digits(figure.lower), digits(figure.upper))
    if figure.value is None:
        return Cell(Text("–", "–"), raw, TOO_FEW if areas.protected else NOT_DEFINED)
    value = linked(both(bare(figure.value, form, places)), areas.link(place))
    if figure.lower is None:
        return Cell(value, raw, None, figure.value)
    bounds = both(interval(figure.lower, figure.upper, form, places))
    shown = Markup("{} <small>{}</small>").format(value, bounds)
    return Cell(shown, raw, None, figure.value)


def narrow_names(table: DataTable) -> Markup:
    """On a narrow page, where rows are blocks, each figure has its name before it."""
    rules = [
        f'#{table.id} tbody td:nth-of-type({at}):before{{content:"{name}"}}'
        for at, name in enumerate((one_line(c.title) for c in table.columns), start=1)
    ]
    return Markup("@media screen and (max-width:760px){{{}}}").format(
        Markup("".join(rules))
    )
