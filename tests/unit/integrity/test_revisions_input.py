"""Triangles: what is refused, and that the message says where and why."""

from typing import Any

import numpy as np
import pytest

from renkou.integrity.revisions import Triangle, chain_ladder

NAN = np.nan


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[1, 2, 3]], r"values: \(1, 3\) must .* two origins"),
        ([1, 2], r"values: \(2,\) must"),
        ([[1, NAN, 3], [1, NAN, NAN]], r"values: nan at index \(0, 1\) must be known"),
        ([[1, 2, 3], [NAN, 2, NAN]], r"values: nan at index \(1, 0\) must be known"),
        ([[1, 2, 3], [1, NAN, 3]], r"values: nan at index \(1, 1\) must have no gaps"),
        (
            [[1, 2, 3], [1, NAN, NAN], [1, 2, NAN]],
            r"values: nan at index \(1, 1\) must have no gaps",
        ),
        ([[1, -2], [1, NAN]], r"values: -2.0 at index \(0, 1\) must be 0 or more"),
        ([[1, np.inf], [1, NAN]], r"values: inf at index \(0, 1\) must be 0 or more"),
        ([["a", 2], [1, NAN]], "values: must be numbers"),
    ],
)
def test_no_triangle(values: list[list[float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Triangle(np.array(values))


@pytest.mark.parametrize(
    ("occurred", "recorded", "how", "message"),
    [
        (["2024-01-02"], ["2024-01-01"], {}, r"recorded: 2024-01-01 at index \(0,\)"),
        (["2024-01-02"], ["NaT"], {}, r"recorded: NaT at index \(0,\) must be a date"),
        (["x"], ["2024-01-01"], {}, "occurred: must be dates"),
        ([], [], {}, "occurred: no events"),
        (["2024-01-01"], ["2024-01-01", "2024-02-01"], {}, r"recorded: \(2,\) must"),
        (["2024-01-02"], ["2024-01-02"], {}, r"values: \(1, 1\) must .* two origins"),
        (["2024-01-02"], ["2024-03-02"], {"period": "decade"}, "period: 'decade' must"),
        (["2024-01-02"], ["2024-03-02"], {"as_of": "2023-01-01"}, "as_of: 2023-01-01"),
        (["1024-01-02"], ["2024-03-02"], {}, "occurred: 1024-01-02 must be no more"),
    ],
)
def test_no_events(
    occurred: list[str], recorded: list[str], how: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Triangle.from_events(occurred, recorded, **how)


@pytest.mark.parametrize(
    ("values", "how", "message"),
    [
        ([[1, 2], [0, NAN]], {}, r"triangle: 0.0 at index \(1,\) must not stand at 0"),
        ([[0, 2], [1, NAN]], {}, r"triangle: 0.0 at index \(0,\) must have an origin"),
        ([[1], [2]], {}, r"triangle: \(2, 1\) must have two developments"),
        ([[1, 2], [1, NAN]], {"last_sigma": "x"}, "last_sigma: 'x' must be one of"),
        ([[1, 2], [1, NAN]], {"tail": -1.0}, "tail: -1.0 must be above"),
        ([[1, 2], [1, NAN]], {"tail": 1.1}, "tail: 1.1 must have tail_se"),
        ([[1, 2], [1, NAN]], {"tail": 1.1, "tail_se": -1.0}, "tail_se: -1.0 must be 0"),
    ],
)
def test_no_chain_ladder(
    values: list[list[float]], how: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        chain_ladder(Triangle(np.array(values)), **how)


def test_of_two_developments_nothing_is_known_of_the_spread() -> None:
    found = chain_ladder(Triangle(np.array([[1, 2], [3, NAN]])))
    assert found.outstanding.tolist() == [0, 3]
    assert found.se.tolist() == [0, np.inf]
    assert found.total_se == np.inf


def test_what_is_not_yet_recorded_is_not_counted() -> None:
    occurred = ["2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29"]
    recorded = ["2024-02-01", "2024-01-01", "2024-03-01", "2024-02-29"]
    late = Triangle.from_events(occurred, recorded, as_of="2024-02-29")
    assert late.values.tolist()[0] == [0, 0, 1]
    assert late.latest.tolist() == [1, 1, 1]
    all_known = Triangle.from_events(occurred, recorded)
    assert all_known.latest.tolist() == [1, 2, 1, 0]
    assert all_known.periods is not None
    assert all_known.periods.astype(str).tolist()[0] == "2023-12-01"


def test_weeks_begin_on_monday() -> None:
    # 31 December 2023 was a Sunday.
    days = ["2023-12-31", "2024-01-01"]
    found = Triangle.from_events(days, days, period="week")
    assert found.latest.tolist() == [1, 1]
    assert found.periods is not None
    assert found.periods.astype(str).tolist() == ["2023-12-25", "2024-01-01"]
