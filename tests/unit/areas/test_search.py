"""What a person types finds the area meant, best first."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from renkou import areas
from renkou.schema.problem import Problem

TREE = areas.bundled()
V2016, V2019, V2020, _, V2023 = TREE.vintages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("隆昌市", "511083"),
        ("隆昌", "511083"),
        ("隆昌县", "511083"),  # a former name
        ("longchang", "511083"),
        ("Long Chang", "511083"),
        ("lcs", "511083"),
        ("511083", "511083"),
        ("511028", "511083"),  # a former code
        ("511083000000", "511083"),
        ("neijiangshi", "511000"),
        ("njs", "511000"),
        ("壕子口", "511002008"),
        ("haozikou", "511002008"),
        ("511071006", "511002008"),
        ("河坝街", "511002001002"),
        ("511521", "511504"),  # Yibin county, now a district: around the city
        ("成都", "510100"),
    ],
)
def test_the_area_meant_comes_first(text: str, code: str) -> None:
    assert TREE.search(text, limit=3)[0].code == code.ljust(12, "0")


def test_an_area_that_is_no_more_is_found_as_it_last_was() -> None:
    # Shanchuan went into Jin'e street in 2020.
    found = TREE.search("511028101")[0]
    assert (found.name, found.vintage) == ("山川镇", V2019)


def test_an_exact_name_goes_before_a_longer_one() -> None:
    names = [unit.name for unit in TREE.search("内江")]
    assert names == ["内江市", "内江经济开发区"]


def test_what_is_no_more_comes_after_what_is() -> None:
    found = TREE.search("四合")
    gone = [unit.vintage != V2023 for unit in found]
    assert True in gone
    assert gone == sorted(gone)


def test_the_city_comes_before_what_stands_around_it() -> None:
    found = [unit.code[:4] for unit in TREE.search("四合", vintage=V2023)]
    assert found[0] == "5110"
    assert set(found[1:]) - {"5110"}


def test_on_a_list_only_its_own_are_found() -> None:
    assert [u.name for u in TREE.search("511083", vintage=V2016, limit=1)] == ["隆昌县"]
    names = [unit.name for unit in TREE.search("山川镇", vintage=V2023)]
    assert names == ["山川社区居委会"]
    assert {u.vintage for u in TREE.search("村", vintage=V2020)} == {V2020}
    with pytest.raises(Problem, match="no list of 2018-01-01"):
        TREE.search("隆昌", vintage=dt.date(2018, 1, 1))


def test_as_many_as_asked_for() -> None:
    assert len(TREE.search("村")) == 20
    assert len(TREE.search("村", limit=7)) == 7


@pytest.mark.parametrize("text", ["", "  ", "zzzz", "无此地名", "999999", "-", "%"])
def test_what_is_nowhere_finds_nothing(text: str) -> None:
    assert TREE.search(text) == ()


def test_without_pypinyin_names_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    tree = areas.bundled.__wrapped__()
    assert tree.search("隆昌")[0].name == "隆昌市"
    with pytest.raises(Problem, match=r"Install renkou\[engine\]"):
        tree.search("longchang")
