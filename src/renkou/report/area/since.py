"""What changed since an earlier day: the same figures, as known then and now."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from renkou.schema.text import Text

from ..city import City, Lookup
from ..data_table import Cell, Column, DataTable, Row, digits, value_cell
from ..key_figures import KeyFigure, key_figures
from ..markup import both
from ..numbers import bare, change, long_date
from ..trends import with_unit

ID = "since-table"
NOT_KEPT = Text(
    "Put together anew for each day, and kept for the last day alone",
    "逐日重新归并，只保存最后一日的数据",
)


def since_table(city: City, then: Lookup, day: date) -> DataTable:
    """The key figures as known on `day`, as known now, and what lies between."""
    now, before = long_date(city.known_on), long_date(day)
    return DataTable(
        id=ID,
        caption=Text(
            f"Figures of {city.year} as known on {before.en} and on {now.en}",
            f"{city.year}年数据：截至{before.zh}与截至{now.zh}所知",
        ),
        head=Text("Figure", "指标"),
        head_fields=("measure", "population"),
        columns=(
            Column(("then",), before, kind="num fp"),
            Column(("now",), now, kind="num v"),
            Column(("difference",), Text("Difference", "差异"), kind="num rv"),
        ),
        rows=tuple(_row(city, figure, then) for figure in key_figures(city)),
    )


def _row(city: City, figure: KeyFigure, then: Lookup) -> Row:
    spec = figure.spec
    whom = spec.population or city.population
    before = then.get(spec.measure, city.code, city.year, population=whom).value
    value = figure.now.value
    link = city.link(spec.measure, city.code, city.year, population=whom)
    return Row(
        key=f"s-{spec.measure}-{whom}",
        head=with_unit(figure.title, figure.label.unit)
        if not figure.form.value.count
        else figure.title,
        head_raw=(spec.measure, whom),
        cells=(
            _then(before, figure, _why(city, figure)),
            value_cell(
                value,
                figure.form,
                figure.places,
                reason=city.why(spec.measure),
                link=link,
            ),
            _difference(before, value, figure, _why(city, figure)),
        ),
    )


def _why(city: City, figure: KeyFigure) -> Text:
    """Why there is none on the earlier day, where there is one now."""
    return city.why(figure.spec.measure) if figure.now.value is None else NOT_KEPT


def _then(before: float | None, figure: KeyFigure, why: Text) -> Cell:
    if before is None:
        return value_cell(None, figure.form, 0, reason=why)
    shown = bare(before, figure.form, figure.places)
    html = Markup('<i class="o"></i>{}').format(both(shown))
    return Cell(html, (digits(before),), None, before)


def _difference(
    before: float | None, value: float | None, figure: KeyFigure, why: Text
) -> Cell:
    if before is None or value is None:
        return value_cell(None, figure.form, 0, reason=why)
    by = value - before
    return Cell(change(by, figure.form, figure.places, before), (digits(by),), None, by)


def title(city: City, then: Lookup, day: date) -> Text:
    """How many births of the year came to light between the two days."""
    before = then.get("births", city.code, city.year).value
    now = city.figures.get("births", city.code, city.year).value
    since = long_date(day)
    by = round((now or 0.0) - (before or 0.0))
    if before is None or now is None or by == 0:
        return Text(f"Since {since.en}", f"{since.zh}以来")
    more = Text("more", "增加") if by > 0 else Text("fewer", "减少")
    return Text(
        f"{abs(by):,} {more.en} births of {city.year} known than on {since.en}",
        f"{since.zh}以来，已知的{city.year}年出生{more.zh}{abs(by):,}例",
    )
