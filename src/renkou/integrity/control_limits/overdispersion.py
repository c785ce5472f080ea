"""How much more areas vary than chance lets them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, positive, together


class Overdispersion(NamedTuple):
    """z of each area, (..., areas), and of all, (...), the factor and the variance."""

    z: Floats
    phi: Floats
    tau2: Floats


def overdispersion(
    observed: npt.ArrayLike, expected: npt.ArrayLike, *, winsorise: float = 0.1
) -> Overdispersion:
    """How much areas vary beyond Poisson, on the square-root scale.

    `z` (..., I) is (√(O/E) − 1)/s with s = 1/(2√E). The lowest and the highest share
    `winsorise` of the z are pulled in to those quantiles (linear between ranks), so
    that a few areas far off do not widen the limits of all; `phi` = Σ z²/I of what
    results, near 1 (a little below, for what was pulled in) where areas differ by
    chance alone. `tau2`, the variance between areas of √(O/E), is (I·phi − (I − 1)) /
    (Σw − Σw²/Σw) with w = 1/s², and 0 where that is below 0. Limits that allow for it:
    1 ∓ z·√(s² + tau2) on this scale, or s·√phi.

    Source: Spiegelhalter (2005), Quality and Safety in Health Care 14, 347–351.
    ValueError for fewer than two areas or an expected number not above 0.

    >>> found = overdispersion([80, 100, 150, 90], [100, 100, 100, 100], winsorise=0)
    >>> found.z.round(2).tolist(), found.phi.round(2), found.tau2.round(4)
    ([-2.11, 0.0, 4.49, -1.03], np.float64(6.43), np.float64(0.0189))
    """
    o, e = not_negative("observed", observed), positive("expected", expected)
    shape = together(observed=o, expected=e)
    if not shape or shape[-1] < 2:
        raise ValueError(f"observed: {shape} must have two areas at least")
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"winsorise: {winsorise} must be 0 or more and below 0.5")
    z = 2 * (np.sqrt(o) - np.sqrt(e))
    low, high = np.quantile(z, [winsorise, 1 - winsorise], axis=-1, keepdims=True)
    phi = (np.clip(z, low, high) ** 2).mean(axis=-1)
    weight = np.broadcast_to(4 * e, shape)
    total = weight.sum(axis=-1)
    spread = total - (weight**2).sum(axis=-1) / total
    excess = shape[-1] * phi - (shape[-1] - 1)
    return Overdispersion(z, phi, np.maximum(excess, 0.0) / spread)
