"""The units of a plan's figures, in the words that planners use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wording import PlanError, Wording


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a figure is counted in: its name, its own unit, and how to name one."""

    key: str
    title: Wording
    unit: Wording
    written: str
    known: tuple[str, ...]


COUNT = Dimension(
    "count",
    Wording("a count of persons", "人数"),
    Wording("persons", "人"),
    "persons",
    ("persons", "thousands", "万", "millions"),
)
RATE = Dimension(
    "rate",
    Wording("a rate", "比率"),
    Wording("per 1,000", "‰"),
    "per 1,000",
    ("per 1,000", "‰", "per cent", "%"),
)
CHILDREN = Dimension(
    "children",
    Wording("children per woman", "每名妇女的孩子数"),
    Wording("children", "个孩子"),
    "children",
    ("children", "children per woman", "个"),
)
YEARS = Dimension(
    "years",
    Wording("years of age", "岁数"),
    Wording("years", "岁"),
    "years",
    ("years", "岁"),
)
RATIO = Dimension(
    "ratio",
    Wording("a ratio to 100", "每百人之比"),
    Wording("per 100", "每100"),
    "per 100",
    ("per 100", "per cent", "%"),
)
DIMENSIONS = (COUNT, RATE, CHILDREN, YEARS, RATIO)

_MANY = {
    "thousand": 1e3,
    "thousands": 1e3,
    "1000": 1e3,
    "ten thousand": 1e4,
    "ten thousands": 1e4,
    "tens of thousands": 1e4,
    "10000": 1e4,
    "wan": 1e4,
    "hundred thousand": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "1000000": 1e6,
    "billion": 1e9,
    "十": 10.0,
    "百": 100.0,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
}
_WHO = (
    "person|persons|people|inhabitants|residents|births|birth|deaths|death|children"
    "|child|babies|women|woman|migrants|of|人|人口|名|例|个|孩|妇女"
)
_OF_WHOM = re.compile(
    r" (of )?(the )?(persons|people|inhabitants|residents|population)$"
)
_PER_YEAR = re.compile(
    r"\s*(/\s*(a|yr|year)|\b(a|per|each|every) (year|annum)|\bannually|\byearly|/年)$"
    r"|^每年"
)
_WORDS = {
    "rate": {
        "‰": 1e-3,
        "per mille": 1e-3,
        "per mil": 1e-3,
        "permille": 1e-3,
        "per 1000": 1e-3,
        "per thousand": 1e-3,
        "/1000": 1e-3,
        "千分之": 1e-3,
        "千分比": 1e-3,
        "每千人": 1e-3,
        "%": 1e-2,
        "per cent": 1e-2,
        "percent": 1e-2,
        "per 100": 1e-2,
        "per hundred": 1e-2,
        "百分之": 1e-2,
        "百分比": 1e-2,
        "‱": 1e-4,
        "per 10000": 1e-4,
        "per ten thousand": 1e-4,
        "万分之": 1e-4,
        "per 100000": 1e-5,
        "per person": 1.0,
        "per head": 1.0,
    },
    "children": {
        "children": 1.0,
        "child": 1.0,
        "children per woman": 1.0,
        "births per woman": 1.0,
        "per woman": 1.0,
        "个": 1.0,
        "孩": 1.0,
        "个孩子": 1.0,
        "孩/妇": 1.0,
        "per 1000 women": 1e-3,
        "children per 1000 women": 1e-3,
    },
    "years": {
        "years": 1.0,
        "year": 1.0,
        "years of age": 1.0,
        "岁": 1.0,
        "年": 1.0,
        "months": 1 / 12,
        "月": 1 / 12,
    },
    "ratio": {
        "per 100": 1.0,
        "per hundred": 1.0,
        "%": 1.0,
        "per cent": 1.0,
        "percent": 1.0,
        "每100": 1.0,
        "每百人": 1.0,
        "boys per 100 girls": 1.0,
        "males per 100 females": 1.0,
        "per 100 females": 1.0,
        "per 100 girls": 1.0,
        "女=100": 1.0,
        "女性=100": 1.0,
        "per girl": 100.0,
        "boys per girl": 100.0,
        "per female": 100.0,
        "per person": 100.0,
    },
}

