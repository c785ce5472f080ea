"""How far one age distribution is from another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse, together


def index_of_dissimilarity(observed: npt.ArrayLike, standard: npt.ArrayLike) -> Floats:
    """Half the sum of the absolute differences of the percentage shares.

    The least percentage of people who would have to change group for the two
    distributions to be alike: 0 alike, 100 with no group in common.

    `observed`, `standard` (..., A), counts or shares of the same groups, broadcast;
    shape (...). ValueError for negative counts or a distribution of nobody.

    Source: Siegel and Swanson (2004), The Methods and Materials of Demography, ch. 7.

    >>> float(index_of_dissimilarity([50, 50], [75, 25]))
    25.0
    """
    ours, theirs = _shares(observed, standard)
    index: Floats = 0.5 * np.abs(ours - theirs).sum(axis=-1)
    return index


def index_of_relative_difference(
    observed: npt.ArrayLike, standard: npt.ArrayLike
) -> Floats:
    """Half the mean absolute deviation of the ratios of the shares, ×100, from 100.

    ½ mean |100·share(observed)/share(standard) − 100|: large and small groups count
    alike.

    `observed`, `standard` (..., A), broadcast; shape (...). ValueError for negative
    counts, a distribution of nobody, an empty group of the standard.

    Source: Siegel and Swanson (2004), The Methods and Materials of Demography, ch. 7.

    >>> float(index_of_relative_difference([50, 50], [40, 60]))
    10.416666666666668
    """
    ours, theirs = _shares(observed, standard)
    refuse("standard", theirs <= 0, theirs, "be above 0 in every group")
    index: Floats = 0.5 * np.abs(100 * ours / theirs - 100).mean(axis=-1)
    return index


def _shares(observed: npt.ArrayLike, standard: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Both as percentage shares."""
    ours, theirs = (
        not_negative("observed", observed),
        not_negative("standard", standard),
    )
    together(observed=ours, standard=theirs)
    return _per_cent("observed", ours), _per_cent("standard", theirs)


def _per_cent(argument: str, counts: Floats) -> Floats:
    if counts.ndim == 0:
        raise ValueError(f"{argument}: must have an axis of groups")
    total = counts.sum(axis=-1, keepdims=True)
    refuse(argument, total <= 0, total, "add up to more than 0")
    shares: Floats = 100 * counts / total
    return shares
