"""The charts of a bulletin as pictures that need no style sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from renkou.schema.text import Text

from ..axis import CountAxis
from ..became_known import became_known
from ..chart import Chart
from ..components import components
from ..drawing import Drawing, Point, Scale, ticks
from ..inks import inks
from ..markup import both
from ..numbers import Form, bare, interval
from ..pyramid import pyramid
from ..trends import trends
from .citing import Citations, Cite
from .edition import Edition
from .foreseen import Foreseen
from .value import Picture

VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
COMPONENTS = "births deaths in-migrants out-migrants"
WIDTH, HEIGHT = 381, 230
LEFT, RIGHT, TOP, FOOT = 52, 238, 14, 196
BEYOND = 48  # pixels at the right for the labels of long numbers
PERSONS = Text("persons", "人")


def pictures(edition: Edition, cited: Citations, section: str) -> tuple[Picture, ...]:
    """The charts of a section."""
    make = _OF.get(section)
    return tuple(make(edition, cited)) if make else ()


def _people(edition: Edition, cited: Citations) -> Iterator[Picture]:
    city = edition.drawn
    ages = _cite(edition, "population-by-age", "male,female", of_year=True)
    yield _picture(pyramid(city), cited, ages)
    yield _picture(components(city), cited, _cite(edition, COMPONENTS))


def _trends(*measures: str) -> Callable[[Edition, Citations], Iterator[Picture]]:
    """The charts of these measures, year by year."""

    def make(edition: Edition, cited: Citations) -> Iterator[Picture]:
        for chart in trends(edition.drawn):
            measure = chart.id.removeprefix("trend-")
            if measure in measures:
                sex = "female,male" if measure == "life-expectancy" else "total"
                yield _picture(chart, cited, _cite(edition, measure, sex))

    return make


def _restated(edition: Edition, cited: Citations) -> Iterator[Picture]:
    months = became_known(edition.drawn)
    if months is not None:
        yield _picture(months, cited, _cite(edition, "births", of_year=True))


def _projected(edition: Edition, cited: Citations) -> Iterator[Picture]:
    if edition.foreseen is not None:
        yield _fan_picture(edition, edition.foreseen, cited)


_OF: dict[str, Callable[[Edition, Citations], Iterator[Picture]]] = {
    "people": _people,
    "births": _trends("births", "total-fertility-rate", "mean-age-at-birth"),
    "deaths": _trends("deaths", "life-expectancy"),
    "moves": _trends("net-migration-rate"),
    "restated": _restated,
    "projection": _projected,
}


def _cite(
    edition: Edition, measure: str, sex: str = "total", *, of_year: bool = False
) -> Cite:
    years = (edition.year,) if of_year else tuple(edition.years)
    return Cite(measure, edition.place.code, years, edition.known_on, sex=sex)


def _picture(chart: Chart, cited: Citations, cite: Cite) -> Picture:
    number = cited.number(cite)
    return Picture(
        id=chart.id,
        title=both(chart.title).striptags(),
        measured=both(chart.measured).striptags(),
        svg=standing_alone(chart.drawing, beyond=_beyond(chart)),
        traces=() if number is None else (number,),
        note=chart.note.in_(cited.language) if chart.note else "",
    )


def _beyond(chart: Chart) -> int:
    return BEYOND if chart.id.startswith("trend-") else 0


def standing_alone(drawing: Markup, *, beyond: int = 0) -> str:
    """A chart's drawing as an SVG document in the light colours.

    `beyond` is how much wider it is than drawn, where labels run past its edge.
    """
    drawn = str(drawing)
    found = VIEW.search(drawn)
    if found is None:
        raise ValueError("the drawing states no size")
    width, height = float(found[1]) + beyond, found[2]
    inside = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><style>{inks()}</style>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{inside}</svg>'
    )


def _fan_picture(edition: Edition, found: Foreseen, cited: Citations) -> Picture:
    cite = Cite(
        "population births deaths",
        edition.place.code,
        (found.base, found.to),
        edition.known_on,
        projected=True,
    )
    number = cited.number(cite)
    axis = CountAxis.up_to(_highest(found), PERSONS)
    say = cited.language
    title = Text(
        f"Residents counted to {found.base}, projected to {found.to}",
        f"常住人口：统计至{found.base}年，预测至{found.to}年",
    )
    measured = Text(
        f"Residents at the end of the year, {axis.unit.en}; dashed: median; bands: 80% "
        "and 95% intervals",
        f"年末常住人口，{axis.unit.zh}；虚线为中位数，色带为80%和95%区间",
    )
    return Picture(
        "projected",
        title.in_(say),
        measured.in_(say),
        standing_alone(_fan(edition, found, axis)),
        () if number is None else (number,),
    )


def _highest(found: Foreseen) -> float:
    return max(
        bounds[2] for key, bounds in found.figures.items() if key[0] == "population"
    )


def _fan(edition: Edition, found: Foreseen, axis: CountAxis) -> Markup:
    """Counted years solid, the years to come dashed, with their two bands."""
    city = edition.city
    counted = [
        (year, value)
        for year in edition.here.years_known(edition.known_on)
        if (value := city.figures.get("population", city.code, year).value) is not None
    ]
    ahead = [(y, b) for y in found.years if (b := found.get("population", y))]
    drawing = Drawing(WIDTH, HEIGHT)
    values = [v for _, v in counted] + [v for _, b in ahead for v in (b[1], b[2])]
    margin = (max(values) - min(values)) * 0.06 or 1.0
    y = Scale(min(values) - margin, max(values) + margin, FOOT, TOP)
    x = Scale(counted[0][0], found.to, LEFT, RIGHT)
    marks = ticks(y.low, y.high, 5)
    for mark, label in zip(marks, axis.labels(marks), strict=True):
        drawing.line("a", [(LEFT, y(mark)), (RIGHT, y(mark))])
        drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
    for year in range(counted[0][0], found.to + 1):
        if year % 10 == 0:
            drawing.text(x(year), FOOT + 22, str(year), anchor="middle")

    def along(at: int) -> list[Point]:
        return [(x(year), y(bounds[at])) for year, bounds in ahead]

    drawing.band(along(1), along(2), ink="b2")
    drawing.band(along(3), along(4))
    drawing.line("l", [(x(year), y(value)) for year, value in counted])
    drawing.line("l", along(0), stroke_dasharray="4 3")
    _label(drawing, y, ahead[-1][1])
    return drawing.figure("projected-title")


def _label(drawing: Drawing, y: Scale, last: Sequence[float]) -> None:
    median, low, high = (float(round(value)) for value in last[:3])
    drawing.text(RIGHT + 8, y(median) + 4, bare(median, Form.COUNT, 0), ink="em")
    drawing.text(RIGHT + 8, y(median) + 20, interval(low, high, Form.COUNT, 0))
