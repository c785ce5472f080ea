"""The strip of the two clocks: the year, and the day on which it was known."""

from __future__ import annotations

from datetime import date

from renkou.schema.text import Text

from .city import City
from .numbers import long_date


def track(city: City) -> list[str]:
    """The classes of the months from the year before to the day of knowledge.

    y begins a year, p belongs to the year of the page, f holds the day of first
    publication, n the day as known on.
    """
    classes = []
    for year in _years(city):
        for month in range(1, 13):
            marks = ["y"] if month == 1 else []
            marks += ["p"] if year == city.year else []
            marks += ["f"] if _holds(city.first_known, year, month) else []
            marks += ["n"] if _holds(city.known_on, year, month) else []
            classes.append(" ".join(marks))
    return classes


def track_years(city: City) -> list[Text]:
    """What stands under the years of the track."""
    texts = []
    for year in _years(city):
        text = Text(str(year), str(year))
        if city.first_known and year == city.first_known.year:
            day = long_date(city.first_known)
            text = Text(
                f"{year}, first published {day.en}", f"{year}，首次公布{day.zh}"
            )
        texts.append(text)
    return texts


def _years(city: City) -> range:
    return range(city.year - 1, city.known_on.year + 1)


def _holds(day: date | None, year: int, month: int) -> bool:
    return day is not None and (day.year, day.month) == (year, month)
