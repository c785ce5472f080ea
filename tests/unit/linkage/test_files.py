"""`link_files` on small files: old numbers, slips, common names, what is left apart."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from renkou.integrity.names import complete_identity_number
from renkou.linkage import link_files
from renkou.linkage.blocking import candidate_pairs
from renkou.schema.problem import Problem

HEAD = "id,name,identity_number,sex,birth_date,area\n"
LEFT = HEAD + (
    "a1,王小明,510921620514123,男,1962-05-14,511002001001\n"
    "a2,李伟,,女,1980-03-04,511002001002\n"
    "a3,陳靜,510902900101002,女,1990-01-01,511002001003\n"
    "a4,赵一,,男,1970-07-07,511002001004\n"
)
RIGHT = HEAD + (
    f"b1,王小明,{complete_identity_number('510921620514123')},男,1962-05-14,511002001001\n"
    "b2,李卫,,女,1980-03-04,511002001002\n"
    f"b3,陈静,{complete_identity_number('510902900101002')},女,1990-01-01,511002002003\n"
    "b5,钱二,,女,1971-07-07,511002001004\n"
)


def _linked(tmp_path: Path, left: str, right: str) -> dict[str, dict[str, str]]:
    (tmp_path / "a.csv").write_text(left, encoding="utf-8")
    (tmp_path / "b.csv").write_text(right, encoding="gbk")
    out = tmp_path / "links.csv"
    link_files(tmp_path / "a.csv", tmp_path / "b.csv", out, replace=True)
    with out.open(encoding="utf-8") as file:
        return {row["left_id"]: row for row in csv.DictReader(file)}


def test_old_numbers_variants_and_homophones_are_linked(tmp_path: Path) -> None:
    found = _linked(tmp_path, LEFT, RIGHT)
    assert {key: row["right_id"] for key, row in found.items()} == {
        "a1": "b1",
        "a2": "b2",
        "a3": "b3",
    }
    assert found["a1"]["rule"] == found["a3"]["rule"] == "number+name"
    assert found["a2"]["rule"] == "name and birth date"
    assert float(found["a2"]["probability"]) > 0.95
    assert '"name"' in found["a2"]["weights"]


def test_one_number_under_two_names_is_not_enough(tmp_path: Path) -> None:
    right = RIGHT.replace("陈静", "马超群").replace(
        "1990-01-01,511002002", "1951-12-30,511083001"
    )
    assert "a3" not in _linked(tmp_path, LEFT, right)


def test_a_result_is_not_overwritten(tmp_path: Path) -> None:
    _linked(tmp_path, LEFT, RIGHT)
    with pytest.raises(Problem, match="left as it is"):
        link_files(tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "links.csv")


def test_a_million_of_one_surname_are_left_apart_and_said() -> None:
    with duckdb.connect() as connection:
        for table, rows in (("l", 3_000), ("r", 1_000_000)):
            connection.execute(
                f"CREATE TABLE {table} AS SELECT i AS entry, NULL::VARCHAR AS number, "
                "NULL::VARCHAR AS mother_number, '王' AS sound_order, NULL::VARCHAR AS "
                "mother_order, DATE '1970-01-01' AS birth_date, "
                f"'511002001001' AS area, NULL::VARCHAR AS other_area FROM "
                f"range({rows}) t(i)"
            )
        left_out = candidate_pairs(connection, "l", "r", "pairs")
        [pairs] = connection.execute("SELECT count(*) FROM pairs").fetchall()
    assert pairs == (0,)
    assert {each.rule for each in left_out} == {
        "name and birth date",
        "name and township",
        "birth date and township",
    }
    assert left_out[0].largest == 3_000_000_000
    assert "3,000 rows" in left_out[0].text().en
