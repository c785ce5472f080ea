"""Areas by measures: what is compared stands in the address alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from renkou.definitions import Measure
from renkou.engines.tables import Known, Series
from renkou.indicators import MEASURES
from renkou.report.city import Place
from renkou.report.compare.multiples import MOST, Multiples, multiples
from renkou.report.compare.table import compare_table, narrow_names, order_of
from renkou.report.compare.words import WORDS
from renkou.report.figures import Figure
from renkou.report.measure.areas import Areas
from renkou.report.measure.groups import GROUPS
from renkou.report.measure.listing import single
from renkou.report.measure.words import HEADS, LEVELS, WHO
from renkou.report.numbers import Form
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..as_known import about
from ..asked import measure_of
from ..columns import columns_of, line_of
from ..shell import Link, shell
from ..site import Site, site
from ..view import View, view_of, years_known
from .area import sources

USUAL = (
    "population",
    "births",
    "crude-birth-rate",
    "total-fertility-rate",
    "crude-death-rate",
    "life-expectancy",
    "net-migration-rate",
    "old-dependency",
)
WIDEST = 10  # measures that a page bears
MOST_LINKED = 40  # areas whose every figure is a link: with more the page grows heavy
ALL = ("counties", "townships")


@dataclass(frozen=True)
class Asked:
    """What is compared: areas and measures as the address writes them."""

    site: Site
    view: View
    areas: tuple[str, ...]  # codes, or one word for all of a level
    measures: tuple[str, ...]
    sort: str

    def address(self, **change: object) -> str:
        """The address of the page with something changed."""
        said = {"areas": self.areas, "measures": self.measures, "sort": self.sort}
        said |= dict(change)  # type: ignore[arg-type]
        words = {
            name: value if isinstance(value, str) else ",".join(value)
            for name, value in said.items()
        }
        kept = {name: value or None for name, value in words.items()}
        return self.view.address("compare", **kept)

    @property
    def known(self) -> Known:
        """The figures as known on the day of the view."""
        return self.site.known(self.view.known)

    @cached_property
    def whole(self) -> Place:
        """The area whose figures stand on top."""
        place = self.view.place
        if self.site.children(place):
            return place
        return self.site.parent(place) or place

    @cached_property
    def places(self) -> Sequence[Place]:
        """The areas compared."""
        if self.areas == ("counties",):
            return self.site.places.counties
        if self.areas == ("townships",):
            return self.site.places.townships
        if self.areas:
            return [self.site.place(code) for code in self.areas]
        return self.site.children(self.whole)

    @property
    def keys(self) -> tuple[str, ...]:
        """The measures compared."""
        return self.measures or USUAL

    def link(self, key: str) -> Callable[[Place], str]:
        """Where a figure is explained; in a long table its area's name leads there."""
        of = about(self.view)
        if len(self.places) > MOST_LINKED:
            return lambda _: ""
        return lambda place: of(key, place.code, self.view.year)

    def of(self, key: str) -> Areas:
        """The figures of a measure."""
        measure, view = MEASURES[key], self.view
        series = Series(key, view.population)
        return Areas(
            measure=key,
            title=measure.title,
            unit=measure.unit,
            form=Form.of(key, measure.unit),
            who=WHO[view.population],
            year=view.year,
            of=self.whole,
            places=self.places,
            columns=columns_of(self.known, series, view.year, self.places),
            whole=columns_of(self.known, series, view.year, [self.whole]),
            level=HEADS["county"],
            levels=LEVELS["county"],
            link=self.link(key),
        )


@page
def compare(request: HttpRequest, code: str) -> Content:
    """The page that compares areas."""
    asked = _asked(request, code)
    here, view = asked.site, asked.view
    measured = [asked.of(key) for key in asked.keys]
    order = order_of(measured, asked.sort)
    table = compare_table(measured, order, lambda place: view.address(place=place))
    pictured = [asked.places[at] for at in order[:MOST].tolist()]
    charts = [multiples(_multiples(asked, key, pictured)) for key in asked.keys]
    return Content(
        template="compare.html",
        title=Text(
            f"Compare, {view.place.name.en}, {view.year}, Renkou",
            f"比较，{view.place.chinese}{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "compare"),
            "says": WORDS,
            "asked": asked,
            "table": table,
            "narrow": narrow_names(table),
            "heads": _heads(asked),
            "areas": _areas(asked),
            "measures": _measures(asked),
            "wholes": _wholes(asked),
            "more_areas": _more_areas(asked),
            "more_measures": _more_measures(asked),
        },
        charts=charts,
        tables=[table],
        sources=sources(view, here),
    )


