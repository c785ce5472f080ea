"""Multipliers that split five-year groups into single years.

Each table has the ten rows of the first two groups, on the first five, and the five
of a middle group, on the two before it, itself and the two after. The last two groups
are the first two read backwards.

Sprague's are those of statistikat/simPop, R/sprague.R (commit 1b6afa8), and
timriffe/DemoTools, R/Sprague.R (commit 00b15cf), after Shryock, Siegel and Larmon
(1973); tests derive them again from Sprague's definition. Beers' are those of
mrc-ide/beers, R/make_constants.R (commit 962272e), and timriffe/DemoTools, R/Beers.R
(commit 00b15cf), after Beers (1945) and Siegel and Swanson (2004). Johnson's, for
ages 2 to 8, are those of the latter file, after the Census Bureau's DAPPS.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import Floats

_LEAST = 5


class Multipliers(NamedTuple):
    """Shares of five-year groups in single years."""

    first: Floats
    """(10, 5)."""
    middle: Floats
    """(5, 5)."""

    def matrix(self, number: int) -> Floats:
        """(5·number, number): the single years of `number` five-year groups."""
        if number < _LEAST:
            raise ValueError(
                f"age: {number} closed five-year groups must be {_LEAST} or more"
            )
        out = np.zeros((5 * number, number))
        out[:10, :5] = self.first
        for group in range(2, number - 2):
            out[5 * group : 5 * group + 5, group - 2 : group + 3] = self.middle
        out[-10:, -5:] = self.first[::-1, ::-1]
        return out


# fmt: off
SPRAGUE = Multipliers(
    np.array([
        [.3616, -.2768, .1488, -.0336, 0],
        [.2640, -.0960, .0400, -.0080, 0],
        [.1840, .0400, -.0320, .0080, 0],
        [.1200, .1360, -.0720, .0160, 0],
        [.0704, .1968, -.0848, .0176, 0],
        [.0336, .2272, -.0752, .0144, 0],
        [.0080, .2320, -.0480, .0080, 0],
        [-.0080, .2160, -.0080, 0, 0],
        [-.0160, .1840, .0400, -.0080, 0],
        [-.0176, .1408, .0912, -.0144, 0],
    ]),
    np.array([
        [-.0128, .0848, .1504, -.0240, .0016],
        [-.0016, .0144, .2224, -.0416, .0064],
        [.0064, -.0336, .2544, -.0336, .0064],
        [.0064, -.0416, .2224, .0144, -.0016],
        [.0016, -.0240, .1504, .0848, -.0128],
    ]),
)
BEERS_ORDINARY = Multipliers(
    np.array([
        [.3333, -.1636, -.0210, .0796, -.0283],
        [.2595, -.0780, .0130, .0100, -.0045],
        [.1924, .0064, .0184, -.0256, .0084],
        [.1329, .0844, .0054, -.0356, .0129],
        [.0819, .1508, -.0158, -.0284, .0115],
        [.0404, .2000, -.0344, -.0128, .0068],
        [.0093, .2268, -.0402, .0028, .0013],
        [-.0108, .2272, -.0248, .0112, -.0028],
        [-.0198, .1992, .0172, .0072, -.0038],
        [-.0191, .1468, .0822, -.0084, -.0015],
    ]),
    np.array([
        [-.0117, .0804, .1570, -.0284, .0027],
        [-.0020, .0160, .2200, -.0400, .0060],
        [.0050, -.0280, .2460, -.0280, .0050],
        [.0060, -.0400, .2200, .0160, -.0020],
        [.0027, -.0284, .1570, .0804, -.0117],
    ]),
)
BEERS_MODIFIED = Multipliers(
    np.array([
        [.3332, -.1938, .0702, -.0118, .0022],
        [.2569, -.0753, .0205, -.0027, .0006],
        [.1903, .0216, -.0146, .0032, -.0005],
        [.1334, .0969, -.0351, .0059, -.0011],
        [.0862, .1506, -.0410, .0054, -.0012],
        [.0486, .1831, -.0329, .0021, -.0009],
        [.0203, .1955, -.0123, -.0031, -.0004],
        [.0008, .1893, .0193, -.0097, .0003],
        [-.0108, .1677, .0577, -.0153, .0007],
        [-.0159, .1354, .0972, -.0170, .0003],
    ]),
    np.array([
        [-.0160, .0973, .1321, -.0121, -.0013],
        [-.0129, .0590, .1564, .0018, -.0043],
        [-.0085, .0260, .1650, .0260, -.0085],
        [-.0043, .0018, .1564, .0590, -.0129],
        [-.0013, -.0121, .1321, .0973, -.0160],
    ]),
)
# Ages 2 to 8 from the count at 1, those at 2–4, 5–8, 9 and 10.
JOHNSON = np.array([
    [.2333, .3445, -.1222, .3778, -.1556],
    [-.0875, .3847, -.0236, .0389, -.0111],
    [-.1458, .2708, .1458, -.4167, .1667],
    [-.0833, .1151, .2817, -.6111, .2222],
    [0, -.0080, .3254, -.3889, .1111],
    [.0458, -.0613, .2637, .1833, -.1000],
    [.0375, -.0458, .1292, .8167, -.2333],
])
# fmt: on
