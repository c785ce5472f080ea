"""The areas ranked: a table whose rows are drawn, with ties in brackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import Markup

from renkou.schema.text import Text

from .. import vega
from ..axis import CountAxis, rate_labels
from ..chart import Chart
from ..city import NOT_DEFINED, Place
from ..data_table import (
    Cell,
    Column,
    DataTable,
    Row,
    interval_cell,
    value_cell,
)
from ..drawing import Drawing, Scale, ticks
from ..figures import Figure
from ..key_figures import NO_FIRST
from ..markup import kept, one_line, written
from ..numbers import Form, bare, decimals
from .areas import FIELDS, TOO_FEW, Areas, Order
from .ties import Ties, ties

ID = "ranking"
NO_INTERVAL = Text("This measure has no interval", "该指标没有区间")
WHOLE = 100.0
REACHED = 0.9  # of the intervals end within what is drawn; others are cut
WIDTH, LEFT, RIGHT, TOP, PITCH = 381, 128, 318, 24, 24


@dataclass(frozen=True)
class Ranking:
    """The areas in their order, with ties; what page, CSV and picture show."""

    areas: Areas

    @cached_property
    def ties(self) -> Ties:
        """The ties among those with an interval; none where no figure has one."""
        columns = self.areas.columns.take(self.areas.ranked)
        return ties(columns.value, columns.lower, columns.upper)

    @cached_property
    def figures(self) -> list[Figure]:
        """Figures in the order of the ranking, then those without a value."""
        order = np.concatenate([self.areas.ranked, self.areas.unknown])
        return figures_of(self.areas, order)

    @cached_property
    def places(self) -> list[Place]:
        """The areas in the same order."""
        order = [*self.areas.ranked, *self.areas.unknown]
        return [self.areas.places[int(at)] for at in order]

    @cached_property
    def whole(self) -> Figure:
        """The figure of the area that these are parts of."""
        whole = self.areas.whole
        cells = [float(getattr(whole, name)[0]) for name in FIELDS]
        return _figure(cells)

    @cached_property
    def scale(self) -> tuple[float, float]:
        """The least and the greatest that is drawn."""
        every = [*self.figures, *([self.whole] if self.comparable else [])]
        dots = [v for f in every for v in (f.value, f.earlier) if v is not None]
        if self.areas.form.value.count:
            return min([0.0, *dots]), max([0.0, *dots]) or 1.0
        ends = self.areas.columns
        low = [np.nanquantile(ends.lower, 1 - REACHED)] if self.areas.bounded else []
        high = [np.nanquantile(ends.upper, REACHED)] if self.areas.bounded else []
        least = float(min([*dots, *low], default=0.0))
        most = float(max([*dots, *high], default=1.0))
        return (least, most) if most > least else (least - 0.5, most + 0.5)

    @property
    def comparable(self) -> bool:
        """Whether the whole can stand on the areas' axis: a count of it cannot."""
        return not self.areas.form.value.count


def figures_of(areas: Areas, order: Order) -> list[Figure]:
    """The figures of areas in an order."""
    columns = areas.columns.take(order)
    rows = np.stack([getattr(columns, name) for name in FIELDS], axis=1).tolist()
    return [_figure(row) for row in rows]


def _figure(cells: list[float]) -> Figure:
    value, lower, upper, numerator, denominator, first = (
        None if cell != cell else cell for cell in cells
    )
    return Figure(value, lower, upper, first, numerator, denominator)


def ranking_table(ranking: Ranking) -> DataTable:
    """Every area with its figure, its interval, its ties and what was first said."""
    areas = ranking.areas
    columns = [Column(("rank",), Text("Rank", "位次")), *_columns(areas)]
    rows = [_row(ranking, areas.of, ranking.whole, 0, total=True)]
    rows += [
        _row(ranking, place, figure, at + 1)
        for at, (place, figure) in enumerate(
            zip(ranking.places, ranking.figures, strict=True)
        )
    ]
    return DataTable(
        f"{ID}-table",
        Text(
            f"{areas.title.en}, {areas.who.en}, {areas.year}, {areas.level.en}",
            f"{areas.year}年{areas.level.zh}{areas.title.zh}，{areas.who.zh}",
        ),
        areas.level,
        ("area", "area_name"),
        tuple(columns),
        tuple(rows),
    )


