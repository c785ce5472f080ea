"""What every answer keeps to: our own host names, reading alone, no shared copies.

The outermost of our middleware: what it refuses, no page has seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .refused import no_such_host, only_by

READING = ("GET", "HEAD")
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
Answer = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def accepts(*methods: str) -> Callable[[View], View]:
    """A view that also answers to `methods`; others answer to reading alone."""

    def marked(view: View) -> View:
        view.methods = methods  # type: ignore[attr-defined]
        return view

    return marked


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that a view answers to."""
    return (*READING, *getattr(view, "methods", ()))


class Guard:
    """Middleware: refuses other hosts and methods; keeps answers out of shared caches.

    A page asked for by a name that is not this machine's own may come from a site that
    had its name resolve to this machine; it is answered with nothing of the city.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with what no page may leave out."""
        try:
            request.get_host()
        except DisallowedHost:
            response = no_such_host(request)
        else:
            response = self.answer(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Permissions-Policy", FEATURES)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponse | None:
        """A refusal where the view does not answer to the request's method."""
        allowed = methods_of(view)
        return None if request.method in allowed else only_by(request, allowed)
