"""The cohort-component projection against its printed example.

Preston, Heuveline and Guillot (2001), box 6.2: the females of Sweden from 1993 to 1998
with migration, as markalava/ccmppWPP, data-raw/sweden_1993.R (commit 043792381702)
reproduces it; there the males are given the females' figures, with 1.05 boys per girl.
"""

from __future__ import annotations

import numpy as np
import pytest

from renkou.demography.life_table import survival_ratios
from renkou.demography.projection import Projection, project

# fmt: off
POPULATION = [
    293395, 248369, 240012, 261346, 285209, 314388, 281290, 286923, 304108, 324946,
    247613, 211351, 215140, 221764, 223506, 183654, 141990, 112424,
]
PERSON_YEARS = [
    497487, 497138, 496901, 496531, 495902, 495168, 494213, 492760, 490447, 486613,
    480665, 471786, 457852, 436153, 402775, 350358, 271512, 291707,
]
FERTILITY = [0, 0, 0, .0120, .0908, .1499, .1125, .0441, .0074, .0003, *[0] * 8]
MIGRANTS = [
    6840, 4150, 3365, 5270, 9240, 8230, 5470, 3155, 1770, 1115, 1075, 845, 645, 530,
    465, 300, 250, 175,
]
BIRTHS = [0, 0, 0, 15244, 126688, 229354, 170057, 63203, 10971, 472, *[0] * 8]
FEMALES_1998 = [
    302392, 298682, 252007, 244150, 268267, 293515, 320624, 284767, 288031, 303166,
    322062, 243989, 205841, 205516, 205270, 194771, 142565, 131966,
]
BOYS_1998 = 317340
# fmt: on


@pytest.fixture(scope="module")
def sweden() -> Projection:
    survival = survival_ratios(PERSON_YEARS, radix=100_000)
    return project(
        [POPULATION, POPULATION],
        np.broadcast_to(survival, (1, 2, 19)),
        [FERTILITY],
        1.05,
        [[MIGRANTS, MIGRANTS]],
        width=5,
        timing="even",
    )


@pytest.mark.printed(
    "projection.project",
    source="Preston, Heuveline and Guillot (2001), box 6.2",
    address="markalava/ccmppWPP data-raw/sweden_1993.R (043792381702)",
)
def test_sweden_from_1993_to_1998(sweden: Projection) -> None:
    males, females = sweden.population[1]
    np.testing.assert_allclose(females, FEMALES_1998, rtol=0, atol=0.5)
    np.testing.assert_allclose(males, [BOYS_1998, *FEMALES_1998[1:]], rtol=0, atol=0.5)
    by_mother = sweden.births[0].sum(axis=0)
    np.testing.assert_allclose(by_mother, BIRTHS, rtol=0, atol=0.5)


def test_the_survival_of_the_example_is_needed(sweden: Projection) -> None:
    # The open group of the example survives with the group before it.
    older = POPULATION[-1] + MIGRANTS[-1] / 2 + POPULATION[-2] + MIGRANTS[-2] / 2
    apart = older * PERSON_YEARS[-1] / PERSON_YEARS[-2]
    assert abs(apart - FEMALES_1998[-1]) > 1000
