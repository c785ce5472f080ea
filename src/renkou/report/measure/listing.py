"""All measures in a table: what each is, and what it says of one area."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from renkou.definitions import Measure
from renkou.schema.text import Text

from ..city import NOT_DEFINED
from ..data_table import Cell, Column, DataTable, Row, interval_cell, value_cell
from ..figures import Figure
from ..markup import both
from ..numbers import MISSING, Form, decimals
from .areas import PROTECTED, TOO_FEW
from .categories import category_head
from .groups import Group

Look = Callable[[Measure], Figure]


def listing(
    group: Group,
    look: Look,
    link: Callable[[str], str],
    about: Callable[[str], str],
    caption: Text,
) -> DataTable:
    """The measures of a group: value of the area, interval, unit, definition.

    A name leads to its page (`link`), a value to what is said of it (`about`).
    """
    rows = tuple(
        _row(measure, look(measure), link, about) for measure in group.measures
    )
    return DataTable(
        f"measures-{group.key}",
        Text(f"{group.title.en}. {caption.en}", f"{group.title.zh}。{caption.zh}"),
        Text("Measure", "指标"),
        ("measure", "name"),
        COLUMNS,
        rows,
    )


COLUMNS = (
    Column(("value",), Text("Value", "数值"), kind="num v"),
    Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
    Column(("unit",), Text("Unit", "单位"), kind="un"),
    Column(("definition",), Text("Definition", "定义"), kind="def"),
)
NO_INTERVAL = Text("No interval: a complete count", "全数登记，无区间")


def _row(
    measure: Measure,
    figure: Figure,
    link: Callable[[str], str],
    about: Callable[[str], str],
) -> Row:
    form = Form.of(measure.key, measure.unit)
    places = decimals(form, figure.lower, figure.upper)
    head = Markup('<a href="{}">{}</a>').format(link(measure.key), both(measure.title))
    missing = TOO_FEW if measure.key in PROTECTED else NOT_DEFINED
    return Row(
        key=f"m-{measure.key}",
        head=head,
        head_raw=(measure.key, measure.title.en),
        cells=(
            _by(measure)
            if len(measure.categories) > 1
            else value_cell(
                figure.value,
                form,
                places,
                sign=False,
                reason=missing,
                link=about(measure.key),
            ),
            interval_cell(figure.lower, figure.upper, form, places, reason=NO_INTERVAL),
            Cell(measure.unit, (measure.unit.en,)),
            Cell(measure.definition, (measure.definition.en,)),
        ),
    )


def _by(measure: Measure) -> Cell:
    """A measure of many categories has no one value."""
    head = category_head(measure.key)
    if not head:
        return Cell(MISSING, ("",))
    return Cell(Text(f"by {head.en.lower()}", f"分{head.zh}"), ("",))


def single(measures: Sequence[Measure]) -> list[Measure]:
    """The measures that have one value an area."""
    return [measure for measure in measures if len(measure.categories) == 1]
