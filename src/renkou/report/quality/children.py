"""The areas below one: how fast they record, what came later, what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from ..city import Place
from ..data_table import (
    Cell,
    Column,
    DataTable,
    Row,
    digits,
    interval_cell,
    text_cell,
    value_cell,
)
from ..figures import Figure
from ..markup import both
from ..numbers import Form, decimals, plain, signed
from .asked import Asked, exact, exact_bounds, exact_cell
from .months import Month

ID = "children"
NOT_PUBLISHED = Text("Not yet published on this day", "该日尚未公布")
NOT_KEPT = Text("Not computed for this day", "该日尚未计算")


@dataclass(frozen=True, slots=True)
class Child:
    """An area below, its figures, its newest month and its findings."""

    place: Place
    address: str
    soon: Figure
    figure: Figure  # `earlier` holds its first publication
    newest: Month | None
    findings: int | None


def children_table(asked: Asked, children: Sequence[Child], newest: Text) -> DataTable:
    """A row an area, in the order of the list."""
    name = asked.event.title
    columns = [
        *(_SOON if asked.event.key == "births" else ()),
        Column(("first",), Text("First published", "首次公布"), kind="num fp"),
        Column(("now",), Text("Known now", "现在所知"), kind="num v"),
        Column(("revision", "revision_share"), Text("Revised by", "修订"), kind="num"),
        Column(
            ("newest_recorded",), Text(f"{newest.en}, recorded", f"{newest.zh}已登记")
        ),
        Column(("newest_expected",), Text("Expected", "应有")),
        Column(
            ("newest_lower", "newest_upper"),
            Text("95% interval", "95%区间"),
            kind="num iv",
        ),
        Column(("findings",), Text("Findings", "发现")),
    ]
    return DataTable(
        ID,
        Text(
            f"{name.en} of {asked.year} by area, {asked.of_whom.en}",
            f"{asked.year}年各地区{asked.event.many.zh}，{asked.of_whom.zh}",
        ),
        Text("Area", "地区"),
        ("area", "name"),
        tuple(columns),
        tuple(_row(asked, child) for child in children),
    )


_SOON = (
    Column(("recorded_within_30_days",), Text("Recorded within 30 days", "30日内登记")),
    Column(
        ("soon_lower", "soon_upper"), Text("95% interval", "95%区间"), kind="num iv"
    ),
)


def _row(asked: Asked, child: Child) -> Row:
    soon = child.soon
    places = decimals(Form.PERCENT, soon.lower, soon.upper)
    first = (
        value_cell(soon.value, Form.PERCENT, places),
        interval_cell(soon.lower, soon.upper, Form.PERCENT, places),
    )
    head = Markup('<a href="{}">{}</a>').format(child.address, both(child.place.name))
    return Row(
        key=f"child-{child.place.code}",
        head=head,
        head_raw=(child.place.code, child.place.chinese),
        cells=(
            *(first if asked.event.key == "births" else ()),
            _hollow(child.figure.earlier),
            exact_cell(child.figure.value),
            _revision(child.figure),
            *_newest(child.newest),
            _findings(child.findings),
        ),
    )


def _newest(month: Month | None) -> tuple[Cell, ...]:
    if month is None:
        return (
            exact_cell(None, NOT_KEPT),
            exact_cell(None, NOT_KEPT),
            exact_bounds(None, None, NOT_KEPT),
        )
    return (
        exact_cell(month.known),
        exact_cell(month.expected, NOT_KEPT),
        exact_bounds(month.lower, month.upper, NOT_KEPT),
    )


def _hollow(value: float | None) -> Cell:
    if value is None:
        return exact_cell(None, NOT_PUBLISHED)
    html = Markup('<span><i class="o"></i>{}</span>').format(both(exact(value)))
    return Cell(html, (digits(value),), None, value)


def _revision(figure: Figure) -> Cell:
    """By how much, and as a share of what is known now."""
    change = figure.revision
    if change is None or not figure.value:
        return Cell(Text("–", "–"), ("", ""), NOT_PUBLISHED)
    share = 100 * change / figure.value
    amount = signed(change) if abs(change) < 10_000 else plain(change)
    text = Text(f"{amount} ({plain(share, 1)}%)", f"{amount}（{plain(share, 1)}%）")
    return Cell(text, (digits(change), digits(share)), None, share)


def _findings(number: int | None) -> Cell:
    if number is None:
        return exact_cell(None, NOT_KEPT)
    return text_cell(Text(str(number), str(number)), str(number), float(number))
