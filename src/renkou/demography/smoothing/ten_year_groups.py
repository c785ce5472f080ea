"""Methods that smooth ten-year groups and split each into two of five years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, one_of

from .windows import ENDS, by_age, where_not_reached

_LEAST = 7  # groups: three pairs and the open one


def carrier_farrag(counts: npt.ArrayLike, *, ends: str = "keep") -> Floats:
    """Five-year groups smoothed by Carrier and Farrag; ten-year totals are kept.

    Of a ten-year group N with the neighbours N₋ and N₊ the older half is
    N/(1 + (N₋/N₊)^¼): the groups change by a constant ratio. Between two empty
    neighbours it is a half.

    `counts` (..., A) in five-year groups from 0, the last open and never changed;
    pairs are 0–9, 10–19, …. `ends`: the first and the last pair, and a five-year
    group left over below the open one, keep their counts ("keep") or are NaN
    ("missing"). Shape of `counts`. ValueError for negative counts or fewer than
    three pairs.

    Source: Carrier and Farrag (1959), Population Studies 12(3).

    >>> carrier_farrag([40, 40, 30, 10, 4, 1, 9]).round(2)
    array([40.  , 40.  , 26.67, 13.33,  4.  ,  1.  ,  9.  ])
    """
    people = by_age(counts, _LEAST, "five-year groups")
    N = _ten_year(people)
    below, above = N[..., :-2] ** 0.25, N[..., 2:] ** 0.25
    share = np.full(below.shape, 0.5)
    np.divide(above, below + above, out=share, where=below + above > 0)
    return _inner(people, N, N[..., 1:-1] * (1 - share), ends)


def karup_king_newton(counts: npt.ArrayLike, *, ends: str = "keep") -> Floats:
    """Five-year groups smoothed by Karup, King and Newton; ten-year totals are kept.

    Of a ten-year group N the younger half is N/2 + (N₋ − N₊)/16, no less than 0 and
    no more than N.

    `counts`, `ends`, shape and errors as `carrier_farrag`.

    Source: Carrier and Farrag (1959), Population Studies 12(3); Arriaga (1994).

    >>> karup_king_newton([40, 40, 30, 10, 4, 1, 9]).round(2)
    array([40.  , 40.  , 24.69, 15.31,  4.  ,  1.  ,  9.  ])
    """
    people = by_age(counts, _LEAST, "five-year groups")
    N = _ten_year(people)
    younger = N[..., 1:-1] / 2 + (N[..., :-2] - N[..., 2:]) / 16
    return _inner(people, N, younger, ends)


def arriaga(counts: npt.ArrayLike, *, ends: str = "keep") -> Floats:
    """Five-year groups smoothed by Arriaga; ten-year totals are kept.

    A parabola is passed through three ten-year groups. Of N between N₋ and N₊ the
    older half is (−N₋ + 11N + 2N₊)/24; of the first pair the older, of the last pair
    the younger half is (8N + 5N' − N'')/24, with N', N'' the next groups inward. No
    half is less than 0 or more than N.

    `counts` (..., A) in five-year groups from 0, the last open and never changed. A
    five-year group left over below the open one keeps its count (`ends="keep"`) or
    is NaN ("missing"). Shape of `counts`. Errors as `carrier_farrag`.

    Source: Arriaga (1968), New Life Tables for Latin American Populations, appendix 3.

    >>> arriaga([40, 40, 30, 10, 4, 1, 9]).round(2)
    array([45.21, 34.79, 24.58, 15.42,  5.  ,  0.  ,  9.  ])
    """
    people = by_age(counts, _LEAST, "five-year groups")
    N = _ten_year(people)
    return _all_pairs(people, N, _arriaga_younger(N), ends)


def strong(
    counts: npt.ArrayLike,
    *,
    ends: str = "keep",
    age_min: int = 10,
    age_max: int = 69,
) -> Floats:
    """Five-year groups smoothed strongly, over ten-year groups.

    A ten-year group between two neighbours becomes (N₋ + 2N + N₊)/4; those within
    `age_min` to `age_max` are scaled to their own total; all are then split as
    `arriaga` splits. Ten-year totals change, the total of ages 10–69 does not.

    `counts`, `ends`, shape and errors as `arriaga`; `age_min` is a multiple of 10,
    `age_max` ends in 9.

    Source: Arriaga (1994), Population Analysis with Microcomputers, vol. I; the
    Census Bureau's spreadsheet AGESMTH.

    >>> strong([40, 40, 30, 10, 4, 1, 9]).round(2)
    array([45.17, 34.83, 24.67, 15.47,  4.86,  0.  ,  9.  ])
    """
    if age_min % 10 or age_max % 10 != 9 or not 0 <= age_min < age_max:
        raise ValueError(
            f"age_min, age_max: {age_min} to {age_max} must be whole ten-year groups"
        )
    people = by_age(counts, _LEAST, "five-year groups")
    N = _ten_year(people)
    evened = N.copy()
    evened[..., 1:-1] = (N[..., :-2] + 2 * N[..., 1:-1] + N[..., 2:]) / 4
    within = slice(age_min // 10, (age_max + 1) // 10)
    before = N[..., within].sum(axis=-1, keepdims=True)
    after = evened[..., within].sum(axis=-1, keepdims=True)
    evened[..., within] *= np.divide(
        before, after, out=np.ones_like(after), where=after > 0
    )
    return _all_pairs(people, evened, _arriaga_younger(evened), ends)


def _ten_year(people: Floats) -> Floats:
    """The sums of the pairs 0–9, 10–19, … below the open group."""
    pairs = (people.shape[-1] - 1) // 2
    halves = people[..., : 2 * pairs].reshape(*people.shape[:-1], pairs, 2)
    sums: Floats = halves.sum(axis=-1)
    return sums


def _arriaga_younger(N: Floats) -> Floats:
    older = np.empty_like(N)
    older[..., 1:-1] = (-N[..., :-2] + 11 * N[..., 1:-1] + 2 * N[..., 2:]) / 24
    older[..., 0] = (8 * N[..., 0] + 5 * N[..., 1] - N[..., 2]) / 24
    younger = N - older
    younger[..., -1] = (8 * N[..., -1] + 5 * N[..., -2] - N[..., -3]) / 24
    return younger


def _inner(people: Floats, N: Floats, younger: Floats, ends: str) -> Floats:
    """Fill in the pairs that have a neighbour on either side."""
    return _filled(people, N[..., 1:-1], younger, ends, first=2)


def _all_pairs(people: Floats, N: Floats, younger: Floats, ends: str) -> Floats:
    return _filled(people, N, younger, ends, first=0)


def _filled(
    people: Floats, N: Floats, younger: Floats, ends: str, *, first: int
) -> Floats:
    one_of("ends", ends, ENDS)
    out = where_not_reached(people, ends)
    out[..., -1] = people[..., -1]
    last = first + 2 * N.shape[-1]
    younger = np.clip(younger, 0, N)
    out[..., first:last:2] = younger
    out[..., first + 1 : last : 2] = N - younger
    return out
