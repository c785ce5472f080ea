"""What holds of names, numbers and digits whatever is written."""

import datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from renkou.integrity.digits import leading_digits, too_smooth
from renkou.integrity.names import (
    compare,
    complete_identity_number,
    repair_identity_number,
    valid_identity_number,
)

characters = st.sampled_from("王李张章玮伟煒峰峯明鸣小晓喆哲陈陳·□")
written = st.text(characters, min_size=1, max_size=5)
any_name = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
    lambda name: any(c.isalnum() for c in name)
)


@given(written, written)
def test_a_comparison_has_no_side(a: str, b: str) -> None:
    assert compare(a, b) == compare(b, a)


@given(any_name)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert compare(name, name) == "same"
    assert compare(name, f" {name}\u3000") == "same"


@given(st.lists(st.tuples(written, written), min_size=1, max_size=30))
def test_many_are_compared_as_one_is(pairs: list[tuple[str, str]]) -> None:
    a, b = zip(*pairs, strict=True)
    assert np.asarray(compare(a, b)).tolist() == [compare(x, y) for x, y in pairs]


@given(st.dates(min_value=datetime.date(1900, 1, 1)), st.integers(0, 999))
def test_old_numbers_become_valid(day: datetime.date, sequence: int) -> None:
    old = f"510107{day:%y%m%d}{sequence:03}"
    if f"{day:%Y}" < "2000":
        number = complete_identity_number(old)
        assert valid_identity_number(number)
        assert repair_identity_number(str(number).lower()) == number


@given(st.text(max_size=20).filter(str.strip))
def test_no_text_is_taken_for_a_number(text: str) -> None:
    if text.isascii() and not text.strip().isdigit():
        assert not valid_identity_number(text + "#")


@given(st.lists(st.integers(0, 10**30), max_size=60))
def test_each_number_is_counted_once(values: list[int]) -> None:
    for digits in (1, 2, 3):
        found = leading_digits(np.array(values, dtype=object), digits=digits)
        assert found.sum() == sum(value > 0 for value in values)
    first, second = leading_digits(values), leading_digits(values, digits=2)
    assert np.array_equal(second.reshape(9, 10).sum(axis=1), first)


@given(st.lists(st.integers(10, 500), min_size=4, max_size=60))
def test_smoothness_does_not_depend_on_order(values: list[int]) -> None:
    one, other = too_smooth(values), too_smooth(sorted(values))
    assert np.isclose(one.chi2, other.chi2)
    assert 0 <= one.p <= 1
