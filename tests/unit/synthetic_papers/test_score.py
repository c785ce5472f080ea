from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.synthetic_papers.conftest import City

from renkou.schema.findings import FINDING_COLUMNS
from renkou.schema.problem import Problem
from renkou.snapshot.synthetic.faults import KINDS
from renkou.snapshot.synthetic.scoring import NOBODY_LOOKED, score

HEAD = ",".join(FINDING_COLUMNS)


def findings(folder: Path, *rows: Mapping[str, object], head: str = HEAD) -> Path:
    path = folder / "findings.csv"
    lines = [",".join(str(row.get(c, "")) for c in FINDING_COLUMNS) for row in rows]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def planted(city: City, kind: str) -> list[str]:
    rows = pq.read_table(city.path / "truth" / "faults.parquet").to_pylist()
    return [row["area"] for row in rows if row["kind"] == kind]


def test_right_and_wrong_areas(city: City, tmp_path: Path) -> None:
    late, other = planted(city, "late"), planted(city, "invented")
    rows = [
        {"detector": "delay", "kind": "late", "area": area}
        for area in (*late[:3], *other[:1])
    ]
    found = score(city.path, findings(tmp_path, *rows))[0]
    assert (found.claimed, found.right, found.planted, found.found) == (4, 3, 6, 3)
    assert found.precision == 0.75
    assert found.recall == 0.5


def test_a_village_of_a_planted_township_is_right_and_counts_once(
    city: City, tmp_path: Path
) -> None:
    from renkou import areas
    from renkou.snapshot.synthetic.successors import SHOWN_ON

    tree = areas.bundled()
    late = planted(city, "late")[0]
    key = tree.by_code(late, SHOWN_ON).key
    villages = tree.descendants(key, SHOWN_ON, "village")[:2]
    rows = [
        {"detector": "delay", "kind": "late", "area": village.code}
        for village in villages
    ] * 2
    found = score(city.path, findings(tmp_path, *rows))[0]
    assert (found.claimed, found.right, found.found) == (2, 2, 1)


def test_a_period_before_the_fault_is_wrong(city: City, tmp_path: Path) -> None:
    omitted = planted(city, "omitted")
    rows = [
        {"detector": "gap", "kind": "omitted", "area": omitted[0], "period": "2011"},
        {"detector": "gap", "kind": "omitted", "area": omitted[1], "period": "2012"},
        {"detector": "gap", "kind": "omitted", "area": omitted[2], "period": "2020-03"},
        {"detector": "gap", "kind": "omitted", "area": omitted[3]},
    ]
    found = score(city.path, findings(tmp_path, *rows))[0]
    assert (found.claimed, found.right) == (4, 3)


def test_persons_are_scored_by_the_snapshots_id(city: City, tmp_path: Path) -> None:
    faults = city.table("truth", "faults-public_security")
    doubled = faults.snapshot_id[faults.kind == "doubled"].unique()
    innocent = set(city.table("snapshot", "persons").person_id) - set(doubled)
    rows = [
        {"detector": "twice", "kind": "doubled", "person_id": person}
        for person in (*doubled[:4], max(innocent))
    ]
    found = score(city.path, findings(tmp_path, *rows))[0]
    assert found.claimed == 5
    assert found.right in (4, 5), "the fifth may be doubled in another extract"
    assert found.planted >= len(doubled)


def test_detectors_are_kept_apart_and_what_nobody_sought_comes_last(
    city: City, tmp_path: Path
) -> None:
    late = planted(city, "late")
    rows = [
        {"detector": "b", "kind": "late", "area": late[0]},
        {"detector": "a", "kind": "late", "area": late[1]},
    ]
    scores = score(city.path, findings(tmp_path, *rows))
    assert [each.detector for each in scores[:3]] == ["a", "b", NOBODY_LOOKED]
    assert {each.kind for each in scores[2:]} == set(KINDS) - {"late"}
    assert all(each.precision is None for each in scores[2:])
    assert all(each.recall == 0 for each in scores[2:])


def test_no_findings_are_no_error(city: City, tmp_path: Path) -> None:
    scores = score(city.path, findings(tmp_path))
    assert {each.kind for each in scores} == set(KINDS)


BAD = [
    ({"detector": "d", "kind": "lat", "area": "511002"}, "line 2, kind: 'lat'"),
    ({"detector": "", "kind": "late", "area": "511002"}, "line 2, detector"),
    ({"detector": "d", "kind": "late", "area": ""}, "line 2, area: ''"),
    ({"detector": "d", "kind": "late", "area": "999"}, "line 2, area: '999'"),
    ({"detector": "d", "kind": "doubled", "person_id": ""}, "line 2, person_id: ''"),
    ({"detector": "d", "kind": "doubled", "person_id": "x"}, "line 2, person_id: 'x'"),
    (
        {"detector": "d", "kind": "late", "area": "511002", "found_on": "May"},
        "line 2, found_on: 'May'",
    ),
]


@pytest.mark.parametrize(("row", "told"), BAD, ids=[told for _, told in BAD])
def test_a_row_that_does_not_fit_is_refused_by_place(
    city: City, tmp_path: Path, row: Mapping[str, object], told: str
) -> None:
    with pytest.raises(Problem, match="does not fit") as caught:
        score(city.path, findings(tmp_path, row))
    assert told in str(caught.value)


def test_a_period_that_is_none_is_refused(city: City, tmp_path: Path) -> None:
    area = planted(city, "omitted")[0]
    row = {"detector": "d", "kind": "omitted", "area": area, "period": "last year"}
    with pytest.raises(Problem, match="line 2, period: 'last year'"):
        score(city.path, findings(tmp_path, row))


def test_files_that_are_none(city: City, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be read"):
        score(city.path, tmp_path / "none.csv")
    with pytest.raises(Problem, match="the column claim is missing"):
        score(city.path, findings(tmp_path, head=HEAD.replace("claim", "text")))
    with pytest.raises(Problem, match="there is no truth here"):
        score(tmp_path, findings(tmp_path))
    path = tmp_path / "gbk.csv"
    path.write_bytes((HEAD + "\n检测").encode("gbk"))
    with pytest.raises(Problem, match="not UTF-8"):
        score(city.path, path)


def test_what_cannot_be_planted_may_be_claimed(city: City, tmp_path: Path) -> None:
    row = {"detector": "d", "kind": "sex_ratio", "area": "511000"}
    found = score(city.path, findings(tmp_path, row))[0]
    assert (found.claimed, found.right, found.planted) == (1, 0, 0)
