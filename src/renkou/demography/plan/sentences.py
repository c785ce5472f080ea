"""A verdict in words: English and Chinese, each written for its reader."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .figure import Figure
from .likelihood import Condition
from .reading import Plan
from .reasoning import Conflict
from .verdict import Projected, Range
from .wording import Wording

ADVICE = Wording(
    "Advice to planners about schools, care and pensions. Not a target for any office "
    "or family: it sets nobody a quota, is not split over areas, and is not "
    "exported to "
    "a scorecard.",
    "供规划学校、托育、医疗和养老参考。不是任何单位或家庭的任务：不给任何人下达生育数量，"
    "不向下分解到地区，也不用于考核。",
)
SOURCES = {
    "fertility": Wording("fertility", "生育"),
    "mortality": Wording("mortality", "死亡"),
    "migration": Wording("migration", "迁移"),
}
_STRETCHED = Wording(
    "The figures can hold together only at the edge of what is possible.",
    "各项数字只有在可能范围的边缘才能同时成立。",
)
_LEVELS = {
    "fertility": (
        Wording("total fertility", "总和生育率"),
        Wording("children", "个孩子"),
        2,
    ),
    "mortality": (Wording("life expectancy", "预期寿命"), Wording("years", "岁"), 1),
    "migration": (
        Wording("net migration", "年净迁入"),
        Wording("persons a year", "人"),
        0,
    ),
}


def number(value: float) -> str:
    """A value with digits enough to tell it from its neighbours.

    >>> number(48_123.4), number(11.18), number(1.5), number(-0.25)
    ('48,123', '11.18', '1.50', '−0.25')
    """
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    places = 0 if size >= 1_000 else 1 if size >= 100 else 2
    text = f"{size:,.{places}f}"
    return f"−{text}" if value < 0 and any(c in text for c in "123456789") else text


def percent(share: float) -> str:
    """A share; none and all only where they are exact.

    >>> percent(0.031), percent(0.0002), percent(0.9999), percent(0.0)
    ('3%', 'under 1%', 'over 99%', '0%')
    """
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share:.0%}"


def percent_zh(share: float) -> str:
    """The same in Chinese."""
    if 0 < share < 0.01:
        return "不到1%"
    if 0.99 < share < 1:
        return "99%以上"
    return f"{share:.0%}"


def _listed(numbers: Sequence[int]) -> Wording:
    words = [str(n) for n in numbers]
    if len(words) < 2:
        return Wording("".join(words), "、".join(words))
    return Wording(f"{', '.join(words[:-1])} and {words[-1]}", "、".join(words))


def reason(
    figure: Figure,
    base_year: int,
    conflicts: Sequence[Conflict],
    reach: float,
    likely: float,
    condition: Condition | None,
) -> Wording:
    """The verdict on one figure: fits, fits only if, or cannot hold."""
    own = [c for c in conflicts if figure.number in c.figures]
    if own:
        return _cannot(figure, base_year, own)
    if condition is None and likely >= 1 / 3:
        return Wording("fits", "可以成立")
    if condition is None and reach >= 1 / 3:
        return Wording(
            "fits, but its tolerance is narrower than can be foreseen",
            "可以成立，但容差小于推算所能分辨",
        )
    if condition is None:
        return Wording("unlikely", "可能性小")
    what, unit, places = _LEVELS[condition.source]
    level = f"{condition.level:,.{places}f}".replace("-", "−")
    en, zh = ("or less", "以下") if condition.most else ("or more", "以上")
    word = Wording("unlikely: fits only with", "可能性小：须")
    if reach >= 1 / 3:
        word = Wording("fits, more surely with", "可以成立；更稳妥须")
    return Wording(
        f"{word.en} {what.en} of {level} {unit.en} {en}",
        f"{word.zh}{what.zh}在{level}{unit.zh}{zh}",
    )


def _cannot(figure: Figure, base_year: int, own: Sequence[Conflict]) -> Wording:
    """The first of the figure's conflicts that involves the fewest."""
    least = min(own, key=lambda c: len(c.figures))
    others = [n for n in least.figures if n != figure.number]
    if not others and figure.last == base_year:
        return Wording("does not agree with the base", "与基期人口不符")
    if not others:
        return Wording("cannot be reached from the base", "由基期人口无法达到")
    said = _listed(others)
    if least.base:
        return Wording(
            f"cannot hold with {said.en} from this base",
            f"由此基期出发，与第{said.zh}项不能同时成立",
        )
    return Wording(f"cannot hold with {said.en}", f"与第{said.zh}项不能同时成立")


