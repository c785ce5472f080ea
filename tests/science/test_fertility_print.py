"""Fertility against printed figures; where each was read stands beside it.

The tables were read in EDKOMANU/DemogAnr, tests/testthat (commit ff7e99e), whose tests
quote them: test-pf-ratio.R, test-rates-textbook.R, test-reproduction-stable.R.
"""

import numpy as np
import pytest

from renkou.demography import fertility
from renkou.demography.stable import intrinsic_growth_rate

QUOTED = "EDKOMANU/DemogAnr tests/testthat/{} (commit ff7e99e)"
# Manual X, chapter II, tables 10 to 12: Bangladesh, 1974. Women of 40–44 as in
# myominnoo/u5mr, README.md (commit 0874fbe): the first file has a digit wrong.
# fmt: off
WOMEN = [3014706, 2653155, 2607009, 2015663, 1771680, 1479575, 1135129]
EVER_BORN = [1160919, 4901382, 9085852, 9910256, 10384001, 9164329, 6905673]
BIRTHS = [320406, 609269, 561494, 367833, 237297, 95357, 38125]
# Preston, Heuveline and Guillot (2001), box 5.5: girls born, United States, 1991.
GIRLS = [5816, 253979, 532712, 596823, 431694, 162005, 25531, 829]
THOUSANDS = [8620, 8371, 9419, 10325, 11125, 10344, 9496, 7188]
US_NLX = [494603, 493804, 492552, 491138, 489356, 486941, 483577, 478475]
# The same, box 7.1: Egypt, 1997, births of girls.
EGYPT_NLX = [4.66740, 4.63097, 4.58518, 4.53206, 4.46912, 4.39135, 4.28969]
EGYPT_GIRLS = [0.00567, 0.06627, 0.11204, 0.07889, 0.05075, 0.01590, 0.00610]
# fmt: on


@pytest.mark.printed(
    "fertility.age_specific_rates",
    "fertility.total_fertility_rate",
    "fertility.pf_ratio",
    source="United Nations (1983), Manual X, tables 10 to 12, Trussell variant",
    address=QUOTED.format("test-pf-ratio.R"),
)
def test_bangladesh() -> None:
    rates = fertility.age_specific_rates(BIRTHS, WOMEN)
    printed = [0.1063, 0.2296, 0.2154, 0.1825, 0.1339, 0.0644, 0.0336]
    np.testing.assert_allclose(rates, printed, rtol=0, atol=5e-5)
    assert float(fertility.total_fertility_rate(rates)) == pytest.approx(4.83, abs=5e-3)

    parity = np.array(EVER_BORN) / WOMEN
    found = fertility.pf_ratio(parity, printed, interpolation="trussell")
    np.testing.assert_allclose(
        found.F, [0.237, 1.209, 2.338, 3.323, 4.094, 4.503, 4.789], rtol=0, atol=1.1e-3
    )
    np.testing.assert_allclose(
        found.ratio,
        [1.624, 1.528, 1.491, 1.480, 1.432, 1.376, 1.270],
        rtol=0,
        atol=2.4e-3,  # the print divides by F as rounded, 0.237
    )
    # The print rounds at every step: (1.528 + 1.491 + 1.480)/3.
    level = found.adjusted / np.array(printed)
    np.testing.assert_allclose(level, 1.500, rtol=0, atol=1e-3)


@pytest.mark.printed(
    "fertility.gross_reproduction_rate",
    "fertility.net_reproduction_rate",
    "stable.intrinsic_growth_rate",
    source="Preston, Heuveline and Guillot (2001), boxes 5.5 and 7.1",
    address=QUOTED.format("test-reproduction-stable.R"),
)
def test_reproduction_in_the_united_states_and_egypt() -> None:
    # Both boxes count girls alone: no boys to a girl.
    rates = fertility.age_specific_rates(GIRLS, np.array(THOUSANDS) * 1000)
    gross = fertility.gross_reproduction_rate(rates, sex_ratio=0)
    net = fertility.net_reproduction_rate(rates, US_NLX, sex_ratio=0, radix=1e5)
    assert float(gross) == pytest.approx(1.013, abs=5e-4)
    assert float(net) == pytest.approx(0.995, abs=5e-4)
    egypt = fertility.net_reproduction_rate(EGYPT_GIRLS, EGYPT_NLX, sex_ratio=0)
    assert float(egypt) == pytest.approx(1.53, abs=5e-3)
    r = intrinsic_growth_rate(EGYPT_GIRLS, EGYPT_NLX, np.arange(15, 50, 5), sex_ratio=0)
    assert float(r) == pytest.approx(0.01424, abs=5e-6)
