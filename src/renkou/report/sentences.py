"""Titles and the lead sentence, made from the figures they speak of.

A title says what is seen. Where the figures do not bear out any sentence, the
measure's name stands instead. No sentence calls a figure good or bad.
"""

from __future__ import annotations

from markupsafe import Markup

from renkou.schema.text import Text

from .city import AGE_GROUPS, City
from .figures import Figure
from .markup import written
from .numbers import count_in_text, plain


def lead(city: City) -> Markup:
    """How many people live here, how many more or fewer than before, and why."""
    get, year = city.figures.get, city.year
    now = get("population", city.code, year).value
    before = get("population", city.code, year - 1).value
    if now is None:
        return Markup("")
    many = count_in_text(now)
    how = "lived" if city.population == "resident" else "were registered"
    en = Markup("<b>{} people {} in {} at the end of {}</b>").format(
        many.en, how, city.place.name.en, year
    )
    zh = Markup("<b>{}年末{}{}{}人</b>").format(
        year, city.place.chinese, city.who.zh, many.zh
    )
    if before is not None:
        change, reasons = _change(now - before), _reasons(city)
        en += Markup(", {}{}.").format(change.en, reasons[0])
        zh += Markup("，{}{}。").format(change.zh, reasons[1])
    return written(en, zh)


def _change(by: float) -> Text:
    if by == 0:
        return Text("as many as a year before", "与上年末相同")
    size = count_in_text(abs(by))
    return Text(
        f"{size.en} {'fewer' if by < 0 else 'more'} than a year before",
        f"比上年末{'减少' if by < 0 else '增加'}{size.zh}人",
    )


def _reasons(city: City) -> tuple[str, str]:
    """What the change is made of, in English and Chinese; nothing where not known."""
    get, year, code = city.figures.get, city.year, city.code
    births, deaths = get("births", code, year).value, get("deaths", code, year).value
    came = get("in-migrants", code, year).value
    left = get("out-migrants", code, year).value
    if None in (births, deaths, came, left):
        return "", ""
    natural = _more(
        (births or 0) - (deaths or 0),
        Text("more births than deaths", "出生比死亡多"),
        Text("more deaths than births", "死亡比出生多"),
    )
    moves = _more(
        (came or 0) - (left or 0),
        Text("more moves in than out", "迁入比迁出多"),
        Text("more moves out than in", "迁出比迁入多"),
    )
    return f": {natural.en}, and {moves.en}", f"：{natural.zh}，{moves.zh}"


def _more(by: float, if_more: Text, if_fewer: Text) -> Text:
    chosen, size = (if_more if by >= 0 else if_fewer), count_in_text(abs(by))
    return Text(f"{size.en} {chosen.en}", f"{chosen.zh}{size.zh}人")


def largest_age_group(city: City, year: int) -> Text:
    """Which five-year group is the largest, both sexes together."""
    both = [
        m + w
        for m, w in zip(
            city.by_age(year, "male"), city.by_age(year, "female"), strict=True
        )
    ]
    if not any(both):
        return Text("Age and sex", "年龄与性别")
    group = AGE_GROUPS[both.index(max(both))]
    if group == AGE_GROUPS[-1]:
        return Text("The largest group is aged 85 and over", "85岁及以上人数最多")
    span = group.replace("-", "–")
    return Text(f"The largest group is aged {span}", f"{span}岁人数最多")


def trend(name: Text, series: list[Figure], years: list[int]) -> Text:
    """Whether a series rose or fell by more than its intervals leave to chance."""
    known = [(y, f) for y, f in zip(years, series, strict=True) if f.value is not None]
    if len(known) < 2:
        return name
    (first_year, first), (_, last) = known[0], known[-1]
    way = _clearly(first, last)
    if way == 0:
        return name
    return Text(
        f"{name.en}: {'up' if way > 0 else 'down'} since {first_year}",
        f"{name.zh}：较{first_year}年{'上升' if way > 0 else '下降'}",
    )


def _clearly(first: Figure, last: Figure) -> int:
    """+1 or −1 where the intervals do not overlap, else 0."""
    if first.upper is None or last.lower is None:
        a, b = first.value or 0.0, last.value or 0.0
        return 0 if abs(b - a) <= 2 * (abs(a) + abs(b)) ** 0.5 else _sign(b - a)
    if last.lower > first.upper:
        return 1
    return -1 if (last.upper or 0.0) < (first.lower or 0.0) else 0


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def components(city: City) -> Text:
    """What moved the number of people most in the year of the page."""
    get, year, code = city.figures.get, city.year, city.code
    births, deaths = get("births", code, year).value, get("deaths", code, year).value
    came = get("in-migrants", code, year).value
    left = get("out-migrants", code, year).value
    if births is None or deaths is None or came is None or left is None:
        return Text("Births, deaths and moves", "出生、死亡与迁移")
    parts = [
        (births - deaths, _WORDS["natural"]),
        (came - left, _WORDS["moves"]),
    ]
    parts.sort(key=lambda part: -abs(part[0]))
    more, less = (words[0 if by < 0 else 1] for by, words in parts)
    if abs(parts[0][0]) == abs(parts[1][0]):
        return Text("Births, deaths and moves", "出生、死亡与迁移")
    return Text(
        f"{more.en} exceeds {less.en[0].lower()}{less.en[1:]}",
        f"{more.zh}大于{less.zh}",
    )


_WORDS = {
    "natural": (
        Text("Natural decrease", "自然减少"),
        Text("Natural increase", "自然增长"),
    ),
    "moves": (
        Text("Net migration out", "净迁出"),
        Text("Net migration in", "净迁入"),
    ),
}


def counties_apart(city: City, measure: str, name: Text) -> Text:
    """Whether the rates of the areas below differ by more than chance explains."""
    known = [
        (place, figure)
        for place in city.counties
        if (figure := city.figures.get(measure, place.code, city.year)).value
        is not None
    ]
    if len(known) < 2:
        return name
    low = min(known, key=lambda pair: pair[1].value or 0.0)
    high = max(known, key=lambda pair: pair[1].value or 0.0)
    if _clearly(low[1], high[1]) <= 0:
        return Text(
            f"{name.en}: areas cannot be told apart", f"{name.zh}：各地难分高低"
        )
    return Text(
        f"{name.en}: {high[0].name.en} is above {low[0].name.en}",
        f"{name.zh}：{high[0].chinese}高于{low[0].chinese}",
    )


def known_at_first(year: int, first: float | None, now: float | None) -> Text:
    """Which share of a year's births was known when they were first published."""
    if not first or not now:
        return Text(
            f"Births of {year}, as they became known", f"{year}年出生数：逐月所知"
        )
    share = plain(100 * first / now)
    return Text(
        f"{share}% of the births of {year} were known at first publication",
        f"{year}年的出生首次公布时已知{share}%",
    )
