"""How late each group records, the less it shows the more it takes from the others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

_ROUNDS = 60  # of the variances between groups and between clusters
_STEPS = 25  # of Newton's method within a round
_LEAST = 1e-3  # standard deviation: groups closer than that are alike
_STRENGTHS = 10.0 ** np.arange(0.5, 5.1, 0.25)  # events that a group's shape is worth
Labels = npt.NDArray[np.int64]


class Lateness(NamedTuple):
    """log φ of each group, normal, and what its own hazards add to the shape.

    `base` (delays,): −log(1 − hazard) of all groups; `log`, `se` (groups,); `strength`:
    the events that the shape base·φ counts as against a group's own.
    """

    base: Floats
    log: Floats
    se: Floats
    strength: float

    def hazards(self, log: Floats) -> Floats:
        """The hazards at these log φ (...,), (..., delays); that of delay 0 is 1."""
        found = -np.expm1(-np.exp(log)[..., None] * self.base)
        found[..., 0] = 1.0
        return np.clip(found, 1e-9, 1.0)


def lateness(events: Floats, within: Floats, clusters: Labels) -> Lateness:
    """How late each group is, from its sums by delay, (groups, delays).

    `clusters` (groups,): numbers from 0, of the groups that are likely alike.
    """
    all_events, all_within = events.sum(axis=0), within.sum(axis=0)
    hazard = (all_events + 0.5) / (all_within + 1)
    np.divide(all_events, all_within, out=hazard, where=all_events < all_within)
    base = -np.log1p(-np.minimum(hazard, 1 - 1e-12))
    # A delay that nothing was ever recorded at is left possible, but rare.
    base = np.maximum(base, 0.5 / (all_within + 1))
    base[0] = 0.0
    log, se = _between(events[:, 1:], within[:, 1:], base[1:], clusters)
    found = Lateness(base, log, se, 1.0)
    return found._replace(strength=_strength(events, within, found.hazards(log)))


def _between(
    events: Floats, within: Floats, base: Floats, clusters: Labels
) -> tuple[Floats, Floats]:
    """log φ of each group and its se, groups about clusters about the whole."""
    if not base.size:
        return np.zeros(clusters.size), np.zeros(clusters.size)
    members = np.zeros((clusters.max() + 1, clusters.size))
    members[clusters, np.arange(clusters.size)] = 1.0
    centre, middle = np.zeros(clusters.size), 0.0
    square, cluster_square = 0.09, (0.09 if len(members) > 1 else np.inf)
    mode = centre
    for _ in range(_ROUNDS):
        mode, worth = _mode(events, within, base, mode, centre, square)
        # Each group as one normal figure `told`, of precision `worth`, on its own.
        told = mode + (mode - centre) / (square * np.maximum(worth, 1e-12))
        lone = worth / (1 + square * worth)
        precision = members @ lone + 1 / cluster_square
        head = (members @ (lone * told) + middle / cluster_square) / precision
        centre = head[clusters]
        kept = 1 / (worth + 1 / square)
        mean = kept * (worth * told + centre / square)
        pull = kept / square
        doubt = kept + pull**2 / precision[clusters]
        apart = kept + (pull - 1) ** 2 / precision[clusters]
        square = max(float(np.mean((mean - centre) ** 2 + apart)), _LEAST**2)
        if len(members) > 1:
            middle = float(head.mean())
            spread = float(np.mean((head - middle) ** 2 + 1 / precision))
            cluster_square = max(spread, _LEAST**2)
    return mean, np.sqrt(doubt)


def _mode(
    events: Floats,
    within: Floats,
    base: Floats,
    start: Floats,
    centre: Floats,
    square: float,
) -> tuple[Floats, Floats]:
    """The likeliest log φ under a normal prior, and the precision of the counts."""
    log = start
    for _ in range(_STEPS):
        pace = np.exp(log)[:, None] * base
        ratio = pace / np.expm1(pace)  # 1 where pace is 0
        slope = (events * ratio - (within - events) * pace).sum(axis=1)
        bend = events * ratio * (1 - pace - ratio) - (within - events) * pace
        worth = np.maximum(-bend.sum(axis=1), 0.0)
        step = (slope - (log - centre) / square) / (worth + 1 / square)
        log = log + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-8:
            break
    return log, worth


def _strength(events: Floats, within: Floats, hazards: Floats) -> float:
    """How many events the common shape is worth, by the beta-binomial likelihood."""
    from scipy.special import betaln

    n, k, g = within[:, 1:], events[:, 1:], hazards[:, 1:]

    def likelihood(strength: float) -> float:
        a, b = strength * g, strength * (1 - g)
        return float((betaln(a + k, b + n - k) - betaln(a, b)).sum())

    return float(max(_STRENGTHS, key=likelihood))


def overdispersion(counts: Floats, known: npt.NDArray[np.bool_], g: Floats) -> float:
    """The correlation of events of one date and group in when they are recorded.

    `counts` (groups, dates, delays), 0 where not `known`; `g` (groups, delays).
    """
    within = np.where(known, np.cumsum(counts, axis=-1), 0.0)[..., 1:]
    share = g[:, None, 1:]
    chance = within * share * (1 - share)
    more = (counts[..., 1:] - within * share) ** 2 - chance
    pairs = (np.maximum(within - 1, 0.0) * chance).sum()
    used = known[..., 1:] & (within > 0)
    return float(np.clip(np.where(used, more, 0.0).sum() / max(pairs, 1e-9), 0.0, 0.5))
