"""A projection: its fan, its pyramid through time, and what moves it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.http import HttpRequest

from renkou.engines.projection.asking import LAST_YEAR
from renkou.engines.projection.one_area import Range
from renkou.report.numbers import plain
from renkou.report.projection import (
    Outlook,
    ages,
    basis,
    change,
    fan,
    future_pyramid,
    lead,
    scenario_lines,
    years_table,
)
from renkou.report.projection.words import SCENARIOS, SETTINGS, WORDS
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..outlooks import FIELDS, Wanted, base_year, command_of, outlook
from ..shell import shell
from ..site import site
from ..view import View, view_of
from .area import sources


@dataclass(frozen=True, slots=True)
class Setting:
    """A slider: what it sets, where it stands, its range, and where a reset leads."""

    key: str
    title: Text
    unit: Text
    chosen: str  # empty: as the scenario has it
    value: str
    least: str
    most: str
    step: str
    shown: Text
    outside: bool
    reset: str


@page
def projection(request: HttpRequest, code: str) -> Content:
    """The page of a projection."""
    here = site()
    view = view_of(request, here, code)
    wanted = Wanted.of(request.GET, base_year(view.known))
    found = outlook(here, view, wanted)
    years = years_table(found)
    return Content(
        template="projection.html",
        title=Text(
            f"{view.place.name.en}, projection to {wanted.to}, Renkou",
            f"{view.place.chinese}人口预测至{wanted.to}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "projection"),
            "say": WORDS,
            "heading": Text(
                f"{view.place.name.en}, projected to {wanted.to}",
                f"{view.place.chinese}：预测至{wanted.to}年",
            ),
            "lead": lead(found),
            "basis": basis(found),
            "settings": _settings(view, wanted, found),
            "scenarios": SCENARIOS,
            "wanted": wanted,
            "ends": _ends(found, wanted),
            "outlook": found,
            "action": f"/projection/{view.place.code}",
            "plain_address": view.address("projection", to=wanted.to),
            "command": command_of(view, wanted),
            "years": years,
            "reached": found.base + min(10, found.course.asked.steps),
        },
        charts=[
            fan(found),
            future_pyramid(found),
            change(found),
            ages(found),
            scenario_lines(found),
        ],
        tables=[years],
        sources=sources(view, here),
    )


def _ends(found: Outlook, wanted: Wanted) -> list[int]:
    """The years that a projection may go to, as offered."""
    base = found.base
    offered = {*(base + years for years in (5, 10, 15, 25, 40)), LAST_YEAR, wanted.to}
    return sorted(year for year in offered if base < year <= LAST_YEAR)


def _settings(view: View, wanted: Wanted, found: Outlook) -> list[Setting]:
    return [
        _setting(view, wanted, key, name, found.course.ranges[name])
        for key, name in FIELDS.items()
    ]


def _setting(view: View, wanted: Wanted, key: str, name: str, of: Range) -> Setting:
    title, unit, places = SETTINGS[name]
    chosen = getattr(wanted.changes, name)
    tenfold = 10**places
    least, most = math.floor(of.low * tenfold), math.ceil(of.high * tenfold)
    at = of.value if chosen is None else chosen
    outside = not least <= round(at * tenfold) <= most
    low, high = plain(least / tenfold, places), plain(most / tenfold, places)
    kept = {k: v for k, v in wanted.query.items() if k != key}
    return Setting(
        key=key,
        title=title,
        unit=unit,
        chosen="" if chosen is None else f"{chosen:g}",
        value=f"{at:.{places}f}",
        least=f"{min(least / tenfold, at):.{places}f}",
        most=f"{max(most / tenfold, at):.{places}f}",
        step=f"{1 / tenfold:g}",
        shown=Text(
            f"{low} to {high}; unchanged {plain(of.value, places)}",
            f"{low}～{high}；不改变时为{plain(of.value, places)}",
        ),
        outside=outside,
        reset=view.address("projection", **kept),
    )
