"""Every decision is listed, and the packaged tables are the ones the code makes."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from renkou import areas
from renkou.areas.decisions import write_decisions
from renkou.schema.problem import Problem

TREE = areas.bundled()
DATA = Path(areas.__file__).parent / "data"
STEPS = list(pairwise(TREE.vintages))


def _lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_packaged_tables_are_up_to_date(tmp_path: Path) -> None:
    """Mend with `python -m renkou.areas`."""
    for path in write_decisions(TREE, tmp_path):
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def test_every_area_of_every_list_is_decided() -> None:
    for older, newer in STEPS:
        made = TREE.decisions(older, newer)
        for level in areas.LEVELS:
            decided = {d.code.ljust(12, "0") for d in made if d.level == level}
            assert decided == {unit.code for unit in TREE.units(older, level)}


def test_every_village_that_changed_is_in_the_table() -> None:
    listed = {(d["older"], d["code"]): d for d in _lines("village_decisions.csv")}
    for older, newer in STEPS:
        walk = TREE.crosswalk(older, newer)
        for code in np.unique(walk.source[walk.assumed]).tolist():
            assert listed.pop((older.isoformat(), code))["assumed"] == "yes"
    assert {line["assumed"] for line in listed.values()} == {"no"}


def test_the_table_of_townships_is_the_crosswalk() -> None:
    lines = _lines("township_decisions.csv")
    for older, newer in STEPS:
        walk = TREE.crosswalk(older, newer, "township")
        told = {
            (d["code"] + "000", d["successor"] + "000"): float(d["share"])
            for d in lines
            if d["older"] == older.isoformat() and d["level"] == "township"
        }
        rows = zip(walk.source.tolist(), walk.target.tolist(), strict=True)
        assert told == dict(zip(rows, walk.share.round(6).tolist(), strict=True))


@pytest.mark.parametrize(
    ("place", "rules"),
    [
        (0, {"equal-shares": 7, "name": 39, "code-respelt": 5}),
        (1, {"equal-shares": 1087, "name": 322, "code-respelt": 17}),
        (2, {"equal-shares": 48, "name": 17, "code-respelt": 3, "remainder": 3}),
        (3, {"equal-shares": 1}),
    ],
)
def test_how_many_villages_were_decided_how(place: int, rules: dict[str, int]) -> None:
    made = [d for d in TREE.decisions(*STEPS[place]) if d.level == "village"]
    found = {rule: sum(d.rule == rule for d in made) for rule in rules}
    assert found == rules
    rest = len(made) - sum(rules.values())
    assert sum(d.rule == "code-and-name" for d in made) == rest


def test_most_townships_go_whole() -> None:
    """Of 121 in 2019, five are divided; where is read off their villages' names."""
    walk = TREE.crosswalk(*STEPS[1], "township")
    divided = np.bincount(walk.source_index) > 1
    assert walk.source_codes[divided].tolist() == [
        "511002109000",
        "511083106000",
        "511083107000",
        "511083110000",
        "511083117000",
    ]


def test_new_areas_are_those_that_nothing_reaches() -> None:
    for older, newer in STEPS:
        walk = TREE.crosswalk(older, newer)
        new = {area.code for area in TREE.new_areas(older, newer)}
        assert new == set(walk.target_codes[~walk.reached].tolist())


def test_new_areas_of_the_zone_go_back_to_the_central_district() -> None:
    zone = [a for a in TREE.new_areas(*STEPS[0]) if a.code.startswith("511071")]
    assert len(zone) == 27
    origins = {a.code[:9]: a.origin for a in zone}
    # Sihe joined Jingmin in 2020; of the two others only the county is known.
    assert origins == {
        "511071006": "511002",
        "511071101": "511002",
        "511071102": "511002106",
    }


def test_decisions_are_of_neighbouring_lists() -> None:
    with pytest.raises(Problem, match="2020-06-30 is not the list after 2016-07-31"):
        TREE.decisions(TREE.vintages[0], TREE.vintages[2])
