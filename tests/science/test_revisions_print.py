"""The chain ladder against the triangles that Mack printed."""

import numpy as np
import pytest

from renkou.integrity.revisions import Triangle, chain_ladder

MANUAL = "mages/ChainLadder reference/MackChainLadder.md (943d6ca)"
TAYLOR_ASHE = (
    (
        *(357848, 1124788, 1735330, 2218270, 2745596),
        *(3319994, 3466336, 3606286, 3833515, 3901463),
    ),
    (352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085),
    (290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315),
    (310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268),
    (443160, 1136350, 2128333, 2897821, 3402672, 3873311),
    (396132, 1333217, 2180715, 2985752, 3691712),
    (440832, 1288463, 2419861, 3483130),
    (359480, 1421128, 2864498),
    (376686, 1363294),
    (344014,),
)
MORTGAGE = (
    (58046, 127970, 476599, 1027692, 1360489, 1647310, 1819179, 1906852, 1950105),
    (24492, 141767, 984288, 2142656, 2961978, 3683940, 4048898, 4115760),
    (32848, 274682, 1522637, 3203427, 4445927, 5158781, 5342585),
    (21439, 529828, 2900301, 4999019, 6460112, 6853904),
    (40397, 763394, 2920745, 4989572, 5648563),
    (90748, 951994, 4210640, 5866482),
    (62096, 868480, 1954797),
    (24983, 284441),
    (13121,),
)
RAA = (
    (5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834),
    (106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704),
    (3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466),
    (5655, 11555, 15766, 21266, 23425, 26083, 27067),
    (1092, 9565, 15836, 22169, 25955, 26180),
    (1513, 6445, 11702, 12935, 15852),
    (557, 4020, 10946, 12314),
    (1351, 6947, 13112),
    (3133, 5395),
    (2063,),
)


def _triangle(rows: tuple[tuple[int, ...], ...]) -> Triangle:
    values = np.full((len(rows), len(rows[0])), np.nan)
    for place, row in enumerate(rows):
        values[place, : len(row)] = row
    return Triangle(values)


@pytest.mark.printed(
    "revisions.chain_ladder",
    source="Mack (1993), the Taylor–Ashe triangle, tables 2 and 3, as ChainLadder's "
    "manual prints them",
    address=MANUAL,
)
def test_taylor_and_ashe() -> None:
    found = chain_ladder(_triangle(TAYLOR_ASHE))
    factors = [3.490607, 1.747333, 1.457413, 1.173852, 1.103824]
    factors += [1.086269, 1.053874, 1.076555, 1.017725]
    assert found.factors == pytest.approx(factors, abs=6e-7)
    squares = [160280.3275, 37736.8550, 41965.2130, 15182.9027, 13731.3239]
    squares += [8185.7716, 446.6166, 1147.3660, 446.6166]
    assert found.sigma**2 == pytest.approx(squares, abs=6e-5)
    more = [0, 94634, 469511, 709638, 984889, 1419459, 2177641, 3920301]
    assert found.outstanding == pytest.approx([*more, 4278972, 4625811], abs=0.6)
    se = [0, 75535, 121699, 133549, 261406, 411010, 558317, 875328, 971258, 1363155]
    assert found.se == pytest.approx(se, abs=0.6)
    assert found.total_outstanding == pytest.approx(18680855.61, abs=0.006)
    assert found.total_se == pytest.approx(2447094.86, abs=0.006)


@pytest.mark.printed(
    "revisions.chain_ladder",
    source="Mack (1999), mortgage guarantees with a tail factor, as ChainLadder's "
    "manual prints them",
    address=MANUAL,
)
def test_mortgage_guarantees_with_a_tail() -> None:
    triangle = _triangle(MORTGAGE)
    found = chain_ladder(triangle, tail=1.05, tail_sigma=71, tail_se=0.02)
    more = [97505, 303813, 545456, 1218667, 1928523, 4174250, 3759398, 3118154]
    assert found.outstanding == pytest.approx([*more, 1729787], abs=0.6)
    se = [106544, 179977, 249708, 417857, 670156, 1127984, 1377496, 1901740, 2293437]
    assert found.se == pytest.approx(se, abs=0.6)
    assert found.total_se == pytest.approx(4053667.67, abs=0.006)
    # Table 1 of the paper, as the package's own tests have it, of the third origin.
    own = [7.38, 1.89, 0.357, 0.116, 0.078, 0.033, 0.015, 0.007, 0.03]
    assert found.individual_factor_se[2] == pytest.approx(own, rel=0.035)

    by_line = chain_ladder(triangle, tail=1.05, last_sigma="log-linear")
    assert by_line.factor_se[-1] == pytest.approx(0.02093287, abs=6e-9)
    assert by_line.sigma[-1] == pytest.approx(55.45125, abs=6e-6)


@pytest.mark.printed(
    "revisions.chain_ladder",
    "revisions.Triangle",
    source="Mack (1994), the RAA triangle, as ChainLadder's vignette prints it",
    address="mages/ChainLadder articles/ChainLadder.md (39cd6db), "
    "reference/MackChainLadder.md (943d6ca)",
)
def test_reinsurance_association_of_america() -> None:
    triangle = _triangle(RAA)
    assert np.nanmin(triangle.increments) == -103  # recorded, then struck out
    found = chain_ladder(triangle)
    more = [0, 154.0, 617.4, 1636.1, 2746.7, 3649.1, 5435.3, 10907.2, 10650.0, 16339.4]
    assert found.outstanding == pytest.approx(more, abs=0.06)
    se = [0, 206.2, 623.4, 747.2, 1469.5, 2001.9, 2209.2, 5357.9, 6333.2, 24566.3]
    assert found.se == pytest.approx(se, abs=0.06)
    assert found.total_se == pytest.approx(26909.01, abs=0.006)
    by_line = chain_ladder(triangle, last_sigma="log-linear")
    assert by_line.total_se == pytest.approx(26880.74, abs=0.006)
