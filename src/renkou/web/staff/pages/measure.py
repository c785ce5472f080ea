"""A measure: what it is, its areas ranked, its funnel, its years and its schedule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from renkou.areas.unit import level_of
from renkou.definitions import Measure
from renkou.engines.tables import Known, Series
from renkou.report.city import Place
from renkou.report.measure import worked_examples
from renkou.report.measure.areas import PROTECTED, Areas
from renkou.report.measure.categories import category_head, category_name
from renkou.report.measure.funnel import funnel_of, no_funnel
from renkou.report.measure.funnel_chart import funnel_chart
from renkou.report.measure.over_years import OverYears, over_years
from renkou.report.measure.ranking import (
    Ranking,
    axis,
    brackets,
    plots,
    ranking_chart,
    ranking_table,
)
from renkou.report.measure.schedule import Curve, Schedule, schedule
from renkou.report.measure.titles import ranking_measured, ranking_title
from renkou.report.measure.words import HEADS, LEVELS, SEXES, WHO, WORDS
from renkou.report.numbers import Form
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..as_known import about
from ..asked import choice, measure_of, options
from ..columns import columns_of, line_of
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of, years_known
from .area import sources


@dataclass(frozen=True)
class Asked:
    """The measure in a view, of one sex and one category, over areas of one level."""

    site: Site
    view: View
    measure: Measure
    sex: str
    category: str
    by: str

    @property
    def series(self) -> Series:
        """What the figures are of."""
        measure, population = self.measure.key, self.view.population
        return Series(measure, population, self.sex, self.category)

    @property
    def known(self) -> Known:
        """The figures as known on the day of the view."""
        return self.site.known(self.view.known)

    @property
    def form(self) -> Form:
        """How the figures are written."""
        return Form.of(self.measure.key, self.measure.unit)

    @cached_property
    def title(self) -> Text:
        """The measure's name with its sex and category."""
        title = self.measure.title
        parts = []
        if self.category:
            parts.append(category_name(self.category))
        if self.sex != "total":
            parts.append(SEXES[self.sex])
        en = ", ".join([title.en, *(part.en.lower() for part in parts)])
        return Text(en, "，".join([title.zh, *(part.zh for part in parts)]))

    @property
    def who(self) -> Text:
        """The population."""
        return WHO[self.view.population]

    @cached_property
    def whole(self) -> Place:
        """The area whose parts are compared: that of the view, or the one above."""
        if self.site.children(self.view.place):
            return self.view.place
        return self.site.parent(self.view.place) or self.view.place

    @cached_property
    def areas(self) -> Areas:
        """The figures of the areas compared."""
        if self.by == "township" and self.whole == self.site.city:
            places = self.site.places.townships
        else:
            places = self.site.children(self.whole)
        year = self.view.year
        return Areas(
            measure=self.measure.key,
            title=self.title,
            unit=self.measure.unit,
            form=self.form,
            who=self.who,
            year=year,
            of=self.whole,
            places=places,
            columns=columns_of(self.known, self.series, year, places),
            whole=columns_of(self.known, self.series, year, [self.whole]),
            level=HEADS[self.by],
            levels=LEVELS[self.by],
            link=lambda place: self.about(place, year),
        )

    def about(self, place: Place, year: int) -> str:
        """Where all is said of the figure of an area and a year."""
        return about(self.view)(
            self.measure.key, place.code, year, sex=self.sex, category=self.category
        )


@page
def measure(request: HttpRequest, key: str, code: str) -> Content:
    """The page of a measure."""
    asked = _asked(request, key, code)
    ranking = Ranking(asked.areas)
    funnel = funnel_of(asked.areas, asked.measure)
    shown = [over_years(_years(asked))]
    if len(asked.measure.categories) > 1:
        shown.append(schedule(_schedule(asked)))
    charts = [*shown, *([funnel_chart(asked.areas, funnel)] if funnel else [])]
    title, measured = ranking_title(ranking), ranking_measured(asked.areas)
    if "as" in request.GET:
        charts.append(ranking_chart(ranking, title, measured))
    view, name = asked.view, asked.measure.title
    return Content(
        template="measure.html",
        title=Text(
            f"{name.en}, {view.place.name.en}, {view.year}, Renkou",
            f"{name.zh}，{view.place.chinese}{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, asked.site, view, "measures", to=f"measure/{key}"),
            "measure": asked.measure,
            "says": WORDS,
            "told": worked_examples,
            "query": view.address("", **_kept(asked)).partition("?")[2],
            "asked": asked,
            "choosers": _choosers(asked),
            "ranking_title": title,
            "ranking_measured": measured,
            "ranking": ranking_table(ranking),
            "plots": plots(ranking),
            "brackets": brackets(ranking),
            "axis": axis(ranking),
            "whole_at": axis_place(ranking),
            "shown": shown,
            "funnel": charts[len(shown)] if funnel else None,
            "no_funnel": no_funnel(asked.areas, asked.measure),
            "nothing": _nothing(asked),
            "here_code": view.place.code,
        },
        charts=charts,
        sources=sources(view, asked.site),
    )


