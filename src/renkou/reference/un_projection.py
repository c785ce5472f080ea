"""The United Nations' projection of 2019, made again from its base and its rates.

Figures are those of World Population Prospects 2019, under CC BY 3.0 IGO: see
`un_series.ATTRIBUTION`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.demography.life_table import LifeTable
from renkou.demography.projection import project

from .files import Floats, Ints
from .un_series import (
    ATTRIBUTION,
    fertility_pattern,
    mortality_rates,
    period_figures,
    population,
)

BASE, LAST, WIDTH = 2020, 2100, 5
NO_MIGRANTS_FROM = 85
REVISION = 2019


@dataclass(frozen=True, eq=False)
class Reproduction:
    """Our projection beside the published one, in persons.

    `year` (16,), 2025 to 2100; `ours` and `published` (16, 2, 21) by sex and five-year
    age group, 100 and over last; `migrants` (16, 2, 21), the assumed net migrants.
    """

    year: Ints
    ours: Floats
    published: Floats
    migrants: Floats
    attribution: str = ATTRIBUTION

    @property
    def error(self) -> Floats:
        """Ours over the published figure, less 1, by year, sex and age."""
        return self.ours / self.published - 1

    @property
    def total_error(self) -> Floats:
        """Our total population over the published one, less 1, by year."""
        totals = (people.sum(axis=(-1, -2)) for people in (self.ours, self.published))
        first, second = totals
        ratio: Floats = first / second - 1
        return ratio


def reproduced(iso3: str = "CHN") -> Reproduction:
    """The medium variant of "CHN" or "SWE" from 2020 to 2100, made with `project`.

    Base, death rates, total fertility and its age pattern, sex ratio at birth and net
    migration are the UN's. Life tables separate by Coale–Demeny West and Greville, as
    the UN's do. The UN publishes no migrants by age with that revision. Assumed: in
    every period they have the pattern of 2015–2020, which is what the UN's estimates
    for 2020 exceed the survivors and births of those for 2015 by, nobody from age 85
    on; all join at the end of a period, those aged 0–4 with the children that migrants
    bear during it. Nothing after 2020 is fitted.

    >>> found = reproduced()
    >>> bool(abs(found.total_error).max() < 0.003)
    True
    """
    steps = range(BASE, LAST, WIDTH)
    pattern = _unexplained(iso3) / _net(iso3, range(BASE - WIDTH, BASE, WIDTH))
    migrants = _net(iso3, steps)[:, None, None] * pattern
    ours = _projected(iso3, population(iso3, "estimate", BASE), steps, migrants)
    year = np.array([start + WIDTH for start in steps])
    published = np.stack([population(iso3, "med", int(y)) for y in year])
    return Reproduction(year, ours[1:], published, migrants)


def _unexplained(iso3: str) -> Floats:
    """What of the population of 2020 that of 2015 does not explain, (2, 21).

    From 85 on it is small, of either sign, and comes of the estimates themselves.
    """
    before = population(iso3, "estimate", BASE - WIDTH)
    closed = _projected(iso3, before, range(BASE - WIDTH, BASE, WIDTH), None)
    remainder: Floats = population(iso3, "estimate", BASE) - closed[1]
    remainder[:, NO_MIGRANTS_FROM // WIDTH :] = 0.0
    return remainder


def _net(iso3: str, steps: range) -> Floats:
    figures = period_figures(iso3)
    net: Floats = figures.net_migrants[_rows(figures.periods, steps)]
    return net


def _rows(periods: tuple[tuple[int, int], ...], steps: range) -> list[int]:
    return [periods.index((start, start + WIDTH)) for start in steps]


def _projected(
    iso3: str, base: Floats, steps: range, migrants: Floats | None
) -> Floats:
    """The population at the start and after every step, (steps + 1, 2, 21)."""
    deaths, pattern = mortality_rates(iso3, REVISION), fertility_pattern(iso3, REVISION)
    figures = period_figures(iso3)
    rows = _rows(figures.periods, steps)
    tables = [
        LifeTable.from_rates(
            deaths.values[rows, sex],
            deaths.age,
            sex=name,
            a0="coale-demeny",
            nax="greville",
        )
        for sex, name in enumerate(("male", "female"))
    ]
    survival = np.stack([table.survival_ratios(WIDTH) for table in tables], axis=1)
    fertility = np.zeros((len(rows), base.shape[-1]))
    first = int(pattern.age[0]) // WIDTH
    fertility[:, first : first + pattern.age.size] = (
        figures.tfr[rows, None] * pattern.values[rows] / WIDTH
    )
    return project(
        base,
        survival,
        fertility,
        figures.srb[rows],
        migrants,
        width=WIDTH,
        timing="end",
    ).population
