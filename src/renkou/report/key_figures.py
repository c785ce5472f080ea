"""The key figures: value, interval, trend, change, the nation, first published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .city import WHO, Beside, City, Label
from .data_table import (
    Cell,
    Column,
    DataTable,
    Row,
    digits,
    interval_cell,
    value_cell,
)
from .drawing import Drawing, Scale
from .figures import Figure
from .markup import both, written
from .numbers import (
    MISSING,
    Form,
    amount,
    bare,
    change,
    decimals,
    interval,
    long_date,
)
from .trends import said, with_unit

ID = "key-figures"
FEWEST = 3  # figures that make a trend
NO_NATION = Text("No national figure of this kind at hand", "暂无同口径的全国数据")
NO_FIRST = Text("Not computed for an earlier day", "未计算较早日期的数据")


@dataclass(frozen=True, slots=True)
class Spec:
    """A row: the measure, and its population where it is not the page's."""

    measure: str
    population: str = ""


ROWS = (
    Spec("population", "resident"),
    Spec("population", "registered"),
    Spec("crude-birth-rate"),
    Spec("crude-death-rate"),
    Spec("natural-increase-rate"),
    Spec("net-migration-rate"),
    Spec("total-fertility-rate"),
    Spec("mean-age-at-birth"),
    Spec("sex-ratio-at-birth"),
    Spec("life-expectancy"),
    Spec("infant-mortality-rate"),
    Spec("median-age"),
    Spec("old-dependency"),
    Spec("household-size"),
    Spec("recorded-within-30-days"),
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One row before it is written: the figures and what stands beside them."""

    spec: Spec
    title: Text
    label: Label
    form: Form
    series: tuple[Figure, ...]
    nation: Beside | None
    parent: Figure | None = None  # of the area above, where figures stand beside it

    @property
    def now(self) -> Figure:
        """The figure of the year of the page."""
        return self.series[-1]

    @property
    def before(self) -> Figure:
        """The figure of the year before."""
        return self.series[-2] if len(self.series) > 1 else Figure()

    @property
    def places(self) -> int:
        """The decimals that the figure bears; all of its row have them."""
        return decimals(self.form, self.now.lower, self.now.upper)

    @property
    def changed(self) -> float | None:
        """By how much it changed on the year before."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


def key_figures(city: City) -> list[KeyFigure]:
    """The key figures of the year of the page, those that the city has."""
    years = [year for year in city.years if year <= city.year]
    return [
        _key_figure(city, spec, years) for spec in ROWS if spec.measure in city.labels
    ]


def _key_figure(city: City, spec: Spec, years: Sequence[int]) -> KeyFigure:
    label = city.labels[spec.measure]
    series = tuple(
        city.figures.get(spec.measure, city.code, year, population=spec.population)
        for year in years
    )
    title = label.title
    if spec.measure == "population":
        title = (
            Text("Residents, 31 December", "年末常住人口")
            if spec.population == "resident"
            else Text("Registered, 31 December", "年末户籍人口")
        )
    beside = city.beside(spec.measure, city.year)
    above = None
    if city.parent is not None:
        above = city.figures.get(
            spec.measure, city.parent.code, city.year, population=spec.population
        )
    form = city.form(spec.measure)
    return KeyFigure(spec, title, label, form, series, beside, above)


def key_table(city: City) -> DataTable:
    """The key figures as a table."""
    years = [year for year in city.years if year <= city.year]
    return DataTable(
        id=ID,
        caption=Text(
            f"Key figures, {city.who.en}, {city.year}",
            f"主要指标，{city.who.zh}，{city.year}年",
        ),
        head=Text(f"Key figure, {city.year}", f"主要指标，{city.year}年"),
        head_fields=("measure", "population"),
        columns=_columns(city, years),
        rows=tuple(_row(city, figure) for figure in key_figures(city)),
    )


def _columns(city: City, years: Sequence[int]) -> tuple[Column, ...]:
    first = city.first_known
    day = long_date(first) if first else None
    return (
        Column(("value",), Text("Value", "数值"), kind="num v"),
        Column(
            ("lower", "upper"), Text("95% interval", "95%区间"), kind="num quiet iv"
        ),
        Column(
            (), Text(f"{years[0]}–{years[-1]}", f"{years[0]}–{years[-1]}"), kind="tr"
        ),
        Column(
            ("change",),
            Text(f"On {city.year - 1}", f"比{city.year - 1}年"),
            kind="num ch",
        ),
        Column((), _beside_title(city), kind="po"),
        *_parent_column(city),
        Column(("china",), Text("China", "全国"), kind="num cs"),
        Column(
            ("first_published",),
            Text("First published", "首次公布"),
            unit=day,
            kind="num fp",
        ),
        Column(("revision",), Text("Since revised by", "此后修订"), kind="num rv"),
    )


def _beside_title(city: City) -> Text:
    if city.parent is None:
        return Text("Beside China ▼", "对照全国▼")
    name = city.parent.name
    return Text(f"Beside {name.en} ▲ and China ▼", f"对照{name.zh}▲、全国▼")


def _parent_column(city: City) -> tuple[Column, ...]:
    if city.parent is None:
        return ()
    return (Column(("parent",), city.parent.name, kind="num cs pa"),)


def _parent_cell(city: City, figure: KeyFigure) -> tuple[Cell, ...]:
    """The figure of the area above; a count there says nothing of one here."""
    if figure.parent is None or city.parent is None:
        return ()
    spec, value = figure.spec, figure.parent.value
    link = city.link(
        spec.measure, city.parent.code, city.year, population=spec.population
    )
    cell = value_cell(
        value,
        figure.form,
        figure.places,
        sign=False,
        reason=city.why(spec.measure),
        link=link,
    )
    return (cell,)


def _row(city: City, figure: KeyFigure) -> Row:
    now, form, places = figure.now, figure.form, figure.places
    spec = figure.spec
    whom = spec.population or city.population
    link = city.link(spec.measure, city.code, city.year, population=whom)
    why = city.why(spec.measure)
    return Row(
        key=f"k-{spec.measure}-{whom}",
        head=_head(figure),
        head_raw=(spec.measure, whom),
        cells=(
            value_cell(now.value, form, places, reason=why, link=link),
            interval_cell(
                now.lower, now.upper, form, places, reason=figure.label.interval
            ),
            Cell(sparkline(figure.series), ()),
            Cell(
                change(figure.changed, form, places, figure.before.value),
                (digits(figure.changed),),
                None if figure.changed is not None else why,
            ),
            Cell(beside_plot(figure), ()),
            *_parent_cell(city, figure),
            _nation_cell(figure),
            _first_cell(figure),
            _revision_cell(figure),
        ),
    )


def _head(figure: KeyFigure) -> Markup:
    """The measure's name; the unit, where it is not in the value."""
    if figure.form.value.count:
        return both(figure.title)
    name, unit = figure.title, figure.label.unit
    in_value = figure.form.value
    zh = "" if in_value.zh_suffix or said(name.zh, unit.zh) else f"，{unit.zh}"
    en = "" if in_value.en_suffix or said(name.en, unit.en) else f", {unit.en}"
    span = Markup('<span class="unit">{}</span>')
    return both(name) + written(span.format(en), span.format(zh))


def _nation_cell(figure: KeyFigure) -> Cell:
    nation = figure.nation
    if nation is None:
        return Cell(MISSING, ("",), NO_NATION)
    places = max(figure.places, min(1, figure.form.value.decimals))
    shown = bare(nation.value, figure.form, places)
    if nation.projected:
        mark = Text("projected by the UN", "联合国预测")
        html = Markup(
            '<span class="ahead">{}</span><span class="vh"> {}</span>'
        ).format(both(shown), both(mark))
        return Cell(html, (digits(nation.value),), None, nation.value)
    return Cell(shown, (digits(nation.value),), None, nation.value)


def _first_cell(figure: KeyFigure) -> Cell:
    earlier = figure.now.earlier
    if earlier is None:
        return Cell(MISSING, ("",), NO_FIRST)
    shown = bare(earlier, figure.form, figure.places)
    html = Markup('<i class="o"></i>{}').format(both(shown))
    return Cell(html, (digits(earlier),), None, earlier)


def _revision_cell(figure: KeyFigure) -> Cell:
    by = figure.now.revision
    if by is None:
        return Cell(MISSING, ("",), NO_FIRST)
    shown = change(by, figure.form, figure.places, figure.now.earlier)
    return Cell(shown, (digits(by),), None, by)


def sparkline(series: Sequence[Figure]) -> Markup:
    """The trend in a row: band and line, the last value with its interval."""
    drawing = Drawing(116, 26)
    known = [(i, f) for i, f in enumerate(series) if f.value is not None]
    if len(known) < FEWEST:
        return Markup("")
    values = [v for _, f in known for v in (f.value, f.lower, f.upper) if v is not None]
    x = Scale(0, len(series) - 1, 2, 108)
    y = Scale(min(values), max(values), 23, 3)
    bounded = [(i, f) for i, f in known if f.lower is not None and f.upper is not None]
    drawing.band(
        [(x(i), y(f.lower or 0.0)) for i, f in bounded],
        [(x(i), y(f.upper or 0.0)) for i, f in bounded],
    )
    drawing.line("l", [(x(i), y(f.value or 0.0)) for i, f in known])
    last, figure = known[-1]
    if figure.lower is not None and figure.upper is not None:
        drawing.line("w", [(x(last), y(figure.lower)), (x(last), y(figure.upper))])
    drawing.dot("d", x(last), y(figure.value or 0.0), 3)
    return drawing.inline()


def beside_plot(figure: KeyFigure) -> Markup:
    """The figure with its interval, the parent's below, the nation's above the axis."""
    now = figure.now
    nation = figure.nation.value if figure.nation else None
    parent = None
    if figure.parent and not figure.form.value.count:
        parent = figure.parent.value
    if now.value is None or (nation is None and parent is None):
        return Markup("")
    drawing = Drawing(136, 26)
    beside = (now.value, now.lower, now.upper, nation, parent)
    values = [v for v in beside if v is not None]
    x = Scale(min(values), max(values), 8, 128)
    drawing.path("a", "M0 13H136")
    if nation is not None:
        drawing.path("k", f"M{x(nation):.1f} 11l4.5 -8h-9z")
    if parent is not None:
        drawing.path("k", f"M{x(parent):.1f} 15l4.5 8h-9z")
    if now.lower is not None and now.upper is not None:
        drawing.whisker(x(now.lower), x(now.upper), 13)
    drawing.dot("d", x(now.value), 13, 4)
    return drawing.inline()


def summary(city: City, figure: KeyFigure) -> tuple[Text, ...]:
    """A key figure in a line: name, of whom, value, interval, China, source."""
    now, form, places = figure.now, figure.form, figure.places
    nation = figure.nation
    china = MISSING
    if nation is not None:
        shown = bare(nation.value, form, places)
        star = "*" if nation.projected else ""
        china = Text(shown.en + star, shown.zh + star)
    sources = Text("Register", "登记") if nation is None else REGISTER_AND_UN
    name = with_unit(figure.title, figure.label.unit)
    in_value = form.value
    return (
        Text(
            figure.title.en if in_value.en_suffix or in_value.count else name.en,
            figure.title.zh if in_value.zh_suffix or in_value.count else name.zh,
        ),
        _of(city, figure),
        amount(now.value, form, places),
        interval(now.lower, now.upper, form, places),
        china,
        sources,
    )


REGISTER_AND_UN = Text("Register; UN", "登记；UN")
STOCKS = ("population", "median-age", "old-dependency", "household-size")


def _of(city: City, figure: KeyFigure) -> Text:
    who = WHO[figure.spec.population or city.population]
    if figure.spec.measure in STOCKS:
        return Text(f"{who.en}, end of {city.year}", f"{who.zh}，{city.year}年末")
    return Text(f"{who.en}, {city.year}", f"{who.zh}，{city.year}年")