def _columns(areas: Areas) -> list[Column]:
    found = [Column(("value",), Text("Value", "数值"), kind="num v")]
    if areas.bounded:
        found += [
            Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
            Column(("apart",), _apart_from(areas), kind="num ap"),
        ]
    found.append(Column(("first_published",), FIRST, kind="num fp"))
    if _counted(areas):
        found += [
            Column(("numerator",), Text("Counted", "分子"), kind="num nu"),
            Column(("denominator",), Text("Of", "分母"), kind="num de"),
        ]
    return found


FIRST = Text("First published", "首次公布")


def _apart_from(areas: Areas) -> Text:
    others = max(len(areas.ranked) - 1, 0)
    return Text(f"Told apart from, of {others}", f"可区分的地区（共{others}个）")


def _counted(areas: Areas) -> bool:
    """Whether the figure is one number over another, both of which are kept."""
    if areas.form.value.count:
        return False
    return bool(np.isfinite(areas.columns.denominator).any())


def _row(
    ranking: Ranking, place: Place, figure: Figure, rank: int, *, total: bool = False
) -> Row:
    areas = ranking.areas
    form, places = areas.form, decimals(areas.form, figure.lower, figure.upper)
    reason = TOO_FEW if areas.protected else NOT_DEFINED
    ranked = not total and figure.value is not None
    cells = [_rank(rank) if ranked else Cell(Markup(""), ("",))]
    link = areas.link(place)
    cells.append(
        value_cell(figure.value, form, places, sign=False, reason=reason, link=link)
    )
    if areas.bounded:
        cells.append(
            interval_cell(figure.lower, figure.upper, form, places, reason=reason)
        )
        cells.append(_apart(ranking, rank) if ranked else Cell(Markup(""), ("",)))
    first = TOO_FEW if areas.protected else NO_FIRST
    cells.append(value_cell(figure.earlier, form, places, sign=False, reason=first))
    if _counted(areas):
        for value in (figure.numerator, figure.denominator):
            cells.append(value_cell(value, Form.COUNT, 0, reason=NOT_DEFINED))
    return Row(
        key=f"row-{place.code}",
        head=named(place),
        head_raw=(place.code, place.chinese),
        cells=tuple(cells),
        note=place.assumed,
        total=total,
    )


def named(place: Place) -> Markup:
    """The name in both languages; in English the Chinese name stands beside."""
    shown = Markup("{} {}").format(place.name.en, kept(place.chinese))
    return written(shown, place.chinese)


def _rank(rank: int) -> Cell:
    return Cell(Text(str(rank), str(rank)), (str(rank),), None, float(rank))


def _apart(ranking: Ranking, rank: int) -> Cell:
    told = int(ranking.ties.told[rank - 1])
    return Cell(Text(str(told), str(told)), (str(told),), None, float(told))


def ranking_chart(ranking: Ranking, title: Text, measured: Text) -> Chart:
    """The ranking as a picture of its own and as a spec."""
    areas = ranking.areas
    table = ranking_table(ranking)
    bounds = ("lower", "upper") if areas.bounded else None
    rows = tuple(row for row in table.rows if not row.total or ranking.comparable)
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(ranking),
        table=table,
        spec=vega.dots(
            title,
            measured,
            DataTable(
                table.id,
                table.caption,
                table.head,
                table.head_fields,
                table.columns,
                rows,
            ),
            form=areas.form,
            unit=areas.unit,
            bounds=bounds,
            earlier="first_published",
            reach=ranking.scale,
        ),
    )


def axis_labels(areas: Areas, marks: list[float]) -> list[Text]:
    """How the ticks of the axis are written."""
    if not areas.form.value.count:
        return rate_labels(marks)
    return CountAxis.up_to(max(marks, default=1.0), areas.unit).labels(marks)


def _draw(ranking: Ranking) -> Markup:
    """The dots as a picture that stands alone: a download, not the page."""
    known = [
        (place, figure)
        for place, figure in zip(ranking.places, ranking.figures, strict=True)
        if figure.value is not None
    ]
    foot = TOP + PITCH * len(known)
    drawing = Drawing(WIDTH, foot + 28)
    x = Scale(*ranking.scale, LEFT, RIGHT)
    marks = ticks(*ranking.scale, 4)
    for mark, label in zip(marks, axis_labels(ranking.areas, marks), strict=True):
        drawing.line("a", [(x(mark), TOP), (x(mark), foot)])
        drawing.text(x(mark), foot + 16, label, anchor="middle")
    for at, (place, figure) in enumerate(known):
        _dot(drawing, ranking.areas.form, place, figure, TOP + PITCH * (at + 0.5), x)
    for tie in ranking.ties.ties:
        across = RIGHT + 8 + 6 * tie.lane
        ends = (TOP + PITCH * tie.first + 5, TOP + PITCH * (tie.last + 1) - 5)
        drawing.path("ax", f"M{across - 3} {ends[0]}h3V{ends[1]}h-3")
    return drawing.figure(f"{ID}-title")


