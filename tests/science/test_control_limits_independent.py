"""Empirical Bayes, over-dispersion and CUSUM against slower ways to the same."""

import numpy as np
import pytest
from scipy import optimize, stats

from renkou.integrity.control_limits import (
    beta_binomial,
    cusum,
    false_discovery,
    flag,
    funnel_proportion,
    funnel_ratio,
    gamma_poisson,
    overdispersion,
    poisson_interval,
)

# Lip cancer in the 56 districts of Scotland, 1975 to 1980 (Clayton and Kaldor 1987), as
# www.biostat.umn.edu/~sudiptob/ph8472/LipsBrad.txt has it: cases and those expected.
CASES = np.array([
    9, 39, 11, 9, 15, 8, 26, 7, 6, 20, 13, 5, 3, 8, 17, 9, 2, 7, 9, 7, 16, 31, 11,
    7, 19, 15, 7, 10, 16, 11, 5, 3, 7, 8, 11, 9, 11, 8, 6, 4, 10, 8, 2, 6, 19, 3, 2,
    3, 28, 6, 1, 1, 1, 1, 0, 0,
], dtype=float)  # fmt: skip
EXPECTED = np.array([
    1.4, 8.7, 3.0, 2.5, 4.3, 2.4, 8.1, 2.3, 2.0, 6.6, 4.4, 1.8, 1.1, 3.3, 7.8, 4.6,
    1.1, 4.2, 5.5, 4.4, 10.5, 22.7, 8.8, 5.6, 15.5, 12.5, 6.0, 9.0, 14.4, 10.2, 4.8,
    2.9, 7.0, 8.5, 12.3, 10.1, 12.7, 9.4, 7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7,
    8.2, 5.6, 9.3, 88.7, 19.6, 3.4, 3.6, 5.7, 7.0, 4.2, 1.8,
], dtype=float)  # fmt: skip
OUTDOORS = np.array([
    16, 16, 10, 24, 10, 24, 10, 7, 7, 16, 7, 16, 10, 24, 7, 16, 10, 7, 7, 10, 7, 16,
    10, 7, 1, 1, 7, 7, 10, 10, 7, 24, 10, 7, 7, 0, 10, 1, 16, 0, 1, 16, 16, 0, 1, 7,
    1, 1, 0, 1, 1, 0, 1, 1, 16, 10,
], dtype=float)  # fmt: skip


def _negative_binomial(parameters: np.ndarray, X: np.ndarray) -> float:
    alpha, b = np.exp(parameters[0]), parameters[1:]
    mean = EXPECTED * np.exp(X @ b)
    return -float(stats.nbinom.logpmf(CASES, alpha, alpha / (alpha + mean)).sum())


@pytest.mark.parametrize("covariate", [False, True])
def test_lip_cancer_by_direct_search(covariate: bool) -> None:
    columns = [np.ones(56), OUTDOORS / 10] if covariate else [np.ones(56)]
    X = np.stack(columns, axis=1)
    start = np.zeros(1 + X.shape[1])
    kept = {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 20_000, "maxfev": 20_000}
    best = optimize.minimize(
        _negative_binomial, start, (X,), method="Nelder-Mead", options=kept
    )
    alpha, b = np.exp(best.x[0]), best.x[1:]
    found = gamma_poisson(
        CASES, EXPECTED, covariates=OUTDOORS / 10 if covariate else None
    )
    assert found.alpha == pytest.approx(alpha, rel=1e-5)
    assert found.coefficients == pytest.approx(b, rel=1e-5)
    posterior = stats.gamma(alpha + CASES, scale=1 / (alpha / np.exp(X @ b) + EXPECTED))
    assert found.relative_risk == pytest.approx(posterior.mean(), rel=1e-5)
    assert found.median == pytest.approx(posterior.median(), rel=1e-5)
    assert found.low == pytest.approx(posterior.ppf(0.025), rel=1e-5)
    assert found.high == pytest.approx(posterior.ppf(0.975), rel=1e-5)


def test_lip_cancer_without_the_islands() -> None:
    # A course in R (SpatialEpi's eBayes, three islands left out) counts the medians.
    kept = ~np.isin(np.arange(56), [5, 7, 10])
    median = gamma_poisson(CASES[kept], EXPECTED[kept]).median
    classes = np.histogram(median, [0, 0.37, 0.89, 1.23, 2.33, 4.01])[0]
    assert classes.tolist() == [5, 14, 15, 12, 7]


def test_areas_alike_keep_wide_limits() -> None:
    expected = np.full(40, 25.0)
    observed = np.tile([24.0, 26.0], 20)
    found = gamma_poisson(observed, expected)
    assert np.isinf(found.alpha)
    assert found.relative_risk == pytest.approx(1.0)
    assert np.all(found.low < 0.95)
    assert np.all(found.high > 1.05)


