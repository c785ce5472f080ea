"""The numbers that a bulletin's sentences can hold, each by its name.

A name is a measure's key, alone or with a suffix: `{births}`, `{births-change}`. What a
slot is written as holds its unit, and a change its direction, so that no word around it
can turn it into another number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from renkou.engines.periods import Period
from renkou.indicators import MEASURES
from renkou.schema.text import Text

from ..city import AGE_GROUPS, Beside
from ..figures import Figure
from ..kept import KeptFigures
from ..key_figures import ROWS, Spec
from ..numbers import (
    MISSING,
    Form,
    amount,
    count_in_text,
    decimals,
    interval,
    long_date,
    plain,
)
from .citing import Cite
from .edition import Edition
from .foreseen_slots import foreseen_slots
from .slot import Slot, fact

COUNTS = (
    Spec("births"),
    Spec("deaths"),
    Spec("in-migrants"),
    Spec("out-migrants"),
    Spec("marriages"),
    Spec("divorces"),
    Spec("women-15-49"),
)
STOCKS = frozenset({"population", "women-15-49", "median-age", "old-dependency"})
Named = Callable[[str, str, str, Text | None, Cite], Slot]
SEXED = (("life-expectancy", "female", "women"), ("life-expectancy", "male", "men"))


def slots(edition: Edition) -> dict[str, Slot]:
    """Every slot of an edition by its name, those without a figure among them."""
    found = [*_facts(edition)]
    for spec in (*ROWS, *COUNTS):
        if spec.measure in MEASURES:
            found += _of_measure(edition, spec)
    found += [*_balances(edition), *_by_sex(edition), *_of_recording(edition)]
    found += [_largest_group(edition), *foreseen_slots(edition)]
    return {slot.name: slot for slot in found}


def _facts(edition: Edition) -> Iterator[Slot]:
    place, parent = edition.place, edition.parent
    year, before = edition.year, edition.year - 1
    yield fact("area", Text(place.name.en, place.chinese), Text("the area", "本地区"))
    above = Text(parent.name.en, parent.chinese) if parent else None
    yield fact("parent", above, Text("the area above", "上级地区"))
    yield fact("year", Text(f"{year}", f"{year}"), Text("the year", "本年"))
    yield fact(
        "previous-year", Text(f"{before}", f"{before}"), Text("the year before", "上年")
    )
    known = Text("the day of knowledge", "已知日期")
    yield fact("known-on", long_date(edition.known_on), known)
    first = edition.first_known
    told = Text("the day of first publication", "首次公布日期")
    yield fact("first-published-on", long_date(first) if first else None, told)
    level = Text("the level of intervals", "区间的置信水平")
    yield fact("level", Text("95%", "95%"), level)
    soon = Text("how soon counts as at once", "及时登记的期限")
    yield fact("soon", Text("30 days", "30天"), soon)


def name_of(spec: Spec) -> str:
    """The name of a measure's slots.

    >>> name_of(Spec("population", "registered"))
    'registered'
    """
    return "registered" if spec.population == "registered" else spec.measure


def _of_measure(edition: Edition, spec: Spec) -> Iterator[Slot]:
    city, name = edition.city, name_of(spec)
    get = city.figures.get
    form = city.form(spec.measure)
    now = get(spec.measure, city.code, edition.year, population=spec.population)
    before = get(spec.measure, city.code, edition.year - 1, population=spec.population)
    places = decimals(form, now.lower, now.upper)
    title = MEASURES[spec.measure].title
    cite = Cite(
        spec.measure,
        city.code,
        (edition.year,),
        edition.known_on,
        population=spec.population or city.population,
    )
    two = replace(cite, years=(edition.year - 1, edition.year))

    def value(figure: float | None) -> Text | None:
        return None if figure is None else in_text(figure, spec.measure, form, places)

    def named(suffix: str, en: str, zh: str, text: Text | None, by: Cite) -> Slot:
        return Slot(f"{name}{suffix}", text, Text(title.en + en, title.zh + zh), by)

    yield named("", "", "", value(now.value), cite)
    bounds = interval(now.lower, now.upper, form, places)
    yield named(
        "-interval", ", interval", "，区间", bounds if bounds != MISSING else None, cite
    )
    yield named("-previous", ", year before", "，上年", value(before.value), two)
    changed = _difference(now, before)
    stock = spec.measure in STOCKS
    yield named(
        "-change", ", change", "，变化", moved(changed, form, places, _ago(stock)), two
    )
    yield from _beside(edition, spec, named, cite, form, places)
    first = replace(cite, versus=edition.first_known)
    yield named("-first", ", first published", "，首次公布", value(now.earlier), first)
    told = moved(now.revision, form, places, FIRST)
    yield named("-revision", ", revision", "，修订", told, first)


def _beside(
    edition: Edition, spec: Spec, named: Named, cite: Cite, form: Form, places: int
) -> Iterator[Slot]:
    """The slots of the area above and of the nation, where they have the figure."""
    parent, nation = edition.parent, edition.city.beside(spec.measure, edition.year)
    get = edition.city.figures.get
    if parent is not None:
        figure = get(
            spec.measure, parent.code, edition.year, population=spec.population
        )
        text = _or_none(figure.value, spec.measure, form, places)
        by = replace(cite, compare=("parent",))
        yield named("-parent", ", area above", "，上级地区", text, by)
    if nation is not None and spec.population != "registered":
        by = replace(cite, compare=("nation",))
        text = _nation(nation, spec.measure, form, places)
        yield named("-china", ", China", "，全国", text, by)


def _nation(nation: Beside, measure: str, form: Form, places: int) -> Text:
    text = in_text(nation.value, measure, form, max(places, 1))
    if not nation.projected:
        return text
    return Text(f"{text.en} (UN projection)", f"{text.zh}（联合国预测）")


def _or_none(value: float | None, measure: str, form: Form, places: int) -> Text | None:
    return None if value is None else in_text(value, measure, form, places)


def in_text(value: float, measure: str, form: Form, places: int) -> Text:
    """A figure within a sentence, with its unit.

    >>> in_text(6.61, "crude-birth-rate", Form.RATE, 2)
    Text(en='6.61 per 1,000', zh='6.61‰')
    """
    if form.value.count:
        return count_in_text(value)
    shown = amount(value, form, places)
    unit = MEASURES[measure].unit
    own = "" if form.value.en_suffix else f" {unit.en}"
    return Text(shown.en + own, shown.zh.replace(" ", ""))


YEAR = Text("than in the year before", "比上年")
YEAR_END = Text("than a year before", "比上年末")
FIRST = Text("than first published", "比首次公布")


def _ago(stock: bool) -> Text:
    return YEAR_END if stock else YEAR


def _difference(now: Figure, before: Figure) -> float | None:
    if now.value is None or before.value is None:
        return None
    return now.value - before.value


def moved(by: float | None, form: Form, places: int, than: Text) -> Text | None:
    """A change in words with its direction; None where it is not known.

    >>> moved(-540, Form.COUNT, 0, YEAR_END)
    Text(en='540 fewer than a year before', zh='比上年末减少540人')
    >>> moved(0.004, Form.RATE, 2, YEAR).en
    'no higher or lower than in the year before'
    """
    if by is None:
        return None
    if form.value.count:
        size = count_in_text(abs(by))
        words = Text("more", "增加") if by > 0 else Text("fewer", "减少")
        nothing, unit = Text("no more or fewer", "持平"), "人"
        shown, zero = f"{size.en} {words.en}", round(by) == 0
        chinese = f"{words.zh}{size.zh}{unit}"
    else:
        size_text = plain(abs(by), places)
        points = form is Form.PERCENT
        words = Text("higher", "上升") if by > 0 else Text("lower", "下降")
        nothing = Text("no higher or lower", "持平")
        zero = not any(digit in size_text for digit in "123456789")
        shown = f"{size_text}{' points' if points else ''} {words.en}"
        unit = "个百分点" if points else form.value.zh_suffix.strip()
        chinese = f"{words.zh}{size_text}{unit}"
    if zero:
        return Text(f"{nothing.en} {than.en}", f"{than.zh}{nothing.zh}")
    return Text(f"{shown} {than.en}", f"{than.zh}{chinese}")


def _balances(edition: Edition) -> Iterator[Slot]:
    """Births less deaths, and moves in less moves out, each with its direction."""
    yield _balance(
        edition,
        "natural-balance",
        ("births", "deaths"),
        Text("births less deaths", "出生减死亡"),
        (
            Text("more births than deaths", "出生比死亡多"),
            Text("more deaths than births", "死亡比出生多"),
            Text("as many births as deaths", "出生与死亡相同"),
        ),
    )
    yield _balance(
        edition,
        "moves-balance",
        ("in-migrants", "out-migrants"),
        Text("moves in less moves out", "迁入减迁出"),
        (
            Text("more moves in than out", "迁入比迁出多"),
            Text("more moves out than in", "迁出比迁入多"),
            Text("as many moves in as out", "迁入与迁出相同"),
        ),
    )


def _balance(
    edition: Edition,
    name: str,
    measures: tuple[str, str],
    about: Text,
    words: tuple[Text, Text, Text],
) -> Slot:
    city = edition.city
    plus, minus = (
        city.figures.get(key, city.code, edition.year).value for key in measures
    )
    cite = Cite(
        ",".join(measures).replace(",", " "),
        city.code,
        (edition.year,),
        edition.known_on,
    )
    if plus is None or minus is None:
        return Slot(name, None, about, cite)
    by = plus - minus
    if by == 0:
        return Slot(name, words[2], about, cite)
    chosen, size = (words[0] if by > 0 else words[1]), count_in_text(abs(by))
    text = Text(f"{size.en} {chosen.en}", f"{chosen.zh}{size.zh}人")
    return Slot(name, text, about, cite)


def _by_sex(edition: Edition) -> Iterator[Slot]:
    city = edition.city
    for measure, sex, word in SEXED:
        form, of = city.form(measure), Text(word, "女" if sex == "female" else "男")
        figure = city.figures.get(measure, city.code, edition.year, sex=sex)
        places = decimals(form, figure.lower, figure.upper)
        title = MEASURES[measure].title
        yield Slot(
            f"{measure}-{word}",
            _or_none(figure.value, measure, form, places),
            Text(f"{title.en}, {of.en}", f"{title.zh}，{of.zh}"),
            Cite(measure, city.code, (edition.year,), edition.known_on, sex=sex),
        )


def _of_recording(edition: Edition) -> Iterator[Slot]:
    """How much of the births was known at first, and a year ago of the year before."""
    city, year = edition.city, edition.year
    cite = Cite("births", city.code, (year,), edition.known_on)
    now = city.figures.get("births", city.code, year)
    yield Slot(
        "births-known-at-first",
        _share(now.earlier, now.value),
        Text("share of births known at first publication", "首次公布时已知出生的比例"),
        replace(cite, versus=edition.first_known),
    )
    ago = edition.known_on.replace(year=edition.known_on.year - 1, day=1)
    ago = Period(ago.year, ago.month).last
    then = None
    if ago in edition.here.tables.days and Period(year - 1).last <= ago:
        earlier = KeptFigures(edition.here.tables.on(ago))
        then = earlier.get("births", city.code, year - 1).value
    later = city.figures.get("births", city.code, year - 1).value
    yield Slot(
        "births-known-a-year-ago",
        _share(then, later),
        Text(
            "share of the year before's births known a year ago",
            "上年出生在一年前已知的比例",
        ),
        replace(cite, years=(year - 1,), versus=ago),
    )


def _share(part: float | None, whole: float | None) -> Text | None:
    if part is None or not whole:
        return None
    text = f"{plain(100 * part / whole, 1)}%"
    return Text(text, text)


def _largest_group(edition: Edition) -> Slot:
    city, year = edition.city, edition.year
    sexes = (city.by_age(year, sex) for sex in ("male", "female"))
    both = [men + women for men, women in zip(*sexes, strict=True)]
    cite = Cite(
        "population-by-age", city.code, (year,), edition.known_on, sex="male,female"
    )
    about = Text("the largest five-year age group", "人数最多的五岁年龄组")
    if not any(both):
        return Slot("largest-age-group", None, about, cite)
    group = AGE_GROUPS[both.index(max(both))]
    if group == AGE_GROUPS[-1]:
        text = Text("85 and over", "85岁及以上")
    else:
        text = Text(group.replace("-", "–"), f"{group.replace('-', '～')}岁")
    return Slot("largest-age-group", text, about, cite)
