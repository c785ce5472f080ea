"""The quantities that a plan may name, and how planners name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .units import CHILDREN, COUNT, RATE, RATIO, YEARS, Dimension
from .wording import PlanError, Wording, nearest

OLDEST = 100  # the open group of the single ages that a plan is worked out in


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is planned: a flow of a year or a stock at its end.

    `ages` and `sex` (0 male, 1 female, None both) say of whom a stock is; `over`, for
    ratios of two stocks, of whom its denominator is, each a list of age spans.
    """

    key: str
    title: Wording
    dimension: Dimension
    stock: bool = False
    signed: bool = False
    sex: int | None = None
    ages: tuple[tuple[int, int], ...] = ()
    over: tuple[tuple[int, int], ...] = ()


_YOUNG, _WORKING, _OLD = (0, 14), (15, 64), (65, OLDEST)


def _flow(
    key: str, en: str, zh: str, dimension: Dimension, signed: bool = False
) -> Quantity:
    return Quantity(key, Wording(en, zh), dimension, signed=signed)


def _ratio(
    key: str,
    title: Wording,
    ages: tuple[tuple[int, int], ...],
    over: tuple[tuple[int, int], ...],
) -> Quantity:
    return Quantity(key, title, RATIO, stock=True, ages=ages, over=over)


_ALL = (
    _flow("births", "Births a year", "年出生人数", COUNT),
    _flow("deaths", "Deaths a year", "年死亡人数", COUNT),
    _flow(
        "natural-increase", "Births less deaths a year", "年自然增长人数", COUNT, True
    ),
    _flow("net-migration", "Net migrants a year", "年净迁入人数", COUNT, True),
    _flow("growth", "Growth a year", "年增长人数", COUNT, True),
    _flow("crude-birth-rate", "Birth rate", "出生率", RATE),
    _flow("crude-death-rate", "Death rate", "死亡率", RATE),
    _flow("natural-increase-rate", "Natural increase", "自然增长率", RATE, True),
    _flow("net-migration-rate", "Net migration rate", "净迁移率", RATE, True),
    _flow("growth-rate", "Growth rate", "人口增长率", RATE, True),
    _flow("total-fertility-rate", "Total fertility", "总和生育率", CHILDREN),
    _flow("life-expectancy", "Life expectancy at birth", "平均预期寿命", YEARS),
    _flow("sex-ratio-at-birth", "Boys per 100 girls born", "出生人口性别比", RATIO),
    Quantity("population", Wording("Population", "总人口"), COUNT, stock=True),
    Quantity(
        "sex-ratio", Wording("Males per 100 females", "总人口性别比"), RATIO, True
    ),
    _ratio(
        "young-dependency",
        Wording("Aged 0–14 per 100 aged 15–64", "少儿抚养比"),
        (_YOUNG,),
        (_WORKING,),
    ),
    _ratio(
        "old-dependency",
        Wording("Aged 65+ per 100 aged 15–64", "老年抚养比"),
        (_OLD,),
        (_WORKING,),
    ),
    _ratio(
        "total-dependency",
        Wording("Aged 0–14 and 65+ per 100 aged 15–64", "总抚养比"),
        (_YOUNG, _OLD),
        (_WORKING,),
    ),
    _ratio(
        "ageing-index",
        Wording("Aged 65+ per 100 aged 0–14", "老少比"),
        (_OLD,),
        (_YOUNG,),
    ),
)
QUANTITIES = {quantity.key: quantity for quantity in _ALL}
NAMES = [*QUANTITIES, "women-15-49", "women-20-29", "population-0-14", "population-65+"]

