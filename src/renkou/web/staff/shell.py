"""The frame's content: where one is, where one can go, and the two clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from renkou.areas.unit import stem
from renkou.engines.periods import Period
from renkou.report.city import Place
from renkou.report.computed import computed_line
from renkou.report.numbers import long_date
from renkou.schema.text import Text

from .site import Site
from .view import View, years_known

POPULATIONS = {
    "resident": Text("Residents", "常住人口"),
    "registered": Text("Registered", "户籍人口"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; `key` opens it after `g`; `here` is the page itself.

    A link to an area carries its Chinese name, its code, and what else it is found by.
    """

    title: Text
    address: str
    key: str = ""
    here: bool = False
    chinese: str = ""
    code: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A month-end on the rail: where it leads and what it marks."""

    day: date
    title: Text
    address: str
    marks: str
    here: bool


@dataclass(frozen=True, slots=True)
class Years:
    """What stands under the stops of a year on the rail, and how many they are."""

    title: Text
    stops: int


@dataclass(frozen=True)
class Shell:
    """What stands around a page."""

    view: View
    page: str
    path: str  # the page's own words in its address, before the area
    above: Sequence[Link]
    siblings: Sequence[Link]
    below: Text | None
    children: Sequence[Link]
    pages: Sequence[Link]
    years: Sequence[Link]
    populations: Sequence[Link]
    stops: Sequence[Stop]
    known: Text
    today: date
    first: date
    past: bool
    newest: str
    synthetic: bool
    here: str
    conditional: bool
    extra: Mapping[str, str]
    computed: Text

    @property
    def of_a_year(self) -> bool:
        """Whether the page is about one year, which can be chosen."""
        return self.page not in OF_NO_YEAR

    @property
    def told(self) -> Text:
        """What a reader of the past is told."""
        return Text(
            f"You read the register as known on {self.known.en}.",
            f"当前显示{self.known.zh}所知。",
        )

    def sibling(self, way: int) -> Link | None:
        """The area beside this one: the one before (-1) or after (1) it."""
        found = [at for at, link in enumerate(self.siblings) if link.here]
        at = found[0] + way if found else -1
        return self.siblings[at] if 0 <= at < len(self.siblings) else None

    @property
    def earlier(self) -> Stop | None:
        """The stop before the day of knowledge."""
        return self._beside(-1)

    @property
    def later(self) -> Stop | None:
        """The stop after it."""
        return self._beside(1)

    def _beside(self, way: int) -> Stop | None:
        found = [at for at, stop in enumerate(self.stops) if stop.here]
        at = found[0] + way if found else -1
        return self.stops[at] if 0 <= at < len(self.stops) else None

    @property
    def scale(self) -> Sequence[Years]:
        """The years under the rail; one that began before the rail is written so."""
        counted = Counter(stop.day.year for stop in self.stops)
        scale = [Years(Text(str(y), f"{y}年"), n) for y, n in counted.items()]
        about = self.view.year
        if scale and about < self.stops[0].day.year:
            first = Text(f"◂ {about}", f"◂ {about}年")
            scale[0] = Years(first, scale[0].stops)
        return scale


PAGES = (
    ("area", Text("Area", "地区"), "a"),
    ("measures", Text("Measures", "指标"), "m"),
    ("compare", Text("Compare", "比较"), "x"),
    ("quality", Text("Quality", "质量"), "q"),
    ("projection", Text("Projection", "预测"), "p"),
    ("plan", Text("Plan", "规划"), "l"),
    ("life-table", Text("Life table", "生命表"), "e"),
    ("bulletin", Text("Bulletin", "公报"), "y"),
)
OF_NO_YEAR = frozenset({"projection", "plan"})  # these begin with the day as known
NAMED = frozenset(word for word, _, _ in PAGES)


def shell(
    request: HttpRequest,
    site: Site,
    view: View,
    page: str,
    *,
    conditional: bool = True,
    to: str | None = None,
) -> Shell:
    """The frame of a page.

    `page` is the page's word in `PAGES`; `conditional` says whether its figures hang on
    the two clocks, whose strip stands above it then. `to` is the page's own path word
    where links that change the view must lead elsewhere than to `page`.
    """
    path = to or (page if page in NAMED else "area")
    extra = {
        k: str(v)
        for k, v in request.GET.items()
        if k not in ("year", "known", "population", "as", "of", "lang", "again", "near")
    }

    def at(**change: object) -> str:
        return view.address(path, **extra, **change)

    return Shell(
        view=view,
        page=page,
        path=path,
        above=_above(site, view, path),
        siblings=[
            _to(p, at(place=p), here=p == view.place) for p in site.siblings(view.place)
        ],
        below=_below(site, view.place),
        children=[_to(p, at(place=p)) for p in site.children(view.place)],
        pages=[
            Link(title, view.address(word), key, word == page)
            for word, title, key in PAGES
        ],
        years=[
            Link(Text(str(y), f"{y}年"), at(year=y), here=y == view.year)
            for y in reversed(years_known(site, view.known))
        ],
        populations=[
            Link(title, at(population=key), here=key == view.population)
            for key, title in POPULATIONS.items()
        ],
        stops=_stops(site, view, at),
        known=long_date(view.known),
        today=site.last_day,
        first=site.first_day,
        past=view.known < site.last_day,
        newest=at(known=site.last_day),
        synthetic=site.snapshot.synthetic,
        here=request.get_full_path(),
        conditional=conditional,
        extra=extra,
        computed=computed_line(site.made_on(view.known), site.tables.about["renkou"]),
    )


def _to(place: Place, address: str, *, here: bool = False) -> Link:
    return Link(
        place.name,
        address,
        here=here,
        chinese=place.chinese,
        code=stem(place.code),
        search=place.search,
    )


def _above(site: Site, view: View, path: str) -> list[Link]:
    links: list[Link] = []
    place = site.parent(view.place)
    while place is not None:
        links.insert(0, _to(place, view.address(path, place=place)))
        place = site.parent(place)
    return links


def _below(site: Site, place: Place) -> Text | None:
    number = len(site.children(place))
    if not number:
        return None
    if place == site.city:
        return Text(f"{number} counties", f"{number}个县市区")
    return Text(f"{number} townships", f"{number}个乡镇街道")


def _stops(site: Site, view: View, at: object) -> list[Stop]:
    published = Period(view.year).published
    stops = []
    for day in sorted({*site.stops, view.known} & {*site.days}):
        years = years_known(site, day)
        if not years:
            continue
        year = view.year if view.year in years else years[-1]
        marks = ["y"] if day.month == 1 else []
        marks += ["p"] if day.year == view.year else []
        marks += ["f"] if day == published else []
        marks += ["n"] if day == view.known else []
        marks += ["later"] if day > view.known else []
        address = at(known=day, year=year)  # type: ignore[operator]
        stops.append(
            Stop(day, long_date(day), address, " ".join(marks), day == view.known)
        )
    return stops
