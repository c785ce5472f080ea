"""What must hold of every smoothing."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography import smoothing

PEOPLE = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
FIVES = arrays(np.float64, (2, 3, 18), elements=PEOPLE)
SINGLE = arrays(np.float64, (3, 46), elements=PEOPLE)
POSITIVE = arrays(
    np.float64,
    (3, 18),
    elements=st.one_of(st.sampled_from([1.0, 2.0, 1e6]), st.floats(1e-3, 1e6)),
)
AGE = range(0, 90, 5)
IN_PAIRS = {
    "carrier_farrag": smoothing.carrier_farrag,
    "karup_king_newton": smoothing.karup_king_newton,
    "arriaga": smoothing.arriaga,
}
OF_FIVES: dict[str, Callable[..., Floats]] = {
    **IN_PAIRS,
    "strong": smoothing.strong,
    "united_nations": smoothing.united_nations,
    "moving_average": smoothing.moving_average,
}
OF_SINGLE: dict[str, Callable[[Floats], Floats]] = {
    "feeney": smoothing.feeney,
    "spencer": smoothing.spencer,
    "spencer 15": lambda counts: smoothing.spencer(counts, terms=15),
    "zelnik": smoothing.zelnik,
    "zelnik 2": lambda counts: smoothing.zelnik(counts, order=2),
}


@pytest.mark.parametrize("name", OF_FIVES)
@given(counts=FIVES)
@settings(max_examples=20, deadline=None)
def test_five_year_groups(name: str, counts: Floats) -> None:
    smooth = OF_FIVES[name]
    found = smooth(counts)
    assert np.all(found >= 0)
    np.testing.assert_array_equal(found[..., -1], counts[..., -1])
    alone = np.stack([[smooth(row) for row in block] for block in counts])
    np.testing.assert_allclose(found, alone, rtol=1e-12)
    # What is not reached is kept or missing, and nothing else differs.
    missing = smooth(counts, ends="missing")
    reached = ~np.isnan(missing)
    np.testing.assert_array_equal(found[reached], missing[reached])
    np.testing.assert_array_equal(found[~reached], counts[~reached])


@pytest.mark.parametrize("name", IN_PAIRS)
@given(counts=FIVES)
@settings(max_examples=20, deadline=None)
def test_ten_year_totals_are_kept(name: str, counts: Floats) -> None:
    found = IN_PAIRS[name](counts)
    np.testing.assert_allclose(
        found[..., :16].reshape(2, 3, 8, 2).sum(-1),
        counts[..., :16].reshape(2, 3, 8, 2).sum(-1),
        rtol=1e-12,
        atol=1e-9,
    )


@given(counts=FIVES)
@settings(max_examples=20, deadline=None)
def test_strong_keeps_the_total_of_ages_10_to_69(counts: Floats) -> None:
    found = smoothing.strong(counts)
    np.testing.assert_allclose(
        found[..., 2:14].sum(-1), counts[..., 2:14].sum(-1), rtol=1e-12, atol=1e-9
    )


@given(start=st.floats(100, 1e6), share=st.floats(0, 0.05))
@settings(max_examples=25, deadline=None)
def test_a_straight_line_stays(start: float, share: float) -> None:
    line = np.asarray(start * (1 - share * np.arange(18)), dtype=np.float64)
    for name in ("karup_king_newton", "arriaga", "united_nations", "moving_average"):
        found = OF_FIVES[name](line)
        np.testing.assert_allclose(found, line, rtol=1e-9, err_msg=name)
    single = np.asarray(start * (1 - share / 5 * np.arange(46)), dtype=np.float64)
    for name in ("spencer", "spencer 15", "zelnik", "zelnik 2"):
        found = OF_SINGLE[name](single)
        np.testing.assert_allclose(found, single, rtol=1e-9, err_msg=name)


@given(ratio=st.floats(0.5, 1.5))
@settings(max_examples=25, deadline=None)
def test_carrier_and_farrag_leave_a_constant_ratio(ratio: float) -> None:
    counts = 1e4 * ratio ** np.arange(18)
    np.testing.assert_allclose(smoothing.carrier_farrag(counts), counts, rtol=1e-9)


@pytest.mark.parametrize("name", OF_SINGLE)
@given(counts=SINGLE)
@settings(max_examples=20, deadline=None)
def test_single_years(name: str, counts: Floats) -> None:
    smooth = OF_SINGLE[name]
    found = smooth(counts)
    assert np.all(found >= 0)
    alone = np.stack([smooth(row) for row in counts])
    np.testing.assert_allclose(found, alone, rtol=1e-12, atol=1e-9)
    if name == "feeney":
        np.testing.assert_allclose(found.sum(-1), counts.sum(-1), rtol=1e-12)


@given(pattern=arrays(np.float64, 10, elements=st.floats(0, 1e4)))
@settings(max_examples=25, deadline=None)
def test_zelnik_sees_no_preference_for_digits(pattern: Floats) -> None:
    counts = 1e5 + np.tile(pattern, 5)
    for order, reach in ((1, 10), (2, 15)):
        found = smoothing.zelnik(counts, order=order)[reach:-reach]
        np.testing.assert_allclose(found, 1e5 + pattern.mean(), rtol=1e-9)


@given(counts=POSITIVE, moves=arrays(np.float64, 4, elements=st.floats(-0.2, 0.2)))
@settings(max_examples=25, deadline=None)
def test_zigzag_is_the_least_and_keeps_the_total(counts: Floats, moves: Floats) -> None:
    found = smoothing.zigzag(counts, AGE, age_max=75)
    np.testing.assert_allclose(found.counts.sum(-1), counts.sum(-1), rtol=1e-12)
    assert np.all(found.counts > 0)
    np.testing.assert_array_equal(found.counts[:, :8], counts[:, :8])
    np.testing.assert_array_equal(found.counts[:, 15:], counts[:, 15:])
    again = smoothing.zigzag_objective(counts, AGE, found.adjustments, age_max=75)
    np.testing.assert_allclose(found.objective, again, rtol=1e-6, atol=1e-9)
    for row, least in zip(counts, found.objective, strict=True):
        alone = smoothing.zigzag(row, AGE, age_max=75)
        np.testing.assert_allclose(alone.objective, least, rtol=1e-6, atol=1e-6)
        try:
            other = smoothing.zigzag_objective(row, AGE, moves[:3], age_max=75)
        except ValueError:
            continue  # a group would have been emptied
        assert float(least) <= float(other) * (1 + 1e-9)
