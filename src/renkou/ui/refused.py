"""Pages that say what happened, why it matters and what to do now."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renkou.report.markup import reading
from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .pending import Pending, waiting
from .reader import language_of

NOT_UNDERSTOOD, NOT_FOUND, NOT_BY_THIS, BROKEN, NOT_NOW = 400, 404, 405, 500, 503
TITLE = Text("This cannot be shown", "无法显示")
log = logging.getLogger("renkou.pages")


class Gone(Problem):
    """What the pages stand on is gone: the snapshot was removed or replaced."""


class Unmade(Problem):
    """What was asked for could not be computed; `again` is the address to try again."""

    def __init__(self, text: Text, *, again: str) -> None:
        super().__init__(text.en, text.zh)
        self.again = again


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page for a Problem: the message, and the way on."""
    if isinstance(problem, Pending):
        return waiting(request, problem)
    again = problem.again if isinstance(problem, Unmade) else ""
    status = NOT_NOW if again or isinstance(problem, Gone) else NOT_FOUND
    return _shown(request, problem.text, status, again=again)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for an address that is none."""
    text = Text(
        f"There is no page at {request.path}. It may be a link of another version. "
        "Start from the city's page, or search for an area or a measure.",
        f"{request.path}没有对应的页面，可能是其他版本的链接。"
        "请从全市页面开始，或搜索地区、指标。",
    )
    return _shown(request, text, NOT_FOUND)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for a request that cannot be read; why stands in the server's log."""
    log.warning("%s: %s", request.path, exception)
    text = Text(
        "The address cannot be read: a part of it is cut off or was changed on the "
        "way. Copy the link again, or start from the city's page.",
        "无法读取这个地址：可能被截断或改动。请重新复制链接，或从全市页面开始。",
    )
    return _shown(request, text, NOT_UNDERSTOOD)


def no_such_host(request: HttpRequest) -> HttpResponse:
    """A page for a request by a name that is not this machine's own."""
    text = Text(
        "These pages have no sign-in yet, and answer on this machine alone. Open "
        "http://127.0.0.1 with the port that renkou serve printed.",
        "页面尚无登录功能，只在本机提供。请打开http://127.0.0.1，"
        "并加上renkou serve显示的端口。",
    )
    return _shown(request, text, NOT_UNDERSTOOD)


def only_by(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """A page for a request that would change what can only be read."""
    text = Text(
        f"{request.path} can be read, not changed: {request.method} was asked for. "
        "Nothing was changed. Open the page by its link.",
        f"{request.path}只能查看，不能更改（请求方式{request.method}）。"
        "内容没有改变。请通过链接打开页面。",
    )
    response = _shown(request, text, NOT_BY_THIS)
    response.headers["Allow"] = ", ".join(methods)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """A page for an error of ours: its number stands in the server's log."""
    reference = secrets.token_hex(4)
    log.error("%s: %s", reference, request.get_full_path(), exc_info=sys.exc_info())
    text = Text(
        "The page could not be made: an error of the program, not of the address. The "
        "figures are unharmed. Go back, or tell whoever runs the server this number; "
        "what went wrong stands beside it in the server's log.",
        "页面未能生成：这是程序错误，与地址无关，数据没有受损。请返回，"
        "或将下面的编号告知管理员；服务日志中有详细记录。",
    )
    return _shown(request, text, BROKEN, reference)


def _shown(
    request: HttpRequest,
    text: Text,
    status: int,
    reference: str = "",
    again: str = "",
) -> HttpResponse:
    words = {"message": text, "title": TITLE, "reference": reference, "again": again}
    with reading(language_of(request)):
        return render(request, "refused.html", words, status=status)
