"""Child mortality from children ever born against printed figures.

Panama, 1976 and Bangladesh, 1974, the examples of United Nations (1990), Step-by-step
Guide to the Estimation of Child Mortality, as myominnoo/u5mr, README.md (commit
0874fbe) works them.
"""

import numpy as np
import pytest

from renkou.demography.child_mortality import from_children_ever_born

ADDRESS = "myominnoo/u5mr README.md (commit 0874fbe)"
# fmt: off
PANAMA = [2695, 2095, 1828, 1605, 1362, 1128, 930]
BORN = [557, 2633, 4757, 6085, 6722, 6367, 5276]
DEAD = [40, 130, 312, 435, 636, 686, 689]
BOYS = [278, 1380, 2395, 3097, 3444, 3274, 2682]
BOYS_DEAD = [24, 77, 172, 236, 348, 394, 354]
BANGLADESH = [3014706, 2653155, 2607009, 2015663, 1771680, 1479575, 1135129]
GIRLS = [563671, 2394364, 4409874, 4800769, 4948275, 4280730, 3190716]
GIRLS_DEAD = [98200, 467507, 890661, 1056614, 1156211, 1123278, 928807]
# fmt: on


@pytest.mark.printed(
    "child_mortality.from_children_ever_born",
    source="United Nations (1990), Step-by-step Guide, Panama 1976",
    address=ADDRESS,
)
def test_panama_west() -> None:
    both = from_children_ever_born(PANAMA, BORN, DEAD)
    assert both.x.tolist() == [1, 2, 3, 5, 10, 15, 20]
    # fmt: off
    np.testing.assert_allclose(both.multipliers, [
        1.0664294, 1.0404542, 0.9937778, 1.0041775, 1.0221369, 1.0099799, 1.0021669,
    ], rtol=0, atol=6e-8)
    np.testing.assert_allclose(both.qx, [
        0.07658380, 0.05137070, 0.06517946, 0.07178590, 0.09670918, 0.10881831,
        0.13087434,
    ], rtol=0, atol=6e-9)
    np.testing.assert_allclose(both.years_before, [
        1.048001, 2.364852, 4.314966, 6.636520, 9.194406, 11.924192, 14.855814,
    ], rtol=0, atol=6e-7)
    # The print has a table for both sexes, in five places; here it is of the two.
    np.testing.assert_allclose(both.q5, [
        0.10681851, 0.05824125, 0.07022363, 0.07178590, 0.08856392, 0.09364872,
        0.10329620,
    ], rtol=0, atol=1e-5)
    boys = from_children_ever_born(PANAMA, BOYS, BOYS_DEAD, sex="male")
    np.testing.assert_allclose(boys.q5, [
        0.13193006, 0.06559956, 0.07600789, 0.07573630, 0.09378708, 0.10404412,
        0.10386235,
    ], rtol=0, atol=6e-9)
    # fmt: on


@pytest.mark.printed(
    "child_mortality.from_children_ever_born",
    source="United Nations (1990), Step-by-step Guide, Bangladesh 1974",
    address=ADDRESS,
)
def test_bangladesh_south() -> None:
    girls = from_children_ever_born(
        BANGLADESH, GIRLS, GIRLS_DEAD, region="south", sex="female"
    )
    # fmt: off
    np.testing.assert_allclose(girls.multipliers, [
        0.9238170, 0.9952065, 0.9889674, 1.0056231, 1.0274741, 1.0077431, 0.9957282,
    ], rtol=0, atol=6e-8)
    np.testing.assert_allclose(girls.years_before, [
        1.165826, 2.566995, 4.604250, 7.010693, 9.669503, 12.517197, 15.616267,
    ], rtol=0, atol=6e-7)
    np.testing.assert_allclose(girls.q5, [
        0.2857318, 0.2394660, 0.2177052, 0.2213302, 0.2221657, 0.2342938, 0.2425051,
    ], rtol=0, atol=6e-8)
    # fmt: on
