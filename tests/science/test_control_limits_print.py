"""Control limits against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.integrity.control_limits import (
    false_discovery,
    funnel_curve,
    poisson_interval,
)
from renkou.integrity.sampling import proportion_interval


@pytest.mark.printed(
    "control_limits.poisson_interval",
    source="Aragon (2020), epitools, pois.exact",
    address="search.r-project.org/CRAN/refmans/epitools/html/pois.conf.int.html",
)
def test_nothing_observed() -> None:
    assert round(float(poisson_interval(0).high), 3) == 3.689


@pytest.mark.printed(
    "control_limits.poisson_interval",
    "sampling.proportion_interval",
    source="DHSC (2024), PHStatsMethods, tests of intervals",
    address="DataS-DHSC/PHStatsMethods ph_statistical_methods/archive/"
    "tests_old.py (07ccda5)",
)
def test_intervals_of_public_health() -> None:
    # Its upper limit divides by 9O + 1 where Breslow and Day have 9(O + 1).
    byar = float(poisson_interval(100, method="byar").low)
    assert byar == pytest.approx(81.36210549052788, rel=1e-12)
    wilson = [float(x) for x in proportion_interval(100, 10_000, method="wilson")]
    printed = [0.008229336148148417, 0.012146982255114647]
    assert wilson == pytest.approx(printed, rel=1e-12)


# Observed; exposures at the lower and the upper limit, 95% and 99.8%.
_CURVE = [
    (1, 5.571644585, 0.025317898, 9.233410143, 0.001000547),
    (2, 7.224687515, 0.242209467, 11.22886836, 0.04540199),
    (10, 18.39035799, 4.795387629, 24.13397235, 2.960519925),
    (33, 46.34427966, 22.71567629, 54.89565059, 18.04631223),
    (100, 121.6268111, 81.36400699, 134.9243187, 71.92139974),
    (716, 770.4222128, 664.5083011, 802.60414, 636.1521174),
]


@pytest.mark.printed(
    "control_limits.funnel_curve",
    source="DHSC (2024), PHStatsMethods, outputs of its funnel of ratios",
    address="DataS-DHSC/PHStatsMethods ph_statistical_methods/tests/test_data/"
    "testdata_funnel_ratio_outputs.csv (8ec5866)",
)
def test_funnel_count_by_count() -> None:
    observed, *printed = (np.array(column) for column in zip(*_CURVE, strict=True))
    found = funnel_curve(observed)
    low, high = found.low_exposure, found.high_exposure
    # Printed where bisection stopped, at 1e-7 of what is searched.
    for ours, theirs in zip((low[0], high[0], low[1], high[1]), printed, strict=True):
        assert ours == pytest.approx(theirs, rel=6e-5, abs=6e-7)


@pytest.mark.printed(
    "control_limits.false_discovery",
    source="Benjamini and Hochberg (1995), hearts and thrombolysis, as SciPy works it",
    address="SciPy 1.17.1, manual, scipy.stats.false_discovery_control",
)
def test_fifteen_hypotheses() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    printed = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714]
    printed += [0.0645, 0.0765, 0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429]
    found = false_discovery(p, rate=0.05)
    assert found.adjusted == pytest.approx([*printed, 1.0], abs=6e-9)
    assert found.flagged.sum() == 4
