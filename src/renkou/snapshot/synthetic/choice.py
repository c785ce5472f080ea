"""Whole persons: apportioning, choosing in strata, matching by rank."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
Index = NDArray[np.signedinteger[Any]]


def largest_remainder(shares: ArrayLike, total: int) -> Index:
    """Whole numbers in proportion to `shares` that add up to `total`.

    `shares` (any shape, none negative) are rounded down after scaling, and the
    largest remainders get one more each, the first of equal ones first
    (Hamilton's method). All zeros share equally.

    >>> largest_remainder([1, 1, 2], 7)
    array([2, 2, 3])
    """
    wanted = np.asarray(shares, dtype=np.float64)
    if wanted.sum() <= 0:
        wanted = np.ones_like(wanted)
    exact = (wanted * (total / wanted.sum())).ravel()
    whole = np.floor(exact).astype(np.int64)
    left = int(total - whole.sum())
    order = np.argsort(whole - exact, kind="stable")
    whole[order[:left]] += 1
    result: Index = whole.reshape(wanted.shape)
    return result


def round_along(expected: Floats, rng: np.random.Generator) -> Index:
    """Whole numbers near `expected`, unbiased, whose sum is off by less than 1."""
    flat = np.floor(np.cumsum(expected.ravel()) + rng.random())
    steps = np.diff(flat, prepend=0.0).astype(np.int64)
    result: Index = steps.reshape(expected.shape)
    return result


def lowest(stratum: Index, score: Floats, counts: Index) -> Index:
    """Rows with the lowest scores, `counts[s]` of each stratum s, or all there are.

    Scores must not be negative; rows that score infinity are never taken.

    >>> lowest(np.array([0, 0, 1]), np.array([3.0, 1.0, 2.0]), np.array([1, 1]))
    array([1, 2])
    """
    rows = np.flatnonzero((counts[stratum] > 0) & np.isfinite(score))
    group, value = stratum[rows], score[rows]
    order = np.argsort(group + np.minimum(value / (1 + value), 1 - 1e-9))
    size = np.bincount(group, minlength=len(counts))
    sorted_group = group[order]
    rank = np.arange(len(rows)) - (np.cumsum(size) - size)[sorted_group]
    taken: Index = rows[order[rank < counts[sorted_group]]]
    return taken


def order_by(*keys: Index) -> Index:
    """The order of rows by whole numbers, the last key first, as `np.lexsort` has it.

    One sort of one packed number, which is faster; rows equal in all keys come in any
    order, so the keys should tell all rows apart.

    >>> order_by(np.array([2, 1, 3]), np.array([1, 1, 0]))
    array([2, 1, 0])
    """
    packed = np.zeros(len(keys[0]), np.int64)
    for key in reversed(keys):
        low = int(key.min(initial=0))
        packed *= int(key.max(initial=0)) - low + 1
        packed += key
        packed -= low
    order: Index = np.argsort(packed)
    return order


def choose(
    rng: np.random.Generator,
    stratum: Index,
    weight: Floats,
    counts: Index,
) -> Index:
    """Rows drawn without replacement by weight, `counts[s]` of each stratum s.

    Each row's score is an exponential over its weight (Efraimidis and Spirakis
    2006); weight 0 is never drawn. Where there are fewer, all are taken.
    """
    with np.errstate(divide="ignore"):
        score = rng.standard_exponential(len(weight)) / weight
    return lowest(stratum, score, counts)


def pair_by_rank(
    first_group: Index,
    first_value: Floats,
    second_group: Index,
    second_value: Floats,
) -> tuple[Index, Index]:
    """Rows of two sides paired within groups in the order of their values.

    Where a group has more on one side, those with the highest values stay alone.

    >>> pair_by_rank(np.array([0, 0]), np.array([5.0, 4.0]),
    ...              np.array([0]), np.array([9.0]))
    (array([1]), array([0]))
    """
    groups = int(max(first_group.max(initial=-1), second_group.max(initial=-1))) + 1
    sizes = np.minimum(
        np.bincount(first_group, minlength=groups),
        np.bincount(second_group, minlength=groups),
    )
    sides = []
    for group, value in ((first_group, first_value), (second_group, second_value)):
        order = np.lexsort((value, group))
        size = np.bincount(group, minlength=groups)
        ranked = group[order]
        rank = np.arange(len(order)) - (np.cumsum(size) - size)[ranked]
        sides.append(order[rank < sizes[ranked]])
    return sides[0], sides[1]
