"""Which women have the children: by number already born, time since, and marriage."""

from __future__ import annotations

import numpy as np

from .choice import Floats
from .city import DIVORCED, MARRIED, SINGLE, WIDOWED
from .lives import Bytes

_MARRIAGE = np.zeros(4)
_MARRIAGE[[SINGLE, MARRIED, DIVORCED, WIDOWED]] = [0.02, 1.0, 0.08, 0.3]
_YEARS_SINCE = np.array([0.0, 0.2, 0.8, 1.2, 1.3, 1.2, 1.0, 0.9, 0.7, 0.6, 0.5, 0.4])
_NUMBER_EARLY = np.array([1.0, 0.85, 0.7, 0.55, 0.4, 0.3])
_NUMBER_FEW = np.array([1.0, 0.22, 0.06, 0.03, 0.02, 0.02])
_NUMBER_TWO = np.array([1.0, 0.4, 0.08, 0.04, 0.03, 0.03])
"""Weight of the next birth by children born: assumed; many until 1973, few from 1982,
more second ones from 2014. The level and the age pattern are the United Nations'."""
_WHEN = np.array([1973.0, 1982, 2012, 2016])
_NUMBER = np.stack([_NUMBER_EARLY, _NUMBER_FEW, _NUMBER_FEW, _NUMBER_TWO])
SPACING = 260
"""Days that must have passed since a delivery at the beginning of a year."""
TWINS = 0.01


def weights(status: Bytes, children: Bytes, days_since: Floats, year: float) -> Floats:
    """How likely each woman is to be a mother this year, her age apart."""
    number = np.array(
        [np.interp(year, _WHEN, _NUMBER[:, k]) for k in range(_NUMBER.shape[1])]
    )
    born = np.minimum(children, len(number) - 1)
    since = np.minimum(days_since / 365.25, len(_YEARS_SINCE) - 1).astype(np.int64)
    spaced = np.where(children > 0, _YEARS_SINCE[np.maximum(since, 0)], 1.0)
    spaced[(children > 0) & (days_since < SPACING)] = 0.0
    result: Floats = _MARRIAGE[status] * number[born] * spaced
    return result


def chances(rate: Floats, weight: Floats, group: Floats) -> Floats:
    """Rates spread over the women of each group by weight, the group's sum kept."""
    key = group.astype(np.int64)
    total = np.bincount(key, rate)
    held = np.bincount(key, rate * weight)
    share = np.divide(total, held, out=np.zeros_like(total), where=held > 0)
    return np.minimum(rate * weight * share[key], 0.85)
