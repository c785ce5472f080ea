"""How many children women have had."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse


def parity_progression(counts: npt.ArrayLike) -> Floats:
    """Shares of women with i children who went on to have another, (..., P).

    `counts` (..., P + 1): women past childbearing with 0, 1, … children, the last
    group open (that many or more). a(i) = women with more than i / women with i or
    more, for i = 0 … P − 1. ValueError for a negative or missing count and where no
    woman has reached a parity: what share went on is not defined there.

    Source: Preston, Heuveline and Guillot (2001), 5.3.

    >>> parity_progression([10, 20, 40, 30]).round(3).tolist()
    [0.9, 0.778, 0.429]
    """
    women = not_negative("counts", counts)
    if women.shape[-1:] < (2,):
        raise ValueError(f"counts: {women.shape} must have two parities or more")
    reached = np.flip(np.cumsum(np.flip(women, axis=-1), axis=-1), axis=-1)
    base = reached[..., :-1]
    refuse("counts", base <= 0, base, "have women of this parity or above")
    return reached[..., 1:] / base
