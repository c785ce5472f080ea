"""Finding: areas and measures by what is typed; one hit leads straight there."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.report.area.find_words import FIND
from renkou.ui.content import Content
from renkou.ui.page import page

from ..finding import Finder
from ..shell import shell
from ..site import Site, site
from ..view import view_of


@cache
def _finder(folder: str) -> Finder:
    return Finder(site())


def finder(here: Site) -> Finder:
    """The finder of a city, made once."""
    return _finder(str(here.tables.place))


@page
def find(request: HttpRequest) -> Content | HttpResponse:
    """What was found; while one types, the list alone (`HX-Request`)."""
    here = site()
    view = view_of(request, here)
    text = request.GET.get("q", "").strip()
    areas = finder(here).areas(text, view)
    measures = finder(here).measures(text, view)
    typing = request.headers.get("HX-Request") == "true"
    hits = [*areas, *measures]
    if len(hits) == 1 and not typing:
        return HttpResponseRedirect(hits[0].address)
    return Content(
        template="found.html" if typing else "find.html",
        title=FIND["title"],
        words={
            "shell": shell(request, here, view, "find", conditional=False),
            "text": FIND,
            "typed": text,
            "areas": areas,
            "measures": measures,
        },
    )
