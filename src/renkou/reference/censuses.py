"""The censuses of 2010 and 2020: Sichuan, its prefectures and counties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from .files import Floats, Ints, Texts, columns, frozen, numbers, one_of

NATION = "000000"
FILES = {
    2010: "china_census2010_county_age_sex.csv",
    2020: "china_census2020_county_age_sex.csv",
}
YEARBOOKS = {
    2010: "Sixth National Population Census of China (2010), county tables",
    2020: "Seventh National Population Census of China (2020), county tables",
}
BULLETIN = "Census bulletins of Sichuan's prefectures, 2010 and 2020"
AGES = ("0", "1-4", *(f"{a}-{a + 4}" for a in range(5, 85, 5)), "85+")
_SHORT = {"ceb_mean": "ceb_mean_15_64", "cs_mean": "cs_mean_15_64"}
_OTHER_YEAR_ONLY = ("hukou_pop", "cbr", "cdr", "nir")


@dataclass(frozen=True, eq=False)
class Census:
    """One census: residents by area, sex and age group, and what else it counted.

    `population` is (areas, 2, 19): male, female; ages 0, 1–4, 5–9 … 80–84, 85+, in
    persons. The nation, where the census's file has it, stands under "000000".
    """

    year: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    population: Ints
    age_lower: Ints
    source: str
    _columns: Mapping[str, Floats] = field(repr=False)
    _index: Mapping[str, int] = field(repr=False)

    def column(self, name: str) -> Floats:
        """A column of the source, one value an area; NaN where it has none.

        `pop`, `pop_m`, `pop_f`, `hukou_pop` (registered), `urban`, `rural`, `hh_n`
        (family households), `hh_pop` (persons in them), `cbr`, `cdr`, `nir` (per
        1,000), `ceb_mean`, `cs_mean` (children ever born and surviving per woman aged
        15–64), `mig_in_county`, `mig_in_prov`, `mig_out_prov` (persons).

        >>> c = census(2010)
        >>> float(c.column("hukou_pop")[c.index("511000")])
        4278501.0
        """
        one_of("name", name, self._columns)
        return self._columns[name]

    def index(self, code: str) -> int:
        """The row of the six-digit `code` ("000000" for the nation)."""
        if code not in self._index:
            raise ValueError(f"code: {code!r} is not an area of the {self.year} census")
        return self._index[code]


@cache
def census(year: int) -> Census:
    """The census of `year`, 2010 or 2020.

    Source: China's sixth and seventh national censuses, as tabulated in the
    repository leiii/census (MIT). Counts are residents on 1 November.

    >>> c = census(2020)
    >>> int(c.population[c.index("511000")].sum())
    3140678
    """
    one_of("year", year, FILES)
    text = columns(FILES[year])
    codes = tuple(str(code) or NATION for code in text["code"])
    counts = [[text[f"{s}_{age}"] for age in AGES] for s in "mf"]
    population = np.moveaxis(np.array(counts).astype(np.float64), -1, 0)
    return Census(
        year=year,
        codes=codes,
        names=tuple(str(name) for name in text["name" if year == 2010 else "county"]),
        population=frozen(np.rint(population).astype(np.int64)),
        age_lower=frozen(np.array([0, 1, *range(5, 90, 5)], dtype=np.int64)),
        source=YEARBOOKS[year],
        _columns=_figures(text, len(codes)),
        _index={code: row for row, code in enumerate(codes)},
    )


def _figures(text: Mapping[str, Texts], rows: int) -> dict[str, Floats]:
    """Every column that is neither a code, a name nor a cell of age by sex."""
    cells = {f"{s}_{age}" for s in "mf" for age in AGES}
    found = {
        name: frozen(numbers(column))
        for name, column in text.items()
        if name not in cells | {"code", "name", "prov", "city", "county"}
    }
    none = frozen(np.full(rows, np.nan))
    for name in _OTHER_YEAR_ONLY:
        found.setdefault(name, none)
    return found | {short: found[long] for short, long in _SHORT.items()}


@dataclass(frozen=True, eq=False)
class Bulletin:
    """The census bulletins: a second source for the prefectures, often at odds.

    `column` takes the source's names: `popu_2020`, `popu_urban_2010`,
    `male_female_2020` (males per 100 females), `household_2020` (persons per
    household), `age_0_14_2010` (per cent) and so on.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    source: str
    _columns: Mapping[str, Floats] = field(repr=False)

    def column(self, name: str) -> Floats:
        """A column of the source, one value a prefecture."""
        one_of("name", name, self._columns)
        return self._columns[name]


@cache
def bulletin() -> Bulletin:
    """What the census bulletins say of Sichuan's 21 prefectures in 2010 and 2020.

    >>> b = bulletin()
    >>> float(b.column("male_female_2020")[b.codes.index("511000")])
    101.58
    """
    text = columns("china_census_prefecture_2010_2020.csv")
    named = {"city", "city_code", "province", "province_code"}
    return Bulletin(
        codes=tuple(str(code) for code in text["city_code"]),
        names=tuple(str(name) for name in text["city"]),
        source=BULLETIN,
        _columns={n: frozen(numbers(c)) for n, c in text.items() if n not in named},
    )
