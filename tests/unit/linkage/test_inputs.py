"""Files in another layout, encoding or year, or twice the same: a message alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from renkou.linkage import link_files, reconcile
from renkou.linkage.inputs import find_extracts, person_file
from renkou.schema.problem import Problem

from .conftest import Town, read_rows, write_rows

POLICE = "public_security.csv"


def _refused(town: Town, folder: Path, out: Path, words: str) -> Problem:
    with pytest.raises(Problem, match=words) as caught:
        reconcile(town.register, folder, out)
    assert not out.exists()
    assert caught.value.text.zh
    return caught.value


def test_extracts_are_known_by_their_headings(town: Town, tmp_path: Path) -> None:
    shutil.copy(town.extracts / POLICE, tmp_path / "任意名称.csv")
    [found] = find_extracts(tmp_path)
    assert found.layout.name == "public_security"


def test_another_layout_is_refused(town: Town, tmp_path: Path) -> None:
    folder = town.planted("layout")
    rows = read_rows(folder / POLICE)
    rows[0][3] = "生日"
    write_rows(folder / POLICE, rows)
    problem = _refused(town, folder, tmp_path / "out", "出生日期")
    assert "公安" in problem.text.zh


def test_an_extract_in_gbk_is_read_and_a_torn_one_refused(
    town: Town, tmp_path: Path
) -> None:
    rows = read_rows(town.extracts / POLICE)
    write_rows(tmp_path / POLICE, rows, "gbk")
    [found] = find_extracts(tmp_path)
    assert found.layout.name == "public_security"
    torn = (tmp_path / POLICE).read_bytes()[:-9] + b"\xff\xff\xff\n"
    (tmp_path / POLICE).write_bytes(torn)
    _refused(town, tmp_path, tmp_path / "out", "the text cannot be read")


def test_another_year_is_refused(town: Town, tmp_path: Path) -> None:
    folder = town.planted("year")
    rows = read_rows(folder / POLICE)
    kept = [row for row in rows[1:] if row[5] < "2019"]
    write_rows(folder / POLICE, [rows[0], *kept])
    _refused(town, folder, tmp_path / "out", "different years")


def test_the_same_file_twice_is_refused(town: Town, tmp_path: Path) -> None:
    folder = town.planted("twice")
    shutil.copy(folder / POLICE, folder / "again.csv")
    _refused(town, folder, tmp_path / "out", "byte for byte")
    with pytest.raises(Problem, match="byte for byte"):
        link_files(folder / POLICE, folder / "again.csv", tmp_path / "links.csv")
    rows = read_rows(folder / POLICE)
    write_rows(folder / "again.csv", rows[:-1])
    _refused(town, folder, tmp_path / "out", "already")


def test_a_row_of_another_width_is_refused(town: Town, tmp_path: Path) -> None:
    folder = town.planted("width")
    with (folder / POLICE).open("a", encoding="utf-8") as file:
        file.write("a,b\n")
    _refused(town, folder, tmp_path / "out", "2 cells where the heading has 6")


def test_a_file_without_persons_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("year,value\n2020,1\n", encoding="utf-8")
    with pytest.raises(Problem, match="no column holds a name"):
        person_file(path)


def test_no_register_is_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"names\.parquet"):
        reconcile(tmp_path, town.extracts, tmp_path / "out")


def test_a_changed_key_and_a_missing_earlier_result_are_refused(
    town: Town, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("short", encoding="utf-8")
    with pytest.raises(Problem, match="5 bytes"):
        reconcile(town.register, town.extracts, tmp_path / "out", key=key)
    with pytest.raises(Problem, match="no result"):
        reconcile(
            town.register, town.extracts, tmp_path / "out", key=key, earlier=tmp_path
        )
    assert not (tmp_path / "out").exists()
