"""The tables of counties and townships: every key measure, in sets of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .city import City, Place
from .data_table import (
    Cell,
    Column,
    DataTable,
    Row,
    csv_address,
    interval_cell,
    short_digits,
    value_cell,
)
from .figures import Figure
from .key_figures import NO_FIRST
from .markup import kept, written
from .numbers import decimals
from .trends import said


@dataclass(frozen=True, slots=True)
class Spec:
    """A column: a measure, of the page's population unless it says so."""

    measure: str
    population: str = ""
    first: bool = False  # as first published


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """Columns that are read together."""

    key: str
    title: Text
    columns: tuple[Spec, ...]


SETS = (
    ColumnSet(
        "people",
        Text("People", "人口"),
        (
            Spec("population", "resident"),
            Spec("population", "registered"),
            Spec("growth-rate"),
            Spec("net-migration-rate"),
            Spec("density"),
        ),
    ),
    ColumnSet(
        "births",
        Text("Births", "出生"),
        (
            Spec("births"),
            Spec("crude-birth-rate"),
            Spec("total-fertility-rate"),
            Spec("mean-age-at-birth"),
            Spec("sex-ratio-at-birth"),
        ),
    ),
    ColumnSet(
        "deaths",
        Text("Deaths", "死亡"),
        (
            Spec("deaths"),
            Spec("crude-death-rate"),
            Spec("natural-increase-rate"),
            Spec("life-expectancy"),
            Spec("infant-mortality-rate"),
        ),
    ),
    ColumnSet(
        "ages",
        Text("Ages", "年龄"),
        (
            Spec("median-age"),
            Spec("young-dependency"),
            Spec("old-dependency"),
            Spec("total-dependency"),
            Spec("ageing-index"),
            Spec("women-15-49"),
            Spec("women-20-29"),
        ),
    ),
    ColumnSet(
        "families",
        Text("Families", "家庭"),
        (
            Spec("household-size"),
            Spec("one-person-households"),
            Spec("single-parent-households"),
            Spec("empty-nest-households"),
            Spec("left-behind-households"),
            Spec("marriages"),
            Spec("mean-age-at-first-marriage"),
        ),
    ),
    ColumnSet(
        "recording",
        Text("Recording", "登记"),
        (
            Spec("births", first=True),
            Spec("births"),
            Spec("recorded-within-30-days"),
        ),
    ),
)
POPULATIONS = {
    "resident": Text("Residents", "常住人口"),
    "registered": Text("Registered", "户籍人口"),
}
HEAD_FIELDS = ("area", "area_name", "period")
EVERY_SET = "every"
COUNTY = Column(("county",), Text("County", "县市区"), None, EVERY_SET, kind="")


def measures() -> tuple[str, ...]:
    """The measures of residents that the tables need, each once."""
    names = (spec.measure for each in SETS for spec in each.columns)
    return tuple(dict.fromkeys(names))


def area_table(
    city: City,
    places: Sequence[Place],
    *,
    key: str,
    head: Text,
    caption: Text,
    sets: Sequence[ColumnSet] = SETS,
) -> DataTable:
    """A table of areas at the year of the page; the city's total stands on top."""
    specs = _specs(city, sets)
    columns = [c for group, spec in specs for c in _columns(city, group, spec)]
    within = any(place.parent_name for place in places)
    if within:
        columns.insert(0, COUNTY)
    return DataTable(
        id=key,
        caption=caption,
        head=head,
        head_fields=HEAD_FIELDS,
        columns=tuple(columns),
        rows=tuple(
            _row(city, place, [spec for _, spec in specs], within=within)
            for place in (city.place, *places)
        ),
    )


def _specs(city: City, sets: Sequence[ColumnSet] = SETS) -> list[tuple[str, Spec]]:
    """The columns that the city can fill, each with the set it stands in."""
    return [
        (each.key, spec)
        for each in sets
        for spec in each.columns
        if spec.measure in city.labels and _anywhere(city, spec)
    ]


