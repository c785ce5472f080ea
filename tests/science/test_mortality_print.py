"""Mortality compared, against printed figures; where each was read stands beside it."""

import numpy as np
import pytest

from renkou.demography.life_table import LifeTable
from renkou.demography.mortality import arriaga, indirect_standardisation

# United States, women, 1935 and 1995: Ponnapalli (2005), Demographic Research 12(7), as
# copied out in herts-phei/decompositionLE, README.md (006dcfe) and, for the effects,
# tests/testthat/test-decomp_age.R (6685f20).
AGE = [0, 5, 15, 25, 45, 65, 85]
L1 = [1.0, 0.93887, 0.92613, 0.90341, 0.82368, 0.60779, 0.12281]
E1 = [63.32, 62.39, 53.19, 44.38, 27.61, 13.21, 4.49]
L2 = [1.0, 0.99179, 0.98999, 0.98524, 0.96298, 0.85504, 0.41424]
E2 = [79.0, 74.65, 64.78, 55.06, 36.06, 19.0, 6.62]
EFFECT = [
    3.85,
    0.73,
    1.01,
    2.55,
    3.31,
    3.66,
    0.57,
]  # both ways of standardising, halved


def _table(survivors: list[float], e: list[float]) -> LifeTable:
    """The table with these survivors and expectations: nax follows from the two."""
    alive, years = np.array(survivors), np.array(survivors) * e
    died, width = -np.diff(alive), np.diff(AGE)
    lived = -np.diff(years)
    nax = np.append((lived - width * alive[1:]) / died, e[-1])
    rates = np.append(died / lived, 1 / e[-1])
    return LifeTable.from_rates(rates, AGE, sex="female", nax=nax)


@pytest.mark.printed(
    "mortality.arriaga",
    source="Ponnapalli (2005), Demographic Research 12(7)",
    address="herts-phei/decompositionLE, tests/testthat/test-decomp_age.R (6685f20)",
)
def test_united_states_women_1935_and_1995() -> None:
    first, second = _table(L1, E1), _table(L2, E2)
    assert float(first.ex[0]) == pytest.approx(63.32, abs=1e-9)
    both = (arriaga(first, second) - arriaga(second, first)) / 2
    # The expectations are printed to 0.01, and four of them make an effect.
    np.testing.assert_allclose(both, EFFECT, rtol=0, atol=0.015)
    assert arriaga(first, second).sum() == pytest.approx(79.0 - 63.32, abs=1e-9)


@pytest.mark.printed(
    "mortality.indirect_standardisation",
    source="Dohoo, Martin and Stryhn (2009), as epiR prints it (epi.indirectadj)",
    address="reallyTG/typeR, data/genthat_extracted_code/epiR/examples/"
    "epi.indirectadj.Rd.R (d26877b)",
)
def test_herds_of_two_areas() -> None:
    # Only the cases of all herds together are printed; their split does not count.
    found = indirect_standardisation(
        [[58, 0], [130, 0]], [[550, 450], [500, 1500]], [0.025, 0.085]
    )
    np.testing.assert_allclose(found.expected, [52, 140], rtol=0, atol=0.5)
    np.testing.assert_allclose(found.smr, [1.1153846, 0.9285714], rtol=0, atol=5e-8)
