"""A city's own lists: what they may hold, and what is said of what they may not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from renkou import areas
from renkou.schema.problem import Problem

OLD, NEW = dt.date(2020, 1, 1), dt.date(2024, 1, 1)
HEAD = "vintage,code,name,parent,area_km2,former_code,successor"
BASE = """\
2020-01-01,990100,Harbour,,,,
2020-01-01,990101,North,,,,
2020-01-01,990101001,Mill,,,,
2020-01-01,990101001001,A村村委会,,2.5,,
2020-01-01,990101001002,B村村委会,,1.5,,
2020-01-01,990101002,Quay,,,,
2020-01-01,990101002001,C村村委会,,,,
2020-01-01,990101002002,D村村委会,,3,,
2024-01-01,990100,Harbour,,,,
2024-01-01,990181,North,,,990101,
2024-01-01,990181001,Mill,,,,
2024-01-01,990181001001,A村村委会,,,,
2024-01-01,990181001007,C村村委会,,,,
2024-01-01,990181001008,E村村委会,,,,
"""


def _write(folder: Path, body: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "areas.csv"
    path.write_text(f"{head}\n{body}", encoding=encoding)
    return path


@pytest.fixture
def tree(tmp_path: Path) -> areas.AreaTree:
    return areas.AreaTree.from_csv(_write(tmp_path, BASE))


def _targets(walk: areas.Crosswalk, code: str) -> dict[str, tuple[float, bool]]:
    at = walk.source == code
    rows = zip(walk.target[at], walk.share[at], walk.assumed[at], strict=True)
    return {str(t): (round(float(s), 9), bool(a)) for t, s, a in rows}


def test_two_lists_are_read(tree: areas.AreaTree) -> None:
    assert tree.vintages == (OLD, NEW)
    assert [len(tree.units(OLD, level)) for level in areas.LEVELS] == [0, 1, 1, 2, 4]
    assert tree.lowest_level == "village"


def test_a_declared_code_carries_county_town_and_village(tree: areas.AreaTree) -> None:
    for old, new in (
        ("990101", "990181"),
        ("990101001", "990181001"),
        ("990101001001", "990181001001"),
    ):
        assert tree.by_code(old).key == tree.by_code(new).key
        assert tree.by_code(old).code == new.ljust(12, "0")


def test_each_village_goes_by_code_name_or_equal_shares(tree: areas.AreaTree) -> None:
    walk = tree.crosswalk(OLD, NEW)
    assert _targets(walk, "990101001001") == {"990181001001": (1, False)}
    third = (round(1 / 3, 9), True)
    alike = dict.fromkeys(("990181001001", "990181001007", "990181001008"), third)
    assert _targets(walk, "990101001002") == alike
    assert _targets(walk, "990101002001") == {"990181001007": (1, False)}
    assert _targets(walk, "990101002002") == alike
    rules = {d.code: d.rule for d in tree.decisions(OLD, NEW)}
    assert rules["990101001001"] == "code-and-name"
    assert rules["990101001002"] == "equal-shares"
    assert rules["990101002001"] == "name"
    assert rules["990101002"] == "names-within"


def test_back_in_time_an_area_returns_what_it_took(tree: areas.AreaTree) -> None:
    back = _targets(tree.crosswalk(NEW, OLD), "990181001007")
    # C whole, and a third each of B and D: 3/5, 1/5, 1/5.
    assert back == {
        "990101001002": (0.2, True),
        "990101002001": (0.6, True),
        "990101002002": (0.2, True),
    }


def test_area_is_an_attribute_at_a_date(tree: areas.AreaTree) -> None:
    village = tree.by_code("990101001001", OLD)
    assert village.area_km2 == 2.5
    assert tree.unit(village.key, NEW).area_km2 is None
    assert tree.by_code("990101001", OLD).area_km2 == 4.0  # its villages' sum
    assert tree.by_code("990101002", OLD).area_km2 is None  # one is not known
    assert tree.by_code("990101", OLD).area_km2 is None


def test_a_declared_successor_outranks_code_and_name(tmp_path: Path) -> None:
    body = BASE.replace(
        "001001,A村村委会,,2.5,,\n", "001001,A村村委会,,2.5,,990181001008\n", 1
    )
    tree = areas.AreaTree.from_csv(_write(tmp_path, body))
    walk = tree.crosswalk(OLD, NEW)
    assert _targets(walk, "990101001001") == {"990181001008": (1, False)}


def test_several_declared_successors_share_alike_and_assumed(tmp_path: Path) -> None:
    body = BASE.replace(
        "001001,A村村委会,,2.5,,\n",
        "001001,A村村委会,,2.5,,990181001008 990181001001\n",
        1,
    )
    tree = areas.AreaTree.from_csv(_write(tmp_path, body))
    walk = tree.crosswalk(OLD, NEW)
    assert _targets(walk, "990101001001") == {
        "990181001001": (0.5, True),
        "990181001008": (0.5, True),
    }


SPLIT = """\
2020-01-01,990101,North,,,,
2020-01-01,990101001,Mill,,,,
2020-01-01,990101001001,A村村委会,,,,
2020-01-01,990101001002,B村村委会,,,,
2024-01-01,990101,North,,,,
2024-01-01,990101001,Mill,,,,
2024-01-01,990101001001,A村村委会,,,,
2024-01-01,990101002,Weir,,,990101001,
2024-01-01,990101002001,E村村委会,,,990101001001,
2024-01-01,990101002002,F村村委会,,,,
"""


def test_a_part_given_away_leaves_the_rest_where_it_was(tmp_path: Path) -> None:
    tree = areas.AreaTree.from_csv(_write(tmp_path, SPLIT))
    walk = tree.crosswalk(OLD, NEW)
    # A gave a part to E and stands itself: half each, since no list gives sizes.
    assert _targets(walk, "990101001001") == {
        "990101001001": (0.5, True),
        "990101002001": (0.5, True),
    }
    # B left no trace: Mill goes on as Mill, and takes it in.
    assert _targets(walk, "990101001002") == {"990101001001": (1, True)}
    mill = tree.by_code("990101001", OLD)
    assert tree.unit(mill.key, NEW).code == "990101001000"


def test_a_township_declared_to_end_in_two_is_shared_over_both(tmp_path: Path) -> None:
    body = SPLIT.replace(
        "2024-01-01,990101001,Mill,,,,", "2024-01-01,990101003,Lee,,,990101001,"
    )
    body = body.replace("2024-01-01,990101001001,A", "2024-01-01,990101003001,G")
    tree = areas.AreaTree.from_csv(_write(tmp_path, body))
    walk = tree.crosswalk(OLD, NEW)
    third = (round(1 / 3, 9), True)
    assert _targets(walk, "990101001002") == dict.fromkeys(
        ("990101002001", "990101002002", "990101003001"), third
    )


def test_lists_may_end_at_the_township(tmp_path: Path) -> None:
    body = "".join(
        f"{line}\n" for line in BASE.splitlines() if len(line.split(",")[1]) < 12
    )
    tree = areas.AreaTree.from_csv(_write(tmp_path, body))
    assert tree.lowest_level == "township"
    walk = tree.crosswalk(OLD, NEW, "township")
    assert _targets(walk, "990101001000") == {"990181001000": (1, False)}
    assert _targets(walk, "990101002000") == {"990181001000": (1, True)}
    with pytest.raises(Problem, match="not have the level village throughout"):
        tree.crosswalk(OLD, NEW)


def test_a_parent_may_be_named(tmp_path: Path) -> None:
    body = (
        "2024-01-01,990100,Harbour,\n"
        "2024-01-01,880001,Islands,990100\n"
        "2024-01-01,770001001,Reef,880001\n"
        "2024-01-01,660001001001,Cove,770001001\n"
    )
    tree = areas.AreaTree.from_csv(_write(tmp_path, body, "vintage,code,name,parent"))
    line = tree.ancestors(tree.by_code("660001001001").key, NEW)
    assert [unit.name for unit in line] == ["Reef", "Islands", "Harbour"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_chinese_files_are_read_as_they_come(tmp_path: Path, encoding: str) -> None:
    body = BASE.replace("Harbour", "港口市")
    tree = areas.AreaTree.from_csv(_write(tmp_path, body, encoding=encoding))
    assert tree.by_code("990100").name == "港口市"


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    tree = areas.AreaTree.from_csv(_write(tmp_path, BASE.replace("\n", "\n\n")))
    assert tree.vintages == (OLD, NEW)


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        (
            "2020-01-01,990101001002",
            "2020-01-01,990101001001",
            "areas.csv, row 6, column code, value '990101001001': a code stands once "
            "on a list; 2020-01-01 has it in row 5. Mend the code",
        ),
        (
            "2020-01-01,990101002,Quay,,,,\n",
            "",
            "areas.csv, row 7, column code, value '990101002001': the area above, "
            "990101002, is not on the list of 2020-01-01. Add a row for it",
        ),
        (
            "990101001002,B",
            "99010100102,B",
            "row 6, column code, value '99010100102': a code has 6, 9 or 12 digits",
        ),
        ("990101001002,B", "９90101001002,B", "row 6, column code, value '９901"),
        (
            "2020-01-01,990101001,",
            "2020/01/01,990101001,",
            "row 4, column vintage, value '2020/01/01': the date of the list, as YYYY",
        ),
        ("2020-01-01,990100", "2020-02-30,990100", "value '2020-02-30': the date"),
        ("990101,North", "990101,", "row 3, column name, value '': an area has a name"),
        ("2.5", "-2", "row 5, column area_km2, value '-2': an area in km², above 0"),
        ("2.5", "nan", "row 5, column area_km2, value 'nan'"),
        ("2.5", "two", "row 5, column area_km2, value 'two'"),
        (
            "990181,North,,,990101",
            "990181,North,,,990102",
            "row 11, column former_code, value '990102': it names a county on the list "
            "before this one, of 2020-01-01",
        ),
        (
            "990101,North,,,,",
            "990101,North,,,990101,",
            "row 3, column former_code, value '990101': it names a county on the list "
            r"before this one, \(there is none\)",
        ),
        (
            "990101,North,,,,\n",
            "990101,North,,,,990181001\n",
            "row 3, column successor, value '990181001': it names a county on the list "
            "after this one, of 2024-01-01",
        ),
        (
            "990101,North,,,,",
            "990101,North,990101001,,,",
            "row 3, column parent, value '990101001': the area above must be of a "
            "level above county",
        ),
        (
            "990101,North,,,,",
            "990101,North,990900,,,",
            "row 3, column parent, value '990900': the area above, 990900, is not on",
        ),
        (
            "2020-01-01,990101002001,C村村委会,,,,\n2020-01-01,990101002002,D村村委会,,3,,\n",
            "",
            "row 7, column code, value '990101002': the lists go down to the village, "
            "and this township has no area below it",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_mend(
    tmp_path: Path, was: str, now: str, message: str
) -> None:
    assert was in BASE
    path = _write(tmp_path, BASE.replace(was, now, 1))
    with pytest.raises(Problem, match=message) as caught:
        areas.AreaTree.from_csv(path)
    assert "areas.csv第" in caught.value.text.zh


def test_many_faults_are_told_at_once(tmp_path: Path) -> None:
    path = _write(tmp_path, BASE.replace("2024-", "2024/"))
    with pytest.raises(Problem) as caught:
        areas.AreaTree.from_csv(path)
    assert caught.value.text.en.count("column vintage") == 6
    path = _write(tmp_path, BASE.replace("-01-01", "-01-32"))
    with pytest.raises(Problem, match=r"… and 4 more of 14 faults\.$"):
        areas.AreaTree.from_csv(path)


@pytest.mark.parametrize(
    ("head", "body", "message"),
    [
        ("vintage,name", "2020-01-01,x", "row 1: the column code is missing"),
        ("", "", "row 1: the column vintage, code, name is missing"),
        (HEAD, "", "the file has no rows"),
    ],
)
def test_a_file_without_columns_or_rows(
    tmp_path: Path, head: str, body: str, message: str
) -> None:
    with pytest.raises(Problem, match=message):
        areas.AreaTree.from_csv(_write(tmp_path, body, head))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"absent\.csv: the file cannot be read"):
        areas.AreaTree.from_csv(tmp_path / "absent.csv")
    (tmp_path / "areas.csv").write_bytes(b"vintage,code\n\xff\xff\xff\n")
    with pytest.raises(Problem, match="neither in UTF-8 nor in GBK"):
        areas.AreaTree.from_csv(tmp_path / "areas.csv")


def test_a_row_that_is_no_csv(tmp_path: Path) -> None:
    path = _write(tmp_path, BASE.replace("Quay", "Q" * 200_000))
    with pytest.raises(Problem, match=r"row \d+: the row is not CSV"):
        areas.AreaTree.from_csv(path)
