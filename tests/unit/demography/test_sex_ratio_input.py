"""Bad input and empty areas in the sex ratio at birth."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography.sex_ratio import (
    compare,
    many,
    missing_girls,
    power,
    probability_below,
    sex_ratio_at_birth,
    sign_test,
)

ALL = [compare, many, missing_girls, probability_below, sex_ratio_at_birth, sign_test]


@pytest.mark.parametrize("function", ALL)
def test_counts_are_refused_by_name(function: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match=r"boys: -1\.0 at index \(1,\) must be 0"):
        function([1, -1], [1, 1])
    with pytest.raises(ValueError, match=r"girls: nan at index \(0,\) must be 0"):
        function([1, 1], [np.nan, 1])
    with pytest.raises(ValueError, match="shapes do not match: boys"):
        function([1, 1], [1, 1, 1])


@pytest.mark.parametrize("function", [compare, many])
def test_exact_tests_need_whole_counts(function: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match=r"girls: 1\.5 at index \(1,\) .* whole"):
        function([1, 1], [1, 1.5])


def test_ratios_and_levels_are_refused() -> None:
    with pytest.raises(ValueError, match=r"against: 0.0 must be above 0"):
        compare(1, 1, against=0)
    with pytest.raises(ValueError, match=r"ratio: -1.0 must be above 0"):
        probability_below(1, 1, ratio=-1)
    with pytest.raises(ValueError, match="level: 1 must lie between 0 and 1"):
        sex_ratio_at_birth(1, 1, level=1)
    with pytest.raises(ValueError, match="method: 'wald' must be one of"):
        sex_ratio_at_birth(1, 1, method="wald")
    with pytest.raises(ValueError, match=r"births: 0.0 must be above 0"):
        power(0, 118)
    with pytest.raises(ValueError, match=r"expected: 0.0 must be above 0"):
        missing_girls(1, 1, expected=0)
    with pytest.raises(ValueError, match="rate: 0 must lie between 0 and 1"):
        many([1], [1], rate=0)
    with pytest.raises(ValueError, match="boys: a number must be an axis of areas"):
        many(1, 1)
    with pytest.raises(ValueError, match="boys: a number must be an axis of years"):
        sign_test(1, 1)
    with pytest.raises(ValueError, match=r"boys: 0.0 must be above 0, with girls"):
        many([0, 0], [0, 0])


def test_an_empty_area_is_as_unsure_as_can_be() -> None:
    found = sex_ratio_at_birth([0, 3, 0], [0, 0, 3])
    assert np.isnan(found.ratio[0])
    assert found.ratio[1:].tolist() == [np.inf, 0.0]
    assert found.se.tolist() == [np.inf, np.inf, 0.0]
    assert found.low[[0, 2]].tolist() == [0.0, 0.0]
    assert found.high[[0, 1]].tolist() == [np.inf, np.inf]
    assert float(probability_below(0, 0)) == pytest.approx(0.5)
    assert [float(value) for value in missing_girls(0, 0)] == [0.0, 0.0, 0.0]
    beside = many([52, 0], [50, 0])
    assert not beside.flagged.any()
    assert beside.high[1] - beside.low[1] > beside.high[0] - beside.low[0]
