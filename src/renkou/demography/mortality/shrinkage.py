"""Log-normal Poisson shrinkage of areas towards their mean, by broad age group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import Floats

# Standard deviations tried: of an area's level, and of its age groups about that.
_COMMON = np.array([0.01, 0.04, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.5, 0.65, 0.85])
_OWN = np.array([0.01, 0.04, 0.08, 0.13, 0.2, 0.3, 0.45])
_COMMON_SCALE, _OWN_SCALE = 0.3, 0.2  # of their half-normal priors
_NEGLIGIBLE = 1e-4  # weight of a pair of them
_ROUNDS, _STILL, _STEP = 60, 1e-7, 2.0


class Areas(NamedTuple):
    """The log of each area's rates over the whole's, by broad group of ages."""

    mean: Floats  # (areas, ..., G)
    covariance: Floats  # (areas, ..., G, G)


class _Fit(NamedTuple):
    """The areas' posterior under one pair of standard deviations."""

    mean: Floats  # (areas, ..., G)
    inverse: Floats  # 1 / diagonal of the precision without what is common
    common: float  # of the precision, off the diagonal, with its sign turned
    weight: Floats  # deaths expected by it
    centre_variance: Floats  # (..., G)
    likelihood: Floats  # (...), log, marginal


def shrink(deaths: Floats, expected: Floats) -> Areas:
    """What `deaths` against those `expected`, (areas, ..., G), say of each area.

    deaths ~ Poisson(expected·exp(z)), z ~ normal(μ, σ²·I + τ²·J) over the groups;
    averaged over τ and σ. Posterior mean and covariance of z.

    >>> found = shrink(np.array([[90.0], [60], [0]]), np.array([[75.0], [75], [0]]))
    >>> bool(found.mean[0, 0] > found.mean[2, 0] > found.mean[1, 0])
    True
    """
    pairs = [(tau, sigma) for tau in _COMMON for sigma in _OWN]
    prior = np.log(np.outer(_prior(_COMMON, _COMMON_SCALE), _prior(_OWN, _OWN_SCALE)))
    log = [_fit(deaths, expected, *pair).likelihood for pair in pairs]
    weights = np.stack(log) + prior.reshape((-1,) + (1,) * (deaths.ndim - 2))
    weights = np.exp(weights - weights.max(axis=0))
    weights = np.where(weights < _NEGLIGIBLE * weights.max(axis=0), 0.0, weights)
    weights /= weights.sum(axis=0)
    mean = np.zeros(deaths.shape)
    square = np.zeros((*deaths.shape, deaths.shape[-1]))
    for pair, weight in zip(pairs, weights, strict=True):
        if np.any(weight > 0):
            fit = _fit(deaths, expected, *pair)
            mean += weight[..., None] * fit.mean
            outer = fit.mean[..., :, None] * fit.mean[..., None, :]
            square += weight[..., None, None] * (outer + _covariance(fit))
    return Areas(mean, square - mean[..., :, None] * mean[..., None, :])


def _prior(values: Floats, scale: float) -> Floats:
    """Half-normal density times what of the line each value stands for."""
    middles = (values[1:] + values[:-1]) / 2
    edges = np.concatenate([[0.0], middles, [2 * values[-1] - middles[-1]]])
    density: Floats = np.exp(-((values / scale) ** 2) / 2) * np.diff(edges)
    weights: Floats = density / density.sum()
    return weights


def _fit(deaths: Floats, expected: Floats, tau: float, sigma: float) -> _Fit:
    """The normal nearest to the posterior of z; μ moves along with its mean."""
    groups = deaths.shape[-1]
    single, both = 1 / sigma**2, sigma**2 + groups * tau**2
    common = single * tau**2 / both
    spread = sigma**2 + tau**2
    z, variance = np.zeros(deaths.shape), np.full(deaths.shape, spread)
    for _ in range(_ROUNDS):
        weight = expected * np.exp(z + variance / 2)
        trust = 1 / (1 + weight * spread)
        precision = (weight * trust).sum(axis=0)
        response = ((weight * z + deaths - weight) * trust).sum(axis=0)
        away = z - response / np.where(precision > 0, precision, 1.0)
        pull = single * away - common * away.sum(axis=-1, keepdims=True)
        inverse = 1 / (weight + single)
        step = _solve(deaths - weight - pull, inverse, common)
        z = z + np.clip(step, -_STEP, _STEP)
        variance = inverse * (1 + _scale(inverse, common) * inverse)
        if np.all(np.abs(step) < _STILL):
            break
    quadratic = single * (away**2).sum(axis=-1) - common * away.sum(axis=-1) ** 2
    determinant = np.log1p(-common * inverse.sum(axis=-1))
    determinant = determinant - np.log(inverse).sum(axis=-1)
    determinant = determinant + (groups - 1) * np.log(sigma**2) + np.log(both)
    each = (deaths * z - weight + weight * variance / 2).sum(axis=-1)
    each = each - (quadratic + determinant) / 2
    known = np.where(precision > 0, precision, 1 / spread)
    likelihood = each.sum(axis=0) - np.log(known).sum(axis=-1) / 2
    return _Fit(z, inverse, common, weight, 1 / known, likelihood)


def _solve(right: Floats, inverse: Floats, common: float) -> Floats:
    """(diagonal − common·J)⁻¹·right, by Sherman and Morrison."""
    part = right * inverse
    shared = inverse * part.sum(axis=-1, keepdims=True)
    solution: Floats = part + _scale(inverse, common) * shared
    return solution


def _scale(inverse: Floats, common: float) -> Floats:
    scale: Floats = common / (1 - common * inverse.sum(axis=-1, keepdims=True))
    return scale


def _covariance(fit: _Fit) -> Floats:
    """Posterior covariance of z, with what the uncertainty of μ adds to it."""
    scaled = (_scale(fit.inverse, fit.common) * fit.inverse)[
        ..., :, None
    ] * fit.inverse[..., None, :]
    own = scaled + fit.inverse[..., None] * np.eye(fit.inverse.shape[-1])
    # z follows μ as far as the area's own deaths do not hold it.
    follows = np.eye(own.shape[-1]) - own * fit.weight[..., None, :]
    moved = follows * fit.centre_variance[..., None, :]
    covariance: Floats = own + moved @ np.swapaxes(follows, -1, -2)
    return covariance
