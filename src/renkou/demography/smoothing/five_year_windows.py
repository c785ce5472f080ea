"""Moving formulas on five-year groups that keep no group's total."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, one_of

from .windows import ENDS, by_age, centred

_UNITED_NATIONS = np.array([-1, 4, 10, 4, -1]) / 16


def united_nations(counts: npt.ArrayLike, *, ends: str = "keep") -> Floats:
    """The United Nations' smoothing of five-year groups.

    (−N(i−2) + 4N(i−1) + 10N(i) + 4N(i+1) − N(i+2))/16, 0 where that is below 0; a
    cubic is left as it is. Totals are not kept.

    `counts` (..., A) in five-year groups from 0, the last open: it is never changed
    and no window touches it. `ends`: the two groups at either end of the others keep
    their counts ("keep") or are NaN ("missing"). Shape of `counts`. ValueError for
    negative counts or fewer than five closed groups.

    Source: Carrier and Farrag (1959), Population Studies 12(3); Arriaga (1994),
    Population Analysis with Microcomputers, vol. I.

    >>> united_nations([10, 20, 30, 40, 50, 7], ends="missing")
    array([nan, nan, 30., nan, nan,  7.])
    """
    people = by_age(counts, 6, "groups, the open one included,")
    return _closed_ones(people, _UNITED_NATIONS, ends)


def moving_average(
    counts: npt.ArrayLike, *, terms: int = 3, ends: str = "keep"
) -> Floats:
    """The plain moving average of five-year groups over `terms` of them.

    `counts` (..., A) in five-year groups from 0, the last open: it is never changed
    and no window touches it. `terms` is odd. `ends` as `united_nations`: "keep" or
    "missing" where the window does not reach. Totals are not kept. Shape of `counts`.
    ValueError for negative counts or fewer closed groups than `terms`.

    Source: Roger, Waltisperger and Corbille-Guitton (1981), Les structures par sexe
    et âge en Afrique.

    >>> moving_average([1, 5, 3, 7, 9])
    array([1., 3., 5., 7., 9.])
    """
    if terms < 1 or terms % 2 == 0:
        raise ValueError(f"terms: {terms} must be odd and 1 or more")
    people = by_age(counts, terms + 1, "groups, the open one included,")
    return _closed_ones(people, np.full(terms, 1 / terms), ends)


def _closed_ones(people: Floats, weights: Floats, ends: str) -> Floats:
    one_of("ends", ends, ENDS)
    closed = centred(people[..., :-1], weights, ends)
    return np.concatenate([closed, people[..., -1:]], axis=-1)
