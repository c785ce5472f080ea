"""Digits, names and numbers: what is refused, and that no message repeats a person."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from renkou.integrity import digits, names


@pytest.mark.parametrize(
    ("function", "arguments", "how", "message"),
    [
        (
            digits.leading_digits,
            ([1, -2],),
            {},
            r"values: -2 at index \(1,\) must be 0",
        ),
        (
            digits.leading_digits,
            ([1.5],),
            {},
            r"values: 1.5 at index \(0,\) must be a wh",
        ),
        (
            digits.leading_digits,
            ([1e20],),
            {},
            r"values: 1e\+20 at index \(0,\) must be a",
        ),
        (digits.leading_digits, (np.array([1e20]),), {}, "be an integer, not a float"),
        (digits.leading_digits, ([np.inf],), {}, r"values: inf at index \(0,\)"),
        (digits.leading_digits, ([1, None],), {}, r"values: None at index \(1,\)"),
        (digits.leading_digits, (["12"],), {}, "values: .* must be whole numbers"),
        (digits.leading_digits, ([True],), {}, "values: bool must be whole numbers"),
        (digits.leading_digits, ([1],), {"digits": 4}, "digits: 4 must be one of 1, 2"),
        (digits.benford, ([9] * 9,), {}, "counts: 81 numbers must be 110 at least"),
        (
            digits.benford,
            ([9] * 90,),
            {"digits": 2},
            "810 numbers must be 1146 at least",
        ),
        (digits.benford, ([9] * 900,), {"digits": 3}, "8100 numbers must be 11508 at"),
        (digits.benford, ([9] * 8,), {}, r"counts: \(8,\) must be \(9,\)"),
        (digits.last_digit, (range(49),), {}, "values: 49 numbers must be 50 at least"),
        (digits.last_two_digits, (range(16),), {}, "16 numbers must be 17 at least"),
        (digits.repeated, ([100] * 60,), {}, "values: 60 months must be 179 at least"),
        (digits.repeated, ([5],), {}, "must have two months at least"),
        (digits.too_smooth, ([4, 5, 4],), {}, "must be 5 at least: a month's mean"),
        (
            digits.too_smooth,
            ([9] * 13,),
            {"period": 12},
            "13 months must be two or more",
        ),
        (digits.too_smooth, ([9] * 13,), {"period": 1}, "period: 1 must be 2 or more"),
        (digits.too_smooth, ([9.5, 9],), {}, r"values: 9.5 at index \(0,\)"),
        (names.compare, (["王", None], "李"), {}, "a: at index 1 must be text"),
        (names.compare, ("王", ["李", " "]), {}, "b: at index 1 must not be empty"),
        (names.compare, ("王", "李" * 101), {}, "b: at index 0 must have 100 char"),
        (names.compare, (["王"] * 2, ["李"] * 3), {}, "shapes do not match: a"),
        (names.compare, (7, "李"), {}, "a: int64 must be text"),
        (
            names.complete_identity_number,
            ("11010549123100",),
            {},
            "text: at index 0 must",
        ),
        (names.complete_identity_number, ("110105491331002",), {}, "text: at index 0"),
        (
            names.complete_identity_number,
            (["11010519491231002X", "110105194912310021"],),
            {},
            "text: at index 1 must be an identity number",
        ),
        (names.complete_identity_number, ("1101051949123100",), {}, "text: at index 0"),
        (names.valid_identity_number, (110105194912310021,), {}, "text: int64 must be"),
        (
            names.valid_identity_number,
            (["1", None],),
            {},
            "text: at index 1 must be text",
        ),
        (names.repair_identity_number, ("123",), {}, "text: must have 18 characters"),
        (
            names.repair_identity_number,
            ("11010519491231002X",),
            {"sex": "m"},
            "sex: 'm' must be one of male, female",
        ),
    ],
)
def test_refused(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    how: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        function(*arguments, **how)


def test_no_message_repeats_a_name_or_a_number() -> None:
    with pytest.raises(ValueError, match="text: at index 0") as error:
        names.complete_identity_number("510107199902310021")
    assert "5101" not in str(error.value)
    with pytest.raises(ValueError, match="a: at index 0") as error:
        names.compare("王" * 101, "李")
    assert "王" not in str(error.value)


def test_a_place_far_down_is_named() -> None:
    many = np.full(300_000, "王伟", dtype=object)
    many[200_001] = 3
    with pytest.raises(ValueError, match="b: at index 200001 must be text"):
        names.compare("王伟", many)


def test_other_lengths_are_not_valid() -> None:
    number = "11010519491231002X"
    for text in (number[:17], "1", "", " ", number + "X", number + "1" * 200, "王伟"):
        assert names.valid_identity_number(text) is False
