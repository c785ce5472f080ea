"""From a page's content to an answer: the page in its frame, or one of its exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from renkou.schema.problem import Problem

from .content import Content
from .exports import export
from .refused import refused

MakePage = Callable[..., Content | HttpResponseBase]  # a file is no HttpResponse


def page(make: MakePage) -> Callable[..., HttpResponseBase]:
    """A view of a function from a request (and its address) to a `Content`.

    A Problem becomes a page that says what happened and what to do.
    """

    @wraps(make)
    def view(request: HttpRequest, **address: Any) -> HttpResponseBase:
        try:
            content = make(request, **address)
            if isinstance(content, HttpResponseBase):
                return content
            if "as" in request.GET:
                return export(request, content)
        except Problem as problem:
            return refused(request, problem)
        return render(request, content.template, {**content.words, "content": content})

    return view
