"""How far to trust an area's figures: delays, revisions, what is to come, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from django.http import HttpRequest

from renkou.engines.periods import Period
from renkou.engines.quality import (
    Delays,
    Kept,
    Nowcasts,
    Outlines,
    Quality,
    State,
    Told,
)
from renkou.report.chart import Chart
from renkou.report.city import Place
from renkou.report.data_table import DataTable
from renkou.report.quality import sentences
from renkou.report.quality.asked import EVENTS, Asked, month_name
from renkou.report.quality.children import Child, children_table
from renkou.report.quality.drift import (
    YEARS,
    Drifted,
    drift_chart,
    missing_outlines,
)
from renkou.report.quality.findings import detectors_table, in_area, summary
from renkou.report.quality.look_back import look_back_table, looked_back
from renkou.report.quality.months import Months, months_of, newest_month
from renkou.report.quality.nowcast import nowcast_chart
from renkou.report.quality.triangle import triangle
from renkou.report.quality.words import WORDS, outlines_missing
from renkou.report.style import styles
from renkou.report.trust.tables import Group, findings_table, groups
from renkou.report.words import WORDS as REPORT_WORDS
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..figures import KeptFigures
from ..shell import Link, shell
from ..site import Site, site
from ..view import View, view_of
from .area import sources

WORD = "quality"
SHOWN = {"tiles": Text("Tiles", "方格"), "map": Text("Map", "地图")}


@dataclass(frozen=True)
class _Page:
    """One request: the city, the view, what is asked, and what is kept."""

    here: Site
    view: View
    asked: Asked
    kept: Quality
    shown: str
    drawn: bool  # whether a picture of the triangle is asked for

    @property
    def at(self) -> int:
        """The area's position in the kept figures."""
        return self.here.tables.axes.area_at[self.view.place.code]

    @property
    def delays(self) -> Delays | None:
        """The delays of what is asked."""
        return self.kept.delays(
            self.asked.event.key, self.view.population, self.view.known
        )

    @property
    def nowcasts(self) -> Nowcasts | None:
        """The nowcasts as known on the day."""
        return self.kept.nowcasts(self.view.known)

    def told(self, at: int) -> Told | None:
        """What is to come of an area."""
        found = self.nowcasts
        if found is None:
            return None
        return found.area(self.asked.event.key, self.view.population, at)

    def to(self, place: Place, at: str = "") -> str:
        """The address of this page of another area."""
        more = {} if self.asked.event.key == "births" else {"event": "deaths"}
        return self.view.address(WORD, place=place, **more) + at


@cache
def _kept(place: Path) -> Quality:
    return Quality(place)


@page
def quality(request: HttpRequest, code: str) -> Content:
    """The page of an area."""
    here = site()
    view = view_of(request, here, code)
    event = EVENTS[_one_of(request, "event", tuple(EVENTS), "事件")]
    asked = Asked(view.place, event, view.population, view.year, view.known)
    shown = _one_of(request, "show", tuple(SHOWN), "显示方式")
    of = _Page(here, view, asked, _kept(here.tables.place), shown, "as" in request.GET)
    charts, tables, words = _counted(of)
    found_tables, found_words = _found(of)
    tables += found_tables
    name = view.place.name
    return Content(
        template="quality.html",
        title=Text(
            f"Quality of figures, {name.en}, {view.year}, Renkou",
            f"{view.place.chinese}{view.year}年数据质量 · 人口",
        ),
        words={
            "shell": shell(request, here, view, WORD),
            "says": WORDS,
            "events": _switch(of, "event", {k: e.title for k, e in EVENTS.items()}),
            "phone": styles([], _blocks(tables, found_words)),
            **words,
            **found_words,
        },
        charts=charts,
        tables=tables,
        sources=sources(view, here),
    )


def _blocks(tables: list[DataTable], words: dict[str, object]) -> list[DataTable]:
    """The tables whose rows become blocks on a phone."""
    shown: list[Group] = words["groups"]  # type: ignore[assignment]
    return [*tables, *(group.table for group in shown)]


def _one_of(request: HttpRequest, name: str, known: tuple[str, ...], zh: str) -> str:
    found = request.GET.get(name, known[0])
    if found not in known:
        raise Problem(
            f"{name}: {found!r} is not one of {', '.join(known)}.",
            f"{zh}：{found!r}不在{'、'.join(known)}之中。",
        )
    return found


def _switch(of: _Page, name: str, titles: Mapping[str, Text]) -> list[Link]:
    now = {"event": of.asked.event.key, "show": of.shown}
    return [
        Link(
            title,
            of.view.address(WORD, **(now | {name: key})),
            here=now[name] == key,
        )
        for key, title in titles.items()
    ]


def _counted(of: _Page) -> tuple[list[Chart], list[DataTable], dict[str, object]]:
    """What rests on the delays: triangle, nowcast, look-back, drift, areas below."""
    delays = of.delays
    if delays is None:
        lacking = (
            sentences.NOT_COMPUTED
            if of.here.snapshot.recording_known
            else REPORT_WORDS["not_known"]
        )
        none: dict[str, object] = {
            "lacking": lacking,
            "lead": None,
            "no_nowcast": None,
            "show_switch": [],
        }
        return [], [], none | {"below": None, "map_problem": None}
    told = of.told(of.at)
    months = months_of(delays.on(of.at, of.view.known), told, of.view.year)
    looked = looked_back(of.asked, delays, of.at)
    drawn = [
        triangle(of.asked, months, drawn=of.drawn),
        nowcast_chart(of.asked, months),
    ]
    drawn += _drifts(of, delays)
    tables = [look_back_table(of.asked, looked)]
    below = _below(of, delays, months)
    newest = months.newest(1)
    words: dict[str, object] = {
        "lacking": None,
        "lead": sentences.lead(of.asked, looked, newest[0] if newest else None),
        "no_nowcast": None if drawn[1] else _no_nowcast(of),
        "below": below,
        "map_problem": _map_problem(of),
        "show_switch": _switch(of, "show", SHOWN) if _outlines(of) else [],
    }
    charts = [chart for chart in drawn if chart is not None]
    return charts, [*tables, *([below] if below else [])], words


