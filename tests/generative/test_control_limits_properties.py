"""What holds of control limits whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.integrity.control_limits import (
    beta_binomial,
    cusum,
    false_discovery,
    flag,
    funnel_curve,
    funnel_proportion,
    funnel_ratio,
    gamma_poisson,
    overdispersion,
    poisson_interval,
)

counts = st.integers(0, 10_000)
expectations = st.floats(0.05, 5_000)


@given(counts, st.sampled_from(["exact", "byar"]), st.floats(0.5, 0.999))
def test_an_interval_holds_its_count(count: int, method: str, level: float) -> None:
    low, high = poisson_interval(count, level=level, method=method)
    assert 0 <= low <= count <= high
    wider = poisson_interval(count, level=(1 + level) / 2, method=method)
    assert wider.low <= low
    assert wider.high >= high


@given(expectations)
def test_funnels_narrow_and_nest(expected: float) -> None:
    low, high = funnel_ratio([expected, 2 * expected])
    assert np.all(low[1] <= low[0])
    assert np.all(high[1] >= high[0])
    assert np.all((low < 1) & (high > 1))
    assert np.all(low[:, 1] >= low[:, 0])
    assert np.all(high[:, 1] <= high[:, 0])


@given(st.integers(1, 5_000), st.floats(0, 1))
def test_shares_stay_shares(n: int, target: float) -> None:
    for method in ("normal", "exact"):
        low, high = funnel_proportion(n, target, method=method)
        assert np.all((low >= 0) & (high <= 1) & (low <= high))
    assert np.all(low <= target + 1 / n)
    assert np.all(high >= target - 1 / n)


@given(counts, expectations)
def test_a_flag_agrees_with_the_curve(observed: int, expected: float) -> None:
    found = flag(observed, expected)
    at = funnel_curve(observed)
    outside = (expected < at.high_exposure).astype(int) - (expected > at.low_exposure)
    assert found == outside.sum()


@given(st.lists(st.tuples(counts, expectations), min_size=2, max_size=30))
def test_overdispersion_is_never_negative(pairs: list[tuple[int, float]]) -> None:
    observed, expected = np.array(pairs).T
    found = overdispersion(observed, expected)
    assert found.phi >= 0
    assert found.tau2 >= 0
    assert found.phi <= (found.z**2).max() * (1 + 1e-12)
    whole = overdispersion(observed, expected, winsorise=0)
    assert whole.phi == pytest.approx((found.z**2).mean())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(1, 60)), min_size=3, max_size=15)
)
def test_risks_lie_between_their_own_and_the_common(
    pairs: list[tuple[int, float]],
) -> None:
    observed, expected = np.array(pairs).T
    if not observed.any():
        return
    found = gamma_poisson(observed, expected)
    common, own = np.exp(found.coefficients[0]), observed / expected
    low, high = np.minimum(own, common), np.maximum(own, common)
    assert np.all(found.relative_risk >= low * (1 - 1e-9))
    assert np.all(found.relative_risk <= high * (1 + 1e-9))
    assert np.all((found.low <= found.median) & (found.median <= found.high))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=15)
)
def test_shares_lie_between_their_own_and_the_common(
    pairs: list[tuple[int, int]],
) -> None:
    yes, no = np.array(pairs).T
    n = yes + no
    if not (yes.any() and no.any() and n.all()):
        return
    found = beta_binomial(yes, n)
    own = yes / n
    low, high = np.minimum(own, found.mean), np.maximum(own, found.mean)
    assert np.all((found.share >= low - 1e-9) & (found.share <= high + 1e-9))
    assert np.all((found.low <= found.median) & (found.median <= found.high))


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.floats(0.5, 90)), min_size=1, max_size=40
    ),
    st.floats(0.3, 3).filter(lambda ratio: abs(ratio - 1) > 0.01),
)
def test_cusum_is_its_own_recursion(
    months: list[tuple[int, float]], ratio: float
) -> None:
    observed, expected = np.array(months).T
    found = cusum(observed, expected, ratio=ratio, threshold=3)
    step = observed * np.log(ratio) - (ratio - 1) * expected
    before = np.concatenate([[0.0], found.statistic[:-1]])
    assert found.statistic == pytest.approx(np.maximum(0, before + step), abs=1e-8)
    assert (found.first == -1) == (not found.signal.any())


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.floats(0.01, 0.5))
def test_discoveries_do_not_depend_on_order(p: list[float], rate: float) -> None:
    found, turned = false_discovery(p, rate=rate), false_discovery(p[::-1], rate=rate)
    assert np.array_equal(found.flagged, turned.flagged[::-1])
    assert np.all(found.adjusted >= np.array(p) - 1e-15)
    more = false_discovery(p, rate=min(2 * rate, 0.9))
    assert np.all(more.flagged >= found.flagged)
