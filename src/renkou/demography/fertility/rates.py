"""Rates of childbearing and what they sum to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    positive,
    refuse,
    together,
)


def age_specific_rates(births: npt.ArrayLike, exposure: npt.ArrayLike) -> Floats:
    """Births per woman per year by age, births / exposure, (..., A).

    `births` by age of mother and `exposure`, the person-years of women of that age,
    broadcast. ValueError for anything negative or missing and for an age without
    exposure: no rate can be had there.

    Source: Preston, Heuveline and Guillot (2001), 5.1.

    >>> age_specific_rates([30, 60], [1_000, 800]).round(4).tolist()
    [0.03, 0.075]
    """
    born, lived = not_negative("births", births), positive("exposure", exposure)
    together(births=born, exposure=lived)
    return born / lived


def rates_by_order(births: npt.ArrayLike, exposure: npt.ArrayLike) -> Floats:
    """Births of each order per woman per year by age, (..., orders, A).

    `births` (..., orders, A) by order of birth and age of mother; `exposure` (..., A),
    the person-years of all women of the age whatever they have borne, so that the rates
    of all orders add up to `age_specific_rates` and their totals to the total fertility
    rate. ValueError as there.

    Source: Preston, Heuveline and Guillot (2001), 5.1 (incidence rates by order).

    >>> rates = rates_by_order([[30, 10], [5, 20]], [1_000, 1_000])
    >>> total_fertility_rate(rates).round(3).tolist()
    [0.2, 0.125]
    """
    born, lived = not_negative("births", births), positive("exposure", exposure)
    if born.ndim < 2:
        raise ValueError(f"births: {born.shape} must have an axis of orders before age")
    women = lived[..., None, :] if lived.ndim else lived
    together(births=born, exposure=women)
    return born / women


def total_fertility_rate(asfr: npt.ArrayLike, width: npt.ArrayLike = 5) -> Floats:
    """Children a woman bears who lives through all ages at these rates, (...).

    Σ width·asfr over the last axis. `asfr` (..., A), births per woman per year;
    `width` the years of an age group, one for all or (A,). ValueError for a rate that
    is negative or missing and a width not above 0.

    Source: Preston, Heuveline and Guillot (2001), 5.1.

    >>> float(total_fertility_rate([0.05, 0.1, 0.05]))
    1.0
    """
    rates, years = _rates(asfr), positive("width", width)
    together(asfr=rates, width=years)
    total: Floats = np.sum(rates * years, axis=-1)
    return total


def mean_age_at_childbearing(
    asfr: npt.ArrayLike, age: npt.ArrayLike, width: npt.ArrayLike = 5
) -> Floats:
    """The mean age at childbearing at these rates, in years, (...).

    Σ (age + width/2)·width·asfr / Σ width·asfr. `asfr` (..., A), `age` (A,) the lower
    bounds in years, `width` one for all or (A,). The age structure of women has no
    part in it. ValueError for bad rates, ages that do not ascend, and for rates that
    are 0 at every age.

    Source: Preston, Heuveline and Guillot (2001), 5.1.

    >>> float(mean_age_at_childbearing([0.05, 0.1, 0.05], [20, 25, 30]))
    27.5
    """
    rates, ages, years = _rates(asfr), numeric("age", age), positive("width", width)
    together(asfr=rates, age=ages, width=years)
    refuse("age", ~np.isfinite(ages), ages, "be a number of years")
    refuse("age", np.diff(ages, prepend=-np.inf) <= 0, ages, "ascend")
    weight = rates * years
    total = weight.sum(axis=-1)
    refuse("asfr", total <= 0, total, "add up to more than 0")
    mean: Floats = np.sum((ages + years / 2) * weight, axis=-1) / total
    return mean


def gross_reproduction_rate(
    asfr: npt.ArrayLike, *, sex_ratio: npt.ArrayLike = 1.05, width: npt.ArrayLike = 5
) -> Floats:
    """Daughters a woman bears who lives through all ages at these rates, (...).

    Σ width·asfr / (1 + sex_ratio). `asfr` (..., A); `sex_ratio` boys per girl at birth,
    a number or (...); `width` as in `total_fertility_rate`. ValueError as there.

    Source: Preston, Heuveline and Guillot (2001), 5.5.

    >>> float(gross_reproduction_rate([0.1, 0.1, 0.01], sex_ratio=1.1).round(6))
    0.5
    """
    total, boys = (
        total_fertility_rate(asfr, width),
        not_negative("sex_ratio", sex_ratio),
    )
    together(asfr=np.asarray(total), sex_ratio=boys)
    return total / (1 + boys)


def net_reproduction_rate(
    asfr: npt.ArrayLike,
    nLx: npt.ArrayLike,
    *,
    sex_ratio: npt.ArrayLike = 1.05,
    radix: npt.ArrayLike = 1.0,
) -> Floats:
    """Daughters that a newborn girl will bear at these rates of birth and death, (...).

    Σ asfr·nLx/radix / (1 + sex_ratio). `asfr` and `nLx`, the years women live in the
    same age groups out of `radix` births, are (..., A); `sex_ratio` boys per girl and
    `radix` a number or (...). ValueError for what is negative or missing.

    Source: Preston, Heuveline and Guillot (2001), 5.5.

    >>> float(net_reproduction_rate([0.1, 0.1], [4.9, 4.8]).round(4))
    0.4732
    """
    rates, lived = _rates(asfr), not_negative("nLx", nLx)
    boys, born = not_negative("sex_ratio", sex_ratio), positive("radix", radix)
    if lived.shape[-1:] != rates.shape[-1:]:
        raise ValueError(f"nLx: {lived.shape} must have the age groups of asfr")
    together(asfr=rates, nLx=lived)
    total = np.asarray(np.sum(rates * lived, axis=-1))
    together(asfr=total, sex_ratio=boys, radix=born)
    net: Floats = total / born / (1 + boys)
    return net


def _rates(asfr: npt.ArrayLike) -> Floats:
    rates = not_negative("asfr", asfr)
    if not rates.ndim or not rates.shape[-1]:
        raise ValueError(f"asfr: {rates.shape} must have an axis of age groups")
    return rates
