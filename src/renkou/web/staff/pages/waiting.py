"""How far the computing of a day has come, for a page that waits for it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.engines.tables import Underway
from renkou.schema.problem import Problem
from renkou.ui.refused import no_such_page

from ..computing import pending
from ..site import site

NOTHING = 204  # no content: the page itself is asked for again


def waiting(request: HttpRequest, day: str) -> HttpResponse:
    """The progress of a day; the page is told to open again when there is none."""
    try:
        state = site().asked.ask(date.fromisoformat(day))
    except ValueError as error:
        if isinstance(error, Problem):
            return _open_again()
        return no_such_page(request, error)
    if not isinstance(state, Underway):
        return _open_again()
    told = pending(request, date.fromisoformat(day), state)
    return render(request, "progress.html", {"pending": told})


def _open_again() -> HttpResponse:
    return HttpResponse(status=NOTHING, headers={"HX-Refresh": "true"})
