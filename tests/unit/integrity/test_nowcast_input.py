"""Nowcasts: what is refused, and what wide answer stands for knowing nothing."""

from typing import Any

import numpy as np
import pytest

from renkou.integrity.nowcast import lawless

NAN = np.nan
KNOWN: Any = [[6, 3, 1], [7, 2, 1], [5, 3, NAN], [6, NAN, NAN]]


@pytest.mark.parametrize(
    ("triangle", "how", "message"),
    [
        ([[1, 2, 3], [1, 2, NAN]], {}, r"triangle: \(2, 3\) must"),
        ([[1, NAN], [1, NAN]], {}, r"triangle: nan at index \(0, 1\) must be known"),
        ([[1, 1], [1, 0]], {}, r"triangle: 0.0 at index \(1, 1\) must be missing"),
        ([[1, -1], [1, NAN]], {}, r"triangle: -1.0 at index \(0, 1\) must be 0 or"),
        (KNOWN, {"window": 1}, "window: 1 must be whole and reach"),
        (KNOWN, {"level": 0}, "level: 0 must lie"),
    ],
)
def test_no_nowcast(triangle: Any, how: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lawless(triangle, **how)


def test_of_no_events_nothing_is_known() -> None:
    found = lawless(np.where(np.isnan(KNOWN), NAN, 0.0))
    assert found.expected.tolist() == [0, 0, 0, 0]
    assert found.high.tolist() == [0, 0, np.inf, np.inf]


def test_what_is_never_seen_at_once_gives_no_figure_at_once() -> None:
    found = lawless(np.array([[0, 3], [0, 4], [0, NAN]]))
    assert np.isnan(found.expected[-1])
    assert (found.low[-1], found.high[-1]) == (0, np.inf)


def test_the_window_forgets_how_slow_it_was() -> None:
    slow, quick = [[0, 0, 9]] * 4, [[9, 0, 0]] * 6
    table = np.array([*slow, *quick], dtype=float)
    table[-1, 1:] = table[-2, 2] = NAN
    assert lawless(table, window=3).expected[-1] == pytest.approx(9)
    assert lawless(table).expected[-1] > 12
