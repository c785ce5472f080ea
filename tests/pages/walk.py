"""Every page there is: found from the addresses declared and by following links.

A page added later is covered on the day it is added: its address is filled in from
SAMPLES, or a link to it is found on another page; one that is reached by neither fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urljoin, urlsplit

from tests.pages.markup import Element, read
from tests.pages.reader import Reader

MEASURED = ("crude-birth-rate", "age-specific-fertility-rate", "women-by-children")
SAMPLES: Mapping[str, Callable[[], Sequence[str]]] = {
    "code": lambda: areas(),
    "to": lambda: ("en", "zh"),
    "form": lambda: ("pdf", "docx"),
    "day": lambda: last_day(),
    "key": lambda: MEASURED,
    "measure": lambda: ("crude-birth-rate", "population", "women-by-children"),
}
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """A page in one language, as it was answered."""

    address: str
    language: str
    route: str
    html: str

    @property
    def name(self) -> str:
        """What a fault is told of."""
        return f"{self.address} ({self.language})"

    @cached_property
    def document(self) -> Element:
        """Its elements."""
        return read(self.html)

    @property
    def links(self) -> list[str]:
        """The addresses within this site that it leads to."""
        found = (a.get("href") for a in self.document.all("a"))
        return list(
            dict.fromkeys(
                href if href.startswith("#") else urljoin(self.address, href)
                for href in found
                if href
            )
        )

    @property
    def leads_to(self) -> list[str]:
        """Every address of this site that it names: links, scripts, what they load."""
        values = (v for e in self.document.all() for v in e.attributes.values())
        return list(dict.fromkeys(v for v in values if v.startswith("/")))


def areas() -> list[str]:
    """The city, a county and a township of it."""
    from renkou.web.staff.site import site

    here = site()
    county = here.places.counties[-1]
    return [here.city.code, county.code, here.children(county)[0].code]


def last_day() -> list[str]:
    """The last day of the snapshot, as an address writes it."""
    from renkou.web.staff.site import site

    return [site().last_day.isoformat()]


def routes() -> list[str]:
    """Every address declared, parameters and all."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def under(at: URLResolver, before: str) -> Iterator[str]:
        for each in at.url_patterns:
            route = before + str(each.pattern)
            if isinstance(each, URLPattern):
                yield route
            else:
                yield from under(each, route)

    return list(under(get_resolver(), ""))


def route_of(address: str) -> str | None:
    """The declared address that an address is of."""
    from django.urls import Resolver404, resolve

    try:
        return str(resolve(urlsplit(address).path).route)
    except Resolver404:
        return None


def filled(route: str) -> list[str]:
    """A declared address with its parameters filled in from SAMPLES."""
    names = PLACE.findall(route)
    if any(name not in SAMPLES for name in names):
        return []
    if not names:
        return ["/" + route]
    choices = [SAMPLES[name]() for name in names]
    return [
        "/" + _fill(route, [of[at % len(of)] for of in choices])
        for at in range(max(map(len, choices)))
    ]


def _fill(route: str, values: Sequence[str]) -> str:
    for value in values:
        route = PLACE.sub(value, route, count=1)
    return route


def is_inside(address: str) -> bool:
    """Whether it is an address of these pages, to be read."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    return not parts.netloc and parts.path.startswith("/") and "as" not in query


def kind(address: str) -> tuple[object, ...]:
    """Links that differ in area, year or day alone are of one kind."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    free = {"year", "known", "back", "population", "q"}
    rest = tuple(sorted((k, v) for k, v in query.items() if k not in free))
    level = re.search(r"\d{6,12}", parts.path)
    return route_of(address), len(level[0].rstrip("0")) if level else 0, rest


def walk() -> list[Page]:
    """Every page in both languages; of a page for areas, at each level.

    An address that leads on to another, or is a file or a part
    of a page, is reached and no page.
    """
    reached: set[str] = set()
    pages: list[Page] = []
    for route in routes():
        for address in filled(route):
            pages += _asked(address, reached)
    for page in list(pages):
        for link in page.leads_to:
            route_there = route_of(link)
            if route_there is not None and route_there not in reached:
                pages += _asked(link, reached)
    missing = [route for route in routes() if route not in reached]
    assert not missing, (
        f"no page links to {missing}, and SAMPLES does not fill in what they take"
    )
    return pages


def _asked(address: str, reached: set[str]) -> Iterator[Page]:
    route = route_of(address) or ""
    for language in LANGUAGES:
        answer = Reader(language).get(address, follow=False)
        assert answer.status_code < 500, (address, language, answer.status_code)
        reached.add(route)
        whole = answer.content.startswith(b"<!doctype html>")
        if answer.status_code == 200 and whole:
            yield Page(address, language, route, answer.content.decode())


def told(faults: list[str]) -> None:
    """Fail with every fault, each once."""
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))
