"""The reporting triangle as a table, and as a picture that stands alone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from renkou.schema.text import Text

from ..chart import Chart
from ..data_table import Cell as Shown
from ..data_table import Column, DataTable, Row, digits
from ..drawing import Drawing
from ..markup import both, one_line
from ..numbers import plain
from .asked import Asked, exact, exact_bounds, exact_cell
from .months import GROUPS, Cell, Month, Months

ID = "triangle"
STEPS = (0.5, 0.2, 0.05)  # of the share that tints a cell
LEFT, TOP, PITCH, WIDE, SUM = 72, 40, 24, 54, 84
KNOWN, EXPECTED = Text("Known", "已知"), Text("Expected", "应有")
NO_LIMITS = Text(
    "Limits of months do not add up to those of their sum", "各月区间不能相加"
)
CANNOT = Text("Too few months to tell what is to come", "月份过少，无法推算")


def triangle(asked: Asked, months: Months, *, drawn: bool) -> Chart:
    """Months of occurrence by months until recorded.

    A page shows the table; the picture is `drawn` where it is asked for.
    """
    shown = months.shown(asked.year)
    return Chart(
        id=ID,
        title=_title(asked, months),
        measured=_measured(asked),
        drawing=_draw(shown) if drawn else Markup(""),
        table=_table(asked, months, shown),
        note=Text(
            "Figures in a cell are what was recorded after so many months. Dashed: "
            "some of it is yet to come and is estimated. The tint is the share of all "
            "that the month will have come to.",
            "格中为若干个月后登记的数目。虚线：部分尚待登记，为估计。"
            "底色深浅为占该月最终总数的比例。",
        ),
    )


def _title(asked: Asked, months: Months) -> Text:
    event = asked.event
    if months.share is None:
        return Text(
            f"{event.title.en} by month and by months until recorded",
            f"{event.title.zh}按月份与登记所需月数",
        )
    first, third = (_per_cent(months.share[at]) for at in (0, 2))
    return Text(
        f"{first} of {event.many.en} are recorded in their month, {third} within two "
        "months more",
        f"{first}的{event.many.zh}在当月登记，再过两个月达{third}",
    )


def _per_cent(share: float) -> str:
    """A share without decimals, but never 100% while some is to come.

    >>> _per_cent(0.634), _per_cent(0.998), _per_cent(1.0)
    ('63%', '99.8%', '100%')
    """
    places = 1 if 0.99 < share < 1 else 0
    return f"{min(100 * share, 99.9 if share < 1 else 100):.{places}f}%"


def _measured(asked: Asked) -> Text:
    return Text(
        f"{asked.event.title.en} of {asked.of_whom.en}, months of {asked.year} and the "
        "newest, by whole months until recorded; expected with 95% interval",
        f"{asked.of_whom.zh}{asked.event.many.zh}，{asked.year}年各月及最近各月，"
        "按登记所需整月数；应有数附95%区间",
    )


def group_label(group: tuple[int, int]) -> Text:
    """The months of delay of a column.

    >>> group_label((6, 11)).en, group_label((12, 37)).zh
    ('6–11', '12及以上')
    """
    first, last = group
    if group == GROUPS[-1]:
        return Text(f"{first}+", f"{first}及以上")
    same = str(first) if first == last else f"{first}–{last}"
    return Text(same, same.replace("–", "～"))


def _short(group: tuple[int, int]) -> str:
    """The same, short enough for a cell."""
    return f"{group[0]}+" if group == GROUPS[-1] else group_label(group).en


def _field(group: tuple[int, int]) -> str:
    first, last = group
    if group == GROUPS[-1]:
        return f"delay_{first}_on"
    return f"delay_{first}" if first == last else f"delay_{first}_{last}"


def _number(value: float) -> Text:
    """A count; a small estimate keeps a decimal."""
    small = value < 10 and abs(value - round(value)) > 0.05
    return Text(plain(value, 1), plain(value, 1)) if small else exact(value)


def _ink(cell: Cell) -> str:
    if cell.open:
        return "est"
    return f"c{sum(cell.share >= step for step in STEPS)}"


def _table(asked: Asked, months: Months, shown: Sequence[Month]) -> DataTable:
    columns = [
        Column((_field(g), f"{_field(g)}_estimated"), group_label(g), kind="num c")
        for g in GROUPS
    ]
    columns += [
        Column(("known",), KNOWN, kind="num k"),
        Column(("expected",), EXPECTED, kind="num v"),
        Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
    ]
    of_year = months.of_year(asked.year)
    total = [_sum(asked.year, of_year)] if len(of_year) == 12 else []
    return DataTable(
        f"{ID}-table",
        _measured(asked),
        Text("Month", "月份"),
        ("month",),
        tuple(columns),
        (*total, *(_row(month) for month in shown)),
    )


def _row(month: Month) -> Row:
    return Row(
        key=month.label,
        head=month.name,
        head_raw=(month.label,),
        cells=(
            *(_shown(cell, at) for at, cell in enumerate(month.cells)),
            _summed(month.known, KNOWN),
            _summed(month.expected, EXPECTED),
            exact_bounds(month.lower, month.upper, CANNOT),
        ),
    )


def _summed(value: float | None, name: Text) -> Shown:
    if value is None:
        return exact_cell(None, CANNOT)
    shown = Markup('<span data-d="{}">{}</span>').format(
        one_line(name), both(_number(value))
    )
    return Shown(shown, (digits(value),), None, value)


def _shown(cell: Cell, at: int) -> Shown:
    raw = (digits(cell.value), "1" if cell.open else "0")
    if cell.value is None:
        return Shown(Markup(""), raw, CANNOT)
    shown = Markup('<span class="{}" data-d="{}">{}</span>').format(
        _ink(cell), _short(GROUPS[at]), both(_number(cell.value))
    )
    return Shown(shown, raw, None, cell.value)


def _sum(year: int, months: Sequence[Month]) -> Row:
    """The year: what its months add up to."""
    cells = []
    for at in range(len(GROUPS)):
        parts = [month.cells[at] for month in months]
        values = [part.value for part in parts if part.value is not None]
        whole = len(values) == len(parts)
        total = sum(values) if whole else None
        cells.append(_shown(Cell(total, any(p.open for p in parts), 0.0), at))
    expected = [m.expected for m in months if m.expected is not None]
    told = sum(expected) if len(expected) == len(months) else None
    return Row(
        key=f"year-{year}",
        head=Text(f"Year {year}", f"{year}年"),
        head_raw=(str(year),),
        cells=(
            *cells,
            _summed(sum(m.known for m in months), KNOWN),
            _summed(told, EXPECTED),
            exact_bounds(None, None, NO_LIMITS),
        ),
        total=True,
    )


def _draw(shown: Sequence[Month]) -> Markup:
    across = LEFT + WIDE * len(GROUPS)
    drawing = Drawing(across + SUM + 110, TOP + PITCH * len(shown) + 6)
    drawing.text(LEFT, 14, Text("months until recorded", "登记所需月数"))
    for at, group in enumerate(GROUPS):
        middle = LEFT + WIDE * (at + 0.5)
        drawing.text(middle, 32, group_label(group), anchor="middle")
    drawing.text(across + SUM, 32, Text("expected", "应有"), anchor="end")
    drawing.text(across + SUM + 12, 32, Text("95%", "95%"))
    for row, month in enumerate(shown):
        top = TOP + PITCH * row
        drawing.text(0, top + 16, month.name)
        for at, cell in enumerate(month.cells):
            _draw_cell(drawing, cell, LEFT + WIDE * at + 1, top)
        _draw_sum(drawing, month, across + SUM, top + 16)
    return drawing.figure(f"{ID}-title")


def _draw_cell(drawing: Drawing, cell: Cell, x: float, top: float) -> None:
    if cell.value is None:
        return
    drawing.bar(_ink(cell), x, top, WIDE - 2, PITCH - 2)
    drawing.text(x + WIDE / 2 - 1, top + 16, _number(cell.value), anchor="middle")


def _draw_sum(drawing: Drawing, month: Month, x: float, y: float) -> None:
    if month.expected is not None:
        drawing.text(x, y, _number(month.expected), ink="em", anchor="end")
    if month.lower is not None and month.upper is not None:
        low, high = plain(month.lower), plain(month.upper)
        drawing.text(x + 12, y, Text(f"{low} – {high}", f"{low}～{high}"))
