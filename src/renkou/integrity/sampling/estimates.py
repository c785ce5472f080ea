"""Means, totals and ratios from a sample in strata and clusters, as it was designed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, positive, refuse

_ALIKE = 1e-12  # of the values: rows that differ by less are the same


class Estimate(NamedTuple):
    """The estimate, its standard error and the design effect, (...)."""

    estimate: Floats
    se: Floats
    deff: Floats


class RatioEstimate(NamedTuple):
    """The ratio and its standard error, (...)."""

    estimate: Floats
    se: Floats


@dataclass(frozen=True, eq=False)
class _Design:
    """Rows in the order of their clusters, and clusters in the order of strata."""

    weights: Floats
    order: npt.NDArray[np.intp]
    first_row: npt.NDArray[np.intp]  # of each cluster
    first_cluster: npt.NDArray[np.intp]  # of each stratum
    clusters: Floats  # in each stratum
    factor: Floats  # 1 − the share of the stratum's clusters that is in the sample

    def variance(self, influence: Floats) -> Floats:
        """Between clusters within strata, of the sum of `influence` (..., rows)."""
        sums = np.add.reduceat(influence[..., self.order], self.first_row, axis=-1)
        mean = np.add.reduceat(sums, self.first_cluster, axis=-1) / self.clusters
        each = np.repeat(mean, self.clusters.astype(np.intp), axis=-1)
        square = np.add.reduceat((sums - each) ** 2, self.first_cluster, axis=-1)
        scale = self.factor * self.clusters / np.maximum(self.clusters - 1, 1)
        found: Floats = (scale * square).sum(axis=-1)
        return found


def estimate_mean(
    y: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    clusters: npt.ArrayLike | None = None,
    population: npt.ArrayLike | None = None,
) -> Estimate:
    """The mean Σwy/Σw of a sample, its standard error and design effect, (...).

    `y` (..., rows); `weights` (rows,), the units each row stands for; `strata` and
    `clusters` (rows,) labels of any kind, clusters of the same label in two strata
    being two; `population` (rows,), the number of units (of clusters, if given) in the
    row's stratum, for the finite population correction.

    With z = w·(y − mean)/Σw summed by cluster, the variance is Σ over strata of (1 −
    m/M)·m/(m − 1)·Σ(z − z̄)², m clusters of M (m/M nil without `population`). `deff`: it
    over the variance of a simple random sample of as many rows without replacement
    from Σw units, s²·(1/rows − 1/Σw) with s² = rows/(rows − 1)·Σw(y − mean)²/Σw; 1
    where both are 0, inf where Σw is the number of rows.

    Source: Särndal, Swensson and Wretman (1992); Lumley (2004), Journal of Statistical
    Software 9(8). ValueError where a stratum has one cluster of several, weights add up
    to fewer than the rows, or population is not one number in each stratum.

    >>> found = estimate_mean(
    ...     [1, 0, 1, 1, 0, 0], [10] * 3 + [20] * 3, strata=list("aaabbb")
    ... )
    >>> found.estimate.round(4), found.se.round(4), found.deff.round(3)
    (np.float64(0.4444), np.float64(0.2485), np.float64(1.339))
    """
    values, design = _read(y, weights, strata, clusters, population)
    w, total = design.weights, design.weights.sum()
    mean = (w * values).sum(axis=-1) / total
    apart = _apart(values, mean)
    variance = design.variance(w * apart / total)
    return Estimate(mean, np.sqrt(variance), _deff(variance, apart, w, 1.0))


def estimate_total(
    y: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    clusters: npt.ArrayLike | None = None,
    population: npt.ArrayLike | None = None,
) -> Estimate:
    """The total Σwy of a sample, its standard error and design effect, (...).

    Arguments and variance as in `estimate_mean`, with z = w·y; that of a simple random
    sample is (Σw)² times that of its mean.

    Source and errors: as `estimate_mean`.

    >>> found = estimate_total([1, 0, 1, 1], [10, 10, 20, 20], strata=[1, 1, 2, 2])
    >>> found.estimate, found.se
    (np.float64(50.0), np.float64(10.0))
    """
    values, design = _read(y, weights, strata, clusters, population)
    w, total = design.weights, design.weights.sum()
    found = (w * values).sum(axis=-1)
    apart = _apart(values, found / total)
    variance = design.variance(w * values)
    return Estimate(found, np.sqrt(variance), _deff(variance, apart, w, total))


def estimate_ratio(
    y: npt.ArrayLike,
    x: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    clusters: npt.ArrayLike | None = None,
    population: npt.ArrayLike | None = None,
) -> RatioEstimate:
    """The ratio Σwy/Σwx of a sample and its standard error, (...).

    Arguments and variance as in `estimate_mean`, with z = w·(y − ratio·x)/Σwx: births
    found per birth registered, say, in sampled villages.

    Source and errors: as `estimate_mean`; ValueError, too, where Σwx is 0.

    >>> weights, population = [5, 5, 5], [15, 15, 15]
    >>> found = estimate_ratio(
    ...     [9, 20, 28], [10, 20, 30], weights, population=population
    ... )
    >>> found.estimate.round(3), found.se.round(4)
    (np.float64(0.95), np.float64(0.0224))
    """
    values, design = _read(y, weights, strata, clusters, population)
    base = numeric("x", x)
    refuse("x", ~np.isfinite(base), base, "be finite")
    if not base.ndim or base.shape[-1] != values.shape[-1]:
        raise ValueError(f"x: {base.shape} must have {values.shape[-1]} rows")
    w = design.weights
    below = (w * base).sum(axis=-1)
    refuse("x", below == 0, below, "not add up to 0")
    ratio = (w * values).sum(axis=-1) / below
    influence = w * (values - ratio[..., None] * base) / below[..., None]
    return RatioEstimate(ratio, np.sqrt(design.variance(influence)))


def _apart(values: Floats, mean: Floats) -> Floats:
    """What each row differs from the mean; nil what is only rounding."""
    apart = values - mean[..., None]
    size = np.abs(values).max(axis=-1, keepdims=True)
    return np.where(np.abs(apart) > _ALIKE * size, apart, 0.0)


def _deff(variance: Floats, apart: Floats, w: Floats, scale: float) -> Floats:
    """`variance` over that of as many rows drawn at random; see `estimate_mean`."""
    rows, total = w.size, w.sum()
    s2 = (w * apart**2).sum(axis=-1) / total * rows / (rows - 1)
    plain = s2 * max(1 / rows - 1 / total, 0.0) * scale**2
    known = plain > 0
    ratio = np.divide(variance, plain, out=np.full(plain.shape, np.inf), where=known)
    return np.where(known | (variance > 0), ratio, 1.0)[()]


def _read(
    y: npt.ArrayLike,
    weights: npt.ArrayLike,
    strata: npt.ArrayLike | None,
    clusters: npt.ArrayLike | None,
    population: npt.ArrayLike | None,
) -> tuple[Floats, _Design]:
    values, w = numeric("y", y), positive("weights", weights)
    refuse("y", ~np.isfinite(values), values, "be finite")
    if not values.ndim or values.shape[-1] < 2:
        raise ValueError(f"y: {values.shape} must have two rows at least")
    rows = values.shape[-1]
    if w.shape != (rows,):
        raise ValueError(f"weights: {w.shape} must be ({rows},)")
    if w.sum() < rows * (1 - _ALIKE):
        raise ValueError(
            f"weights: they add up to {w.sum():g} and must to {rows} rows at least: "
            "each is the number of units that its row stands for"
        )
    stratum = _labels("strata", strata, rows, np.zeros(rows, dtype=np.intp))
    cluster = _labels("clusters", clusters, rows, np.arange(rows))
    order = np.lexsort((cluster, stratum))
    new_stratum = np.diff(stratum[order], prepend=-1) != 0
    new_cluster = new_stratum | (np.diff(cluster[order], prepend=-1) != 0)
    first_row = np.flatnonzero(new_cluster)
    first_cluster = np.flatnonzero(new_stratum[first_row])
    count = np.diff(np.append(first_cluster, first_row.size)).astype(np.float64)
    place = first_row[first_cluster]  # the first row of each stratum, in order
    factor = _correction(population, rows, order, np.cumsum(new_stratum) - 1, count)
    alone = (count == 1) & (factor > 0)
    if alone.any():
        labels = np.asarray(strata if strata is not None else ["all"] * rows)
        name = labels[order][place][alone][0]
        raise ValueError(
            f"strata: {name!r} must have two sampled units or clusters at least"
        )
    return values, _Design(w, order, first_row, first_cluster, count, factor)


def _labels(
    name: str,
    given: npt.ArrayLike | None,
    rows: int,
    otherwise: npt.NDArray[np.intp],
) -> npt.NDArray[np.intp]:
    if given is None:
        return otherwise
    labels = np.asarray(given)
    if labels.shape != (rows,):
        raise ValueError(f"{name}: {labels.shape} must be ({rows},)")
    return np.unique(labels, return_inverse=True)[1]


def _correction(
    population: npt.ArrayLike | None,
    rows: int,
    order: npt.NDArray[np.intp],
    stratum: npt.NDArray[np.intp],
    count: Floats,
) -> Floats:
    """1 − m/M of each stratum."""
    if population is None:
        return np.ones(count.shape)
    units = positive("population", population)
    units = np.broadcast_to(units, (rows,)) if not units.ndim else units
    if units.shape != (rows,):
        raise ValueError(f"population: {units.shape} must be ({rows},)")
    size = np.zeros(count.shape)
    size[stratum] = units[order]
    differs = np.empty(rows, dtype=np.bool_)
    differs[order] = units[order] != size[stratum]
    refuse("population", differs, units, "be one number in each stratum")
    fewer = np.empty(rows, dtype=np.bool_)
    fewer[order] = units[order] < count[stratum]
    refuse("population", fewer, units, "be no fewer than are sampled in the stratum")
    return 1 - count / size
