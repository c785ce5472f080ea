"""Help: the terms of the glossary, and the guided tour."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.report.about.prose import prose
from renkou.report.glossary import GROUPS, terms
from renkou.report.glossary.tour import HELP, STEPS
from renkou.ui.content import Content
from renkou.ui.page import page

from ..shell import shell
from ..site import site
from ..view import view_of

COOKIE = "renkou-tour"
A_YEAR = 365 * 24 * 3600


@page
def help_page(request: HttpRequest) -> Content:
    """Every term, by group."""
    here = site()
    view = view_of(request, here)
    return Content(
        template="help.html",
        title=HELP["title"],
        words={
            "shell": shell(request, here, view, "help", conditional=False),
            "text": HELP,
            "groups": GROUPS,
            "terms": terms(),
            "prose": prose,
        },
    )


@page
def tour(request: HttpRequest) -> Content:
    """The tour as a page of steps, each leading to its place on the city's page."""
    here = site()
    view = view_of(request, here)
    return Content(
        template="tour.html",
        title=HELP["tour"],
        words={
            "shell": shell(request, here, view, "tour", conditional=False),
            "text": HELP,
            "steps": STEPS,
        },
    )


@page
def tour_seen(request: HttpRequest) -> Content | HttpResponse:
    """Remember that the tour is not to be offered again, and go on to the page."""
    here = site()
    response = HttpResponseRedirect(view_of(request, here).address("area"))
    response.set_cookie(COOKIE, "seen", max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


def offered(request: HttpRequest) -> bool:
    """Whether the tour is still to be offered."""
    return COOKIE not in request.COOKIES
