"""The reader's language: of the address, else of a cookie, else of the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.report.markup import CHINESE, reading
from renkou.schema.text import Text

COOKIE = "renkou-language"
LANGUAGES = ("en", "zh")
A_YEAR = 365 * 24 * 3600
NAMES = {"en": "English", "zh": "中文"}
Answer = Callable[[HttpRequest], HttpResponse]


def language_of(request: HttpRequest) -> str:
    """ "en" or "zh": of the address, else of the cookie, else of the browser."""
    for said in (request.GET.get("lang"), request.COOKIES.get(COOKIE)):
        if said in LANGUAGES:
            return said
    asked = request.headers.get("Accept-Language", "").lower()
    return "zh" if asked.startswith("zh") else "en"


def in_readers_language(answer: Answer) -> Answer:
    """Middleware: everything of one answer is written in the reader's language."""

    def answered(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with reading(language):
            response = answer(request)
        response.headers["Content-Language"] = CHINESE if language == "zh" else "en"
        response.headers["Vary"] = "Cookie, Accept-Language"
        return response

    return answered


def change_language(request: HttpRequest, to: str) -> HttpResponse:
    """Keep the language in a cookie and go back to the page the reader came from."""
    back = request.GET.get("back", "/")
    parts = urlsplit(back)
    if parts.scheme or parts.netloc or not back.startswith("/"):
        back = "/"  # never sent on to another site
    response = HttpResponseRedirect(back)
    response.set_cookie(COOKIE, to, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the page can be read in: its name and the way to it."""

    key: str
    name: str
    address: str
    here: bool

    @property
    def tag(self) -> str:
        """As `lang` attributes name it."""
        return CHINESE if self.key == "zh" else "en"


def languages(request: HttpRequest) -> list[Language]:
    """The languages; each leads back to the page that is read."""
    kept = [(k, v) for k, v in parse_qsl(request.GET.urlencode()) if k != "lang"]
    back = request.path + ("?" + urlencode(kept) if kept else "")
    now = language_of(request)
    return [
        Language(key, NAMES[key], f"/language/{key}?back={quote(back)}", key == now)
        for key in reversed(LANGUAGES)
    ]


def say(request: HttpRequest, text: Text) -> str:
    """A text in the reader's language."""
    return text.in_(language_of(request))
