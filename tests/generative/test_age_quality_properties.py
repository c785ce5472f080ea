"""What must hold of every index of age quality."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography import age_quality

AGE = range(100)
COUNTS = arrays(np.float64, (3, 100), elements=st.floats(1, 1e6))
GROUPS = arrays(np.float64, (3, 2, 12), elements=st.floats(1, 1e6))
BY_SINGLE_AGE: dict[str, Callable[[Floats], Floats]] = {
    "whipple": lambda counts: age_quality.whipple(counts, AGE),
    "noumbissi": lambda counts: age_quality.noumbissi(counts, AGE, 4),
    "coale_li": lambda counts: age_quality.coale_li(counts, AGE, 0),
    "spoorenberg": lambda counts: age_quality.spoorenberg(counts, AGE),
    "myers": lambda counts: age_quality.myers(counts, AGE),
    "bachi": lambda counts: age_quality.bachi(counts, AGE),
}
NO_HEAPING = {"whipple": 1, "noumbissi": 1, "coale_li": 1}


@pytest.mark.parametrize("name", BY_SINGLE_AGE)
@given(counts=COUNTS, scale=st.floats(0.01, 100))
@settings(max_examples=25, deadline=None)
def test_rows_stand_alone_and_size_does_not_count(
    name: str, counts: Floats, scale: float
) -> None:
    index = BY_SINGLE_AGE[name]
    together = index(counts)
    alone = [float(index(row)) for row in counts]
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    np.testing.assert_allclose(index(counts * scale), together, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", BY_SINGLE_AGE)
@given(level=st.floats(1, 1e6))
@settings(max_examples=10, deadline=None)
def test_even_ages_are_not_heaped(name: str, level: float) -> None:
    found = float(BY_SINGLE_AGE[name](np.full(100, level)))
    assert found == pytest.approx(NO_HEAPING.get(name, 0), abs=1e-9)


@given(start=st.floats(1e3, 1e6), slope=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_a_straight_line_shows_no_preference(start: float, slope: float) -> None:
    line = start * (1 - slope * np.arange(100) / 100)
    assert float(age_quality.myers(line, AGE)) == pytest.approx(0, abs=1e-9)
    counts = age_quality.bachi(line, AGE, blend="counts")
    assert float(counts) == pytest.approx(0, abs=1e-9)
    groups = np.stack([line[:12], line[:12]])
    assert float(age_quality.age_sex_accuracy(groups)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("digit", range(10))
def test_one_digit_only_is_the_most(digit: int) -> None:
    counts = np.where(np.arange(100) % 10 == digit, 7.0, 0.0)
    assert float(age_quality.myers(counts, AGE)) == pytest.approx(90)
    assert float(age_quality.bachi(counts, AGE)) == pytest.approx(90)
    if digit in (0, 5):
        assert float(age_quality.whipple(counts, AGE)) == pytest.approx(5)


@given(population=GROUPS)
@settings(max_examples=25, deadline=None)
def test_scores_row_by_row(population: Floats) -> None:
    for score in (age_quality.sex_ratio_score, age_quality.age_sex_accuracy):
        alone = [float(score(row)) for row in population]
        np.testing.assert_allclose(score(population), alone, rtol=1e-12)
    # The open group has no say, and may be left off.
    by_age = age_quality.age_ratio_score(population)
    closed = age_quality.age_ratio_score(population[..., :-1], open_group=False)
    np.testing.assert_array_equal(by_age, closed)


@given(population=GROUPS)
@settings(max_examples=25, deadline=None)
def test_dissimilarity_is_a_distance(population: Floats) -> None:
    one, other = population[:, 0], population[:, 1]
    apart = age_quality.index_of_dissimilarity(one, other)
    np.testing.assert_allclose(
        apart, age_quality.index_of_dissimilarity(other, one), rtol=1e-12
    )
    assert np.all((apart >= 0) & (apart <= 100))
    for index in (
        age_quality.index_of_dissimilarity,
        age_quality.index_of_relative_difference,
    ):
        np.testing.assert_allclose(index(one, one * 3), 0, atol=1e-9)
        alone = [float(index(a, b)) for a, b in zip(one, other, strict=True)]
        np.testing.assert_allclose(index(one, other), alone, rtol=1e-12)
