"""Model life tables: the log-quadratic model of Wilmoth and others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, one_of, refuse, together

from ..separation import coale_demeny
from .table import LifeTable

_AGES = np.array([0, 1, *range(5, 115, 5)], dtype=np.float64)
# Wilmoth, Zureick, Canudas-Romo, Inoue and Sawyer (2012), Population Studies 66:1,
# ax, bx, cx and vx at 0, 5, 10, … 110, as the authors' programs give them in full,
# copied out in PPgp/MortCast, data/LQcoefs.csv (commit 62a1751).
# fmt: off
_COEFFICIENTS = {
    "male": np.array([
        [-0.5101071, 0.8164321, -0.02451467, 0],
        [-3.04354, 1.526982, 0.08166032, 0.1719983],
        [-3.955432, 1.238959, 0.06384955, 0.1682632],
        [-3.937401, 1.04248, 0.0749509, 0.2161095],
        [-3.416499, 1.165062, 0.09454843, 0.3021748],
        [-3.423661, 1.144385, 0.09047252, 0.3623644],
        [-3.443845, 1.068243, 0.08143238, 0.3848268],
        [-3.419776, 0.9620476, 0.07141607, 0.3779481],
        [-3.382858, 0.8336849, 0.06086321, 0.3529745],
        [-3.445565, 0.6038877, 0.0362498, 0.3060216],
        [-3.421684, 0.4000742, 0.01383651, 0.2563507],
        [-3.414404, 0.1760361, -0.01281011, 0.2016688],
        [-3.140207, 0.09208794, -0.02164426, 0.1616088],
        [-2.856547, 0.0217311, -0.02827026, 0.1215743],
        [-2.411387, 0.03875809, -0.0234896, 0.08644819],
        [-2.041148, 0.009260813, -0.02524094, 0.05366831],
        [-1.645602, 0.00849327, -0.02211013, 0.03157252],
        [-1.320278, -0.01834376, -0.0218625, 0.006119876],
        [-1.036834, -0.03142407, -0.01839772, 0],
        [-0.7310494, -0.01698809, -0.01327259, 0],
        [-0.5024448, -0.008092815, -0.008627758, 0],
        [-0.3274911, 6.030044e-05, -0.004760057, 0],
        [-0.2211756, 0.002807904, -0.002650416, 0],
    ]).T,
    "female": np.array([
        [-0.6618628, 0.7683755, -0.02765266, 0],
        [-2.5608, 1.79373, 0.1082168, 0.2788082],
        [-3.243488, 1.665262, 0.108767, 0.3423039],
        [-3.109929, 1.579731, 0.1147, 0.4006514],
        [-2.978885, 1.505335, 0.1011409, 0.4132956],
        [-3.018507, 1.372931, 0.08153586, 0.3883814],
        [-3.020073, 1.287858, 0.07780666, 0.3391099],
        [-3.148739, 1.107097, 0.06371908, 0.2828816],
        [-3.268999, 0.9339455, 0.05326458, 0.2246219],
        [-3.520218, 0.6642376, 0.02894054, 0.1774285],
        [-3.407639, 0.5555521, 0.0208264, 0.1428858],
        [-3.25867, 0.4460838, 0.01013578, 0.1189954],
        [-2.890729, 0.3988316, 0.004164165, 0.08065517],
        [-2.660826, 0.2590526, -0.01345454, 0.05711751],
        [-2.294916, 0.1759354, -0.02285701, 0.02945457],
        [-2.041413, 0.04807992, -0.03537339, 0.01144679],
        [-1.7308, -0.006397818, -0.0347173, 0.003259237],
        [-1.447309, -0.05307362, -0.03273087, 0.003971367],
        [-1.158218, -0.0616508, -0.0259302, 0],
        [-0.8654603, -0.05982558, -0.01980852, 0],
        [-0.6294127, -0.05129371, -0.01344244, 0],
        [-0.4281803, -0.0341092, -0.007482594, 0],
        [-0.2966376, -0.02290383, -0.004067581, 0],
    ]).T,
    "both": np.array([
        [-0.5883505, 0.789361, -0.02660186, 0],
        [-2.836242, 1.635304, 0.09190672, 0.230358],
        [-3.641785, 1.417155, 0.08214416, 0.240276],
        [-3.617127, 1.249214, 0.09087338, 0.284943],
        [-3.281842, 1.276471, 0.09641405, 0.3507752],
        [-3.262749, 1.233454, 0.08853432, 0.3841591],
        [-3.263029, 1.162639, 0.08178264, 0.3831601],
        [-3.28701, 1.039108, 0.07147072, 0.3564139],
        [-3.329905, 0.8877926, 0.06046687, 0.3150341],
        [-3.483663, 0.6373414, 0.03534331, 0.2610234],
        [-3.419764, 0.480025, 0.01986698, 0.2112199],
        [-3.347681, 0.3119509, 0.0008695357, 0.1616184],
        [-3.013142, 0.2600541, -0.004872759, 0.118101],
        [-2.747703, 0.1614784, -0.01712625, 0.08268151],
        [-2.331392, 0.1344733, -0.01973585, 0.05235483],
        [-2.024465, 0.04773413, -0.02915551, 0.02917704],
        [-1.68681, 0.008474356, -0.0292794, 0.01884738],
        [-1.401842, -0.04124775, -0.029915, 0.006220645],
        [-1.125048, -0.05802479, -0.02530417, 0],
        [-0.8369458, -0.05419234, -0.01949111, 0],
        [-0.6042258, -0.04485174, -0.01322526, 0],
        [-0.4071285, -0.0280339, -0.007284549, 0],
        [-0.2843836, -0.01918443, -0.003998858, 0],
    ]).T,
}
# fmt: on


def log_quadratic(q5: npt.ArrayLike, k: npt.ArrayLike = 0.0, *, sex: str) -> LifeTable:
    """The model life table of a probability of dying before 5, and of adult mortality.

    ln nMx = a + b·h + c·h² + v·k, h = ln `q5`, at 0, 5, 10, … 110 and more; 4m1 is what
    makes 5q0 come to `q5` exactly. `k` raises (above 0) or lowers adult mortality
    against what goes with `q5` on average; −2 to 2 in almost all populations observed.
    1a0 and 4a1 by Coale–Demeny West (Preston, Heuveline and Guillot 2001, table 3.3),
    from 15 on Greville's nax, without which nobody would reach 110. `q5` and `k`
    broadcast, (...); the table is (..., 24). `sex`: "male", "female" or "both".

    Source: Wilmoth and others (2012), Population Studies 66(1), 1–28. ValueError for a
    `q5` not between 0 and 1, or so that 1q0 alone would pass it.

    >>> table = log_quadratic([0.01, 0.1], sex="female")
    >>> table.ex[:, 0].round(1).tolist(), (1 - table.lx[:, 2] / 1e5).round(6).tolist()
    ([77.9, 60.8], [0.01, 0.1])
    """
    one_of("sex", sex, _COEFFICIENTS)
    child, adult = numeric("q5", q5), numeric("k", k)
    refuse("q5", ~((child > 0) & (child < 1)), child, "lie between 0 and 1")
    refuse("k", ~np.isfinite(adult), adult, "be a number")
    shape = together(q5=child, k=adult)
    a, b, c, v = _COEFFICIENTS[sex]
    h = np.broadcast_to(np.log(child), shape)[..., None]
    rates = np.insert(np.exp(a + b * h + c * h**2 + v * adult[..., None]), 1, 0, -1)
    rates[..., 1] = _child_rate(child, rates[..., 0], sex)
    return LifeTable.from_rates(
        rates, _AGES, sex=sex, a0="coale-demeny", nax="greville"
    )


def _child_rate(q5: Floats, infant_rate: Floats, sex: str) -> Floats:
    """4m1 with which 5q0 is `q5` under this 1m0."""
    first, second = coale_demeny(infant_rate, sex, "west", None)
    survivors = 1 - infant_rate / (1 + (1 - first) * infant_rate)
    q = 1 - (1 - q5) / survivors
    whole = np.broadcast_to(q5, q.shape)
    refuse("q5", q < 0, whole, "be no less than the model's 1q0")
    return q / (4 - (4 - second) * q)
