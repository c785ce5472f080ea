"""What holds of samples whatever the frame."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from renkou.integrity.sampling import (
    acceptance_probability,
    attribute_plan,
    draw,
    estimate_mean,
    estimate_total,
    proportion_interval,
)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.001, 0.1),
    st.floats(1.6, 6),
    st.floats(0.8, 0.99),
    st.floats(0.02, 0.2),
    st.sampled_from([None, 500, 5_000]),
)
def test_a_plan_meets_both_risks_and_no_smaller_does(
    good: float, times: float, accept: float, passes: float, lot: int | None
) -> None:
    bad = good * times
    if lot is not None:
        good, bad = round(lot * good) / lot, round(lot * bad) / lot
        assume(good < bad)
    kind = "binomial" if lot is None else "hypergeometric"
    n, c = attribute_plan((good, accept), (bad, passes), distribution=kind, lot=lot)

    def at(n: int, c: int) -> npt.NDArray[np.float64]:
        return acceptance_probability(n, c, [good, bad], distribution=kind, lot=lot)

    assert at(n, c)[0] >= accept - 1e-9
    assert at(n, c)[1] <= passes + 1e-9
    if n - 1 >= c and n > 1:
        # One fewer fails the consumer at c, and with a smaller c the producer.
        assert at(n - 1, c)[1] > passes - 1e-9
    if c > 0:
        assert (
            at(n - 1, c - 1)[0] < accept + 1e-9 or at(n - 1, c - 1)[1] > passes - 1e-9
        )


@given(st.sets(st.text(min_size=1, max_size=6), min_size=1, max_size=40), st.data())
def test_a_draw_is_a_prefix_of_the_order_of_all(
    ids: set[str], data: st.DataObject
) -> None:
    frame = sorted(ids)
    n = data.draw(st.integers(0, len(frame)))
    seed = data.draw(st.text(max_size=5))
    found = draw(frame, n, seed=seed)
    assert len(set(found)) == n
    assert draw(data.draw(st.permutations(frame)), len(frame), seed=seed)[:n] == found


@given(
    st.lists(st.floats(-100, 100), min_size=4, max_size=30),
    st.floats(0.5, 20),
    st.floats(-50, 50),
)
def test_estimates_move_with_their_units(
    y: list[float], scale: float, shift: float
) -> None:
    weights = np.linspace(1, 4, len(y))
    strata = np.arange(len(y)) % 2
    found = estimate_mean(y, weights, strata=strata)
    moved = estimate_mean(scale * np.array(y) + shift, weights, strata=strata)
    assert moved.estimate == pytest.approx(scale * found.estimate + shift, abs=1e-6)
    assert moved.se == pytest.approx(scale * found.se, rel=1e-6, abs=1e-6)
    total = estimate_total(y, weights, strata=strata)
    assert total.estimate == pytest.approx(found.estimate * weights.sum(), abs=1e-6)


@given(st.lists(st.floats(0, 10), min_size=6, max_size=24))
def test_the_order_of_rows_does_not_matter(y: list[float]) -> None:
    rows = np.random.default_rng(len(y)).permutation(len(y))
    values, weights = np.array(y), np.linspace(1, 3, len(y))
    strata, clusters = np.arange(len(y)) % 2, np.arange(len(y)) // 2
    one = estimate_mean(values, weights, strata=strata, clusters=clusters)
    other = estimate_mean(
        values[rows], weights[rows], strata=strata[rows], clusters=clusters[rows]
    )
    assert other == pytest.approx(one, rel=1e-9, abs=1e-9)


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0.6, 0.999))
def test_one_side_is_tighter_than_two(count: int, n: int, level: float) -> None:
    assume(count <= n)
    for method in ("clopper-pearson", "wilson"):
        both = proportion_interval(count, n, level=level, method=method)
        upper = proportion_interval(count, n, level=level, method=method, side="upper")
        lower = proportion_interval(count, n, level=level, method=method, side="lower")
        assert upper.high <= both.high + 1e-12
        assert lower.low >= both.low - 1e-12
