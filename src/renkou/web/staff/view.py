"""What figures are conditional on: area, year, population, day of knowledge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from renkou.engines.periods import Period
from renkou.report.city import Place
from renkou.schema import POPULATIONS
from renkou.schema.problem import Problem

from .computing import require_computed
from .site import Site

FIRST_SHOWN = 1  # the first year kept is there for the changes on it alone


@dataclass(frozen=True)
class View:
    """The two clocks and the area; every address of a page of figures carries them."""

    place: Place
    year: int
    known: date
    population: str = "resident"

    def address(self, page: str = "area", **other: object) -> str:
        """The address of a page in this view; `other` changes or adds to it."""
        given = {k: v for k, v in other.items() if k in ("year", "known", "population")}
        place = other.get("place", self.place)
        view = replace(self, **given)  # type: ignore[arg-type]
        query = {
            "year": str(view.year),
            "known": view.known.isoformat(),
            "population": view.population,
        }
        query |= {
            k: str(v)
            for k, v in other.items()
            if k not in given and k != "place" and v is not None
        }
        code = place.code if isinstance(place, Place) else str(place)
        return f"/{page}/{code}?{urlencode(query)}"


def years_known(site: Site, day: date) -> list[int]:
    """The years that can be shown as known on a day, oldest first."""
    years = site.tables.axes.years[FIRST_SHOWN:]
    return [year for year in years if Period(year).last <= day]


def year_of(site: Site, day: date) -> int:
    """The year shown where none is asked for: the last first published by the day."""
    years = years_known(site, day)
    if not years:
        raise Problem(
            f"known: no year kept was over on {day}. Choose a later day.",
            f"已知日期：在{day}没有已结束的年份。请选择较晚的日期。",
        )
    published = [year for year in years if Period(year).published <= day]
    return (published or years)[-1]


def view_of(request: HttpRequest, site: Site, code: str | None = None) -> View:
    """The view that an address asks for.

    Raises Problem for an area, year, day or population that there is none of, with
    what there is.
    """
    place = site.place(code) if code else site.city
    known = _known(request, site)
    near = "near" in request.GET  # a day was chosen: a year not over on it gives way
    year = _year(request.GET.get("year"), site, known, near=near)
    population = request.GET.get("population", "resident")
    if population not in POPULATIONS:
        raise Problem(
            f"population: {population!r} is not one of {', '.join(POPULATIONS)}.",
            f"人口口径：{population!r}不在{'、'.join(POPULATIONS)}之中。",
        )
    return View(place, year, known, population)


def _known(request: HttpRequest, site: Site) -> date:
    text, days = request.GET.get("known"), site.days
    if text is None:
        return site.last_day if site.last_day in days else days[-1]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Problem(
            f"known: {text!r} is not a date. Write it as {days[-1]}.",
            f"已知日期：{text!r}不是日期。请写成{days[-1]}的形式。",
        ) from None
    if day not in days:
        require_computed(request, site, day)
    return day


def _year(text: str | None, site: Site, known: date, *, near: bool) -> int:
    years = years_known(site, known)
    if text is None or not years:
        return year_of(site, known)
    if text.isdecimal() and int(text) in years:
        return int(text)
    if near:
        return year_of(site, known)
    raise Problem(
        f"year: {text} cannot be shown as known on {known}; the years {years[0]} to "
        f"{years[-1]} can.",
        f"年份：{text}无法按截至{known}所知显示；可选{years[0]}至{years[-1]}年。",
    )
