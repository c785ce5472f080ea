"""An area: its key figures, its people, what changed, its trends and its parts."""

from __future__ import annotations

from django.http import HttpRequest

from renkou.engines.periods import Period
from renkou.indicators import MEASURES
from renkou.report.city import City
from renkou.report.components import components
from renkou.report.key_figures import key_table
from renkou.report.notes import nation_note
from renkou.report.numbers import long_date
from renkou.report.pyramid import pyramid
from renkou.report.sentences import lead
from renkou.report.trends import trends
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..figures import KeptFigures
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of, years_known


@page
def area(request: HttpRequest, code: str) -> Content:
    """The page of an area."""
    here = site()
    view = view_of(request, here, code)
    city = as_city(here, view)
    charts = [pyramid(city), components(city), *trends(city)]
    keys = key_table(city)
    return Content(
        template="area.html",
        title=Text(
            f"{view.place.name.en}, {view.year}, Renkou",
            f"{view.place.chinese}{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "area"),
            "city": city,
            "lead": lead(city),
            "key_table": keys,
            "nation_note": nation_note(city),
        },
        charts=charts,
        tables=[keys],
        sources=sources(view, here),
    )


def as_city(here: Site, view: View) -> City:
    """The area of a view, as the reports' charts and tables read one."""
    years = [y for y in years_known(here, view.known) if y <= view.year]
    published = Period(view.year).published
    first = published if published <= view.known else None
    figures = KeptFigures(here.known(view.known), view.year if first else None)
    return City(
        place=view.place,
        figures=figures,
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
    )


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
