"""Years as first published, as they stood at each closing, and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from renkou.engines.lookback.drift import drift
from renkou.engines.lookback.publication import closings
from renkou.engines.periods import Period
from renkou.engines.quality import Delays
from renkou.schema.text import Text

from ..data_table import (
    Cell,
    Column,
    DataTable,
    Row,
    digits,
    interval_cell,
    missing_cell,
    text_cell,
    value_cell,
)
from ..markup import both
from ..numbers import Form, long_date, plain, signed
from .asked import Asked, exact, exact_cell

ID = "look-back"
YEARS, CLOSINGS = 8, 3
NOT_YET = Text("Not yet reached on this day", "该日尚未到此时点")
NO_INTERVAL = Text(
    "No interval: the figure fell, or there are no events", "无区间：数字减少或没有事件"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A year at its first publication, at its closings, and on the day itself."""

    year: int
    first: float
    closed: Sequence[float]
    now: float

    @property
    def change(self) -> float:
        """Since first publication."""
        return self.now - self.first


def looked_back(asked: Asked, delays: Delays, area: int) -> list[Looked]:
    """The last years published by the day, the newest first."""
    found = []
    for year in range(asked.known_on.year - 1, asked.known_on.year - 1 - YEARS, -1):
        period = Period(year)
        if period.published > asked.known_on:
            continue
        days = [
            period.published,
            *closings(period, asked.known_on)[:CLOSINGS],
            asked.known_on,
        ]
        values = delays.known_by(year, days, area)[:, 0]
        if not np.isnan(values).any():
            first, *closed, now = values.tolist()
            found.append(Looked(year, first, closed, now))
    return found


def look_back_table(asked: Asked, looked: Sequence[Looked]) -> DataTable:
    """A row a year."""
    columns = [
        Column(("first_published_on",), Text("First published", "首次公布"), kind=""),
        Column(("first",), Text("Then", "当时"), kind="num fp"),
        *(_closing(number) for number in range(1, CLOSINGS + 1)),
        Column(("now",), Text("Known now", "现在所知"), kind="num v"),
        Column(("drift",), Text("Since", "此后变动"), kind="num"),
        Column(("drift_share",), Text("Came later", "后来增加"), kind="num"),
        Column(
            ("drift_lower", "drift_upper"),
            Text("95% interval", "95%区间"),
            kind="num iv",
        ),
    ]
    name = asked.event.title
    return DataTable(
        ID,
        Text(
            f"{name.en} of {asked.of_whom.en} as first published, at closings and now",
            f"{asked.of_whom.zh}{asked.event.many.zh}：首次公布、历次年末与现在",
        ),
        Text("Year", "年份"),
        ("year",),
        tuple(columns),
        tuple(_row(each) for each in looked),
    )


def _closing(number: int) -> Column:
    after = Text(
        "1 year-end after" if number == 1 else f"{number} year-ends after",
        f"其后第{number}个年末",
    )
    return Column((f"closing_{number}",), after, kind="num")


def _row(each: Looked) -> Row:
    day = Period(each.year).published
    found = drift(np.array([each.first]), np.array([each.now]), events=True)
    share, low, high = (
        None if np.isnan(v[0]) else 100 * float(v[0])
        for v in (found.share, found.low, found.high)
    )
    closed = [exact_cell(v) for v in each.closed]
    closed += [missing_cell(("",), NOT_YET)] * (CLOSINGS - len(closed))
    change = signed(each.change) if abs(each.change) < 10_000 else plain(each.change)
    return Row(
        key=f"look-back-{each.year}",
        head=Text(str(each.year), f"{each.year}年"),
        head_raw=(str(each.year),),
        cells=(
            text_cell(long_date(day), day.isoformat()),
            _hollow(each.first),
            *closed,
            exact_cell(each.now),
            Cell(Text(change, change), (digits(each.change),), None, each.change),
            value_cell(share, Form.PERCENT, 1),
            interval_cell(low, high, Form.PERCENT, 1, reason=NO_INTERVAL),
        ),
    )


def _hollow(value: float) -> Cell:
    """A value as first published: the hollow dot before it."""
    html = Markup('<span><i class="o"></i>{}</span>').format(both(exact(value)))
    return Cell(html, (digits(value),), None, value)
