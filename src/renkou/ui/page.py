"""From a page's content to an answer: the page in its frame, or one of its exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.schema.problem import Problem

from .content import Content
from .exports import export
from .refused import refused

MakePage = Callable[..., Content | HttpResponse]


def page(make: MakePage) -> Callable[..., HttpResponse]:
    """A view of a function from a request (and its address) to a `Content`.

    A Problem becomes a page that says what happened and what to do.
    """

    @wraps(make)
    def view(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            content = make(request, **address)
            if isinstance(content, HttpResponse):
                return content
            if "as" in request.GET:
                return export(request, content)
        except Problem as problem:
            return refused(request, problem)
        return render(request, content.template, {**content.words, "content": content})

    return view
