"""The packaged lists hold what `data/README.md` says of them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter

import pytest

from renkou import areas
from renkou.areas.name import proper_name
from renkou.schema.problem import Problem

VINTAGES = tuple(
    dt.date.fromisoformat(day)
    for day in ("2016-07-31", "2019-10-31", "2020-06-30", "2022-10-31", "2023-06-30")
)


@pytest.fixture(scope="module")
def tree() -> areas.AreaTree:
    return areas.bundled()


def test_it_has_five_lists(tree: areas.AreaTree) -> None:
    assert tree.vintages == VINTAGES


@pytest.mark.parametrize(
    ("level", "counts"),
    [
        ("province", [1, 1, 1, 1, 1]),
        ("city", [1, 1, 1, 1, 1]),
        ("county", [5, 6, 6, 5, 5]),
        ("township", [118, 121, 83, 83, 83]),
        ("village", [2342, 2347, 1324, 1280, 1290]),
    ],
)
def test_each_list_has_as_many_areas_as_its_source(
    tree: areas.AreaTree, level: str, counts: list[int]
) -> None:
    assert [len(tree.units(day, level)) for day in VINTAGES] == counts


def test_codes_live_on_are_gone_or_new_as_the_source_says(
    tree: areas.AreaTree,
) -> None:
    old, new = (
        {unit.code for unit in tree.units(day, "village")} for day in VINTAGES[1:3]
    )
    assert (len(old & new), len(old - new), len(new - old)) == (954, 1393, 370)


def test_names_are_no_keys(tree: areas.AreaTree) -> None:
    for day in VINTAGES:
        villages = tree.units(day, "village")
        shared = [n for n, k in Counter(u.name for u in villages).items() if k > 1]
        assert shared
        assert len({unit.key for unit in villages}) == len(villages)


def test_longchang_is_one_county_with_two_dated_codes(tree: areas.AreaTree) -> None:
    longchang = tree.by_code("511083")
    history = tree.history(longchang.key)
    assert [(u.code, u.name) for u in history] == [
        ("511028000000", "隆昌县"),
        *[("511083000000", "隆昌市")] * 4,
    ]
    assert tree.by_code("511028") == longchang
    assert tree.by_code("511028", VINTAGES[0]).name == "隆昌县"
    assert tree.by_code("511083", VINTAGES[0]).code == "511028000000"
    assert tree.existence(longchang.key) == (VINTAGES[0], None)


def test_the_townships_of_longchang_carry_their_keys_over(
    tree: areas.AreaTree,
) -> None:
    before = tree.descendants(tree.by_code("511028").key, VINTAGES[0], "township")
    after = tree.descendants(tree.by_code("511083").key, VINTAGES[1], "township")
    assert len(before) == 19
    assert {unit.key for unit in before} == {unit.key for unit in after}


def test_the_economic_zone_stands_on_two_lists_with_two_make_ups(
    tree: areas.AreaTree,
) -> None:
    zone = tree.by_code("511071")
    assert tree.existence(zone.key) == (VINTAGES[1], VINTAGES[3])
    names = [
        {u.name for u in tree.descendants(zone.key, day, "township")}
        for day in VINTAGES[1:3]
    ]
    assert names[0] == {"壕子口街道", "交通镇", "四合镇"}
    assert names[1] == {"壕子口街道", "交通镇", "靖民镇"}
    with pytest.raises(Problem, match=r"511071.* is not on the list of 2023-06-30"):
        tree.unit(zone.key, VINTAGES[4])


def test_a_town_keeps_its_key_through_two_counties_and_three_codes(
    tree: areas.AreaTree,
) -> None:
    town = tree.by_code("511002113")
    assert [u.code[:9] for u in tree.history(town.key)] == [
        "511002106",
        "511002106",
        "511071103",
        "511002113",
        "511002113",
    ]


def test_a_code_given_to_another_village_is_another_area(tree: areas.AreaTree) -> None:
    # 002 was Tuanjie street's in 2020 and is Heba street's since 2022.
    before = tree.by_code("511002001002", VINTAGES[2])
    after = tree.by_code("511002001002", VINTAGES[3])
    assert proper_name(before.name) == "团结街"
    assert proper_name(after.name) == "河坝街"
    assert before.key != after.key
    assert after.key == tree.by_code("511002001001", VINTAGES[2]).key


def test_every_unit_has_its_parent_one_level_up(tree: areas.AreaTree) -> None:
    for day in VINTAGES:
        for below, above in zip(areas.LEVELS[1:], areas.LEVELS, strict=False):
            parents = {unit.key for unit in tree.units(day, above)}
            assert {unit.parent for unit in tree.units(day, below)} == parents


def test_ancestors_and_descendants_agree(tree: areas.AreaTree) -> None:
    day = VINTAGES[2]
    village = tree.by_code("511071103003", day)
    line = tree.ancestors(village.key, day)
    assert [u.code for u in line] == [
        "511071103000",
        "511071000000",
        "511000000000",
        "510000000000",
    ]
    for above in line:
        assert village in tree.descendants(above.key, day, "village")


def test_units_are_sorted_by_code(tree: areas.AreaTree) -> None:
    for day in VINTAGES:
        codes = [unit.code for unit in tree.units(day, "village")]
        assert codes == sorted(codes)


def test_sichuan_stands_around_the_city(tree: areas.AreaTree) -> None:
    sichuan = tree.by_code("510000")
    newest = VINTAGES[-1]
    assert [u.name for u in tree.units(newest, "city")] == ["内江市"]
    assert len(tree.units(newest, "city", within=sichuan.key)) == 21
    assert len(tree.units(newest, "county", within=sichuan.key)) == 183
    assert len(tree.units(newest, "township", within=sichuan.key)) == 3111


def test_no_area_is_given_by_the_packaged_lists(tree: areas.AreaTree) -> None:
    assert {unit.area_km2 for unit in tree.units(VINTAGES[-1], "village")} == {None}


def test_the_list_in_force(tree: areas.AreaTree) -> None:
    assert tree.list_for(None) == VINTAGES[-1]
    assert tree.list_for(VINTAGES[1]) == VINTAGES[1]
    assert tree.list_for(VINTAGES[2] - dt.timedelta(days=1)) == VINTAGES[1]
    assert tree.list_for(dt.date(2030, 1, 1)) == VINTAGES[-1]
    with pytest.raises(Problem, match="before the first list, of 2016-07-31"):
        tree.list_for(dt.date(2016, 7, 30))


def test_the_list_of_some_codes_is_detected(tree: areas.AreaTree) -> None:
    for day in VINTAGES:
        codes = [unit.code for unit in tree.units(day, "village")]
        assert tree.detect(codes) == day
    assert tree.detect(["511083001001"]) == VINTAGES[-1]
    assert tree.detect(["511028001001", "999999999999"]) == VINTAGES[0]
    assert tree.detect([]) == VINTAGES[-1]
    with pytest.raises(Problem, match="none of the 1 codes"):
        tree.detect(["440300001001"])


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("511099", "no list has the code '511099'. Nearest: 511002 市中区"),
        ("999999", "no list has the code '999999'.$"),
        ("5110", ""),
        ("51100200", "is not an area code"),
        ("隆昌市", "is not an area code"),
    ],
)
def test_an_unknown_code_names_the_nearest(
    tree: areas.AreaTree, code: str, message: str
) -> None:
    if not message:
        assert tree.by_code(code).name == "内江市"
        return
    with pytest.raises(Problem, match=message):
        tree.by_code(code)


def test_questions_that_have_no_answer(tree: areas.AreaTree) -> None:
    with pytest.raises(Problem, match="no list of 2018-01-01"):
        tree.units(dt.date(2018, 1, 1), "county")
    with pytest.raises(Problem, match="'street' is not one of"):
        tree.units(VINTAGES[0], "street")
    with pytest.raises(Problem, match="no area with the key 'x'"):
        tree.unit("x", VINTAGES[0])
    with pytest.raises(Problem, match="no area with the key 'x'"):
        tree.unit("x")


def test_problems_are_said_in_chinese_too(tree: areas.AreaTree) -> None:
    with pytest.raises(Problem) as caught:
        tree.by_code("511099")
    assert caught.value.text.zh.startswith("地区：各年名录均无代码“511099”。最接近")


def test_importing_loads_neither_scipy_nor_pypinyin() -> None:
    code = (
        "import sys, renkou.areas as a; a.bundled().by_code('511083');"
        "heavy = 'scipy', 'pypinyin', 'pyarrow', 'pandas';"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