def _asked(request: HttpRequest, code: str) -> Asked:
    here = site()
    view = view_of(request, here, code)
    areas = _words(request, "areas", "area")
    measures = _words(request, "measures", "measure")
    asked = Asked(here, view, areas, measures, request.GET.get("sort", ""))
    if request.GET.get("area"):
        listed = [place.code for place in asked.places]
        added = tuple(dict.fromkeys([*listed, request.GET["area"]]))
        asked = Asked(here, view, added, measures, asked.sort)
    if request.GET.get("measure"):
        added = tuple(dict.fromkeys([*asked.keys, request.GET["measure"]]))
        asked = Asked(here, view, asked.areas, added, asked.sort)
    _check(asked)
    return asked


def _words(request: HttpRequest, name: str, one: str) -> tuple[str, ...]:
    words = request.GET.get(name, "").split(",")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _check(asked: Asked) -> None:
    """Problem where something is asked for that cannot be compared."""
    for key in asked.keys:
        if not single([measure_of(key)]):
            title = MEASURES[key].title
            raise Problem(
                f"measures: {key} has a figure for each category, not one an area. See "
                f"the page of {title.en.lower()}.",
                f"指标：{key}按类别分列，不能在此比较。请看“{title.zh}”页。",
            )
    if len(asked.keys) > WIDEST:
        raise Problem(
            f"measures: {len(asked.keys)} are too many to read side by side; take up "
            f"to {WIDEST}.",
            f"指标：{len(asked.keys)}个过多，无法并列阅读，最多{WIDEST}个。",
        )
    if asked.sort and asked.sort.lstrip("-") not in asked.keys:
        raise Problem(
            f"sort: {asked.sort!r} is none of the measures shown.",
            f"排序：{asked.sort!r}不是所列指标。",
        )


def _heads(asked: Asked) -> list[tuple[str, str]]:
    """For each measure: where a click on its head leads, and how it is sorted."""
    heads = []
    for key in asked.keys:
        down, up = asked.sort == f"-{key}", asked.sort == key
        state = "descending" if down else "ascending" if up else ""
        heads.append((asked.address(sort=key if down else f"-{key}"), state))
    return heads


def _areas(asked: Asked) -> list[Link]:
    """The areas, each with the address of the page without it."""
    if len(asked.places) < 2 or asked.areas in ((ALL[0],), (ALL[1],)):
        return []
    codes = [place.code for place in asked.places]
    return [
        Link(place.name, asked.address(areas=[c for c in codes if c != place.code]))
        for place in asked.places
    ]


def _measures(asked: Asked) -> list[Link]:
    """The measures, each with the address of the page without it."""
    if len(asked.keys) < 2:
        return []
    return [
        Link(
            MEASURES[key].title,
            asked.address(
                measures=[k for k in asked.keys if k != key],
                sort="" if asked.sort.lstrip("-") == key else asked.sort,
            ),
        )
        for key in asked.keys
    ]


def _wholes(asked: Asked) -> list[Link]:
    """Sets of areas that one link takes."""
    return [
        Link(WORDS[word], asked.address(areas=word), here=asked.areas == (word,))
        for word in ALL
    ]


def _more_areas(asked: Asked) -> list[Place]:
    shown = {place.code for place in asked.places}
    every = [*asked.site.places.counties, *asked.site.places.townships]
    return [place for place in every if place.code not in shown]


def _more_measures(asked: Asked) -> list[Measure]:
    every = [measure for group in GROUPS for measure in single(group.measures)]
    return [measure for measure in every if measure.key not in asked.keys]


def _multiples(asked: Asked, key: str, places: Sequence[Place]) -> Multiples:
    view, measure = asked.view, MEASURES[key]
    years = [y for y in years_known(asked.site, view.known) if y <= view.year]
    series = Series(key, view.population)
    return Multiples(
        measure=key,
        title=measure.title,
        unit=measure.unit,
        form=Form.of(key, measure.unit),
        who=WHO[view.population],
        years=years,
        places=places,
        figures=[_line(asked, series, place, years) for place in places],
        whole=_line(asked, series, asked.whole, years),
        of=asked.whole.name,
        left_out=len(asked.places) - len(places),
    )


def _line(
    asked: Asked, series: Series, place: Place, years: Sequence[int]
) -> list[Figure]:
    return line_of(asked.known, series, place, years, first=False)
