"""Standardised rates, expectation of life, and what areas lend one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from renkou.demography.life_table import (
    LifeTable,
    can_be_built,
    life_expectancy_interval,
)
from renkou.demography.mortality import (
    direct_standardisation,
    indirect_standardisation,
    small_area_e0,
)
from renkou.integrity.control_limits import beta_binomial, gamma_poisson

from .counts import MEANS, SIZES, Generator
from .judging import Cell, Draws, Floats

AGES = np.array([0, 1, *range(5, 90, 5)])
RATES = 0.00004 * np.exp(0.1 * AGES) + np.where(AGES == 0, 0.006, 0.0002)
_LIVING = np.maximum(1.0 - AGES / 95, 0.04)
LIVING = _LIVING / _LIVING.sum()
_THIN = np.where(AGES[-1] == AGES, LIVING / 30, LIVING)
LIVED = {
    "s = e": LIVING,
    "s = e·exp(x/40)": LIVING * np.exp(-AGES / 40),
    "s₈₅ = 30e₈₅": _THIN,
}
"""Person-years by age, the standard being `LIVING`."""
RARE = RATES / 5_000
"""Of a rare cause: few deaths among enough person-years."""
_AREAS, _FEW = 20, 200


def cells() -> Iterator[Cell]:
    """Every cell of this module."""
    for mean in MEANS:
        where, years = f"μ = {mean:g}", LIVING * mean / (LIVING @ RARE)
        redraw = partial(_indirect, years=years)
        yield Cell("mortality.indirect_standardisation", True, where, redraw)
    for mean in MEANS:
        for name, lived in LIVED.items():
            direct = partial(_direct, years=lived * mean / (lived @ RARE))
            where = f"μ = {mean:g}, {name}"
            yield Cell("mortality.direct_standardisation", False, where, direct)
    for persons in (2_000, 10_000, 50_000):
        method = "life_table.life_expectancy_interval"
        expectation = partial(_expectation, persons=persons)
        yield Cell(method, False, f"N = {persons:,}", expectation)
    yield from _among_areas()


def _indirect(rng: Generator, k: int, *, years: Floats) -> Draws:
    died = rng.poisson(years * RARE, (k, AGES.size))
    found = indirect_standardisation(died, years, RARE / 1.2)
    return Draws(found.low, found.high, 1.2)


def _direct(rng: Generator, k: int, *, years: Floats) -> Draws:
    died = rng.poisson(years * RARE, (k, AGES.size))
    found = direct_standardisation(died, years, LIVING)
    return Draws(found.low, found.high, float(LIVING @ RARE))


def _expectation(rng: Generator, k: int, *, persons: int) -> Draws:
    years = persons * LIVING
    died = rng.poisson(years * RATES, (k, AGES.size))
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    able = can_be_built(died, np.broadcast_to(years, died.shape))
    rates = died[able] / years
    table = LifeTable.from_rates(rates, AGES, sex="both")
    found = life_expectancy_interval(table, died[able])
    low[able], high[able] = found.low[:, 0], found.high[:, 0]
    truth = LifeTable.from_rates(RATES, AGES, sex="both").ex[0]
    return Draws(low, high, truth)


def _among_areas() -> Iterator[Cell]:
    for persons in (500, 2_000, 20_000):
        for spread in (0.0, 0.15):
            where = f"{_AREAS} × N = {persons:,}, σ = {spread:g}"
            redraw = partial(_small, persons=persons, spread=spread)
            yield _few("mortality.small_area_e0", where, redraw)
    for alpha in (5.0, 50.0):
        for mean in (2.0, 10.0, 100.0):
            where = f"{_AREAS} × E = {mean:g}, α = {alpha:g}"
            risks = partial(_risks, alpha=alpha, mean=mean)
            yield _few("control_limits.gamma_poisson", where, risks)
        for n in SIZES:
            where = f"{_AREAS} × n = {n:,}, α = β = {alpha:g}"
            shares = partial(_shares, alpha=alpha, n=n)
            yield _few("control_limits.beta_binomial", where, shares)


def _few(method: str, where: str, redraw: partial[Draws]) -> Cell:
    return Cell(method, False, where, redraw, redraws=_FEW, further=0)


def _small(rng: Generator, k: int, *, persons: int, spread: float) -> Draws:
    rates = RATES * np.exp(spread * rng.standard_normal((_AREAS, k, 1)))
    years = np.broadcast_to(persons * LIVING, rates.shape)
    died = rng.poisson(years * rates)
    low, high = np.full((_AREAS, k), np.nan), np.full((_AREAS, k), np.nan)
    able = died[..., -1].sum(axis=0) > 0
    found = small_area_e0(died[:, able], years[:, able], AGES, sex="both")
    low[:, able], high[:, able] = found.low[..., 0], found.high[..., 0]
    truth = LifeTable.from_rates(rates, AGES, sex="both").ex[..., 0]
    return Draws(low.T, high.T, truth.T)


def _risks(rng: Generator, k: int, *, alpha: float, mean: float) -> Draws:
    truth = rng.gamma(alpha, 1 / alpha, (k, _AREAS))
    each = [gamma_poisson(y, mean) for y in rng.poisson(mean * truth)]
    low, high = np.stack([(f.low, f.high) for f in each], axis=1)
    return Draws(low, high, truth)


def _shares(rng: Generator, k: int, *, alpha: float, n: int) -> Draws:
    truth = rng.beta(alpha, alpha, (k, _AREAS))
    each = [beta_binomial(y, n) for y in rng.binomial(n, truth)]
    low, high = np.stack([(f.low, f.high) for f in each], axis=1)
    return Draws(low, high, truth)
