"""nax: the years lived in an age group by those who die in it."""

from __future__ import annotations

import numpy as np

from renkou.chance.input_rules import Floats

A0_RULES = ("andreev-kingkade", "coale-demeny")
REGIONS = ("west", "north", "east", "south")

# Andreev and Kingkade (2015), as in the Human Mortality Database's Methods Protocol,
# version 6, table 3, from 1m0: below the first break, between, from the second on.
_ANDREEV_KINGKADE = {
    "male": ((0.02300, 0.14929, -1.99545), (0.08307, 0.02832, 3.26021), 0.29915),
    "female": ((0.01724, 0.14903, -2.05527), (0.06891, 0.04667, 3.88089), 0.31411),
}
# Preston, Heuveline and Guillot (2001), table 3.3, West, from 1m0:
# intercept and slope below 0.107, the constant from there on; 1a0, then 4a1.
_PHG_BREAK = 0.107
_PHG_WEST = {
    "male": ((0.045, 2.684, 0.330), (1.651, -2.816, 1.352)),
    "female": ((0.053, 2.800, 0.350), (1.522, -1.518, 1.361)),
}
# Coale and Demeny (1983), from 1q0: intercept below 0.100, constant from there on.
_CD_BREAK = 0.100
_CD_SLOPES = {"male": (2.875, -3.013), "female": (3.000, -1.627)}
_CD_A0 = {
    "west": {"male": (0.0425, 0.33), "female": (0.050, 0.35)},
    "north": {"male": (0.0425, 0.33), "female": (0.050, 0.35)},
    "east": {"male": (0.0025, 0.29), "female": (0.010, 0.31)},
    "south": {"male": (0.0425, 0.33), "female": (0.050, 0.35)},
}
_CD_A1 = {
    "west": {"male": (1.653, 1.352), "female": (1.524, 1.361)},
    "north": {"male": (1.859, 1.558), "female": (1.733, 1.570)},
    "east": {"male": (1.614, 1.313), "female": (1.487, 1.324)},
    "south": {"male": (1.541, 1.240), "female": (1.402, 1.239)},
}


def andreev_kingkade(m0: Floats, sex: str) -> Floats:
    """1a0 from 1m0; for both sexes the mean of male and female at the same 1m0.

    >>> round(float(andreev_kingkade(np.array(0.01), "male")), 7)
    0.1293355
    """
    if sex == "both":
        return (andreev_kingkade(m0, "male") + andreev_kingkade(m0, "female")) / 2
    (low, a, b), (high, c, d), constant = _ANDREEV_KINGKADE[sex]
    return np.where(m0 < low, a + b * m0, np.where(m0 < high, c + d * m0, constant))


def coale_demeny(
    m0: Floats, sex: str, region: str, q0: Floats | None
) -> tuple[Floats, Floats]:
    """1a0 and 4a1; for both sexes the mean of male and female.

    West without `q0` is read from 1m0 (Preston, Heuveline and Guillot 2001, table
    3.3). Otherwise from 1q0 (Coale and Demeny 1983); where no `q0` is given it is the
    one that goes with 1m0 and the 1a0 sought: the root of
    1q0 = 1m0 / (1 + (1 − 1a0)·1m0), 1a0 = intercept + slope·1q0.
    """
    if sex == "both":
        men = coale_demeny(m0, "male", region, q0)
        women = coale_demeny(m0, "female", region, q0)
        return (men[0] + women[0]) / 2, (men[1] + women[1]) / 2
    if region == "west" and q0 is None:
        return _west_from_m0(m0, sex)
    intercept, high0 = _CD_A0[region][sex]
    slope0, slope1 = _CD_SLOPES[sex]
    q = _q0_of_m0(m0, intercept, slope0) if q0 is None else q0
    intercept1, high1 = _CD_A1[region][sex]
    low = q < _CD_BREAK
    return (
        np.where(low, intercept + slope0 * q, high0),
        np.where(low, intercept1 + slope1 * q, high1),
    )


def _west_from_m0(m0: Floats, sex: str) -> tuple[Floats, Floats]:
    first, second = (
        np.where(m0 < _PHG_BREAK, a + b * m0, constant)
        for a, b, constant in _PHG_WEST[sex]
    )
    return first, second


def _q0_of_m0(m0: Floats, intercept: float, slope: float) -> Floats:
    """1q0 that agrees with `m0` and with the 1a0 that it implies below the break.

    From the break on it is beyond the break too, and 1a0 is constant: its own value
    does not matter there.
    """
    # slope·m0·q² − (1 + (1 − intercept)·m0)·q + m0 = 0, the smaller root, in the form
    # that does not cancel as m0 goes to 0.
    b = 1 + (1 - intercept) * m0
    root: Floats = 2 * m0 / (b + np.sqrt(np.maximum(b * b - 4 * slope * m0 * m0, 0.0)))
    return root


def greville(nMx: Floats, age: Floats, nax: Floats) -> Floats:
    """`nax` with the groups from 15 up to the one before the open one by Greville.

    n/2 − n²/12·(nMx − k), k = ln(M(x+n)/M(x−n))/2n (United Nations 1982); n/2 stays
    where a neighbour's rate is 0 and k has no value.
    """
    n = np.diff(age)[1:]  # of the groups that have a neighbour on both sides
    before, after = nMx[..., :-2], nMx[..., 2:]
    known = (before > 0) & (after > 0) & (age[1:-1] >= 15)
    ratio = np.divide(after, before, out=np.ones_like(before), where=known)
    k = np.log(ratio) / (2 * n)
    bent = n / 2 - n**2 / 12 * (nMx[..., 1:-1] - k)
    result = nax.copy()
    result[..., 1:-1] = np.where(known, bent, nax[..., 1:-1])
    return result


def constant_force(nMx: Floats, width: Floats) -> Floats:
    """nax of closed groups under a constant force of mortality, n + 1/M − n/q.

    Near a rate of 0 the difference is lost to rounding: its series takes over.

    >>> constant_force(np.array([0.0, 0.2]), np.array([5.0, 5.0])).round(4).tolist()
    [2.5, 2.0901]
    """
    x = np.asarray(width * nMx)
    direct = np.maximum(x, 1e-2)
    share = 1 + 1 / direct + 1 / np.expm1(-direct)
    return width * np.where(x < 1e-2, 0.5 - x / 12 + x**3 / 720, share)