def _no_nowcast(of: _Page) -> Text:
    waiting = of.nowcasts is None and of.kept.under_way
    return sentences.NOWCAST_UNDER_WAY if waiting else sentences.NOWCAST_NONE


def _drifts(of: _Page, delays: Delays) -> list[Chart]:
    """The tiles or the map, of the townships of the city or of the county."""
    drifted = _drifted(of, delays)
    if drifted is None:
        return []
    outlines = _outlines(of) if of.shown == "map" else None

    def link(place: Place) -> str:
        return of.to(place, "#triangle")

    return [drift_chart(of.asked, drifted, link, outlines)]


def _townships(of: _Page) -> list[Place]:
    """Those of the city, or of the county that the area is or lies in."""
    place, here = of.view.place, of.here
    if place == here.city:
        return list(here.places.townships)
    inside = here.children(place) or here.siblings(place)
    return list(inside)


def _drifted(of: _Page, delays: Delays) -> Drifted | None:
    last = of.view.known.year - 1
    if Period(last).published > of.view.known:
        last -= 1
    years = (last - YEARS + 1, last)
    event, population = of.asked.event.key, of.view.population
    then, now = [], []
    for year in range(years[0], last + 1):
        days = (Period(year).published, of.view.known)
        found = of.kept.known_by(event, population, year, days)
        if found is None or np.isnan(found).all():
            return None
        then.append(found[0])
        now.append(found[1])
    places = _townships(of)
    at = [of.here.tables.axes.area_at[place.code] for place in places]
    return Drifted(places, sum(then)[at], sum(now)[at], years)


def _outlines(of: _Page) -> Outlines | None:
    found = of.kept.outlines
    return found if found is not None and found.problem is None else None


def _map_problem(of: _Page) -> Text | None:
    """Why there is no map though a file was given, or what it lacks."""
    found = of.kept.outlines
    if found is None or found.problem is not None:
        return None if found is None else found.problem
    missing = missing_outlines(found, _townships(of))
    return outlines_missing(missing) if missing and of.shown == "map" else None


def _below(of: _Page, delays: Delays, months: Months) -> DataTable | None:
    places = of.here.children(of.view.place)
    if not places or not months.every:
        return None
    view, event = of.view, of.asked.event.key
    published = Period(view.year).published <= view.known
    figures = KeptFigures(of.here.known(view.known), view.year if published else None)
    newest, month = delays.newest(view.known), months.every[-1].month
    findings = of.kept.findings
    children = []
    for place in places:
        at = of.here.tables.axes.area_at[place.code]

        def figure(measure: str, place: Place = place) -> object:
            return figures.get(
                measure, place.code, view.year, population=view.population
            )

        children.append(
            Child(
                place,
                of.to(place),
                figure("recorded-within-30-days"),  # type: ignore[arg-type]
                figure(event),  # type: ignore[arg-type]
                newest_month(month, float(newest[at]), of.told(at)),
                _number_found(of, findings, place),
            )
        )
    return children_table(of.asked, children, month_name(month))


def _number_found(of: _Page, findings: Kept, place: Place) -> int | None:
    if findings.state is not State.READY or of.view.known != findings.day:
        return None
    return len(in_area(findings.findings, _within(of.here, place)))


def _within(here: Site, place: Place) -> frozenset[str]:
    """The codes of an area and of those within it."""
    if place == here.city:
        return frozenset(here.by_code)
    return frozenset([place.code, *(below.code for below in here.children(place))])


def _found(of: _Page) -> tuple[list[DataTable], dict[str, object]]:
    """The findings of the area and what was quiet; of the last day alone."""
    kept = of.kept.findings
    why = _no_findings(of, kept)
    if why is not None:
        return [], {"findings_said": [why], "groups": [], "detectors": None}
    found = in_area(kept.findings, _within(of.here, of.view.place))

    def link(code: str) -> str | None:
        place = of.here.by_code.get(code)
        return None if place is None else of.to(place, "#triangle")

    table = findings_table(found, link)
    looked = detectors_table(kept.detectors, found)
    said = [summary(found, len(kept.detectors))]
    if not kept.certificates:
        said.append(kept.problem or sentences.NO_CERTIFICATES)
    by_detector = groups(found, link)
    words = {"findings_said": said, "groups": by_detector, "detectors": looked}
    return [table, looked], words


def _no_findings(of: _Page, kept: Kept) -> Text | None:
    """Why there are no findings to read; None where there are."""
    if of.view.known != of.here.last_day:
        return sentences.last_day_alone(of.here.last_day)
    match kept.state:
        case State.READY:
            return None
        case State.UNDER_WAY:
            return sentences.FINDINGS_UNDER_WAY
        case _:
            return kept.problem or sentences.FINDINGS_NONE
