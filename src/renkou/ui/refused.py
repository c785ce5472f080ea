"""Pages that say what happened, why it matters and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.schema.problem import Problem
from renkou.schema.text import Text

NOT_YET, NOT_FOUND, NOT_NOW = 202, 404, 503


BEING_COMPUTED = Text("Being computed", "正在计算")


class Gone(Problem):
    """What the pages stand on is gone: the snapshot was removed or replaced."""


class Pending(Problem):
    """What is asked for is being computed; the page asks again until it is there."""

    def __init__(self, text: Text, *, done: float, now: Text, poll: str, back: str):
        """`poll` is the address that tells how far it is, `back` what is there now."""
        super().__init__(text.en, text.zh)
        self.done, self.now, self.poll, self.back = done, now, poll, back

    @property
    def percent(self) -> int:
        """How much is done, of 100."""
        return int(self.done * 100)


class Unmade(Problem):
    """What was asked for could not be computed; `again` is the address to try again."""

    def __init__(self, text: Text, *, again: str):
        super().__init__(text.en, text.zh)
        self.again = again


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page for a Problem: the message, and the way on."""
    if isinstance(problem, Pending):
        return render(
            request,
            "pending.html",
            {"message": problem.text, "title": BEING_COMPUTED, "pending": problem},
            status=NOT_YET,
        )
    again = problem.again if isinstance(problem, Unmade) else ""
    status = NOT_NOW if again or isinstance(problem, Gone) else NOT_FOUND
    return _shown(request, problem.text, status, again)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for an address that is none."""
    text = Text(
        f"There is no page at {request.path}. It may be a link of another version. "
        "Start from the city's page, or search for an area or a measure.",
        f"{request.path}没有对应的页面，可能是其他版本的链接。"
        "请从全市页面开始，或搜索地区、指标。",
    )
    return _shown(request, text, NOT_FOUND)


def _shown(
    request: HttpRequest, text: Text, status: int, again: str = ""
) -> HttpResponse:
    title = Text("This cannot be shown", "无法显示")
    words = {"message": text, "title": title, "again": again}
    return render(request, "refused.html", words, status=status)