_SHOWN = {
    ("count", 1.0): Wording("persons", "人"),
    ("count", 1e3): Wording("thousand persons", "千人"),
    ("count", 1e4): Wording("ten thousand persons", "万人"),
    ("count", 1e6): Wording("million persons", "百万人"),
    ("count", 1e8): Wording("hundred million persons", "亿人"),
    ("rate", 1e-3): Wording("per 1,000", "‰"),
    ("rate", 1e-2): Wording("per cent", "%"),
    ("children", 1.0): CHILDREN.unit,
    ("years", 1.0): YEARS.unit,
    ("ratio", 1.0): RATIO.unit,
}


def shown(unit: str, dimension: Dimension, scale: float) -> Wording:
    """A unit in words of each language; as it was typed where there are none.

    >>> shown("万", COUNT, 1e4).en, shown("million", COUNT, 1e6).zh
    ('ten thousand persons', '百万人')
    """
    return _SHOWN.get((dimension.key, scale), Wording(unit, unit))


def factor(unit: str, dimension: Dimension) -> float | None:
    """What one `unit` is in the dimension's plain measure; None where it is not one.

    Plain are persons, per person (rates), children, years, per 100 (ratios).

    >>> factor("万人", COUNT), factor("per 1,000", RATE), factor("furlongs", COUNT)
    (10000.0, 0.001, None)
    """
    word = _plain(unit)
    if dimension is COUNT:
        return _count(_PER_YEAR.sub("", word).strip())
    if dimension is RATE:
        word = _OF_WHOM.sub("", word)
    found = _WORDS[dimension.key]
    known = found.get(word)
    return found.get(_PER_YEAR.sub("", word).strip()) if known is None else known


def _plain(unit: str) -> str:
    word = unit.strip().lower().replace("％", "%").replace("，", ",").replace("_", " ")
    word = re.sub(r"(?<=\d),(?=\d{3})", "", word).replace("-", " ")
    return re.sub(r"\s+", " ", word)


def _count(word: str) -> float | None:
    """`million persons`, `万人`, `births`: how many there are of whom."""
    tail = rf"\s*({_WHO})" if re.search(r"[^\x00-\x7f]", word) else rf"\b\s*({_WHO})\b"
    bare = re.sub(rf"(?:{tail})+$", "", word).strip()
    if bare == "":
        return 1.0
    return _MANY.get(bare)


def require(unit: object, dimension: Dimension, where: Wording, name: str) -> float:
    """`factor`, or a PlanError that says where, what, and which units there are."""
    known = ", ".join(dimension.known)
    if not isinstance(unit, str):
        raise PlanError(
            f"{where.en}: unit is {unit!r}; it is a word such as {known}.",
            f"{where.zh}：unit为{unit!r}；应为单位名称，如{known}。",
        )
    found = factor(unit, dimension)
    if found is not None:
        return found
    other = next((d for d in DIMENSIONS if factor(unit, d) is not None), None)
    if other is not None:
        raise PlanError(
            f"{where.en}: unit {unit!r} is of {other.title.en}, but {name} is "
            f"{dimension.title.en}. Use one of {known}, or name another figure.",
            f"{where.zh}：单位“{unit}”用于{other.title.zh}，而{name}是"
            f"{dimension.title.zh}。请改用{known}之一，或改用另一名称。",
        )
    raise PlanError(
        f"{where.en}: unit {unit!r} is not known. {name} is {dimension.title.en}; use "
        f"one of {known}.",
        f"{where.zh}：未知单位“{unit}”。{name}是{dimension.title.zh}，请用{known}之一。",
    )
