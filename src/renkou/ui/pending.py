"""A page that waits: what is asked for is being computed, and how far it has come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.schema.problem import Problem
from renkou.schema.text import Text

NOT_YET = 202
TITLE = Text("Being computed", "正在计算")


class Pending(Problem):
    """What is asked for is being computed; the page asks again until it is there."""

    def __init__(
        self, text: Text, *, done: float, now: Text, poll: str, back: str
    ) -> None:
        """`poll` is the address that tells how far it is, `back` what is there now."""
        super().__init__(text.en, text.zh)
        self.done, self.now, self.poll, self.back = done, now, poll, back

    @property
    def percent(self) -> int:
        """How much is done, of 100."""
        return int(self.done * 100)


def waiting(request: HttpRequest, pending: Pending) -> HttpResponse:
    """The page that waits."""
    words = {"message": pending.text, "title": TITLE, "pending": pending}
    return render(request, "pending.html", words, status=NOT_YET)