def _anywhere(city: City, spec: Spec) -> bool:
    """Whether any area has the figure: a column of dashes says nothing."""
    return any(
        _figure(city, place, spec, city.year).value is not None
        for place in (city.place, *city.counties, *city.townships)
    )


def every_year(city: City, places: Sequence[Place]) -> str:
    """The same table for every year as CSV: where the page's other years come from.

    What was first published is known of the year of the page alone, as are households.
    """
    specs = [spec for _, spec in _specs(city)]
    within = any(place.parent_name for place in places)
    names = [f for spec in specs for c in _columns(city, "", spec) for f in c.fields]
    lines = [",".join([*HEAD_FIELDS, *(["county"] if within else []), *names])]
    for year in city.years:
        for place in (city.place, *places):
            head = [place.code, place.chinese, str(year)]
            if within:
                above = None if place == city.place else place.parent_name
                head.append(above.zh if above else "")
            raw = [r for spec in specs for r in _raw(city, place, spec, year)]
            lines.append(",".join(head + raw))
    return csv_address("\r\n".join(lines) + "\r\n")


def _raw(city: City, place: Place, spec: Spec, year: int) -> list[str]:
    figure = _figure(city, place, spec, year)
    if spec.first:
        return [short_digits(figure.earlier)]
    if _has_interval(city, spec):
        return [short_digits(v) for v in (figure.value, figure.lower, figure.upper)]
    return [short_digits(figure.value)]


def _figure(city: City, place: Place, spec: Spec, year: int) -> Figure:
    return city.figures.get(spec.measure, place.code, year, population=spec.population)


def _has_interval(city: City, spec: Spec) -> bool:
    if spec.first:
        return False
    return _figure(city, city.place, spec, city.year).lower is not None


def _columns(city: City, group: str, spec: Spec) -> list[Column]:
    label = city.labels[spec.measure]
    name = spec.measure
    title = label.title
    if spec.measure == "population":
        title = POPULATIONS[spec.population]
    if spec.population == "registered":
        name += " registered"
    if spec.first:
        title = Text(f"{title.en}, first published", f"{title.zh}，首次公布")
        name += " first_published"
    elif group == "recording" and spec.measure == "births":
        title = Text(f"{title.en}, known now", f"{title.zh}，现在所知")
        name += " known_now"
    form = city.form(spec.measure)
    unit = None if form.value.count or said(title.en, label.unit.en) else label.unit
    columns = [Column((name,), title, unit, group, form=form)]
    if _has_interval(city, spec):
        bounds = (f"{name} lower", f"{name} upper")
        text = Text("95% interval", "95%区间")
        columns.append(
            Column(bounds, text, None, group, kind="num quiet iv", form=form)
        )
    return columns


def _row(city: City, place: Place, specs: Sequence[Spec], *, within: bool) -> Row:
    cells = [cell for spec in specs for cell in _cells(city, place, spec)]
    if within:
        above = None if place == city.place else place.parent_name
        cells.insert(0, Cell(above or Markup(""), (above.zh if above else "",)))
    return Row(
        key=f"a-{place.code}",
        head=_head(place),
        head_raw=(place.code, place.chinese, str(city.year)),
        cells=tuple(cells),
        search=place.search,
        note=place.assumed,
        total=place == city.place,
    )


def _head(place: Place) -> Markup:
    """The name in both languages; in English the Chinese name stands beside."""
    named = Markup("{} {}").format(place.name.en, kept(place.chinese))
    return written(named, place.chinese)


def _cells(city: City, place: Place, spec: Spec) -> list[Cell]:
    figure = _figure(city, place, spec, city.year)
    form = city.form(spec.measure)
    places = decimals(form, figure.lower, figure.upper)
    if spec.first:
        return [value_cell(figure.earlier, form, places, sign=False, reason=NO_FIRST)]
    link = city.link(spec.measure, place.code, city.year, population=spec.population)
    cells = [
        value_cell(
            figure.value,
            form,
            places,
            sign=False,
            reason=city.why(spec.measure),
            link=link,
        )
    ]
    if _has_interval(city, spec):
        cells.append(interval_cell(figure.lower, figure.upper, form, places))
    return cells