_ALSO = {
    "birth-rate": "crude-birth-rate",
    "cbr": "crude-birth-rate",
    "death-rate": "crude-death-rate",
    "cdr": "crude-death-rate",
    "rate-of-natural-increase": "natural-increase-rate",
    "nir": "natural-increase-rate",
    "tfr": "total-fertility-rate",
    "total-fertility": "total-fertility-rate",
    "e0": "life-expectancy",
    "life-expectancy-at-birth": "life-expectancy",
    "srb": "sex-ratio-at-birth",
    "mean-annual-births": "births",
    "annual-births": "births",
    "total-population": "population",
    "population-growth-rate": "growth-rate",
    "migration": "net-migration",
    "出生": "births",
    "出生人数": "births",
    "出生人口": "births",
    "年均出生人数": "births",
    "年均出生人口": "births",
    "死亡": "deaths",
    "死亡人数": "deaths",
    "自然增长": "natural-increase-rate",
    "人口自然增长率": "natural-increase-rate",
    "人口出生率": "crude-birth-rate",
    "人口死亡率": "crude-death-rate",
    "净迁移": "net-migration",
    "净迁入": "net-migration",
    "增长率": "growth-rate",
    "人口": "population",
    "人口总数": "population",
    "期末人口": "population",
    "预期寿命": "life-expectancy",
    "人均预期寿命": "life-expectancy",
    "出生性别比": "sex-ratio-at-birth",
    "性别比": "sex-ratio",
    "育龄妇女": "women-15-49",
    "育龄妇女人数": "women-15-49",
    "women-of-reproductive-age": "women-15-49",
}
_ALSO |= {quantity.title.zh: quantity.key for quantity in _ALL}
_SPAN = re.compile(
    r"(women|men|females|males|population|persons|妇女|女性|男性|人口)-?(\d{1,3})"
    r"(?:[-–~～至](\d{1,3})|(\+|岁以上|岁及以上))岁?(?:妇女|人口)?$"
)
_WHO = {
    "women": ("women", 1),
    "females": ("women", 1),
    "妇女": ("women", 1),
    "女性": ("women", 1),
    "men": ("men", 0),
    "males": ("men", 0),
    "男性": ("men", 0),
    "population": ("population", None),
    "persons": ("population", None),
    "人口": ("population", None),
}
_TITLES = {
    "women": ("Women", "妇女"),
    "men": ("Men", "男性"),
    "population": ("Persons", "人口"),
}


def quantity(name: object, where: Wording) -> Quantity:
    """The quantity of this name; a PlanError names what was meant or what there is.

    Keys as the city's measures have them, in English or Chinese; `women-20-29`,
    `men-60+`, `population-0-14` and the like for any ages up to 100.

    >>> quantity("women_20_29", Wording("figure 1", "第1项")).ages
    ((20, 29),)
    """
    if not isinstance(name, str):
        raise PlanError(
            f"{where.en}: name is {name!r}; it is a word such as births.",
            f"{where.zh}：name为{name!r}；应为名称，如births。",
        )
    word = re.sub(r"[\s_]+", "-", name.strip().lower())
    key = _ALSO.get(word, word)
    if key in QUANTITIES:
        return QUANTITIES[key]
    spanned = _span(_ALSO.get(word, word))
    if spanned is not None:
        return spanned
    hint = nearest(word, NAMES)
    raise PlanError(
        f"{where.en}: name {name!r} is not a figure that can be checked. {hint.en}",
        f"{where.zh}：无法检查“{name}”。{hint.zh}",
    )


def _span(word: str) -> Quantity | None:
    """A stock of persons of some ages."""
    found = _SPAN.match(word)
    if not found:
        return None
    who, sex = _WHO[found[1]]
    low, high = int(found[2]), OLDEST if found[4] else int(found[3])
    if not low <= high <= OLDEST:
        return None
    span = f"{low}+" if high == OLDEST else f"{low}-{high}"
    en, zh = _TITLES[who]
    shown = span.replace("-", "–")
    ages = f"{low}岁及以上" if high == OLDEST else f"{shown}岁"
    return Quantity(
        f"{who}-{span}",
        Wording(f"{en} aged {shown}", f"{ages}{zh}"),
        COUNT,
        stock=True,
        sex=sex,
        ages=((low, high),),
    )