def _dot(
    drawing: Drawing, form: Form, place: Place, figure: Figure, y: float, x: Scale
) -> None:
    drawing.text(0, y + 4, place.name)
    if figure.lower is not None and figure.upper is not None:
        drawing.whisker(max(x(figure.lower), LEFT), min(x(figure.upper), RIGHT), y)
    if figure.earlier is not None:
        drawing.dot("h", x(figure.earlier), y, 3.5)
    drawing.dot("d", x(figure.value or 0.0), y, 4)
    shown = bare(figure.value, form, decimals(form, figure.lower, figure.upper))
    drawing.text(WIDTH, y + 4, shown, ink="em", anchor="end")


def plots(ranking: Ranking) -> Mapping[str, Markup]:
    """The plot of each area's row by its code: as wide as its cell, text apart.

    Places along the axis are per cent of the cell, so that nothing is scaled.
    """
    low, high = ranking.scale
    x = Scale(low, high, 3.0, 97.0)
    rows = zip(ranking.places, ranking.figures, strict=True)
    found = {place.code: _plot(figure, x) for place, figure in rows}
    if ranking.comparable:
        found[ranking.areas.of.code] = _plot(ranking.whole, x)
    return found


def _plot(figure: Figure, x: Scale) -> Markup:
    if figure.value is None:
        return Markup("")
    at, parts = f"{x(figure.value):.1f}", []
    if figure.earlier is not None:
        then = f"{x(figure.earlier):.1f}"
        parts.append(f'<line class="r" x1="{then}%" x2="{at}%" y1="11" y2="11"/>')
    if figure.lower is not None and figure.upper is not None:
        ends = [max(x(figure.lower), 0.0), min(x(figure.upper), WHOLE)]
        a, b = (f"{end:.1f}" for end in ends)
        parts.append(f'<line class="w" x1="{a}%" x2="{b}%" y1="11" y2="11"/>')
        cap = '<line class="w" x1="{0}%" x2="{0}%" y1="7" y2="15"/>'
        parts += [cap.format(f"{e:.1f}") for e in ends if 0 < e < WHOLE]
    if figure.earlier is not None:
        parts.append(f'<circle class="h" cx="{then}%" cy="11" r="3.5"/>')
    parts.append(f'<circle class="d" cx="{at}%" cy="11" r="4"/>')
    return Markup('<svg class="dots" aria-hidden="true">{}</svg>').format(
        Markup("".join(parts))
    )


def brackets(ranking: Ranking) -> Mapping[str, Markup]:
    """The piece of each bracket that stands in an area's row, by its code."""
    found: dict[str, Markup] = {}
    for tie in ranking.ties.ties:
        for at in range(tie.first, tie.last + 1):
            code = ranking.places[at].code
            part = "s" if at == tie.first else "e" if at == tie.last else "m"
            piece = Markup('<i class="k{} {}"></i>').format(tie.lane, part)
            if at == tie.first:
                words = one_line(tie_words(tie.first + 1, tie.last + 1))
                named = '<i class="k{} s" role="img" aria-label="{}"></i>'
                piece = Markup(named).format(tie.lane, words)
            found[code] = found.get(code, Markup("")) + piece
    return found


def tie_words(first: int, last: int) -> Text:
    """What a bracket says."""
    return Text(
        f"Ranks {first} to {last} cannot be told apart",
        f"第{first}至第{last}位无法区分",
    )


def axis(ranking: Ranking) -> list[tuple[float, Text]]:
    """The ticks of the plots: per cent along the cell, and what stands there."""
    marks = ticks(*ranking.scale, 4)
    x = Scale(*ranking.scale, 3.0, 97.0)
    labels = axis_labels(ranking.areas, marks)
    return [(round(x(m), 1), label) for m, label in zip(marks, labels, strict=True)]
