"""The area of a view with all that its page shows, from what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from renkou.engines.periods import Period
from renkou.engines.tables import Series
from renkou.indicators import MEASURES
from renkou.report.area.since import NOT_KEPT
from renkou.report.city import About, City, Known
from renkou.schema.text import Text

from .figures import KeptFigures
from .site import Site
from .view import View, years_known

CLOSINGS = 6  # years of births that are set against their first publication


def as_city(here: Site, view: View) -> City:
    """The area of a view, as the reports' charts and tables read one."""
    years = [y for y in years_known(here, view.known) if y <= view.year]
    first = _first_known(here, view)
    resident = view.population == "resident"
    return City(
        place=view.place,
        figures=known_figures(here, view, view.known, first=first is not None),
        labels=MEASURES,
        year=view.year,
        years=years,
        stock_years=[years[0] - 1, *years],
        known_on=view.known,
        first_known=first,
        counties=here.children(view.place),
        townships=(),
        synthetic=here.snapshot.synthetic,
        scale=here.scale,
        nation=here.nation,
        outlines=here.outlines.get(view.place.code, ()) if resident else (),
        first_counts=_first_counts(here, view, years) if first else (),
        month_counts=_month_counts(here, view, first) if first else (),
        population=view.population,
        parent=here.parent(view.place),
        about=about(view),
        absent=_absent(here, view),
    )


def known_figures(
    here: Site, view: View, day: date, *, first: bool = False
) -> KeptFigures:
    """The figures as known on a day that is kept, of the population of the view."""
    of = view.year if first else None
    return KeptFigures(here.known(day), of, view.population)


def _first_known(here: Site, view: View) -> date | None:
    published = Period(view.year).published
    told = here.tables.has_first and published <= view.known
    return published if told else None


def _absent(here: Site, view: View) -> Mapping[str, Text]:
    if view.known == here.last_day:
        return {}
    return dict.fromkeys(here.tables.axes.last_only, NOT_KEPT)


def about(view: View) -> About:
    """Where the view's figures are explained, each by itself."""
    day = view.known.isoformat()

    def address(
        measure: str,
        area: str,
        year: int,
        *,
        population: str = "",
        sex: str = "total",
        category: str = "",
    ) -> str:
        whom = population or view.population
        found = f"/about/{measure}/{area}?year={year}&known={day}&population={whom}"
        if sex != "total":
            found += f"&sex={sex}"
        return f"{found}&{urlencode({'category': category})}" if category else found

    return address


def _births(view: View) -> Series:
    return Series("births", view.population)


def _first_counts(here: Site, view: View, years: list[int]) -> list[Known]:
    """The births of the last years at their first publication."""
    known, code = here.known(view.known), view.place.code
    found = []
    for year in years[-CLOSINGS:]:
        value = known.first_published(_births(view), code, year)
        if value is not None:
            found.append(Known(year, Period(year).published, value))
    return found


def _month_counts(here: Site, view: View, published: date) -> list[Known]:
    """The births of the year at the month-ends that are kept, for a year and the last.

    Nothing where the year was first published before the first of them.
    """
    if published not in here.days:
        return []
    through = date(published.year + 1, 1, 31)
    days = [d for d in here.days if published <= d <= min(view.known, through)]
    found = []
    for day in days:
        cell = here.known(day).cell(_births(view), view.place.code, view.year)
        if cell is not None and cell[0] == cell[0]:
            found.append(Known(view.year, day, float(cell[0])))
    return found
