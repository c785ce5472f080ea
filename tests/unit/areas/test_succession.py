"""The rules by which an area is carried on, each on a list small enough to read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from renkou import areas
from renkou.areas.name import is_respelt, is_village, proper_name

OLD, NEW = dt.date(2020, 1, 1), dt.date(2024, 1, 1)
Lists = tuple[dict[str, str], dict[str, str]]


def _tree(folder: Path, old: dict[str, str], new: dict[str, str]) -> areas.AreaTree:
    lines = ["vintage,code,name"]
    for day, listed in ((OLD, old), (NEW, new)):
        lines += [f"{day},{code},{name}" for code, name in listed.items()]
    path = folder / "lists.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return areas.AreaTree.from_csv(path)


def _town(
    *villages: str, code: str = "990101001", name: str = "磨镇"
) -> dict[str, str]:
    listed = {"990100": "港市", "990101": "北区", code: name}
    return listed | {f"{code}{i:03d}": v for i, v in enumerate(villages, 201) if v}


def _rules(tree: areas.AreaTree) -> dict[str, tuple[str, str]]:
    return {d.code: (d.rule, d.successor) for d in tree.decisions(OLD, NEW)}


@pytest.mark.parametrize(
    ("old", "new", "rule", "successor"),
    [
        (("甲子村村委会",), ("甲子村村委会",), "code-and-name", "990101001201"),
        (("甲子村村委会",), ("甲子社区居委会",), "code-and-name", "990101001201"),
        (
            ("黄泥村村委会", "乙"),
            ("黄坭村村委会", "乙"),
            "code-respelt",
            "990101001201",
        ),
        (("甲子村村委会", "乙"), ("丙丁村村委会", "乙"), "remainder", "990101001201"),
        (("甲子村", "乙村"), ("", "乙村", "甲子村"), "name", "990101001203"),
        (("甲子村", "乙村"), ("", "乙村"), "equal-shares", "990101001"),
        # The code went to another village of the old list: no respelling, but a reuse.
        (("大山村", "小山村"), ("小山村", "丙村"), "equal-shares", "990101001"),
        # Two of one name: the village goes to the village.
        (("双龙村", "乙"), ("", "乙", "双龙社区", "双龙村"), "name", "990101001204"),
        # One of the name is spoken for by its code: the village goes to the other.
        (
            ("双龙村", "双龙社区"),
            ("", "双龙社区", "双龙居委会"),
            "name",
            "990101001203",
        ),
        # Two lost and two new without a name in common: which is which is not known.
        (("甲子村", "乙丑村"), ("丙寅村", "丁卯村"), "equal-shares", "990101001"),
    ],
)
def test_a_village(
    tmp_path: Path,
    old: tuple[str, ...],
    new: tuple[str, ...],
    rule: str,
    successor: str,
) -> None:
    tree = _tree(tmp_path, _town(*old), _town(*new))
    assert _rules(tree)["990101001201"] == (rule, successor)


def test_a_code_reused_is_another_area_and_the_name_is_followed(tmp_path: Path) -> None:
    tree = _tree(tmp_path, _town("大山村", "小山村"), _town("小山村", "丙村"))
    assert _rules(tree)["990101001202"] == ("name", "990101001201")
    small = tree.by_code("990101001202", OLD)
    assert tree.unit(small.key, NEW).code == "990101001201"
    assert tree.by_code("990101001201", OLD).key not in {
        unit.key for unit in tree.units(NEW, "village")
    }


@pytest.mark.parametrize(
    ("code", "name", "rule"),
    [
        ("990101001", "磨镇", "code-and-name"),
        ("990101001", "磨街道", "code-and-name"),  # a rise in rank
        ("990101001", "大磨镇", "code-respelt"),
        ("990101001", "泉镇", "code"),
        ("990101009", "磨镇", "name"),
    ],
)
def test_a_township_keeps_its_key(
    tmp_path: Path, code: str, name: str, rule: str
) -> None:
    tree = _tree(tmp_path, _town("甲村"), _town("甲村", code=code, name=name))
    assert _rules(tree)["990101001"] == (rule, code)
    assert tree.by_code("990101001", OLD).key == tree.by_code(code, NEW).key
    assert _rules(tree)["990101001201"][1] == f"{code}201"


def test_a_township_whose_code_went_to_another_is_followed_by_name(
    tmp_path: Path,
) -> None:
    quay = {"990101002": "泉镇", "990101002201": "乙村"}
    old = _town("甲村") | quay
    new = _town("乙村", name="泉镇") | {"990101009": "磨镇", "990101009201": "甲村"}
    rules = _rules(_tree(tmp_path, old, new))
    assert rules["990101001"] == ("name", "990101009")
    assert rules["990101002"] == ("name", "990101001")


@pytest.mark.parametrize("place", [0, 1])
def test_an_assumed_step_makes_the_whole_way_assumed(
    tmp_path: Path, place: int
) -> None:
    both, one = _town("甲村", "乙村"), _town("", "乙村")
    listed = (both, one, one) if place == 0 else (both, both, one)
    lines = ["vintage,code,name"]
    for year, units in zip((2020, 2022, 2024), listed, strict=True):
        lines += [f"{year}-01-01,{code},{name}" for code, name in units.items()]
    path = tmp_path / "lists.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    walk = areas.AreaTree.from_csv(path).crosswalk(OLD, NEW)
    assert walk.source.tolist() == ["990101001201", "990101001202"]
    assert walk.share.tolist() == [1, 1]
    assert walk.assumed.tolist() == [True, False]


def test_a_name_does_not_count_outside_where_the_township_went(tmp_path: Path) -> None:
    other = {"990102": "南区", "990102001": "泉镇"}
    old = _town("甲子村", "乙村") | other | {"990102001201": "丙村"}
    new = _town("", "乙村") | other
    new |= {"990102001201": "丙村", "990102001202": "甲子村"}
    rules = _rules(_tree(tmp_path, old, new))
    assert rules["990101001201"] == ("equal-shares", "990101001")


def test_a_county_that_left_no_trace_is_shared_over_the_city(tmp_path: Path) -> None:
    gone = {"990103": "东区", "990103001": "山镇", "990103001201": "戊村"}
    tree = _tree(tmp_path, _town("甲村", "乙村") | gone, _town("甲村", "乙村"))
    walk = tree.crosswalk(OLD, NEW)
    rows = walk.source == "990103001201"
    assert walk.share[rows].tolist() == [0.5, 0.5]
    assert walk.assumed[rows].all()
    county = tree.crosswalk(OLD, NEW, "county")
    assert county.share.tolist() == [1, 1]


def test_what_is_shared_by_merging_loses_its_key_but_once(tmp_path: Path) -> None:
    old = _town("双龙村村委会", "双龙社区居委会")
    new = _town("", "双龙社区居委会")
    tree = _tree(tmp_path, old, new)
    walk = tree.crosswalk(OLD, NEW)
    assert walk.target.tolist() == ["990101001202"] * 2
    keys = [tree.by_code(f"99010100120{i}", OLD).key for i in (1, 2)]
    assert tree.by_code("990101001202", NEW).key == keys[1]
    assert tree.existence(keys[0]) == (OLD, NEW)
    assert tree.existence(keys[1]) == (OLD, None)


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("河坝街社区居委会", "河坝街"),
        ("河坝街居委会", "河坝街"),
        ("河坝街社区居民委员会", "河坝街"),
        ("龙洞村村民委员会", "龙洞"),
        ("古湖街道办事处", "古湖"),
        ("隆昌县", "隆昌"),
        ("隆昌市", "隆昌"),
        ("街村居委会", "街"),
        ("村", "村"),
        ("居委会", "居委会"),
    ],
)
def test_the_name_proper(name: str, proper: str) -> None:
    assert proper_name(name) == proper


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("和平桥", "和平", True),
        ("余家坝", "余坝", True),
        ("盘坨", "盘陀", True),
        ("石", "山", False),
        ("磨加墩", "莫家墩", False),
        ("团结街", "河坝街", False),
    ],
)
def test_spelt_nearly_alike(old: str, new: str, near: bool) -> None:
    assert is_respelt(old, new) is near
    assert is_respelt(new, old) is near


def test_villages_and_communities_are_told_apart() -> None:
    assert is_village("龙洞村村委会")
    assert is_village("龙洞村村民委员会")
    assert not is_village("古城社区")
    assert not is_village("新建村居委会")
