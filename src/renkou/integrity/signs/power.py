"""What so many births could show: a test that finds nothing says how little it sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, positive


def smallest_share(
    n: npt.ArrayLike, usual: npt.ArrayLike, *, p: float, power: float = 0.8
) -> Floats:
    """The share left out, beyond the `usual` one, that so many births would show.

    Of `n` births a share `usual` lacks in any case. The Poisson test at `p` needs so
    many lacking; this is the share beyond the usual one at which it finds them with
    `power`. It may be above 1: then nothing would be seen.

    Source: the Poisson distribution. ValueError for n not above 0 or a usual share
    below 0.

    >>> smallest_share([20, 60, 600], 0.02, p=0.001).round(2)
    array([0.26, 0.13, 0.03])
    """
    from scipy.special import gammainc, gammaincinv

    births, share = positive("n", n), not_negative("usual", usual)
    mean = np.maximum(births * share, 1e-9)
    needed = np.ceil(mean)
    while np.any(short := gammainc(np.maximum(needed, 1), mean) > p):
        needed = np.where(short, needed + 1, needed)
    found: Floats = (gammaincinv(np.maximum(needed, 1), power) - mean) / births
    return found


def smallest_loss(
    lately: npt.ArrayLike, before: npt.ArrayLike, *, p: float, power: float = 0.8
) -> Floats:
    """The share of births that must be missing lately for counts alone to show it.

    `lately` and `before` are births expected in the window and in the past that it is
    set against: (z(p) + z(power))·√(1/lately + 1/before), the normal approximation.

    Source: the two-sample Poisson test. ValueError for numbers not above 0.

    >>> smallest_loss([100, 810, 5_000], [800, 2_160, 13_000], p=0.001).round(2)
    array([0.42, 0.16, 0.07])
    """
    from scipy.special import ndtri

    new, old = positive("lately", lately), positive("before", before)
    reach = -float(ndtri(p)) + float(ndtri(power))
    found: Floats = reach * np.sqrt(1 / new + 1 / old)
    return found
