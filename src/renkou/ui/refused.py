"""Pages that say what happened, why it matters and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.schema.problem import Problem
from renkou.schema.text import Text

NOT_FOUND, NOT_NOW = 404, 503


class Gone(Problem):
    """What the pages stand on is gone: the snapshot was removed or replaced."""


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page for a Problem: the message, and the way on."""
    status = NOT_NOW if isinstance(problem, Gone) else NOT_FOUND
    return _shown(request, problem.text, status)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for an address that is none."""
    text = Text(
        f"There is no page at {request.path}. It may be a link of another version. "
        "Start from the city's page, or search for an area or a measure.",
        f"{request.path}没有对应的页面，可能是其他版本的链接。"
        "请从全市页面开始，或搜索地区、指标。",
    )
    return _shown(request, text, NOT_FOUND)


def _shown(request: HttpRequest, text: Text, status: int) -> HttpResponse:
    title = Text("This cannot be shown", "无法显示")
    words = {"message": text, "title": title}
    return render(request, "refused.html", words, status=status)
