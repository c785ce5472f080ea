"""The United Nations' World Population Prospects, revisions 2019 and 2024.

Figures are © United Nations, Department of Economic and Social Affairs, Population
Division, under CC BY 3.0 IGO: `ATTRIBUTION` goes wherever they go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .files import Floats, Ints, Texts, columns, frozen, numbers, one_of

WPP2024 = "United Nations, World Population Prospects 2024"
WPP2019 = "United Nations, World Population Prospects 2019"
SOURCES = {2024: WPP2024, 2019: WPP2019}
ATTRIBUTION = (
    "© United Nations, Department of Economic and Social Affairs, Population Division. "
    "World Population Prospects 2024 and 2019. CC BY 3.0 IGO "
    "(https://creativecommons.org/licenses/by/3.0/igo/)."
)
_MORTALITY = {2024: "wpp2024_mx_abridged_5yr.csv", 2019: "wpp2019_mx_abridged.csv"}
_FERTILITY = {2024: "wpp2024_pasfr_5yr.csv", 2019: "wpp2019_pasfr.csv"}


@dataclass(frozen=True, eq=False)
class Rates:
    """Rates or shares by period and age group, all from one revision.

    `periods` are (first, last) mid-years, `age` lower bounds in completed years,
    `values` (periods, sex, age) or (periods, age).
    """

    periods: tuple[tuple[int, int], ...]
    age: Ints
    values: Floats
    source: str
    attribution: str = ATTRIBUTION


@dataclass(frozen=True, eq=False)
class Indicators:
    """Yearly indicators of a nation, 1950–2100, from revision 2024.

    births, deaths, mig (net migrants) in persons; cbr, cdr, nir (natural increase),
    cnmr (net migration) per 1,000 persons a year; growth in per cent; tfr in children
    per woman; srb in boys per girl; e0M, e0F, e0B in years. `source` is "est" or
    "proj" (the medium variant).
    """

    year: Ints
    births: Floats
    deaths: Floats
    mig: Floats
    cbr: Floats
    cdr: Floats
    nir: Floats
    cnmr: Floats
    growth: Floats
    tfr: Floats
    srb: Floats
    e0M: Floats
    e0F: Floats
    e0B: Floats
    source: Texts
    attribution: str = ATTRIBUTION


@dataclass(frozen=True, eq=False)
class PeriodFigures:
    """Figures of a nation by five-year period, 1950–2100, from revision 2019.

    tfr in children per woman, srb in boys per girl, net_migrants in persons over the
    whole period; the medium variant from 2020 on. All (periods,).
    """

    periods: tuple[tuple[int, int], ...]
    tfr: Floats
    srb: Floats
    net_migrants: Floats
    source: str = WPP2019
    attribution: str = ATTRIBUTION


def _nation(file: str, iso3: str) -> dict[str, Texts]:
    """The rows of one nation."""
    text = columns(file)
    one_of("iso3", iso3, sorted(set(text["iso3"].tolist())))
    rows = text["iso3"] == iso3
    return {name: column[rows] for name, column in text.items()}


def _lower(ages: npt.NDArray[Any]) -> Ints:
    """ "15-19" and "100+" as 15 and 100."""
    return np.array([int(a.split("-")[0].rstrip("+")) for a in ages.tolist()])


def _grid(
    text: Mapping[str, Texts], *names: str
) -> tuple[tuple[tuple[int, int], ...], Ints, Floats]:
    """Periods, ages and the values of `names` as (periods, names, ages)."""
    lower = _lower(text["age"])
    order = np.lexsort((lower, text["period"]))
    periods = np.unique(text["period"])
    age = np.unique(lower)
    values = np.stack([numbers(text[n])[order] for n in names])
    shaped = values.reshape(len(names), len(periods), len(age)).swapaxes(0, 1)
    years = tuple((int(p[:4]), int(p[5:])) for p in periods.tolist())
    return years, frozen(age), shaped


@cache
def mortality_rates(iso3: str = "CHN", revision: int = 2024) -> Rates:
    """Death rates by five-year period, sex and age; values (periods, 2, 22).

    Ages 0, 1, 5 … 100 (open); male, female; per person per year. `iso3` is "CHN" or
    "SWE", `revision` 2024 or 2019; anything else raises ValueError.

    >>> r = mortality_rates()
    >>> r.periods[0], r.values.shape, float(r.values[0, 0, 0])
    ((1950, 1955), (30, 2, 22), 0.139529)
    """
    one_of("revision", revision, _MORTALITY)
    periods, age, values = _grid(_nation(_MORTALITY[revision], iso3), "mxM", "mxF")
    return Rates(periods, age, frozen(values), SOURCES[revision])


@cache
def fertility_pattern(iso3: str = "CHN", revision: int = 2024) -> Rates:
    """Shares of total fertility by period and mother's age; values (periods, 7).

    Ages 15–19 … 45–49; each row sums to 1, the source's rounding apart.

    >>> p = fertility_pattern()
    >>> p.values.shape, float(p.values.sum(axis=-1).round(12).max())
    ((30, 7), 1.0)
    """
    one_of("revision", revision, _FERTILITY)
    periods, age, values = _grid(_nation(_FERTILITY[revision], iso3), "pasfr")
    shares = values[:, 0] / values[:, 0].sum(axis=-1, keepdims=True)
    return Rates(periods, age, frozen(shares), SOURCES[revision])


@cache
def indicators(iso3: str = "CHN") -> Indicators:
    """The yearly indicators of `iso3`, "CHN" or "SWE".

    >>> i = indicators()
    >>> float(i.tfr[i.year == 1950][0]), float(i.births[0])
    (5.813, 22293375.0)
    """
    text = _nation("wpp2024_indicators_annual.csv", iso3)
    order = np.argsort(text["year"].astype(np.int64))

    def column(name: str, scale: float = 1.0) -> Floats:
        return frozen(numbers(text[name])[order] * scale)

    return Indicators(
        year=frozen(text["year"].astype(np.int64)[order]),
        births=column("births", 1_000.0),
        deaths=column("deaths", 1_000.0),
        mig=column("mig", 1_000.0),
        cbr=column("cbr"),
        cdr=column("cdr"),
        nir=column("NatChangeRT"),
        cnmr=column("cnmr"),
        growth=column("growthrate"),
        tfr=column("tfr"),
        srb=column("srb"),
        e0M=column("e0M"),
        e0F=column("e0F"),
        e0B=column("e0B"),
        source=frozen(text["src"][order]),
    )


@cache
def period_figures(iso3: str = "CHN") -> PeriodFigures:
    """Total fertility, sex ratio at birth and net migrants of "CHN" or "SWE".

    >>> figures = period_figures()
    >>> figures.periods[14], float(figures.net_migrants[14])
    ((2020, 2025), -1856322.0)
    """
    text = _nation("wpp2019_summary_5yr.csv", iso3)
    order = np.argsort(text["period"])
    return PeriodFigures(
        tuple((int(p[:4]), int(p[5:])) for p in text["period"][order].tolist()),
        frozen(numbers(text["tfr"])[order]),
        frozen(numbers(text["srb"])[order]),
        frozen(numbers(text["net_mig_thousands"])[order] * 1_000.0),
    )


@cache
def population(iso3: str, variant: str, year: int) -> Floats:
    """Persons by sex and five-year age group, (2, 21), from revision 2019.

    Ages 0–4 … 95–99, 100+; male, female. `variant` is "estimate" (every fifth year
    1950–2020), "med", "low" or "high" (every fifth year from 2025 on).

    >>> round(population("CHN", "estimate", 1950).sum())
    554419269
    """
    text = _nation("wpp2019_pop_age5_sex.csv", iso3)
    one_of("variant", variant, sorted(set(text["variant"].tolist())))
    of_variant = text["variant"] == variant
    one_of("year", year, sorted({int(y) for y in text["year"][of_variant].tolist()}))
    rows = np.flatnonzero(of_variant & (text["year"] == str(year)))
    rows = rows[np.argsort(_lower(text["age"][rows]))]
    counts = np.stack([numbers(text[name][rows]) for name in ("popM", "popF")])
    return frozen(counts * 1_000.0)
