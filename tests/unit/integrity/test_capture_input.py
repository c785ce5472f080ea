"""Lists: what is refused, and that the message says where and why."""

from typing import Any

import numpy as np
import pytest

from renkou.integrity.capture import (
    chao_lower_bound,
    dual_system,
    multiple_systems,
    select_model,
)

THREE = [[1, 1, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("counts", "how", "message"),
    [
        (([5, 0], 3, 4), {}, r"n11: 0.0 at index \(1,\) must be above 0"),
        ((-1, 3, 4), {}, "n11: -1.0 must be 0 or more"),
        ((5, np.nan, 4), {}, "n10: nan must be 0 or more"),
        ((5, 3, 4), {"method": "peterson"}, "method: 'peterson' must be one of"),
        ((5, 3, 4), {"level": 1}, "level: 1 must lie"),
        ((0, 3, 0), {"method": "chapman"}, "n01: 0.0 must not leave the second list"),
        (([5, 6], [3, 4, 5], 4), {}, "shapes do not match: n11"),
    ],
)
def test_no_dual_system(counts: Any, how: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dual_system(*counts, **how)


@pytest.mark.parametrize(
    ("histories", "counts", "how", "message"),
    [
        ([[1, 0], [0, 1]], None, {}, "histories: 0 on two lists or more must be"),
        ([[1, 2], [0, 1]], None, {}, r"histories: 2.0 at index \(0, 1\) must be 0 or"),
        ([[1, 1], [0, 0]], None, {}, r"histories: 0.0 at index \(1,\) must be on one"),
        ([[1, 0], [1, 0]], None, {}, r"histories: 0.0 at index \(1,\) must have some"),
        ([[1], [1]], None, {}, r"histories: \(2, 1\) must be \(rows, lists\)"),
        ([[1, 1]], [1, 2], {}, r"counts: \(2,\) must be one for each row"),
        ([[1, 1]], [-1], {}, r"counts: -1.0 at index \(0,\) must be 0 or more"),
        (THREE, None, {"model": ("14",)}, "model: '14' must be numbers"),
        (THREE, None, {"model": ("11",)}, "model: '11' must be numbers"),
        (THREE, None, {"model": ("123",)}, "model: '123' must be numbers"),
        (THREE, None, {"model": "all"}, "model: 'all' must be one of"),
        (THREE, None, {"heterogeneity": "gamma"}, "heterogeneity: 'gamma' must be"),
        (
            THREE,
            None,
            {"model": "all-two-way", "heterogeneity": "darroch"},
            "must have no more parameters",
        ),
    ],
)
def test_no_multiple_systems(
    histories: Any, counts: Any, how: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        multiple_systems(histories, counts, **how)


def test_no_model_where_nobody_is_on_two_lists() -> None:
    with pytest.raises(ValueError, match="histories: 0 on two lists or more"):
        select_model([[1, 0, 0], [0, 1, 0], [0, 0, 1]])


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        ({1: 5}, "0 seen twice must be above 0"),
        ({}, "0 must be above 0 in all"),
        ({0: 5, 1: 2, 2: 1}, "0 must be a whole number"),
        ({1: 2, 2: -1}, "-1 seen 2 times must be 0 or more"),
    ],
)
def test_no_lower_bound(seen: dict[int, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        chao_lower_bound(seen)


def test_lists_that_agree_leave_a_one_sided_doubt() -> None:
    found = multiple_systems([[1, 1]], [20])
    assert found.estimate == pytest.approx(20, abs=1e-6)
    assert found.low == 20
    assert 20 <= found.high < 22


def test_lists_that_share_nobody_may_say_so() -> None:
    seen = [[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    found = multiple_systems(seen, [5, 6, 10, 11, 12], model=("12",))
    assert found.df == 2
    # With nobody on both, the two are one list in two parts: 21 + … against the third.
    assert found.estimate == pytest.approx(32 * 23 / 11, abs=1e-6)
