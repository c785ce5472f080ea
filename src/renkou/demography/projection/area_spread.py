"""How far an area's population may lie from the middle of its projection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

from .area_course import Pull
from .area_model import EXPECTED_UNLIKENESS, KNOWN_AREAS, AreaModel
from .area_structure import over

Singles = npt.NDArray[np.float32]
_YEARS, _CELLS = 10.0, 4_000_000
_PEOPLE, _CELL = 5.0, 1.0
"""Persons added before logarithms, so that an empty place may gain some."""


def spread(told: Pull, share: Floats, model: AreaModel) -> Floats:
    """Standard deviation (areas,) of log population after ten years.

    Larger where the areas are unlike one another in young adults, and where one draws
    them; smaller the more of the parent, whose course is known, the area is (`share`).
    """
    index, doubt = told.structure.young_adults, told.structure.doubt
    usual = EXPECTED_UNLIKENESS**2
    known = 1 / (1 + doubt / usual)
    found = max(float((known * (np.clip(index**2, 0.0, 1.0) - doubt)).sum()), 0.0)
    unlike = (KNOWN_AREAS * usual + found) / (KNOWN_AREAS + known.sum())
    drawn = np.clip(index, 0.0, 1.0) ** 2
    variance = model.floor**2 + model.unlikeness**2 * unlike + model.pull**2 * drawn
    result: Floats = np.sqrt(variance * np.clip(1.0 - share, 0.0, 1.0))
    return result


def learned(
    expected: Floats, missed: Floats, people: Floats, years: float, model: AreaModel
) -> Floats:
    """`expected` spread, drawn towards the errors the method made before, (areas,).

    `missed` are those of `years` years, per ten, of areas of now `people`; what small
    numbers alone make of them is taken off. Part of what was missed goes on and is in
    the middle by now: what is left of the variance is 1 − momentum².
    """
    usual = float(np.mean(expected**2)) + 1e-12
    scale = (years / _YEARS) ** (1.0 - model.growth)
    few = model.turnover[0] * _YEARS / years / (people + _PEOPLE)
    known = 1 / (1 + few / usual)
    seen = np.clip((missed * scale) ** 2, 0.0, 9 * usual) - few
    total = max(float((known * seen).sum()), 0.0)
    ratio = (KNOWN_AREAS + total / usual) / (KNOWN_AREAS + known.sum())
    result: Floats = expected * np.sqrt(ratio * (1 - model.momentum**2))
    return result


@dataclass(frozen=True, eq=False)
class Bounds:
    """Quantiles of cells (areas, steps + 1, 2, A) and totals (areas, steps + 1)."""

    low: Floats
    high: Floats
    total_low: Floats
    total_high: Floats


@dataclass(frozen=True, eq=False)
class Errors:
    """The scale of the errors: of log population after ten years, and by age."""

    spread: Floats
    """(areas,)"""
    years: Floats
    """(steps,) since the base date"""
    ages: Floats
    """(A,) of a cell, as a multiple of the total's"""
    shared: Floats
    """(A,) the part that goes with the total's"""


def bounds(
    median: Floats,
    parent: Floats,
    errors: Errors,
    model: AreaModel,
    *,
    tail: float,
    seed: int,
    draws: int,
) -> Bounds:
    """Quantiles `tail` and 1 − `tail` around `median` (areas, steps + 1, 2, A).

    The error of a total is Student's t on the log scale, drawn at its `draws` equal
    parts in an order that `seed` shuffles for each area; a cell has a part of it and
    one of its own. Nothing is above the parent. Areas go by blocks, so that memory does
    not grow with their number.
    """
    from scipy.special import stdtrit

    t = stdtrit(model.freedom, (np.arange(draws) + 0.5) / draws)
    rng = np.random.default_rng(seed)
    low, high = median.copy(), median.copy()
    total = median.sum(axis=(-2, -1))
    total_low, total_high = total.copy(), total.copy()
    block = max(1, _CELLS // (draws * median.shape[-1] * 2))
    for start in range(0, len(median), block):
        rows = slice(start, start + block)
        here = median[rows]
        shuffled = rng.permuted(np.broadcast_to(t, (len(here), draws)), axis=1)
        own = rng.standard_normal((*here[:, 0].shape, draws), dtype=np.float32)
        for step, years in enumerate(errors.years, start=1):
            drawn, wide = _totals(
                total[rows, step], errors.spread[rows], years, shuffled, model
            )
            top = parent[step].sum()
            ends = _ends(np.clip(drawn, 0.0, top), tail)
            total_low[rows, step], total_high[rows, step] = ends
            cells = _cells(here[:, step], wide, years, shuffled, own, errors, model)
            most = parent[step].astype(np.float32)[..., None]
            ends = _ends(np.clip(cells, 0.0, most, out=cells), tail)
            low[rows, step], high[rows, step] = ends
    return Bounds(
        np.minimum(low, median),
        np.maximum(high, median),
        np.minimum(total_low, total),
        np.maximum(total_high, total),
    )


def _totals(
    total: Floats, spread: Floats, years: float, t: Floats, model: AreaModel
) -> tuple[Floats, Floats]:
    """Draws (areas, draws) of the total, and its spread (areas,) by that time."""
    wide = spread * (years / _YEARS) ** model.growth
    people = total + _PEOPLE
    few = model.turnover[0] * years / _YEARS / people
    error = np.sqrt(wide**2 + few)[:, None] * t
    drawn: Floats = people[:, None] * np.exp(error) - _PEOPLE
    return drawn, wide


def _cells(
    cells: Floats,
    wide: Floats,
    years: float,
    t: Floats,
    own: Singles,
    errors: Errors,
    model: AreaModel,
) -> Singles:
    """Draws (areas, 2, A, draws) of the cells."""
    few = model.turnover[1] * min(years / _YEARS, 2.0) / (cells + _CELL)
    left = np.clip(errors.ages**2 - errors.shared**2, 0.0, None)
    apart = np.sqrt(wide[:, None, None] ** 2 * left + few).astype(np.float32)
    together = (t * wide[:, None])[:, None, None].astype(np.float32)
    error = own * apart[..., None]
    error += together * errors.shared[:, None].astype(np.float32)
    drawn: Singles = np.exp(error, out=error)
    drawn *= (cells + _CELL).astype(np.float32)[..., None]
    drawn -= np.float32(_CELL)
    return drawn


def _ends(draws: Floats | Singles, tail: float) -> tuple[Floats, Floats]:
    """Quantiles `tail` and 1 − `tail` over the last axis, at ranks, never between."""
    last = draws.shape[-1] - 1
    at = int(tail * last)
    ranked = np.partition(draws, (at, last - at), axis=-1)
    return ranked[..., at].astype(np.float64), ranked[..., last - at].astype(np.float64)


def shares(areas: Floats, parent: Floats) -> Floats:
    """Each area's part of the parent's persons, (areas,)."""
    found: Floats = over(areas.sum(axis=(-2, -1)), parent.sum())
    return np.minimum(found, 1.0)
