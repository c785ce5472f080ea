"""One person for each entry: the heaviest pairs first, and a doubt left open."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
MARGIN = 3.0  # bits by which a pair must outweigh the next best of either side


def one_to_one(
    left: npt.ArrayLike,
    right: npt.ArrayLike,
    weight: npt.ArrayLike,
    *,
    once: bool = True,
    margin: float = MARGIN,
) -> Indices:
    """The places of the pairs that are kept, heaviest first.

    A pair is taken where it is the heaviest of both its entries; these are then out of
    the way of others, and so on. With `once=False` an entry of the right may be taken
    by several of the left. A pair that outweighs another pair of the same entries, one
    still open, by less than `margin` bits is a doubt: neither is kept.

    >>> one_to_one([1, 1, 2], [7, 8, 8], [20.0, 9.0, 15.0]).tolist()
    [0, 2]
    >>> one_to_one([1, 1], [7, 8], [20.0, 19.0]).tolist()
    []
    """
    left_codes = np.unique(np.asarray(left, np.int64), return_inverse=True)[1]
    right_codes = np.unique(np.asarray(right, np.int64), return_inverse=True)[1]
    weights = np.asarray(weight, np.float64)
    open_pairs = np.argsort(-weights, kind="stable")
    kept: list[Indices] = []
    while open_pairs.size:
        a, b, w = left_codes[open_pairs], right_codes[open_pairs], weights[open_pairs]
        best_left = _first(a)
        best = best_left & _first(b) if once else best_left
        if not best.any():
            break
        clear = best & (w - _next(a, w) >= margin)
        if once:
            clear &= w - _next(b, w) >= margin
        kept.append(open_pairs[clear])
        # A doubt closes its entries too: a weaker pair must not profit by it.
        gone_left = np.zeros(left_codes.max() + 1, np.bool_)
        gone_left[a[best]] = True
        stay = ~gone_left[a]
        if once:
            gone_right = np.zeros(right_codes.max() + 1, np.bool_)
            gone_right[b[best]] = True
            stay &= ~gone_right[b]
        open_pairs = open_pairs[stay]
    return np.concatenate(kept) if kept else np.array([], np.int64)


def _first(codes: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether a pair is the first, so the heaviest, of its entry."""
    found = np.zeros(len(codes), np.bool_)
    found[np.unique(codes, return_index=True)[1]] = True
    return found


def _next(codes: npt.NDArray[Any], weight: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """The weight of the next pair of the same entry; minus infinity where none is."""
    order = np.argsort(codes, kind="stable")
    following = np.full(len(codes), -np.inf)
    same = codes[order[1:]] == codes[order[:-1]]
    following[order[:-1][same]] = weight[order[1:]][same]
    return following
