"""Everything the page needs, asked of the engine in as few questions as will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from renkou.areas.unit import level_of
from renkou.engines import Workspace, measure
from renkou.engines.periods import Period
from renkou.indicators import MEASURES
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent

from . import beside
from .area_tables import measures as area_measures
from .city import City, Known
from .figures import Figures, figures_of
from .key_figures import ROWS
from .notes import sources
from .places import Places, places_of
from .trends import TRENDS

LEVELS = ("city", "county", "township")
COMPONENTS = ("births", "deaths", "in-migrants", "out-migrants")
CLOSINGS = 6  # years of births that are set against their first publication


@dataclass(frozen=True)
class _Asker:
    """Questions to one workspace as known on one day, unless said otherwise."""

    work: Workspace
    known_on: date
    stated: bool

    @property
    def last_year(self) -> int:
        """The last year that was over on the day."""
        return (self.known_on + timedelta(days=1)).year - 1

    def __call__(
        self,
        keys: Iterable[str],
        years: Iterable[int],
        *,
        by: str | Sequence[str] = "city",
        population: str = "resident",
        sex: str | Sequence[str] = "total",
        known_on: date | None = None,
    ) -> Figures:
        day = known_on or (self.known_on if self.stated else None)
        table: Any = measure(
            _known_keys(keys),
            snapshot=self.work,
            by=by,
            years=list(years),
            population=population,
            sex=sex,
            known_on=day,
        )
        return figures_of(table)


def collect(
    snapshot: str | Path,
    *,
    year: int | None = None,
    first_year: int = 2011,
    known_on: date | None = None,
    progress: Progress = silent,
) -> City:
    """The figures of a snapshot's city, for its page.

    `year` is the year of the page: by default the latest that was first published by
    the day of knowledge. `known_on` is by default the snapshot's last day. Raises
    Problem where the snapshot does not reach that far.
    """
    work = Workspace(snapshot, progress=progress)
    ask = _Asker(work, known_on or work.last_day, known_on is not None)
    year = _year_of_page(ask.known_on) if year is None else year
    last = ask.last_year
    if not first_year < year <= last:
        raise Problem(
            f"year: {year} is not among the years of this snapshot, {first_year + 1} "
            f"to {last}.",
            f"年份：{year}不在该快照可用的年份{first_year + 1}至{last}之内。",
        )
    years, stocks = range(first_year, last + 1), range(first_year - 1, last + 1)
    figures = _figures(ask, years, stocks, year)
    places = places_of(work, _largest_city(figures, stocks[-1]))
    city = City(
        place=places.city,
        figures=figures,
        labels=MEASURES,
        year=year,
        years=years,
        stock_years=stocks,
        known_on=ask.known_on,
        first_known=None,
        counties=places.counties,
        townships=places.townships,
        synthetic=work.snapshot.synthetic,
    )
    if work.snapshot.recording_known and Period(year).published <= ask.known_on:
        city = _as_known_before(ask, city, figures)
    return _with_neighbours(city, places)


def _as_known_before(ask: _Asker, city: City, figures: Figures) -> City:
    """The city with its figures as first published, and births as they came in."""
    year, code, day = city.year, city.code, Period(city.year).published
    figures = _with_earlier(ask, figures, year, day)
    shown = [y for y in city.years if y <= year][-CLOSINGS:]
    first = [_births(ask, code, y, Period(y).published) for y in shown]
    now = figures.get("births", code, year).value or 0.0
    months = _month_counts(ask, code, first[-1], now)
    return replace(
        city,
        figures=figures,
        first_known=day,
        first_counts=first,
        month_counts=months,
    )


def _year_of_page(known_on: date) -> int:
    """The latest year that was first published by the day."""
    before = known_on.year - 1
    return before if Period(before).published <= known_on else before - 1


def _largest_city(figures: Figures, year: int) -> str:
    """The code of the city with most people registered."""
    registered = {
        key[1]: figure.value or 0.0
        for key, figure in figures.by_key.items()
        if key[0] == "population" and key[2] == year and key[5] == "registered"
    }
    cities = {code: size for code, size in registered.items() if is_city(code)}
    return max(cities, key=lambda code: cities[code])


def is_city(code: str) -> bool:
    """Whether a 12-digit code is a city's.

    >>> is_city("511000000000"), is_city("511025000000")
    (True, False)
    """
    return level_of(code) == "city"


def _known_keys(keys: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys(keys) if key in MEASURES]


def _scalars() -> list[str]:
    """Every measure that stands in a table or a trend, but of households."""
    wanted = [spec.measure for spec in ROWS] + [trend.measure for trend in TRENDS]
    every = _known_keys([*wanted, *COMPONENTS, *area_measures()])
    return [key for key in every if not of_households(key)]


def of_households(key: str) -> bool:
    """Whether a measure is of households; they are made anew for every date."""
    return "household" in key


def _household_keys() -> list[str]:
    return _known_keys(key for key in area_measures() if of_households(key))


def _figures(ask: _Asker, years: range, stocks: range, year: int) -> Figures:
    """All years of all levels, and the city's ages and lives by sex."""
    both = ("male", "female")
    found = ask(_scalars(), years, by=LEVELS)
    found |= ask(_household_keys(), [year - 1, year], by=LEVELS)
    found |= ask(["population"], [year], by=LEVELS, population="registered")
    found |= ask(["population"], stocks, population="registered")
    found |= ask(beside.IN_CENSUS, stocks)
    found |= ask(["population-by-age"], stocks, sex=both)
    return found | ask(["life-expectancy"], years, sex=both)


def _with_earlier(ask: _Asker, now: Figures, year: int, day: date) -> Figures:
    """The figures, each of the year's with its value as known on `day`."""
    then = ask(_scalars(), [year], by=LEVELS, known_on=day) | ask(
        ["population"], [year], by=LEVELS, population="registered", known_on=day
    )
    return now | Figures(
        {
            key: replace(now.by_key[key], earlier=figure.value)
            for key, figure in then.by_key.items()
            if key in now.by_key
        }
    )


def _births(ask: _Asker, code: str, year: int, day: date) -> Known:
    found = ask(["births"], [year], known_on=day).get("births", code, year)
    return Known(year, day, found.value or 0.0)


def _month_counts(ask: _Asker, code: str, first: Known, now: float) -> list[Known]:
    """The births of a year at each month-end from first publication on, for a year."""
    year, last = first.year, ask.known_on
    days = [d for d in month_ends(year + 1) if first.day < d < last]
    between = [_births(ask, code, year, day) for day in days]
    through = [Known(year, last, now)] if last <= date(year + 1, 12, 31) else []
    return [first, *between, *through]


def month_ends(year: int) -> list[date]:
    """The last days of a year's months.

    >>> month_ends(2025)[1]
    datetime.date(2025, 2, 28)
    """
    firsts = [date(year, month, 1) for month in range(2, 13)] + [date(year + 1, 1, 1)]
    return [first - timedelta(days=1) for first in firsts]


def _with_neighbours(city: City, places: Places) -> City:
    """The city beside the nation and the censuses, with what is said of the sources."""
    scale = beside.scale(city)
    city = replace(city, scale=scale)
    return replace(
        city,
        nation=beside.nation(city.years),
        outlines=beside.outlines(city),
        census_rows=beside.census_rows(city),
        conflicts=beside.conflicts(city),
        sources=sources(city, places.recorded_on, places.shown_on),
    )
