"""Numbers as the two languages write them."""

from __future__ import annotations

from datetime import date

import pytest

from renkou.report.numbers import (
    Form,
    amount,
    change,
    count_in_text,
    decimals,
    interval,
    long_date,
    plain,
    signed,
    ten_thousands,
)
from renkou.schema.text import Text


@pytest.mark.parametrize(
    ("half", "places"),
    [(0.09, 2), (0.6, 1), (3.0, 0), (0.02, 2), (0.1, 1), (1.0, 0), (30.0, 0), (0.0, 2)],
)
def test_digits_follow_the_interval(half: float, places: int) -> None:
    assert decimals(Form.RATE, 10 - half, 10 + half) == places


def test_a_count_has_no_decimals_and_a_figure_without_interval_its_form_s() -> None:
    assert decimals(Form.COUNT, 1.0, 1.1) == 0
    assert decimals(Form.YEARS, None, None) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9_999, "9,999"),
        (10_000, "1.00 万"),
        (99_999_999, "10,000.00 万"),
        (100_000_000, "1.00 亿"),
        (-23_500, "−2.35 万"),
        (0, "0"),
    ],
)
def test_chinese_counts_go_by_ten_thousands(value: float, text: str) -> None:
    assert ten_thousands(value) == text


def test_within_a_sentence_no_space_stands_before_the_unit() -> None:
    assert count_in_text(3_032_600) == Text("3,032,600", "303.26万")


def test_minus_is_no_hyphen_and_nothing_is_minus_zero() -> None:
    assert plain(-4.81, 2) == "−4.81"
    assert plain(-0.001, 2) == "0.00"
    assert signed(0.004, 2) == "0.00"
    assert signed(0.0) == "0"


def test_rates_and_shares_have_their_signs() -> None:
    assert amount(6.61, Form.RATE, 2) == Text("6.61", "6.61‰")
    assert amount(22.2, Form.PERCENT, 1) == Text("22.2%", "22.2%")
    assert amount(None, Form.RATE, 2) == Text("–", "–")


def test_intervals_below_zero_are_joined_by_a_word() -> None:
    assert interval(-4.96, -4.66, Form.RATE, 2).en == "−4.96 to −4.66"
    assert interval(-0.2, 0.3, Form.RATE, 1).en == "−0.2 to 0.3"
    assert interval(6.52, 6.7, Form.RATE, 2) == Text("6.52 – 6.70", "6.52～6.70")
    assert interval(3_026_900, 3_038_300, Form.COUNT, 0) == Text(
        "3,026,900 – 3,038,300", "302.69～303.83 万"
    )
    assert interval(9_000, 11_000, Form.COUNT, 0).zh == "9,000～1.10 万"


def test_a_share_changes_by_points_and_a_count_by_per_cent() -> None:
    assert change(0.6, Form.PERCENT, 1, 22.0).en == "+0.6"
    assert change(-23_500, Form.COUNT, 0, 3_056_100).en == "−0.8%"
    assert change(5, Form.COUNT, 0, 0).en == "–"


def test_dates() -> None:
    assert long_date(date(2025, 1, 3)) == Text("3 Jan 2025", "2025年1月3日")