def _kept(asked: Asked) -> dict[str, str]:
    """What a link to another area of the measure keeps of the choices."""
    kept = {"sex": asked.sex, "category": asked.category}
    return {name: value for name, value in kept.items() if value not in ("", "total")}


def _asked(request: HttpRequest, key: str, code: str) -> Asked:
    here = site()
    view = view_of(request, here, code)
    measure = measure_of(key)
    sexes = tuple(SEXES) if measure.by_sex else ("total",)
    sex = choice(request, "sex", sexes, "total", "性别")
    levels = _levels(here, view.place)
    by = choice(request, "by", levels, levels[0], "地区")
    series = Series(key, view.population, sex)
    usual = _usual(here.known(view.known), series, view)
    category = choice(request, "category", measure.categories, usual, "类别")
    return Asked(here, view, measure, sex, category, by)


def _levels(here: Site, place: Place) -> tuple[str, ...]:
    """The levels whose areas can be compared: those below, or one's own."""
    if level_of(place.code) == "city":
        return ("county", "township")
    return ("township",)


def _usual(known: Known, series: Series, view: View) -> str:
    """The category of the most cases, where none is asked for."""
    categories = measure_of(series.measure).categories
    counted = {}
    for category in categories:
        cell = known.cell(
            series._replace(category=category), view.place.code, view.year
        )
        counted[category] = 0.0 if cell is None or cell[3] != cell[3] else cell[3]
    return max(categories, key=lambda category: counted[category])


def axis_place(ranking: Ranking) -> float | None:
    """Where the figure of the whole stands along the plots, per cent."""
    value = ranking.whole.value
    if value is None or not ranking.comparable:
        return None
    low, high = ranking.scale
    return round(3 + 94 * (value - low) / (high - low), 1)


def _choosers(asked: Asked) -> list[tuple[str, Text, list[tuple[str, Text, bool]]]]:
    """The fields by which a reader chooses sex, category and areas."""
    found = []
    if asked.measure.by_sex:
        found.append(("sex", WORDS["sex"], options(SEXES, asked.sex)))
    categories = asked.measure.categories
    if len(categories) > 1:
        named = {category: category_name(category) for category in categories}
        head = category_head(asked.measure.key)
        found.append(("category", head, options(named, asked.category)))
    levels = _levels(asked.site, asked.view.place)
    if len(levels) > 1:
        named = {level: LEVELS[level] for level in levels}
        found.append(("by", WORDS["by"], options(named, asked.by)))
    return found


def _years(asked: Asked) -> OverYears:
    here, view = asked.site, asked.view
    years = [y for y in years_known(here, view.known) if y <= view.year]
    above = here.parent(view.place)
    compared = above is not None and not asked.form.value.count
    total = asked.sex == "total" and not asked.category
    nation = total and view.population == "resident"
    return OverYears(
        title=asked.title,
        unit=asked.measure.unit,
        form=asked.form,
        who=asked.who,
        name=view.place.name,
        years=years,
        figures=line_of(asked.known, asked.series, view.place, years),
        above=line_of(asked.known, asked.series, above, years)
        if above is not None and compared
        else (),
        above_name=above.name if above is not None and compared else None,
        nation=[here.nation.get((asked.measure.key, y)) for y in years]
        if nation
        else (),
        protected=asked.measure.key in PROTECTED,
        link=lambda year: asked.about(view.place, year),
    )


def _schedule(asked: Asked) -> Schedule:
    view, measure = asked.view, asked.measure
    sexes = ["female", "male"] if measure.by_sex else ["total"]
    curves = [
        Curve(
            SEXES[sex] if measure.by_sex else Text("Value", "数值"),
            sex if measure.by_sex else "value",
            [
                line_of(
                    asked.known,
                    asked.series._replace(sex=sex, category=category),
                    view.place,
                    [view.year],
                    first=False,
                )[0]
                for category in measure.categories
            ],
            second=sex == "male",
        )
        for sex in sexes
    ]
    return Schedule(
        title=measure.title,
        unit=measure.unit,
        form=asked.form,
        who=asked.who,
        year=view.year,
        place=view.place.name,
        head=category_head(measure.key),
        categories=measure.categories,
        curves=curves,
        protected=measure.key in PROTECTED,
    )


def _nothing(asked: Asked) -> Text | None:
    """Why no area has a figure, where none has."""
    if len(asked.areas.ranked):
        return None
    last_only = asked.measure.key in asked.known.axes.last_only
    return WORDS["none_last" if last_only and not asked.known.last else "none"]
