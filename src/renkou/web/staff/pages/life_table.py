"""A life table: its columns, its curves, and what it differs by from another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.http import HttpRequest

from renkou.areas.unit import level_of
from renkou.engines.by_age import Array
from renkou.engines.tables import ByAge, Series, read_by_age
from renkou.report.chart import Chart
from renkou.report.city import Place
from renkou.report.figures import Figure
from renkou.report.life_table import (
    Lives,
    Smoothed,
    arriaga_chart,
    lead,
    life_table,
    risk,
    smoothed,
    survivors,
    through_time,
    warnings,
)
from renkou.report.life_table.words import SEXES, SPANS, WORDS
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..shell import shell
from ..site import Site, site
from ..view import View, view_of
from .area import sources


@dataclass(frozen=True)
class Counts:
    """The counts by age of a view's day, and where its areas stand among them."""

    here: Site
    view: View
    kept: ByAge

    def of(self, place: Place, year: int, span: int, sex: str) -> Lives:
        """Those of one area in the years up to `year`."""
        first, at = year - span + 1, self.here.tables.axes.area_at[place.code]
        years = slice(first - self.kept.years[0], year + 1 - self.kept.years[0])
        shown = str(year) if span == 1 else f"{first}–{year}"
        whom = SEXES[sex]
        name = Text(
            f"{place.name.en}, {whom.en.lower()}, {shown}",
            f"{place.chinese}，{whom.zh}，{shown}年",
        )
        deaths, lived = self.kept.observed.deaths[at], self.kept.observed.lived[at]
        return Lives.of(name, sex, deaths[years].sum(0), lived[years].sum(0))

    def borrowing(self, year: int, span: int, sex: str) -> Smoothed | None:
        """The value that borrows from the areas of the same level."""
        place = self.view.place
        if place == self.here.city:
            return None
        codes, counts = self.kept.of_level(self.here.tables.axes, level_of(place.code))
        start = year - span + 1 - self.kept.years[0]
        years = slice(start, start + span)

        def whole(array: Array) -> Array:
            summed: Array = array[:, years].sum(axis=1)
            return summed

        deaths, lived = whole(counts.deaths), whole(counts.lived)
        return smoothed(deaths, lived, codes.index(place.code), sex)


@page
def life_table_page(request: HttpRequest, code: str) -> Content:
    """The page of a life table."""
    here = site()
    view = view_of(request, here, code)
    sex = _one_of(request, "sex", SEXES, "total")
    span = int(_one_of(request, "span", list(map(str, SPANS)), "1"))
    counts = Counts(here, view, read_by_age(here.tables, view.known, view.population))
    _enough_years(here, view.year, span)
    lives = counts.of(view.place, view.year, span, sex)
    choices = _choices(here, view, sex, span)
    against = _one_of(request, "against", ["", *choices], _usual(here, view, span))
    other = _other(counts, against, span, sex)
    small = counts.borrowing(view.year, span, sex)
    charts = _charts(lives, other)
    time = _through_time(here, view, sex)
    table = life_table(lives)
    return Content(
        template="life_table.html",
        title=Text(
            f"{view.place.name.en}, life table {view.year}, Renkou",
            f"{view.place.chinese}{view.year}年生命表 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "life-table"),
            "say": WORDS,
            "lead": lead(lives, small),
            "told": warnings(lives, small),
            "table": table,
            "action": f"/life-table/{view.place.code}",
            "sexes": SEXES,
            "spans": SPANS,
            "set_against": choices,
            "chosen": (sex, span, against),
        },
        charts=[*charts, *([time] if time else [])],
        tables=[table],
        sources=sources(view, here),
    )


def _charts(lives: Lives, other: Lives | None) -> list[Chart]:
    if not lives.built:
        return []
    beside = other if other is not None and other.built else None
    found = [survivors(lives, beside)]
    if (lives.deaths[:-1] > 0).any():
        found.append(risk(lives, beside))
    return found if beside is None else [*found, arriaga_chart(lives, beside)]


def _through_time(here: Site, view: View, sex: str) -> Chart | None:
    series = Series("life-expectancy", view.population, sex)
    line = here.known(view.known).line(series, view.place.code)
    years = [y for y in here.tables.axes.years if y <= view.year]
    figures = [
        Figure(*(None if np.isnan(v) else float(v) for v in cell[:3])) for cell in line
    ]
    return through_time(SEXES[sex], years, figures[: len(years)])


def _usual(here: Site, view: View, span: int) -> str:
    """What is compared with unasked: the area above, or ten years before."""
    above = _above(here, view.place)
    if above is not None:
        return f"a{above.code}"
    first = _first(here) + span - 1
    return f"y{max(view.year - 10, first)}" if view.year > first else ""


def _above(here: Site, place: Place) -> Place | None:
    return None if place == here.city else here.parent(place) or here.city


def _choices(here: Site, view: View, sex: str, span: int) -> dict[str, Text]:
    """What it may be set against: other years, areas and sexes."""
    years = range(view.year - 1, _first(here) + span - 2, -1)
    found = {f"y{y}": Text(str(y), f"{y}年") for y in years}
    above = _above(here, view.place)
    beside = [*([above] if above else []), *here.siblings(view.place)]
    found |= {
        f"a{p.code}": Text(p.name.en, p.chinese) for p in beside if p != view.place
    }
    return found | {f"s{key}": words for key, words in SEXES.items() if key != sex}


def _other(counts: Counts, against: str, span: int, sex: str) -> Lives | None:
    view, word = counts.view, against[1:]
    match against[:1]:
        case "y":
            return counts.of(view.place, int(word), span, sex)
        case "a":
            return counts.of(counts.here.place(word), view.year, span, sex)
        case "s":
            return counts.of(view.place, view.year, span, word)
        case _:
            return None


def _first(here: Site) -> int:
    """The first year whose every death the snapshot has, of those kept."""
    years, day = here.tables.axes.years, here.snapshot.manifest.first_day
    if day is None:
        return years[0]
    whole = day.year if (day.month, day.day) == (1, 1) else day.year + 1
    return max(whole, years[0])


def _enough_years(here: Site, year: int, span: int) -> None:
    first = _first(here)
    if year - span + 1 < first:
        raise Problem(
            f"span: {span} years up to {year} begin before {first}, the first whole "
            "year kept. Take fewer years together, or a later year.",
            f"合并年数：截至{year}年的{span}年早于最早的完整年份{first}。"
            "请减少年数，或选择较晚的年份。",
        )


def _one_of(request: HttpRequest, key: str, known: Iterable[str], usual: str) -> str:
    given, words = str(request.GET.get(key, usual)), list(known)
    if given not in words:
        listed = ", ".join(word for word in words[:12] if word)
        raise Problem(
            f"{key}: {given!r} is not one of {listed}.",
            f"{key}：{given!r}不在{listed}之中。",
        )
    return given
