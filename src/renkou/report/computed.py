"""When figures were computed and from what: the sentences and the table that say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from renkou.schema.text import Text

from .data_table import Cell, Column, DataTable, Row
from .numbers import long_date


def moment(at: datetime) -> Text:
    """A moment of a day.

    >>> moment(datetime(2025, 12, 31, 9, 5)).en
    '31 Dec 2025, 09:05'
    """
    day, clock = long_date(at.date()), f"{at:%H:%M}"
    return Text(f"{day.en}, {clock}", f"{day.zh}{clock}")


def computed_line(made: datetime, version: str) -> Text:
    """The line that stands under every page of kept figures."""
    at = moment(made)
    return Text(
        f"Computed {at.en}, Renkou {version}.", f"计算于{at.zh}，人口{version}版。"
    )


def days_table(made: Mapping[date, datetime]) -> DataTable:
    """The days of knowledge that are kept, newest first, and when each was computed."""
    rows = [
        Row(
            key=day.isoformat(),
            head=long_date(day),
            head_raw=(day.isoformat(),),
            cells=(Cell(moment(at), (at.isoformat(timespec="seconds"),)),),
        )
        for day, at in sorted(made.items(), reverse=True)
    ]
    return DataTable(
        id="days",
        caption=Text("Days of knowledge that are kept", "已保存的截至日期"),
        head=Text("As known on", "截至"),
        head_fields=("known_on",),
        columns=(Column(("computed",), Text("Computed", "计算时间"), kind="text"),),
        rows=tuple(rows),
    )
