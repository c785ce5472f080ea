from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from renkou import areas
from renkou.snapshot.synthetic.identity import (
    as_text,
    check_characters,
    identity_numbers,
    mistype,
)
from renkou.snapshot.synthetic.lives import ELSEWHERE, Lives

ric = pytest.importorskip("stdnum.cn.ric")


@pytest.fixture(scope="module")
def numbers(many: Lives) -> list[str]:
    home = many.persons.birth_village
    texts: list[str] = as_text(identity_numbers(many, home)).to_pylist()
    return texts


def test_check_character_and_birth_day_by_another_implementation(
    many: Lives, numbers: list[str]
) -> None:
    days = many.persons.birth_day.astype("datetime64[D]")
    for number, day in zip(numbers, days, strict=True):
        assert ric.calc_check_digit(number) == number[-1]
        assert ric.get_birth_date(number) == day.astype(object)


def test_the_sequence_is_odd_for_men(many: Lives, numbers: list[str]) -> None:
    odd = np.array([int(number[14:17]) % 2 for number in numbers])
    assert (odd == (many.persons.sex == 1)).all()


def test_no_two_are_alike(numbers: list[str]) -> None:
    assert len(set(numbers)) == len(numbers)


def test_no_real_place_has_the_first_digits(numbers: list[str]) -> None:
    tree = areas.bundled()
    real = {
        unit.code[:4] for day in tree.vintages for unit in tree.units(day, "county")
    }
    assert not {number[:4] for number in numbers} & real
    assert all(91 <= int(number[2:4]) <= 99 for number in numbers)


def test_more_than_500_alike_spill_into_the_next_marked_range(many: Lives) -> None:
    persons = replace(
        many.persons,
        birth_day=np.full_like(many.persons.birth_day, 10_000),
        sex=np.full_like(many.persons.sex, 1),
    )
    crowd = replace(many, persons=persons)
    rows = 3_900
    home = np.full(len(persons), ELSEWHERE, np.int16)
    numbers = as_text(identity_numbers(crowd, home)).to_pylist()[:rows]
    assert len(set(numbers)) == rows
    assert len({number[:6] for number in numbers}) == 8


def test_mistyped_numbers_differ_and_the_stated_share_passes(
    many: Lives, numbers: list[str]
) -> None:
    digits = identity_numbers(many, many.persons.birth_village)
    wrong = mistype(digits, 1, "test", 0.5)
    assert (wrong != digits).any(axis=1).all()
    assert (wrong[:, :17] != digits[:, :17]).any(axis=1).all()
    passing = (check_characters(wrong) == wrong[:, 17]).mean()
    assert passing == pytest.approx(0.5, abs=0.03)
    none_pass = mistype(digits, 1, "test", 0.0)
    assert not (check_characters(none_pass) == none_pass[:, 17]).any()
