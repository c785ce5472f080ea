"""Smoothing of counts by single years of age."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, one_of

from .windows import by_age, centred

# The weights of Spencer (1904) from the centre outwards, over their sum.
_SPENCER = {
    21: (60, 57, 47, 33, 18, 6, -2, -5, -5, -3, -1),
    15: (74, 67, 46, 21, 3, -5, -6, -3),
}
# The centred ten-year mean: eleven ages, the outer two with half their weight.
_TEN_YEARS = np.array([0.5, *[1.0] * 9, 0.5]) / 10


def feeney(counts: npt.ArrayLike, *, iterations: int = 200) -> Floats:
    """Five-year groups corrected for heaping on multiples of five (Feeney 1979).

    h(i) are the counts at multiples of five, r(i) the other four ages of each group.
    Repeated `iterations` times, with b(i) = r(i−1) + r(i) and
    f(i) = 8/9 · (h(i) + b(i))/b(i), b(0) = f(0) = 1, f past the end 1:
    h −= (f − 1)·b and r(i) *= f(i) + f(i+1) − 1. A group between two others is then
    5·(0.6·h(i) + 0.4·h(i+1)); the first, the last closed and the open group are as
    counted; all are scaled to the total.

    `counts` (..., A) by single age from 0, the last open, at a multiple of five.
    Returns the five-year groups, the open one last, (..., (A − 1)/5 + 1). ValueError
    for negative counts, an open group elsewhere, fewer than three closed groups.

    Source: Feeney (1979), Asian and Pacific Census Forum 5(3).

    >>> feeney([2] * 15 + [7])
    array([10., 10., 10.,  7.])
    """
    people = by_age(counts, 16, "single ages, the open group included,")
    if (people.shape[-1] - 1) % 5:
        raise ValueError(
            f"counts: the open group at {people.shape[-1] - 1} must begin at a "
            "multiple of 5"
        )
    if iterations < 0:
        raise ValueError(f"iterations: {iterations} must be 0 or more")
    closed = people[..., :-1].reshape(*people.shape[:-1], -1, 5)
    h, r = closed[..., 0].copy(), closed[..., 1:].sum(axis=-1)
    for _ in range(iterations):
        h, r = _moved(h, r)
    out = np.concatenate([closed.sum(axis=-1), people[..., -1:]], axis=-1)
    out[..., 1:-2] = 5 * (0.6 * h[..., 1:-1] + 0.4 * h[..., 2:])
    return _scaled(out, people.sum(axis=-1, keepdims=True))


def spencer(counts: npt.ArrayLike, *, terms: int = 21, ends: str = "keep") -> Floats:
    """Single years smoothed by Spencer's 21-term or 15-term formula.

    A centred mean whose weights leave a cubic as it is; below 0, which they can give,
    is 0. Totals are not kept.

    `counts` (..., A) by single age, all closed. `ends`: the ten (seven) ages at
    either end keep their counts ("keep") or are NaN ("missing"). Shape of `counts`.
    ValueError for negative counts or fewer than `terms` ages.

    Source: Spencer (1904), Journal of the Institute of Actuaries 38; the weights as
    in MathWorld, "Spencer's Formula" and "Spencer's 15-Point Moving Average".

    >>> spencer(range(15), terms=15)[7:9].round(9)
    array([7., 8.])
    """
    one_of("terms", terms, _SPENCER)
    outward = np.array(_SPENCER[terms], dtype=np.float64)
    weights = np.concatenate([outward[:0:-1], outward])
    people = by_age(counts, terms, "single ages")
    return centred(people, weights / weights.sum(), ends)


def zelnik(counts: npt.ArrayLike, *, order: int = 1, ends: str = "keep") -> Floats:
    """Single years smoothed by Zelnik's operators, which remove a ten-year pattern.

    With A the centred mean of ten years (eleven ages, the outer two with half their
    weight) and powers meaning repetition, order 1 is 2A − A² and order 2 is
    3A² − 2A³; below 0 is 0. Totals are not kept.

    `counts` (..., A) by single age, all closed. `ends`: the ten (order 2: fifteen)
    ages at either end keep their counts ("keep") or are NaN ("missing"). Shape of
    `counts`. ValueError for negative counts or fewer than 21 (31) ages.

    Source: Gray (1987), The missing ages: adjusting for digit preference, Asian and
    Pacific Population Forum 1(2).

    >>> zelnik([10 if a % 10 == 0 else 0 for a in range(30)])[10:20].round(9)
    array([1., 1., 1., 1., 1., 1., 1., 1., 1., 1.])
    """
    one_of("order", order, (1, 2))
    once = _TEN_YEARS
    twice = np.convolve(once, once)
    if order == 1:
        weights = 2 * np.pad(once, 5) - twice
    else:
        weights = 3 * np.pad(twice, 5) - 2 * np.convolve(twice, once)
    return centred(by_age(counts, weights.size, "single ages"), weights, ends)


def _moved(h: Floats, r: Floats) -> tuple[Floats, Floats]:
    """One round of Feeney's correction; h − (f − 1)·b is (h + b)/9."""
    b = r[..., :-1] + r[..., 1:]
    # With nobody at the eight ages there is nobody for f to move: r is 0 and stays.
    f = np.ones_like(h)
    np.divide(8 / 9 * (h[..., 1:] + b), b, out=f[..., 1:], where=b > 0)
    after = np.concatenate([f[..., 1:], np.ones_like(f[..., :1])], axis=-1)
    left = h.copy()
    left[..., 1:] = (h[..., 1:] + b) / 9
    return left, r * (f + after - 1)


def _scaled(counts: Floats, total: Floats) -> Floats:
    now = counts.sum(axis=-1, keepdims=True)
    scaled: Floats = counts * np.divide(
        total, now, out=np.ones_like(now), where=now > 0
    )
    return scaled
