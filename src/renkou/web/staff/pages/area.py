"""An area: its key figures, its people, what changed, its trends and its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.areas.unit import padded, stem
from renkou.report.area.children import Order, children_table
from renkou.report.area.names import earlier, what_became_of
from renkou.report.area.quality import with_quality
from renkou.report.area.since import since_table
from renkou.report.area.since import title as since_title
from renkou.report.area.words import AREA
from renkou.report.area_tables import SETS
from renkou.report.became_known import became_known, revisions_table
from renkou.report.chart import Chart
from renkou.report.city import City
from renkou.report.components import components
from renkou.report.data_table import DataTable
from renkou.report.dot_plot import dot_plot
from renkou.report.glossary import by_key
from renkou.report.glossary.tour import HELP
from renkou.report.key_figures import key_table
from renkou.report.notes import nation_note
from renkou.report.numbers import long_date
from renkou.report.pyramid import pyramid
from renkou.report.sentences import lead
from renkou.report.trends import trends
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..area_asked import order_asked, since_asked, since_days
from ..as_known import as_city, known_figures
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of
from .help import offered

EXPLAINED = {
    field: by_key()[key]
    for field, key in {
        "lower": "confidence-interval",
        "first_published": "first-published",
        "revision": "revision",
        "quality": "quality-note",
    }.items()
}


@page
def area(request: HttpRequest, code: str) -> Content | HttpResponse:
    """The page of an area; a former code leads on to the area of today."""
    here = site()
    view = view_of(request, here, code)
    if padded(code) != view.place.code:
        kept = {k: v for k, v in request.GET.items() if k in ("as", "of", "lang")}
        return HttpResponseRedirect(view.address("area", was=code, **kept))
    city = as_city(here, view)
    order, since = order_asked(request), since_asked(request, here, view)
    keys = with_quality(city, key_table(city))
    tables: list[DataTable] = [keys]
    words: dict[str, object] = {}
    if since is not None:
        then = known_figures(here, view, since)
        tables.append(since_table(city, then, since))
        words["since_title"] = since_title(city, then, since)
    if city.first_known is not None:
        tables.append(revisions_table(city))
    if city.counties:
        tables.append(children_table(city, order))
    return Content(
        template="area.html",
        title=Text(
            f"{view.place.name.en}, {view.year}, Renkou",
            f"{view.place.chinese}{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "area"),
            "text": AREA,
            "explained": EXPLAINED,
            "tour": HELP if offered(request) else None,
            "at": partial(_at, view, order, since),
            "long_date": long_date,
            "city": city,
            "lead": lead(city),
            "counts": counts(here, view),
            "note": _note(request, here, view),
            "earlier": earlier(here.tree, here.unit(view.place).key),
            "nation_note": nation_note(city),
            "order": order,
            "sets": SETS,
            "since": since,
            "since_days": since_days(here, view),
            "last_day": here.last_day,
            "since_title": None,
            **words,
        },
        charts=_charts(here, city),
        tables=tables,
        sources=sources(view, here),
    )


def _at(view: View, order: Order, since: date | None, **change: str) -> str:
    """The address of this page with another order of its table."""
    asked = {"set": order.chosen.key, "find": order.find, "sort": order.by, **change}
    kept = {k: v for k, v in asked.items() if v}
    return view.address("area", since=since, **kept)


def _charts(here: Site, city: City) -> list[Chart]:
    ages = pyramid(city, slider=False)
    if not city.outlines:
        words = AREA["no_outline"]
        if here.outlines.get(city.code):
            words = AREA["outline_of_residents"]
        ages = replace(ages, note=words)
    found = [ages, components(city)]
    if city.counties:
        found.append(dot_plot(city))
    known = became_known(city)
    if known is not None:
        found.append(known)
    return [*found, *trends(city)]


def _note(request: HttpRequest, here: Site, view: View) -> Text | None:
    """Why the reader is here, where the link was to another code."""
    was = request.GET.get("was")
    if not was or here.place(was) != view.place:
        return None
    return what_became_of(here.tree, was, here.unit(view.place))


def counts(here: Site, view: View) -> Text:
    """What kind of area it is, its code, and how many areas lie in it."""
    place = view.place
    code, villages = stem(place.code), here.villages.get(place.code, 0)
    inside = Text(f"{villages:,} villages", f"{villages:,}个村社区")
    if place == here.city:
        counties, towns = len(here.places.counties), len(here.places.townships)
        return Text(
            f"City, {code}. {counties} counties, {towns} townships, {inside.en}.",
            f"地级市，代码{code}。辖{counties}个县市区、{towns}个乡镇街道、{inside.zh}。",
        )
    towns = len(here.children(place))
    if towns:
        return Text(
            f"County, {code}. {towns} townships, {inside.en}.",
            f"县级，代码{code}。辖{towns}个乡镇街道、{inside.zh}。",
        )
    return Text(f"Township, {code}. {inside.en}.", f"乡级，代码{code}。辖{inside.zh}。")


def sources(view: View, here: Site) -> Text:
    """What stands under every picture and sheet: area, day of knowledge, source."""
    day = long_date(view.known)
    kind = Text(
        " of a synthetic city" if here.snapshot.synthetic else "",
        "（合成城市）" if here.snapshot.synthetic else "",
    )
    name = view.place
    return Text(
        f"{name.name.en}. Register{kind.en}, as known on {day.en}. Renkou",
        f"{name.chinese}。登记{kind.zh}，截至{day.zh}所知。人口",
    )