def test_shares_by_direct_search() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(10, 200, 80)
    count = rng.binomial(n, rng.beta(30, 2, 80))

    def unlikely(x: np.ndarray) -> float:
        a, b = np.exp(x)
        return -float(stats.betabinom.logpmf(count, n, a, b).sum())

    best = optimize.minimize(
        unlikely,
        [2.0, 1.0],
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12},
    )
    a, b = np.exp(best.x)
    found = beta_binomial(count, n)
    assert (found.alpha, found.beta) == pytest.approx((a, b), rel=1e-4)
    posterior = stats.beta(a + count, b + n - count)
    assert found.share == pytest.approx(posterior.mean(), rel=1e-5)
    assert found.low == pytest.approx(posterior.ppf(0.025), rel=1e-4)
    alike = beta_binomial([9, 10, 11] * 10, [100] * 30)
    assert np.isinf(alike.alpha)
    assert np.all((alike.low < 0.1) & (alike.high > 0.1) & (alike.share == alike.mean))


def test_overdispersion_written_out() -> None:
    rng = np.random.default_rng(3)
    expected = rng.uniform(5, 200, 30)
    observed = rng.poisson(expected * rng.gamma(20, 1 / 20, 30))
    found = overdispersion(observed, expected)
    z = [
        (np.sqrt(o / e) - 1) * 2 * np.sqrt(e)
        for o, e in zip(observed, expected, strict=True)
    ]
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    phi = sum(min(max(v, low), high) ** 2 for v in z) / 30
    w = [4 * e for e in expected]
    tau2 = (30 * phi - 29) / (sum(w) - sum(v * v for v in w) / sum(w))
    assert found.z == pytest.approx(z)
    assert found.phi == pytest.approx(phi)
    assert found.tau2 == pytest.approx(max(tau2, 0))
    assert overdispersion(np.rint(expected), expected).tau2 == 0


def test_funnels_against_the_distributions() -> None:
    expected = np.array([0.5, 4, 40.0])
    found = funnel_ratio(expected)
    for place, level in enumerate((0.95, 0.998)):
        a = 1 - level
        low = stats.chi2.ppf(a / 2, 2 * expected) / (2 * expected)
        high = stats.chi2.ppf(1 - a / 2, 2 * expected + 2) / (2 * expected)
        assert found.low[place] == pytest.approx(low)
        assert found.high[place] == pytest.approx(high)
    n = np.array([1, 20, 333])
    exact = funnel_proportion(n, 0.9, method="exact")
    for place, level in enumerate((0.95, 0.998)):
        tail = (1 - level) / 2
        assert exact.low[place] * n == pytest.approx(stats.binom.ppf(tail, n, 0.9))
        above = n - stats.binom.ppf(tail, n, 1 - 0.9)
        assert exact.high[place] * n == pytest.approx(above)


def test_a_flag_is_an_exact_test() -> None:
    observed, expected = np.meshgrid(np.arange(60.0), np.linspace(0.3, 40, 97))
    above = stats.poisson.sf(observed - 1, expected)
    below = stats.poisson.cdf(observed, expected)
    due = sum(
        (above < (1 - level) / 2).astype(int) - (below < (1 - level) / 2)
        for level in (0.95, 0.998)
    )
    assert np.array_equal(flag(observed, expected), due)


def test_cusum_month_by_month() -> None:
    rng = np.random.default_rng(1)
    expected = rng.uniform(5, 30, (4, 60))
    observed = rng.poisson(expected * np.where(np.arange(60) < 30, 1, 0.7))
    found = cusum(observed, expected, ratio=0.8, threshold=4)
    for area in range(4):
        level, first = 0.0, -1
        for month in range(60):
            step = observed[area, month] * np.log(0.8) + 0.2 * expected[area, month]
            level = max(0.0, level + step)
            assert found.statistic[area, month] == pytest.approx(level, abs=1e-9)
            if first < 0 and level >= 4:
                first = month
        assert found.first[area] == first


def test_births_left_out_are_found_and_clean_towns_are_quiet() -> None:
    rng = np.random.default_rng(11)
    expected = np.full((400, 60), 40.0)
    clean = cusum(rng.poisson(expected), expected, ratio=0.85, threshold=7)
    assert clean.signal.any(axis=-1).mean() < 60 * np.exp(-7)
    left_out = cusum(rng.poisson(0.85 * expected), expected, ratio=0.85, threshold=7)
    assert np.median(left_out.first) < 24
    assert left_out.signal.any(axis=-1).mean() > 0.99


def test_false_discovery_step_by_step() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    for rate in (0.01, 0.05, 0.1, 0.5):
        last = max((i for i in range(15) if p[i] <= rate * (i + 1) / 15), default=-1)
        flagged = false_discovery(p, rate=rate).flagged
        assert flagged.tolist() == [i <= last for i in range(15)]
    assert false_discovery([], rate=0.1).flagged.size == 0


def test_byar_is_near_the_exact_limits() -> None:
    counts = np.arange(10, 500)
    exact = poisson_interval(counts)
    near = poisson_interval(counts, method="byar")
    assert near.low == pytest.approx(exact.low, rel=2e-3)
    assert near.high == pytest.approx(exact.high, rel=2e-3)
