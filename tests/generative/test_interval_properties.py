"""What must hold of every interval: its tails, its coverage, its order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from renkou.chance.intervals import (
    difference_interval,
    poisson_interval,
    proportion_interval,
    rate_interval,
    ratio_interval,
    weighted_sum_interval,
)

COUNT = st.integers(0, 5_000)
LEVEL = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@given(k=COUNT, level=LEVEL)
def test_garwood_tails(k: int, level: float) -> None:
    """At each limit the tail beyond the count is exactly half of what is left."""
    low, high = poisson_interval(k, level=level)
    tail = (1 - level) / 2
    assert stats.poisson.cdf(k, float(high)) == pytest.approx(tail, rel=1e-6)
    if k == 0:
        assert float(low) == 0.0
    else:
        assert stats.poisson.sf(k - 1, float(low)) == pytest.approx(tail, rel=1e-6)


@given(k=COUNT, level=LEVEL)
def test_mid_p_tails(k: int, level: float) -> None:
    low, high = poisson_interval(k, level=level, mid_p=True)
    tail = (1 - level) / 2
    half = stats.poisson.pmf(k, float(high)) / 2
    assert stats.poisson.cdf(k, float(high)) - half == pytest.approx(tail, rel=1e-5)
    if k:
        half = stats.poisson.pmf(k, float(low)) / 2
        assert stats.poisson.sf(k - 1, float(low)) - half == pytest.approx(
            tail, rel=1e-5
        )
    exact = poisson_interval(k, level=level)
    assert exact.low <= low <= k <= high <= exact.high


@pytest.mark.parametrize("mean", [0.3, 2.0, 7.5, 40.0])
def test_coverage_of_counts(mean: float) -> None:
    """Of all counts, by their probability: exact never under 95%, mid-P about it."""
    k = np.arange(int(stats.poisson.ppf(1 - 1e-12, mean)) + 1)
    chance = stats.poisson.pmf(k, mean)

    def coverage(*, mid_p: bool) -> float:
        low, high = poisson_interval(k, mid_p=mid_p)
        return float(chance[(low <= mean) & (mean <= high)].sum())

    assert coverage(mid_p=False) >= 0.95 - 1e-9
    assert 0.92 < coverage(mid_p=True) <= coverage(mid_p=False)


@given(
    counts=st.lists(COUNT, min_size=2, max_size=30),
    exposure=st.floats(0.5, 1e6),
)
def test_many_cells_are_each_its_own(counts: list[int], exposure: float) -> None:
    low, high = rate_interval(counts, exposure)
    for i, count in enumerate(counts):
        one = rate_interval(count, exposure)
        assert low[i] == float(one.low)
        assert high[i] == float(one.high)
        assert low[i] <= count / exposure <= high[i]


@given(n=st.integers(1, 3_000), share=st.floats(0, 1), level=LEVEL)
def test_proportions(n: int, share: float, level: float) -> None:
    k = round(n * share)
    exact = stats.binomtest(k, n).proportion_ci(level, method="exact")
    score = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    ours = proportion_interval(k, n, level=level, method="clopper-pearson")
    np.testing.assert_allclose(ours, (exact.low, exact.high), rtol=0, atol=1e-9)
    ours = proportion_interval(k, n, level=level)
    np.testing.assert_allclose(ours, (score.low, score.high), rtol=0, atol=1e-9)


@given(boys=st.integers(1, 3_000), girls=st.integers(1, 3_000))
def test_ratios(boys: int, girls: int) -> None:
    low, high = ratio_interval(boys, girls)
    p = proportion_interval(boys, boys + girls, method="clopper-pearson")
    assert float(low) == pytest.approx(p.low / (1 - p.low), rel=1e-8)
    assert float(high) == pytest.approx(p.high / (1 - p.high), rel=1e-8)
    back = ratio_interval(girls, boys)
    assert float(back.low) == pytest.approx(1 / float(high), rel=1e-8)


def test_shares_of_nothing() -> None:
    for method in ("wilson", "clopper-pearson"):
        low, high = proportion_interval([0, 0, 3], [0, 5, 3], method=method)
        assert low.tolist()[:2] == [0.0, 0.0]
        assert high[0] == 1.0
        assert high[1] < 1.0
        assert (low[2] < 1.0, high[2]) == (True, 1.0)


def test_ratios_of_nothing() -> None:
    low, high = ratio_interval([0, 5, 0], [5, 0, 0])
    assert low.tolist()[::2] == [0.0, 0.0]
    assert low[1] > 0
    assert np.isfinite(high[0])
    assert np.isinf(high[1:]).all()


@given(
    counts=st.lists(st.integers(0, 300), min_size=7, max_size=7),
    weight=st.floats(1e-5, 10),
    method=st.sampled_from(["fay-feuer", "dobson-byar"]),
)
def test_equal_weights_are_a_plain_count(
    counts: list[int], weight: float, method: str
) -> None:
    found = weighted_sum_interval(counts, [weight] * 7, method=method)
    plain = poisson_interval(sum(counts))
    np.testing.assert_allclose(found, np.array(plain) * weight, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("method", ["fay-feuer", "dobson-byar"])
def test_weighted_sum_of_no_events(method: str) -> None:
    low, high = weighted_sum_interval([0, 0], [0.1, 0.3], method=method)
    assert float(low) == 0.0
    assert float(high) == pytest.approx(0.3 * float(poisson_interval(0).high))
    nothing = weighted_sum_interval([3, 4], [0.0, 0.0], method=method)
    assert tuple(map(float, nothing)) == (0.0, 0.0)


def test_dobson_byar_moves_the_limits_of_the_sum() -> None:
    """Dobson and others (1991), their formula written out for two groups."""
    counts, weights = np.array([4.0, 9.0]), np.array([0.5, 2.0])
    value, variance = 4 * 0.5 + 9 * 2.0, 4 * 0.25 + 9 * 4.0
    plain = poisson_interval(13)
    found = weighted_sum_interval(counts, weights, method="dobson-byar")
    for ours, limit in zip(found, plain, strict=True):
        expected = value + (variance / 13) ** 0.5 * (float(limit) - 13)
        assert float(ours) == pytest.approx(expected)


def test_total_fertility_of_many_areas() -> None:
    rng = np.random.default_rng(2)
    women = rng.uniform(50, 500, (4, 3, 7))
    births = rng.poisson(women * 0.03)
    low, high = weighted_sum_interval(births, 5 / women)
    value = (births * 5 / women).sum(axis=-1)
    assert low.shape == (4, 3)
    assert np.all((low < value) & (value < high))


@pytest.mark.parametrize(("births", "deaths"), [(5.0, 8.0), (40.0, 15.0), (0.5, 0.5)])
def test_coverage_of_differences(births: float, deaths: float) -> None:
    """By enumeration, not by chance: it is held about as often as said."""
    b, d = np.arange(120)[:, None], np.arange(120)[None, :]
    chance = stats.poisson.pmf(b, births) * stats.poisson.pmf(d, deaths)
    low, high = difference_interval(b, d)
    held = (low <= births - deaths) & (births - deaths <= high)
    assert chance[held].sum() >= 0.945


def test_differences_are_antisymmetric() -> None:
    there, back = difference_interval(9, 4, 100.0), difference_interval(4, 9, 100.0)
    assert float(there.low) == pytest.approx(-float(back.high))
    assert float(there.high) == pytest.approx(-float(back.low))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: poisson_interval([1, -2]), r"count: -2\.0 at index \(1,\)"),
        (lambda: poisson_interval(1, level=1.0), r"level: 1\.0 must lie between"),
        (lambda: rate_interval(1, 0), r"exposure: 0\.0 must be above 0"),
        (lambda: proportion_interval(3, 2), r"part: 3\.0 must be no more than whole"),
        (lambda: proportion_interval(1, 2, method="wald"), r"method: 'wald'"),
        (lambda: ratio_interval([1, 2], [1, 2, 3]), r"shapes do not match: first"),
        (lambda: weighted_sum_interval([1], [np.inf]), r"weight: inf at index \(0,\)"),
        (lambda: difference_interval(np.nan, 1), r"first: nan must be 0 or more"),
    ],
)
def test_bad_input(call, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        call()
