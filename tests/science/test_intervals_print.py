"""Intervals against printed ones; where each was read stands beside it."""

import numpy as np
import pytest

from renkou.chance.intervals import (
    poisson_interval,
    proportion_interval,
    rate_interval,
    weighted_sum_interval,
)
from renkou.demography.mortality import direct_standardisation


@pytest.mark.printed(
    "intervals.poisson_interval",
    source="epitools, pois.exact; calculatorhub.com, worked value",
    address="CRAN epitools 0.5-10.1, manual page; calculatorhub.com",
)
@pytest.mark.parametrize(
    ("count", "low", "high", "places"),
    [
        # epitools, pois.exact, manual page (CRAN 0.5-10.1): the limit of no events.
        (0, 0.0, 3.689, 5e-4),
        # calculatorhub.com, Poisson confidence interval calculator, its worked value.
        (10, 4.80, 18.39, 5e-3),
    ],
)
def test_garwood(count: int, low: float, high: float, places: float) -> None:
    found = poisson_interval(count)
    assert float(found.low) == pytest.approx(low, abs=places)
    assert float(found.high) == pytest.approx(high, abs=places)


@pytest.mark.printed(
    "intervals.rate_interval",
    source="R's DescTools, exactci and ratesci",
    address="statsmodels/statsmodels statsmodels/stats/tests/test_rates_poisson.py",
)
def test_rate_of_fifteen_in_four_hundred() -> None:
    """R's DescTools and exactci, and for mid-P ratesci, as statsmodels' tests
    record them.
    """
    exact = rate_interval(15, 400)
    assert float(exact.low) == pytest.approx(0.0209884653319583, abs=1e-14)
    assert float(exact.high) == pytest.approx(0.0618505471787146, abs=1e-14)
    # ratesci stops its search early; the quoting test allows 1e-5 of it too.
    mid_p = rate_interval(15, 400, mid_p=True)
    assert float(mid_p.high) == pytest.approx(0.0604627555786095, abs=1e-6)


@pytest.mark.printed(
    "intervals.proportion_interval",
    source="Newcombe (1998), Statistics in Medicine 17:857, table I",
    address="quoted alike in ten public test suites (81 of 263: 0.2553, 0.3662)",
)
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:857, table I, as quoted in
        # several public test suites.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    found = proportion_interval(part, whole)
    assert float(found.low) == pytest.approx(low, abs=5.1e-5)
    assert float(found.high) == pytest.approx(high, abs=5.1e-5)


@pytest.mark.printed(
    "intervals.proportion_interval",
    source="R's binom.test",
    address="GSK-Biostatistics/cicalc, tests/testthat/_snaps/prop_ci.md (041dc62)",
)
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R's binom.test, as printed in GSK-Biostatistics/cicalc,
        # tests/testthat/_snaps/prop_ci.md (commit 041dc62).
        (5, 10, 0.187086, 0.812914),
        (32, 32, 0.8911188, 1.0),
        (0, 32, 0.0, 0.1088812),
    ],
)
def test_clopper_pearson(part: int, whole: int, low: float, high: float) -> None:
    found = proportion_interval(part, whole, method="clopper-pearson")
    assert float(found.low) == pytest.approx(low, abs=5.1e-7)
    assert float(found.high) == pytest.approx(high, abs=5.1e-7)


@pytest.mark.printed(
    "intervals.weighted_sum_interval",
    "mortality.direct_standardisation",
    source="Fay and Feuer (1997), table II; dsrTest 1.0.0, vignette",
    address="cran/asht, man/wspoissonTest.Rd (18b03b9); dsrTest-example.html on CRAN",
)
def test_fay_and_feuer_downs_syndrome() -> None:
    """Fay and Feuer (1997), table II, Michigan 1950–1964, fifth and later births.

    Counts from cran/asht, man/wspoissonTest.Rd (commit 18b03b9); the limits as printed
    in the vignette of dsrTest 1.0.0 (CRAN, dsrTest-example.html).
    """
    cases = np.array([0, 8, 63, 112, 262, 295])
    births = np.array([327, 30666, 123419, 149919, 104088, 34392])
    standard = np.array([319933, 931318, 786511, 488235, 237863, 61313])
    weight = standard / (births * standard.sum()) * 1e5
    assert (cases * weight).sum() == pytest.approx(75.52901, abs=5e-6)
    rate = direct_standardisation(cases, births, standard).rate
    assert float(rate) * 1e5 == pytest.approx(75.52901, abs=5e-6)
    found = weighted_sum_interval(cases, weight)
    assert float(found.low) == pytest.approx(67.70212, abs=5e-6)
    assert float(found.high) == pytest.approx(188.30017, abs=5e-6)
