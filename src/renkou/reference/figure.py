"""The public figures as measures: keys, units and codes those of the register's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from .censuses import FILES, Census, census
from .files import Floats, Texts, frozen, one_of
from .un_series import ATTRIBUTION, WPP2024, indicators

AGE_GROUPS = (*(f"{a}-{a + 4}" for a in range(0, 85, 5)), "85+")
_CHINA = ("000000000000", "全国")


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures in columns, one row a figure, each with its source.

    `measure` is a key of the measures (and `sex-ratio`, males per 100 females of a
    population), in the same unit; `area` a 12-digit code, the nation twelve zeros;
    `period` a year; `day` the census day, empty where a figure is of the whole year;
    `population` resident or registered; `sex` total, male or female (of births: the
    child); `category` an age group or empty. `attribution` must stand with UN figures.
    """

    measure: Texts
    area: Texts
    area_name: Texts
    period: Texts
    day: Texts
    population: Texts
    sex: Texts
    category: Texts
    value: Floats
    source: Texts
    attribution: ClassVar[str] = ATTRIBUTION

    def __len__(self) -> int:
        return self.value.size

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """The columns by name, as a table is made of them."""
        return {column.name: getattr(self, column.name) for column in fields(self)}

    def where(self, **equal: str | tuple[str, ...]) -> Self:
        """The rows whose columns have the values given (one, or any of several).

        >>> size = figures().where(measure="household-size", area="511000000000")
        >>> size.period.tolist(), size.value.round(2).tolist()
        (['2010', '2020'], [3.01, 2.39])
        """
        own = self.columns()
        keep = np.ones(len(self), dtype=np.bool_)
        for name, wanted in equal.items():
            one_of("column", name, own)
            keep &= np.isin(own[name], wanted)
        return type(self)(**{n: frozen(c[keep]) for n, c in own.items()})


Block = dict[str, Any]


@cache
def figures() -> Figures:
    """All public figures that can be set beside the register's, with their sources.

    From the censuses of 2010 and 2020, for the nation (2020), Sichuan, its prefectures
    and counties: population by sex and by age group and sex, women 15–49 and 20–29,
    sex ratio, dependency and ageing, household size (persons in family households per
    family household, as the census has it), and of 2010 the registered population and
    the year's crude rates. From the UN's revision 2024, for China, 1950–2100: births,
    deaths, crude rates, total fertility, life expectancy, sex ratio at birth.

    Values where two sources are at odds are the yearbook's; `conflicts()` lists both.

    >>> f = figures().where(measure="total-fertility-rate", period="2020")
    >>> f.value.tolist(), str(f.source[0])
    ([1.2357], 'United Nations, World Population Prospects 2024, estimates')
    """
    blocks = [b for year in FILES for b in _of_census(census(year))] + list(_of_un())
    names = [column.name for column in fields(Figures)]
    parts = [_full(block, names) for block in blocks]
    return Figures(**{n: frozen(np.concatenate([p[n] for p in parts])) for n in names})


def _full(block: Block, names: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The block's columns at one length, without the rows that have no value."""
    value = np.asarray(block["value"], dtype=np.float64)
    known = ~np.isnan(value)
    return {n: np.broadcast_to(block[n], value.shape)[known] for n in names}


def _of_census(c: Census) -> Iterator[Block]:
    males, females = c.population[:, 0], c.population[:, 1]
    by_sex = {"total": males + females, "male": males, "female": females}
    rows: Block = {
        "area": np.char.ljust(np.array(c.codes), 12, "0"),
        "area_name": np.array(c.names),
        "period": str(c.year),
        "day": f"{c.year}-11-01",
        "population": "resident",
        "sex": "total",
        "category": "",
        "source": c.source,
    }
    for sex, counts in by_sex.items():
        yield rows | {"measure": "population", "sex": sex, "value": counts.sum(axis=1)}
        groups = np.add.reduceat(counts, [0, *range(2, 19)], axis=1)
        for category, value in zip(AGE_GROUPS, groups.T, strict=True):
            yield rows | {
                "measure": "population-by-age",
                "sex": sex,
                "category": category,
                "value": value,
            }
    for measure, of in _RATIOS.items():
        yield rows | {"measure": measure, "value": of(males, females)}
    for measure, women in (("women-15-49", (4, 11)), ("women-20-29", (5, 7))):
        yield rows | {
            "measure": measure,
            "value": females[:, slice(*women)].sum(axis=1),
        }
    size = c.column("hh_pop") / c.column("hh_n")
    yield rows | {"measure": "household-size", "value": size}
    registered = {"population": "registered", "value": c.column("hukou_pop")}
    yield rows | registered | {"measure": "population"}
    for measure, column in _CENSUS_RATES.items():
        yield rows | {"measure": measure, "day": "", "value": c.column(column)}


def _broad(males: npt.NDArray[Any], females: npt.NDArray[Any]) -> tuple[Floats, ...]:
    """Persons under 15, of 15–64 and of 65 and over."""
    both = (males + females).astype(np.float64)
    return both[:, :4].sum(1), both[:, 4:14].sum(1), both[:, 14:].sum(1)


def _dependency(young: bool, old: bool) -> Callable[..., Floats]:
    def ratio(males: npt.NDArray[Any], females: npt.NDArray[Any]) -> Floats:
        below, between, above = _broad(males, females)
        return (young * below + old * above) / between * 100

    return ratio


def _ageing(males: npt.NDArray[Any], females: npt.NDArray[Any]) -> Floats:
    below, _, above = _broad(males, females)
    return above / below * 100


def _sex_ratio(males: npt.NDArray[Any], females: npt.NDArray[Any]) -> Floats:
    ratio: Floats = males.sum(axis=1) / females.sum(axis=1) * 100
    return ratio


_RATIOS: dict[str, Callable[..., Floats]] = {
    "sex-ratio": _sex_ratio,
    "young-dependency": _dependency(young=True, old=False),
    "old-dependency": _dependency(young=False, old=True),
    "total-dependency": _dependency(young=True, old=True),
    "ageing-index": _ageing,
}
_CENSUS_RATES = {
    "crude-birth-rate": "cbr",
    "crude-death-rate": "cdr",
    "natural-increase-rate": "nir",
}


def _of_un() -> Iterator[Block]:
    un = indicators("CHN")
    kind = {"est": "estimates", "proj": "medium variant"}
    rows: Block = {
        "area": _CHINA[0],
        "area_name": _CHINA[1],
        "period": un.year.astype(np.str_),
        "day": "",
        "population": "resident",
        "sex": "total",
        "category": "",
        "source": np.array([f"{WPP2024}, {kind[s]}" for s in un.source.tolist()]),
    }
    for measure, value in (
        ("births", un.births),
        ("deaths", un.deaths),
        ("crude-birth-rate", un.cbr),
        ("crude-death-rate", un.cdr),
        ("natural-increase-rate", un.nir),
        ("net-migration-rate", un.cnmr),
        ("total-fertility-rate", un.tfr),
        ("sex-ratio-at-birth", un.srb * 100),
    ):
        yield rows | {"measure": measure, "value": value}
    for sex, value in (("total", un.e0B), ("male", un.e0M), ("female", un.e0F)):
        yield rows | {"measure": "life-expectancy", "sex": sex, "value": value}
