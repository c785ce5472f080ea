"""A model that learns from the files: numbers taken away are found again."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from renkou.linkage import link_files
from renkou.linkage.model import LEAST_ENTRIES
from renkou.snapshot.synthetic.build import build_city

from .conftest import read_rows, write_rows

NUMBER, NAME, SEX, BORN, AREA, AT = range(6)
EVERY = 10  # row without a number


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    room = tmp_path_factory.mktemp("training")
    none = room / "none.toml"
    none.write_text("", encoding="utf-8")
    build_city(5_600, 2, room / "town", none)
    rows = read_rows(room / "town" / "extracts" / "public_security.csv")
    assert len(rows) > LEAST_ENTRIES
    copy = [list(row) for row in rows]
    for i, row in enumerate(copy[1:]):
        if i % EVERY == 0:
            row[NUMBER] = ""
        if i % (4 * EVERY) == 0:
            row[NAME] = row[NAME][:-2] + row[NAME][-2:][::-1]
    write_rows(room / "a.csv", rows)
    write_rows(room / "b.csv", copy)
    return room / "a.csv", room / "b.csv"


def test_numbers_taken_away_are_found_again(files: tuple[Path, Path]) -> None:
    out = files[0].parent / "links.csv"
    made = link_files(*files, out)
    with out.open(encoding="utf-8") as file:
        links = list(csv.DictReader(file))
    wrong = [row for row in links if row["left_id"] != row["right_id"]]
    assert len(wrong) <= 1
    without = math.ceil(made.right / EVERY)
    found = [row for row in links if int(row["right_id"]) % EVERY == 1]
    assert len(found) > 0.98 * without
    assert all(row["rule"] != "number+name" for row in found)
    assert made.by_number > 0.85 * made.right
