"""The first address: on to the city's page, with both clocks in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.ui.content import Content
from renkou.ui.page import page

from ..site import site
from ..view import view_of


@page
def start(request: HttpRequest) -> Content | HttpResponse:
    """Redirect to the city, its latest published year, as known now."""
    return HttpResponseRedirect(view_of(request, site()).address("area"))
