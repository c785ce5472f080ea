"""The UN's 2024 projection as inputs of ours, and its bounds.

World Population Prospects 2024 gives rates by five-year age and period, and totals by
year; `medium_path` makes of them single ages and years. Populations are those of 31
December, so that what stands at 2030 is what the seventh step from the end of 2023
leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from renkou.demography.life_table import LifeTable, survival_ratios
from renkou.demography.projection.autoregression import Autoregression
from renkou.demography.projection.mortality_shift import log_power, shift_of

from .files import Floats, Ints, columns, frozen, numbers, one_of
from .un_series import (
    ATTRIBUTION,
    WPP2024,
    Indicators,
    fertility_pattern,
    indicators,
    mortality_rates,
    population,
)

FIRST, LAST = 2024, 2100
LEVELS = (0.80, 0.95)
_OPEN = 100
_OLDEST = 130
# Revision 2019 counts at mid-2020; its cohorts are carried to the end of 2023.
_SINCE_2019 = 3.5
_BORN_SINCE = (2020, 2021, 2022, 2023)


@dataclass(frozen=True, eq=False)
class MediumPath:
    """The central path 2024–2100 in single ages 0 … 100+, as `project` takes it."""

    population: Floats
    """(2, 101) persons at the end of 2023."""
    survival: Floats
    """(77, 2, 102)."""
    fertility: Floats
    """(77, 101)."""
    sex_ratio: Floats
    """(77,)."""
    migration: Floats
    """(77, 2, 101) persons a year."""
    source: str = WPP2024
    attribution: str = ATTRIBUTION


@dataclass(frozen=True, eq=False)
class Bounds:
    """The UN's medians and bounds by year, 2024–2100; persons, children, years.

    `low` and `high` are (2, years): of 80% and of 95%. Populations are of 31 December;
    migration is net, in persons a year. Medians of the latter three are the medium
    variant of `indicators`.
    """

    year: Ints
    population: Floats
    population_low: Floats
    population_high: Floats
    fertility_low: Floats
    fertility_high: Floats
    expectation_low: Floats
    expectation_high: Floats
    migration_low: Floats
    migration_high: Floats
    source: str = WPP2024
    attribution: str = ATTRIBUTION


@cache
def projection_bounds(iso3: str = "CHN") -> Bounds:
    """The bounds that revision 2024 gives for `iso3`, "CHN" or "SWE".

    >>> b = projection_bounds()
    >>> b.year[[0, -1]].tolist(), float(b.fertility_low[0, 0])
    ([2024, 2100], 0.858)
    """
    text = columns("wpp2024_projection_bounds_annual.csv")
    one_of("iso3", iso3, sorted(set(text["iso3"].tolist())))
    own = text["iso3"] == iso3

    def pair(name: str, side: str, scale: float = 1.0) -> Floats:
        found = [numbers(text[f"{name}_{level}{side}"][own]) for level in ("80", "95")]
        return frozen(scale * np.stack(found))

    sexes = numbers(text["popM"][own]) + numbers(text["popF"][own])
    return Bounds(
        year=frozen(text["year"][own].astype(np.int64)),
        population=frozen(1_000.0 * sexes),
        population_low=pair("pop", "l", 1_000.0),
        population_high=pair("pop", "u", 1_000.0),
        fertility_low=pair("tfr", "l"),
        fertility_high=pair("tfr", "u"),
        expectation_low=pair("e0B", "l"),
        expectation_high=pair("e0B", "u"),
        migration_low=pair("mig", "l", 1_000.0),
        migration_high=pair("mig", "u", 1_000.0),
    )


@cache
def medium_path(iso3: str = "CHN") -> MediumPath:
    """The UN's medium variant of `iso3`, "CHN" or "SWE", by single year and age.

    Death rates: lx of the abridged table of each period, its cumulative hazard
    interpolated monotonically over age, that over the years, and the ratios then
    raised to the power that gives the year's e0 of each sex. Fertility: the year's TFR
    over the period's age pattern, cumulated and interpolated likewise. Migration: the
    period's net migrants by age, split evenly, moved to the year's total.

    The UN's single-age base is not in the data: revision 2019's at mid-2020 is carried
    to the end of 2023 by the rates of revision 2024, those born since taken from its
    births, and all scaled to its total (sexes as at the end of 2024).

    >>> path = medium_path()
    >>> path.survival.shape, round(float(path.population.sum()) / 1e6)
    ((77, 2, 102), 1421)
    """
    yearly = indicators(iso3)
    of_year = (yearly.year >= FIRST) & (yearly.year <= LAST)
    survival = _survival(iso3, yearly.year[of_year], _expectations(yearly)[of_year])
    migrants = _migration(iso3, yearly.year[of_year], yearly.mig[of_year])
    return MediumPath(
        population=frozen(_base(iso3, yearly)),
        survival=frozen(survival),
        fertility=frozen(_fertility(iso3, yearly.year[of_year], yearly.tfr[of_year])),
        sex_ratio=frozen(yearly.srb[of_year].copy()),
        migration=frozen(migrants),
    )


def _expectations(yearly: Indicators) -> Floats:
    return np.stack([yearly.e0M, yearly.e0F], axis=-1)


def _between(first_years: Floats, values: Floats, years: Ints) -> Floats:
    """Values of five-year periods, taken at their middle, at the middle of `years`."""
    place = np.clip((years - first_years[0] - 2.0) / 5.0, 0, len(first_years) - 1)
    lower = np.minimum(place.astype(np.int64), len(first_years) - 2)
    part = (place - lower).reshape(-1, *[1] * (values.ndim - 1))
    between: Floats = (1 - part) * values[lower] + part * values[lower + 1]
    return between


def _hazards(iso3: str) -> tuple[Floats, Floats]:
    """First years of the periods, and H(x) = −ln l(x) at x = 0 … 130, (…, 2, 131)."""
    from scipy.interpolate import PchipInterpolator

    rates = mortality_rates(iso3)
    tables = [
        LifeTable.from_rates(rates.values[:, s], rates.age, sex=sex).lx
        for s, sex in enumerate(("male", "female"))
    ]
    lived = -np.log(np.stack(tables, axis=1) / 100_000.0)
    curve = PchipInterpolator(rates.age.astype(float), lived, axis=-1)
    inside = curve(np.arange(_OPEN + 1.0))
    beyond = inside[..., -1:] + rates.values[..., -1:] * np.arange(
        1, _OLDEST - _OPEN + 1
    )
    first = np.array([period[0] for period in rates.periods], dtype=float)
    return first, np.concatenate([inside, beyond], axis=-1)


def _survival(iso3: str, years: Ints, expectations: Floats) -> Floats:
    first, hazards = _hazards(iso3)
    cumulative = np.exp(_between(first, np.log(np.maximum(hazards, 1e-12)), years))
    lx = np.exp(-cumulative)
    lx[..., 0] = 1.0
    lived = (lx[..., 1:] + lx[..., :-1]) / 2
    # Infants die early in their first year.
    lived[..., 0] = lx[..., 1] + 0.1 * (1 - lx[..., 1])
    grouped = np.concatenate(
        [lived[..., :_OPEN], lived[..., _OPEN:].sum(axis=-1, keepdims=True)], axis=-1
    )
    ratios = survival_ratios(grouped, radix=1.0, width=1)
    wanted = (expectations - grouped.sum(axis=-1))[..., None]
    power = np.exp(log_power(shift_of(ratios, 1.0), wanted))
    met: Floats = ratios**power
    return met


def _fertility(iso3: str, years: Ints, tfr: Floats) -> Floats:
    from scipy.interpolate import PchipInterpolator

    pattern = fertility_pattern(iso3)
    first = np.array([period[0] for period in pattern.periods], dtype=float)
    shares = _between(first, pattern.values, years)
    summed = np.concatenate(
        [np.zeros((len(years), 1)), shares.cumsum(axis=-1)], axis=-1
    )
    bounds = np.append(pattern.age, pattern.age[-1] + 5).astype(float)
    curve = PchipInterpolator(bounds, summed, axis=-1)
    rates = np.zeros((len(years), _OPEN + 1))
    ages = np.arange(int(bounds[0]), int(bounds[-1]) + 1)
    rates[:, ages[:-1]] = tfr[:, None] * np.diff(curve(ages.astype(float)), axis=-1)
    return rates


def _migration(iso3: str, years: Ints, totals: Floats) -> Floats:
    text = columns("wpp2024_mig_age5_proj.csv")
    own = text["iso3"] == iso3
    period, group = text["period"][own], text["age"][own]
    lower = np.array([int(a.split("-")[0].rstrip("+")) for a in group.tolist()])
    order = np.lexsort((lower, period))
    five = np.stack([numbers(text[name][own])[order] for name in ("migM", "migF")])
    groups = len(set(group.tolist()))
    five = 1_000.0 * five.reshape(2, -1, groups).swapaxes(0, 1)
    first = np.array([int(p[:4]) for p in sorted(set(period.tolist()))])
    of_year = np.clip((years - first[0]) // 5, 0, len(first) - 1)
    yearly = np.zeros((len(years), 2, _OPEN + 1))
    yearly[..., :_OPEN] = np.repeat(five[..., :-1] / 25, 5, axis=-1)[of_year]
    yearly[..., _OPEN] = five[of_year][..., -1] / 5
    size = np.abs(yearly)
    missing = totals - yearly.sum(axis=(1, 2))
    share = size / size.sum(axis=(1, 2), keepdims=True)
    moved: Floats = yearly + missing[:, None, None] * share
    return moved


def _base(iso3: str, yearly: Indicators) -> Floats:
    """Persons by sex and single age at the end of 2023."""
    from scipy.interpolate import PchipInterpolator

    five = population(iso3, "estimate", 2020)
    summed = np.concatenate([np.zeros((2, 1)), five.cumsum(axis=-1)], axis=-1)
    bounds = np.append(np.arange(0.0, _OPEN + 1, 5), 110.0)
    below = PchipInterpolator(bounds, summed, axis=-1)
    first, hazards = _hazards(iso3)
    lived = _between(first, hazards, np.array([2022]))[0]
    oldest = np.arange(bounds[-1] + 1)
    then = np.clip(oldest - _SINCE_2019, 0.0, bounds[-1])
    counts = np.diff(below(then), axis=-1)
    middle = oldest[:-1] + 0.5
    at = np.stack([np.interp(middle, np.arange(_OLDEST + 1.0), h) for h in lived])
    before = np.maximum(middle - _SINCE_2019, 0.0)
    earlier = np.stack([np.interp(before, np.arange(_OLDEST + 1.0), h) for h in lived])
    counts = counts * np.exp(earlier - at)
    for age, year in enumerate(reversed(_BORN_SINCE)):
        of_year = yearly.year == year
        boys = yearly.srb[of_year][0] / (1 + yearly.srb[of_year][0])
        split = yearly.births[of_year][0] * np.array([boys, 1 - boys])
        counts[:, age] = split * np.exp(-at[:, age])
    base = np.concatenate(
        [counts[:, :_OPEN], counts[:, _OPEN:].sum(axis=-1, keepdims=True)], axis=-1
    )
    scaled: Floats = base * (_totals(iso3, yearly) / base.sum(axis=-1))[:, None]
    return scaled


def _totals(iso3: str, yearly: Indicators) -> Floats:
    """Males and females at the end of 2023."""
    text = columns("wpp2024_projection_bounds_annual.csv")
    row = (text["iso3"] == iso3) & (text["year"] == str(FIRST))
    sexes = 1_000.0 * np.array([numbers(text[n][row])[0] for n in ("popM", "popF")])
    of_year = yearly.year == FIRST
    change = (yearly.births - yearly.deaths + yearly.mig)[of_year][0]
    totals: Floats = sexes * (1 - change / sexes.sum())
    return totals


@cache
def un_spread(iso3: str = "CHN") -> tuple[Autoregression, ...]:
    """Yearly processes of log TFR, e0 and migration over population, 2024–2100.

    Each is fitted to the 80% and 95% bounds of that quantity in revision 2024 and to
    nothing else. Bounds of TFR are taken as distances of its log: half of them is
    asinh((high − low)/(2 · median)).

    >>> [round(process.first, 4) for process in un_spread()]
    [0.1194, 0.7107, 0.0005]
    """
    bounds, yearly = projection_bounds(iso3), indicators(iso3)
    tfr = yearly.tfr[np.isin(yearly.year, bounds.year)]
    half = (
        np.arcsinh((bounds.fertility_high - bounds.fertility_low) / 2 / tfr),
        (bounds.expectation_high - bounds.expectation_low) / 2,
        (bounds.migration_high - bounds.migration_low) / 2 / bounds.population,
    )
    return tuple(Autoregression.fitted(each, LEVELS) for each in half)
