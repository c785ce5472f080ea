"""What the Quality page is asked about, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from renkou.schema.text import Text

from ..city import Place
from ..data_table import Cell, digits
from ..numbers import MISSING, MONTHS, plain


@dataclass(frozen=True, slots=True)
class Event:
    """Births or deaths: how they are called."""

    key: str
    many: Text
    title: Text


EVENTS = {
    "births": Event("births", Text("births", "出生"), Text("Births", "出生")),
    "deaths": Event("deaths", Text("deaths", "死亡"), Text("Deaths", "死亡")),
}
POPULATIONS = {
    "resident": Text("residents", "常住人口"),
    "registered": Text("the registered", "户籍人口"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The area, the event, of whom, about which year, as known when."""

    place: Place
    event: Event
    population: str
    year: int
    known_on: date

    @property
    def of_whom(self) -> Text:
        """The population in words."""
        return POPULATIONS[self.population]


def exact(value: float) -> Text:
    """A count to the last event, in both languages: revisions are small.

    >>> exact(12664).zh
    '12,664'
    """
    return Text(plain(value), plain(value))


def exact_cell(value: float | None, reason: Text | None = None) -> Cell:
    """The same in a table."""
    if value is None:
        return Cell(MISSING, ("",), reason)
    return Cell(exact(value), (digits(value),), None, value)


def exact_bounds(
    lower: float | None, upper: float | None, reason: Text | None = None
) -> Cell:
    """The interval of a count to the last event."""
    raw = digits(lower), digits(upper)
    if lower is None or upper is None:
        return Cell(MISSING, raw, reason)
    low, high = plain(lower), plain(upper)
    return Cell(Text(f"{low} – {high}", f"{low}～{high}"), raw, None, upper - lower)


def month_name(month: int) -> Text:
    """A month, counted from January 1970.

    >>> month_name(13)
    Text(en='Feb 1971', zh='1971年2月')
    """
    year, at = 1970 + month // 12, month % 12
    return Text(f"{MONTHS[at]} {year}", f"{year}年{at + 1}月")


def month_label(month: int) -> str:
    """A month as the CSV writes it.

    >>> month_label(13)
    '1971-02'
    """
    return f"{1970 + month // 12}-{month % 12 + 1:02}"
