"""About this number: what it is, what it is made of, and what was known of it when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest

from renkou.definitions import Measure
from renkou.engines.periods import Period
from renkou.engines.request import SEXES, one_of
from renkou.engines.tables import Series
from renkou.indicators import MEASURES
from renkou.report.about.facts import (
    SENSITIVE,
    Asked,
    command,
    examples,
    facts,
    too_few,
    value_of,
)
from renkou.report.about.known_when import Course, known_when
from renkou.report.about.prose import prose
from renkou.report.about.words import ABOUT
from renkou.report.about.words import SEXES as SEX_NAMES
from renkou.report.area.quality import SHARE
from renkou.report.area.since import NOT_KEPT
from renkou.report.city import NOT_DEFINED, WHO
from renkou.report.figures import Figure
from renkou.report.numbers import long_date
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..as_known import known_figures
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of
from .area import sources


@page
def about(request: HttpRequest, measure: str, code: str) -> Content:
    """The page of one figure."""
    here = site()
    view = view_of(request, here, code)
    asked = asked_for(request, view, measure)
    figure = _figure(here, view, asked, view.known, first=True)
    hidden = too_few(asked, figure)
    shown = Figure() if hidden else figure
    value, bounds = value_of(asked, shown)
    share = _figure(here, view, replace(asked, what=MEASURES[SHARE]), view.known)
    course = None if asked.what.key in SENSITIVE else _course(here, view, asked)
    chart = known_when(course) if course else None
    return Content(
        template="about.html",
        title=Text(
            f"{asked.what.title.en}, {view.place.name.en}, {view.year}, Renkou",
            f"{asked.what.title.zh}，{view.place.chinese}，{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "area", to=f"about/{measure}"),
            "text": ABOUT,
            "prose": prose,
            "asked": asked,
            "value": value,
            "bounds": None if shown.lower is None else bounds,
            "of": _of(asked),
            "why": _why(here, view, asked, hidden=hidden),
            "has_value": shown.value is not None,
            "facts": facts(asked, shown, share),
            "examples": examples(asked.what),
            "command": command(asked, str(here.snapshot.path), here.last_day),
        },
        charts=[chart] if chart else [],
        sources=sources(view, here),
    )


def asked_for(request: HttpRequest, view: View, key: str) -> Asked:
    """The figure that the address asks for; Problem where there is none such."""
    one_of("measure", key, tuple(MEASURES), "指标")
    what = MEASURES[key]
    sex = request.GET.get("sex", "total")
    one_of("sex", sex, SEXES if what.by_sex else SEXES[:1], "性别")
    category = request.GET.get("category", what.categories[0])
    _has_category(what, category)
    return Asked(
        what, view.place.code, view.year, view.known, view.population, sex, category
    )


def _has_category(what: Measure, category: str) -> None:
    if category not in what.categories:
        listed = [each for each in what.categories if each] or ["–"]
        raise Problem(
            f"category: {what.key} has no group {category!r}. "
            f"It has {', '.join(listed)}.",
            f"分组：{what.key}没有分组{category!r}。可选：{'、'.join(listed)}。",
        )


def _figure(
    here: Site, view: View, asked: Asked, day: date, *, first: bool = False
) -> Figure:
    told = first and here.tables.has_first and Period(asked.year).published <= day
    kept = known_figures(here, view, day, first=told)
    category = asked.category if asked.category in asked.what.categories else ""
    sex = asked.sex if asked.what.by_sex else "total"
    return kept.get(asked.what.key, asked.code, asked.year, sex=sex, category=category)


def _course(here: Site, view: View, asked: Asked) -> Course | None:
    """The figure on each day kept on which its year was over."""
    over = Period(asked.year).last
    days = [day for day in here.days if over <= day <= view.known]
    if asked.what.key in here.tables.axes.last_only:
        return None
    series = Series(asked.what.key, asked.population, asked.sex, asked.category)
    found: list[tuple[date, Figure]] = []
    for day in days:
        cell = here.known(day).cell(series, asked.code, asked.year)
        if cell is not None and cell[0] == cell[0]:
            value, lower, upper = (None if n != n else n for n in cell.tolist()[:3])
            found.append((day, Figure(value, lower, upper)))
    published = Period(asked.year).published
    return Course(
        name=asked.what.title,
        unit=asked.what.unit,
        form=asked.form,
        days=[day for day, _ in found],
        figures=[figure for _, figure in found],
        published=published if published in days else None,
    )


def _of(asked: Asked) -> Text:
    """Whom, which sex and group, which year, as known when."""
    who, sex = WHO[asked.population], SEX_NAMES[asked.sex]
    day = long_date(asked.known)
    group = Text(f", {asked.category}", f"，{asked.category}")
    en, zh = (group.en, group.zh) if asked.category else ("", "")
    return Text(
        f"{who.en}, {sex.en}{en}, {asked.year}, as known on {day.en}",
        f"{who.zh}，{sex.zh}{zh}，{asked.year}年，截至{day.zh}所知",
    )


def _why(here: Site, view: View, asked: Asked, *, hidden: bool) -> Text:
    """Why there is no figure, where there is none."""
    if hidden:
        return ABOUT["too_few"]
    if asked.what.key in here.tables.axes.last_only and view.known != here.last_day:
        return NOT_KEPT
    return NOT_DEFINED