def rivalled(reason: Wording, rivals: Sequence[int], held: bool) -> Wording:
    """The verdict on a figure that can hold but is hardly met with others."""
    if not rivals or not held:
        return reason
    said = _listed(rivals)
    return Wording(
        f"{reason.en}, but hardly with {said.en}",
        f"{reason.zh}，但很难与第{said.zh}项同时达到",
    )


def summary(
    conflicts: Sequence[Conflict], odds: Sequence[tuple[int, int]], all_met: float
) -> Wording:
    """Whether the figures can hold together, and how likely all of them are at once."""
    held = _together(conflicts)
    if conflicts:
        return held
    if odds:
        pairs = [_listed(pair) for pair in odds]
        return Wording(
            f"{_STRETCHED.en} Hardly ever met both are "
            f"{'; '.join(pair.en for pair in pairs)}.",
            f"{_STRETCHED.zh}几乎不会同时达到的是："
            f"{'；'.join(f'第{pair.zh}项' for pair in pairs)}。",
        )
    return Wording(
        f"{held.en} All are met at once with a probability of {percent(all_met)}.",
        f"{held.zh}全部同时达到的概率为{percent_zh(all_met)}。",
    )


def _together(conflicts: Sequence[Conflict]) -> Wording:
    if not conflicts:
        return Wording(
            "The figures can hold together and can be reached from the base.",
            "各项数字可以同时成立，也能由基期人口达到。",
        )
    said = [_conflict(c) for c in conflicts]
    return Wording(
        "The figures cannot all hold. " + " ".join(s.en for s in said),
        "各项数字不能同时成立。" + "".join(s.zh for s in said),
    )


def _conflict(conflict: Conflict) -> Wording:
    who = _listed(conflict.figures)
    if len(conflict.figures) == 1:
        return Wording(
            f"Figure {who.en} cannot hold with the base.",
            f"第{who.zh}项与基期人口不能同时成立。",
        )
    en, zh = (" from this base", "由此基期出发，") if conflict.base else ("", "")
    return Wording(
        f"Figures {who.en} cannot hold together{en}; any one of them must give way.",
        f"{zh}第{who.zh}项不能同时成立，至少须改动其中一项。",
    )


def line(
    figure: Figure,
    implied: Range,
    projected: Projected,
    likely: float,
    drivers: dict[str, float],
    verdict: Wording,
) -> Wording:
    """One figure in a sentence."""
    low, high = number(implied.low), number(implied.high)
    middle = number(projected.median)
    near, far = number(projected.low), number(projected.high)
    main = max(drivers, key=lambda s: drivers[s])
    driven = Wording("", "")
    if drivers[main] > 0:
        share = f"{drivers[main]:.0%}"
        driven = Wording(
            f" Its spread is {share} {SOURCES[main].en}.",
            f"不确定性的{share}来自{SOURCES[main].zh}。",
        )
    title = figure.quantity.title
    return Wording(
        f"{figure.number}. {title.en}, {figure.period}, {figure.typed.en}: "
        f"{verdict.en}. The base and the other figures leave {low} to {high}; the "
        f"projection gives {middle} ({near} to {far} in 80%); met with a probability "
        f"of {percent(likely)}.{driven.en}",
        f"{figure.number}. {title.zh}，{figure.period}年，{figure.typed.zh}："
        f"{verdict.zh}。基期与其他各项只容许{low}～{high}；推算为{middle}"
        f"（80%区间{near}～{far}）；达到的概率为{percent_zh(likely)}。{driven.zh}",
    )


def title(plan: Plan) -> Wording:
    """Which plan it is."""
    area = f"of {plan.area.en}, " if plan.area else ""
    return Wording(
        f"Plan {area}{plan.start}–{plan.end}, from the population at the end of "
        f"{plan.base_year}",
        f"{plan.area.zh}{plan.start}～{plan.end}年计划，以{plan.base_year}年末人口为基期",
    )


def whole(parts: Sequence[Wording]) -> Wording:
    """Paragraphs as one text."""
    return Wording(
        "\n".join(part.en for part in parts),
        "\n".join(part.zh for part in parts),
        "\n\n",
    )
