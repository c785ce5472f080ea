"""The census figures the synthetic city starts from and is steered to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.reference import census

from .choice import Floats, Index, largest_remainder

COUNTIES = ("511002", "511011", "511024", "511025", "511071", "511083")
"""The city's counties on the list of 2020, as the census of 2020 counts them."""
REGISTERED_2010 = 4_278_501
AGE_LOWER = np.array([0, 1, *range(5, 90, 5)])
GROUPS = len(AGE_LOWER)
_ZONE = COUNTIES.index("511071")
_MOTHER_COUNTY = COUNTIES.index("511002")
_BEFORE = {"511083": "511028"}
_WITHIN_CITY = 0.5
"""Share of those who came from another county of Sichuan that came from within the
city: assumed, for the census does not say."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Two censuses at the size of the synthetic city; counties as in `COUNTIES`.

    `residents_2010` and `residents_2020` are whole persons (counties, male and
    female, 19 age groups), `exact_2020` the latter unrounded; `registered` whole
    persons by county, adding up to the size asked for; `strangers` live here and
    are registered outside the city,
    `from_county` in another county of it, `from_village` elsewhere in the county.
    """

    persons: int
    residents_2010: Index
    residents_2020: Index
    exact_2020: Floats
    registered: Index
    strangers: Index
    from_county: Index
    from_village: Index
    ever_born: Floats
    surviving: Floats
    birth_rate: Floats
    death_rate: Floats
    urban: Floats
    household_2010: Floats
    household_2020: Floats


def figures(persons: int) -> Figures:
    """The figures scaled to `persons` registered on 2010-11-01.

    511071 was part of 511002 in 2010: it takes the share of 511002's residents that
    it had of both in 2020.
    """
    then, now = census(2010), census(2020)
    rows = [
        then.index(_BEFORE.get(code, code)) for code in COUNTIES if code != "511071"
    ]
    rows.insert(_ZONE, then.index("511002"))
    rows_now = [now.index(code) for code in COUNTIES]
    both = now.population[[rows_now[_MOTHER_COUNTY], rows_now[_ZONE]]].sum((1, 2))
    share = np.ones(len(COUNTIES))
    share[[_MOTHER_COUNTY, _ZONE]] = both / both.sum()
    scale = persons / REGISTERED_2010

    def scaled(values: Floats) -> Index:
        return largest_remainder(values, round(values.sum() * scale))

    def of_2010(name: str) -> Floats:
        return then.column(name)[rows]

    def household(at: str, of: str, year: int) -> Floats:
        column, row = (then.column, rows) if year == 2010 else (now.column, rows_now)
        size: Floats = column(of)[row] / column(at)[row]
        return size

    elsewhere = of_2010("mig_in_prov") * share
    return Figures(
        persons=persons,
        residents_2010=scaled(then.population[rows] * share[:, None, None]),
        residents_2020=scaled(now.population[rows_now].astype(np.float64)),
        exact_2020=now.population[rows_now] * scale,
        registered=largest_remainder(of_2010("hukou_pop") * share, persons),
        strangers=scaled(
            of_2010("mig_out_prov") * share + (1 - _WITHIN_CITY) * elsewhere
        ),
        from_county=scaled(_WITHIN_CITY * elsewhere),
        from_village=scaled(of_2010("mig_in_county") * share),
        ever_born=of_2010("ceb_mean"),
        surviving=of_2010("cs_mean"),
        birth_rate=of_2010("cbr") / 1_000,
        death_rate=of_2010("cdr") / 1_000,
        urban=of_2010("urban") / of_2010("pop"),
        household_2010=household("hh_n", "hh_pop", 2010),
        household_2020=household("hh_n", "hh_pop", 2020),
    )


def group_of_age(age: Index) -> Index:
    """The census's age group, 0 to 18, of completed years."""
    return np.searchsorted(AGE_LOWER, age, side="right") - 1


def cells(county: Index, sex: Index, group: Index) -> Index:
    """The number of the cell of county, sex (1, 2) and age group, of those in one."""
    return (county.astype(np.int64) * 2 + (sex - 1)) * GROUPS + group
