"""What an area's ages say of its past migration and births, beside its parent's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.chance.input_rules import Floats

CHILDHOOD, YOUTH = (5.0, 15.0), (20.0, 30.0)
DOUBT = 20.0
"""Persons like the parent's added to each number compared, so that few say little."""


@dataclass(frozen=True, eq=False)
class Structure:
    """The areas' ages at the base date as log ratios to the parent's."""

    steps: Floats
    """(areas, 2, A - 1): from each age group to the next, the log ratio's change."""
    young_adults: Floats
    """(areas,): persons of 20–29 to those of 5–14, log ratio to the parent's."""
    doubt: Floats
    """(areas,): the variance of `young_adults` that small numbers alone make."""
    children: Floats
    """(areas,): children to the women who bear, log ratio to the parent's."""


def structure(
    population: Floats, parent: Floats, mothers: Floats, width: float
) -> Structure:
    """The structure of `population` (areas, 2, A) beside that of `parent` (2, A).

    `mothers` (A,) weighs women by the births they had in the last `width` years.
    """
    share = over(population.sum(axis=(-2, -1)), parent.sum())
    like = parent * share[:, None, None]
    groups = population.shape[-1]

    def among(low: float, high: float, counts: Floats) -> Floats:
        inside: Floats = counts.sum(axis=-2) @ _within(low, high, groups, width)
        return inside

    level = np.log((_wide(population, width) + DOUBT) / (_wide(like, width) + DOUBT))
    old, young = among(*YOUTH, population), among(*CHILDHOOD, population)
    index = np.log((old + DOUBT) / (among(*YOUTH, like) + DOUBT)) - np.log(
        (young + DOUBT) / (among(*CHILDHOOD, like) + DOUBT)
    )
    women, mean_women = population[:, 1] @ mothers, like[:, 1] @ mothers
    born, mean_born = population[..., 0].sum(axis=-1), like[..., 0].sum(axis=-1)
    few = DOUBT * np.array([mothers.sum() / groups, 1.0])
    children = np.log((born + few[1]) / (mean_born + few[1])) - np.log(
        (women + few[0] + 1e-12) / (mean_women + few[0] + 1e-12)
    )
    return Structure(
        steps=np.diff(level, axis=-1),
        young_adults=index,
        doubt=1 / (old + DOUBT) + 1 / (young + DOUBT),
        children=children,
    )


def mothers(fertility: Floats) -> Floats:
    """Weights (A,) of women by age: who bore a child was half a step younger then."""
    weights: Floats = (fertility + np.r_[0.0, fertility[:-1]]) / 2
    return weights if weights.sum() > 0 else np.ones_like(weights)


def _within(low: float, high: float, groups: int, width: float) -> Floats:
    """The part of each age group that lies from `low` to `high`."""
    lower = width * np.arange(groups)
    part: Floats = np.minimum(high, lower + width) - np.maximum(low, lower)
    return np.clip(part / width, 0.0, 1.0)


def _wide(counts: Floats, width: float) -> Floats:
    """`counts` as sums over about five years of age, so that single years are calm."""
    span = max(1, round(5 / width)) | 1
    if span == 1:
        return counts
    ends = [(0, 0)] * (counts.ndim - 1) + [(span // 2, span // 2)]
    padded = np.pad(counts, ends, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, span, axis=-1)
    found: Floats = windows.sum(axis=-1)
    return found


def over(top: Floats, bottom: Floats) -> Floats:
    """`top / bottom`, 0 where nothing is below."""
    top, bottom = np.broadcast_arrays(top, bottom)
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)
