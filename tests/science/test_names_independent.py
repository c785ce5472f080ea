"""Names and identity numbers against slower ways to the same."""

import datetime
import unicodedata
from importlib.resources import files

import numpy as np
import pytest

from renkou.integrity.names import (
    compare,
    complete_identity_number,
    identity_number_repairs,
    repair_identity_number,
    valid_identity_number,
)

DATA = files("renkou.integrity") / "data"


def _readings() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (DATA / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split(" ")
        for character in characters:
            found.setdefault(character, set()).add(syllable)
    return found


def _forms() -> dict[str, str]:
    lines = (DATA / "variants.txt").read_text(encoding="utf-8").splitlines()
    return {character: line[0] for line in lines for character in line}


READINGS, FORMS = _readings(), _forms()


def _distance(a: str, b: str) -> int:
    """Levenshtein's, by his table."""
    row = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, before + (one != other)),
            )
    return row[-1]


def _compare(a: str, b: str) -> str:
    a, b = ("".join(unicodedata.normalize("NFKC", x).lower().split()) for x in (a, b))
    if a == b:
        return "same"
    one, other = ("".join(FORMS.get(c, c) for c in x) for x in (a, b))
    if one == other:
        return "variant"
    pairs = list(zip(a, b, strict=False))
    if len(a) == len(b) and all(
        FORMS.get(x, x) == FORMS.get(y, y)
        or READINGS.get(x, set()) & READINGS.get(y, set())
        for x, y in pairs
    ):
        return "homophone"
    if sorted(one) == sorted(other):
        return "swapped"
    near = _distance(one, other) == 1 and not len(one) == len(other) == 1
    return "similar" if near else "different"


def test_compare_name_by_name() -> None:
    rng = np.random.default_rng(6)
    common = list("王李张刘陈杨赵伟玮煒苇明鸣名晓小筱芳方国國英颖曾增单善吕侣峰峯锋")
    a, b = (
        ["".join(rng.choice(common, rng.integers(1, 5))) for _ in range(6_000)]
        for _ in range(2)
    )
    for place in range(0, 6_000, 2):  # half of them near one another
        letters = list(a[place])
        letters[rng.integers(len(letters))] = str(rng.choice(common))
        if place % 4:
            rng.shuffle(letters)
        b[place] = "".join(letters)
    found = np.asarray(compare(a, b))
    assert found.tolist() == [_compare(x, y) for x, y in zip(a, b, strict=True)]
    assert set(found.tolist()) == {
        "same", "variant", "homophone", "swapped", "similar", "different",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("王伟", " 王 伟 ", "same"),
        ("买买提·艾力", "买买提•艾力", "same"),
        ("Ａｎｎａ", "anna", "same"),
        ("陳國華", "陈国华", "variant"),
        ("吳昇", "吴升", "variant"),
        ("高峯", "髙峰", "variant"),
        ("王喆", "王哲", "variant"),
        ("王喆", "王?", "variant"),
        ("王\ue123", "王喆", "variant"),
        ("王?", "王明", "similar"),
        ("单雄信", "善雄信", "homophone"),
        ("吕梁", "鲁梁", "similar"),
        ("张明伟", "伟张明", "swapped"),
        ("艾力·买买提", "买买提·艾力", "swapped"),
        ("欧阳修", "欧阳", "similar"),
        ("张三丰", "张丰", "similar"),
        ("王", "李", "different"),
        ("王小明", "李大伟", "different"),
        ("??", "喆犇", "different"),
    ],
)
def test_pairs(a: str, b: str, kind: str) -> None:
    assert compare(a, b) == kind
    assert compare(b, a) == kind


def test_shapes() -> None:
    table = np.asarray(compare(np.array([["王伟"], ["李明"]]), ["王伟", "李鸣", "李"]))
    assert table.tolist() == [
        ["same", "different", "different"],
        ["different", "homophone", "similar"],
    ]
    objects = np.array(["王伟", "李明"], dtype=object)
    assert np.asarray(compare(objects, "李明")).tolist() == ["different", "same"]
    assert np.asarray(compare([], [])).tolist() == []


def test_characters_are_read_as_names_are() -> None:
    said = {
        "曾": "zeng",
        "单": "shan",
        "解": "xie",
        "仇": "qiu",
        "吕": "lv",
        "覃": "qin",
    }
    for character, reading in said.items():
        assert reading in READINGS[character]
    assert READINGS["王"] == {"wang"}
    assert len(READINGS) > 8105


def _check(first: str) -> str:
    """ISO 7064's pure recursive way: P = (P + digit)·2 modulo 11."""
    carried = 0
    for digit in first:
        carried = (carried + int(digit)) * 2 % 11
    rest = (12 - carried) % 11
    return "X" if rest == 10 else str(rest)


def _numbers(count: int, seed: int) -> list[str]:
    rng = np.random.default_rng(seed)
    days = [
        datetime.date(1900, 1, 1) + datetime.timedelta(int(d))
        for d in rng.integers(0, 36_000, count)
    ]
    first = [
        f"{rng.integers(11, 66)}{rng.integers(1, 99):02}{rng.integers(1, 99):02}"
        f"{day:%Y%m%d}{rng.integers(1000):03}"
        for day in days
    ]
    return [one + _check(one) for one in first]


def test_numbers_against_the_recursion() -> None:
    numbers = _numbers(3000, 1)
    assert np.all(valid_identity_number(numbers))
    small = [number.lower() for number in numbers]
    assert np.asarray(complete_identity_number(small)).tolist() == numbers
    born = [n for n in numbers if n[6:8] == "19"]
    old = [n[:6] + n[8:17] for n in born]
    assert np.asarray(complete_identity_number(old)).tolist() == born


def test_every_wrong_digit_and_every_swap_is_found() -> None:
    for number in _numbers(40, 2):
        wrong = [
            number[:place] + digit + number[place + 1 :]
            for place in range(18)
            for digit in "0123456789X"
            if digit != number[place]
        ]
        swaps = [
            number[:p] + number[p + 1] + number[p] + number[p + 2 :]
            for p in range(17)
            if number[p] != number[p + 1]
        ]
        assert not np.any(valid_identity_number(wrong + swaps))


def test_days_that_are_none() -> None:
    for day, real in (("19000229", False), ("20000229", True), ("19990431", False)):
        first = f"110105{day}002"
        assert valid_identity_number(first + _check(first)) is real


def test_repairs_are_all_the_numbers_one_digit_away() -> None:
    for number in _numbers(20, 3):
        wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
        one_away = {
            wrong[:place] + digit + wrong[place + 1 :]
            for place in range(18)
            for digit in "0123456789X"
        }
        due = sorted(one for one in one_away if valid_identity_number(one))
        assert identity_number_repairs(wrong) == due
        assert number in due
        sex = "male" if int(number[16]) % 2 else "female"
        kept = identity_number_repairs(wrong, areas={number[:6]}, sex=sex)
        assert all(
            n[:6] == number[:6] and int(n[16]) % 2 == int(number[16]) % 2 for n in kept
        )
        unread = number[:9] + "?" + number[10:]
        assert repair_identity_number(unread) == number
        assert repair_identity_number(number) == number
