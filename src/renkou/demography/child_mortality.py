"""Child mortality from what mothers say: children ever born and children dead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)

from .coale_demeny import MODEL_AGES, model_qx
from .separation import REGIONS

# Manual X (United Nations 1983), tables 47 and 48, Trussell: factors of 1, of P1/P2
# and of P2/P3 for the multiplier and for the years before, by age group of women; read
# in myominnoo/u5mr, R/u5mr_trussell.R (commit 0874fbe).
_MULTIPLIER = {
    "west": [
        (1.1415, -2.7070, 0.7663),
        (1.2563, -0.5381, -0.2637),
        (1.1851, 0.0633, -0.4177),
        (1.1720, 0.2341, -0.4272),
        (1.1865, 0.3080, -0.4452),
        (1.1746, 0.3314, -0.4537),
        (1.1639, 0.3190, -0.4435),
    ],
    "north": [
        (1.1119, -2.9287, 0.8507),
        (1.2390, -0.6865, -0.2745),
        (1.1884, 0.0421, -0.5156),
        (1.2046, 0.3037, -0.5656),
        (1.2586, 0.4236, -0.5898),
        (1.2240, 0.4222, -0.5456),
        (1.1772, 0.3486, -0.4624),
    ],
    "east": [
        (1.1461, -2.2536, 0.6259),
        (1.2231, -0.4301, -0.2245),
        (1.1593, 0.0581, -0.3479),
        (1.1404, 0.1991, -0.3487),
        (1.1540, 0.2511, -0.3506),
        (1.1336, 0.2556, -0.3428),
        (1.1201, 0.2362, -0.3268),
    ],
    "south": [
        (1.0819, -3.0005, 0.8689),
        (1.2846, -0.6181, -0.3024),
        (1.2223, 0.0851, -0.4704),
        (1.1905, 0.2631, -0.4487),
        (1.1911, 0.3152, -0.4291),
        (1.1564, 0.3017, -0.3958),
        (1.1307, 0.2596, -0.3538),
    ],
}
_YEARS = {
    "west": [
        (1.0970, 5.5628, -1.9956),
        (1.3062, 5.5677, 0.2962),
        (1.5305, 2.5528, 4.8962),
        (1.9991, -2.4261, 10.4282),
        (2.7632, -8.4065, 16.1787),
        (4.3468, -13.2436, 20.1990),
        (7.5242, -14.2013, 20.0162),
    ],
    "north": [
        (1.0921, 5.4732, -1.9672),
        (1.3207, 5.3751, 0.2133),
        (1.5996, 2.6268, 4.3701),
        (2.0779, -1.7908, 9.4126),
        (2.7705, -7.3403, 14.9352),
        (4.1520, -12.2448, 19.2349),
        (6.9650, -13.9160, 19.9542),
    ],
    "east": [
        (1.0959, 5.5864, -1.9949),
        (1.2921, 5.5897, 0.3631),
        (1.5021, 2.4692, 5.0927),
        (1.9347, -2.6419, 10.8533),
        (2.6197, -8.9693, 17.0981),
        (4.1317, -14.3550, 21.8247),
        (7.3657, -15.8083, 22.3005),
    ],
    "south": [
        (1.0900, 5.4443, -1.9721),
        (1.3079, 5.5568, 0.2021),
        (1.5173, 2.6755, 4.7471),
        (1.9399, -2.2739, 10.3876),
        (2.6157, -8.4819, 16.5153),
        (4.0794, -13.8308, 21.1866),
        (7.1796, -15.3880, 21.7892),
    ],
}


@dataclass(frozen=True, eq=False)
class ChildMortality:
    """The chance of dying by age x, and when; one for each age group of women."""

    x: Floats  # (7,), exact ages in years
    qx: Floats  # (..., 7)
    years_before: Floats  # (..., 7), before the census
    multipliers: Floats  # (..., 7)
    q5: Floats  # (..., 7), the chance of dying by age 5 at the same level


def from_children_ever_born(
    women: npt.ArrayLike,
    ceb: npt.ArrayLike,
    dead: npt.ArrayLike,
    *,
    region: str = "west",
    sex: str = "both",
) -> ChildMortality:
    """Child mortality by Brass's method in Trussell's variant.

    `women`, children ever born to them (`ceb`) and the `dead` among these, (..., 7), by
    age of woman 15–19 … 45–49; `region`, the family of model tables, and `sex`, that
    of the children counted ("both", "male", "female"). With parity P = ceb/women, the
    multipliers are a + b·P1/P2 + c·P2/P3 (Manual X, table 47), q(x) = multiplier ·
    dead/ceb at x = 1, 2, 3, 5, 10, 15, 20, and `years_before`, from table 48 likewise,
    is when that mortality stood, in years before the census.

    `q5` is the chance of dying by 5 at the level of the model family at which q(x) is
    as found, straight between levels (and on to 0 and to 1 beyond the 25 of them).
    15–19 rests on few births, of young mothers: q(1) is best not relied on.

    Source: United Nations (1983), Manual X, chapter III; United Nations (1990),
    Step-by-step Guide to the Estimation of Child Mortality.

    ValueError for what is negative or missing, no women or no children in a group,
    more dead than born, parities for which a multiplier is not above 0, and a q(x)
    above 1.

    >>> found = from_children_ever_born(
    ...     [2695, 2095, 1828, 1605, 1362, 1128, 930],
    ...     [557, 2633, 4757, 6085, 6722, 6367, 5276],
    ...     [40, 130, 312, 435, 636, 686, 689],
    ... )
    >>> found.qx.round(3).tolist()
    [0.077, 0.051, 0.065, 0.072, 0.097, 0.109, 0.131]
    """
    one_of("region", region, REGIONS)
    one_of("sex", sex, ("both", "male", "female"))
    N, born = positive("women", women), positive("ceb", ceb)
    died = not_negative("dead", dead)
    for argument, array in (("women", N), ("ceb", born), ("dead", died)):
        if array.shape[-1:] != (7,):
            raise ValueError(f"{argument}: {array.shape} must end in 7 groups, 15–49")
    shape = together(women=N, ceb=born, dead=died)
    died, born = np.broadcast_to(died, shape), np.broadcast_to(born, shape)
    refuse("dead", died > born, died, "be no more than ceb")
    parity = born / N
    multipliers = _by_parity(parity, _MULTIPLIER[region])
    refuse("ceb", multipliers <= 0, multipliers, "give multipliers above 0")
    qx = multipliers * died / born
    refuse("dead", qx > 1, qx, "give a chance of dying of no more than 1")
    return ChildMortality(
        x=np.array(MODEL_AGES, dtype=np.float64),
        qx=qx,
        years_before=_by_parity(parity, _YEARS[region]),
        multipliers=multipliers,
        q5=_at_five(qx, model_qx(region, sex)),
    )


def _by_parity(parity: Floats, factors: list[tuple[float, float, float]]) -> Floats:
    first = parity[..., 0:1] / parity[..., 1:2]
    second = parity[..., 1:2] / parity[..., 2:3]
    a, b, c = np.array(factors).T
    found: Floats = a + b * first + c * second
    return found


def _at_five(qx: Floats, model: Floats) -> Floats:
    """q(5) of the level at which the model has each of `qx`."""
    levels = np.flip(model, axis=-1)
    nodes = np.pad(levels, ((0, 0), (1, 1)), constant_values=((0, 0), (0, 1)))
    five = nodes[MODEL_AGES.index(5)]
    return np.stack(
        [np.interp(qx[..., i], nodes[i], five) for i in range(len(MODEL_AGES))], axis=-1
    )
