"""The sex ratio at birth against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.demography.sex_ratio import (
    compare,
    probability_below,
    sex_ratio_at_birth,
    sign_test,
)
from renkou.demography.sex_ratio_areas import false_discovery


@pytest.mark.printed(
    "sex_ratio.sign_test",
    source="Arbuthnot (1710), Philosophical Transactions 27, as a course quotes it",
    address="mlelarge.github.io/ens-ml4sd/2_hypothesis_test.html",
)
def test_arbuthnot() -> None:
    # More boys than girls christened in each of 82 years: 1 in 4.836·10²⁴.
    found = sign_test(np.full(82, 5218), np.full(82, 4683))
    assert 1 / float(found) == pytest.approx(4.836e24, abs=0.0005e24)


@pytest.mark.printed(
    "sex_ratio.probability_below",
    source="Laplace's births of Paris, 1745 to 1770, as bbai works them",
    address="github.com/rnburn/bbai README",
)
def test_laplace() -> None:
    found = float(probability_below(251_527, 241_945))
    assert found == pytest.approx(1.146058490154673e-42, rel=1e-10)
    # And of simulated births of as many boys and girls.
    boys = [749, 1511, 2263, 3081, 9957]
    girls = [751, 1489, 2237, 2919, 9543]
    printed = [0.52058, 0.34399, 0.34918, 0.01825, 0.00151]
    assert probability_below(boys, girls) == pytest.approx(printed, abs=6e-6)


@pytest.mark.printed(
    "sex_ratio.compare",
    "sex_ratio.sex_ratio_at_birth",
    source="Conover (1971), p. 97, as R's binom.test prints it",
    address="rstudio-pubs-static.s3.amazonaws.com/1326367_dcad3c32962b483f9b9112c768e8205a",
)
def test_conover() -> None:
    # 682 against 243 where three to one is expected: 300 per 100.
    assert float(compare(682, 243, against=300).p) == pytest.approx(0.3825, abs=5e-5)
    found = sex_ratio_at_birth(682, 243)
    low, high = (float(limit) / (100 + float(limit)) for limit in found[2:])
    assert low == pytest.approx(0.7076683, abs=6e-8)
    assert high == pytest.approx(0.7654066, abs=6e-8)


@pytest.mark.printed(
    "sex_ratio.many",
    source="stdlib, padjust, its Benjamini–Hochberg example",
    address="stdlib.io/docs/api/latest/@stdlib/stats/padjust",
)
def test_false_discovery() -> None:
    found = false_discovery(np.array([0.008, 0.03, 0.123, 0.6, 0.2]))
    assert found == pytest.approx([0.04, 0.075, 0.205, 0.6, 0.25], abs=5e-4)
