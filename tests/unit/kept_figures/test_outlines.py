"""A city's own outlines: what is drawn, what is said of a file that does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkou.engines.quality import outlines
from renkou.engines.quality.outlines import FILE, read_outlines
from renkou.schema.problem import Problem

TOWN, OTHER = "511002100000", "511002101000"
TOWNS = frozenset({TOWN, OTHER})


def square(west: float, south: float, side: float = 0.1) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(code: object, geometry: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def written(folder: Path, content: object) -> Path:
    file = folder / FILE
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


SOUND = polygon(square(105.0, 29.5))


def test_north_is_up_and_a_degree_of_longitude_is_the_shorter(tmp_path: Path) -> None:
    both = [feature(TOWN[:9], SOUND), feature(OTHER, polygon(square(105.0, 29.7)))]
    drawn = read_outlines(written(tmp_path, {"features": both}), TOWNS)
    assert set(drawn.paths) == TOWNS
    assert drawn.paths[OTHER].startswith("M0 ")
    heights = [float(drawn.paths[c].split("L")[0].split()[1]) for c in (TOWN, OTHER)]
    assert heights[0] > heights[1]  # down the page is south
    assert drawn.width < drawn.height / 3  # 0.1 by 0.3 degrees, at 29.65 north


@pytest.mark.parametrize(
    ("features", "en", "zh"),
    [
        ([feature("999999999999", SOUND)], "feature 1: '999999999999' is not", "不是"),
        ([feature(None, SOUND)], "feature 1: None is not the code", "要素"),
        ([{"properties": ["code"]}], "feature 1: None is not the code", "要素"),
        (["township"], "feature 1: None is not the code", "要素"),
        ([feature(TOWN, SOUND), feature(TOWN, SOUND)], "feature 2: 5110021", "重复"),
        ([feature(TOWN, None)], "its geometry is missing", "几何类型为空"),
        ([feature(TOWN, {"type": "Point"})], "its geometry is Point", "Point"),
        ([feature(TOWN, polygon([[1, 2]]))], "are not rings of four", "经纬度"),
        ([feature(TOWN, polygon(square(4e5, 3e6)))], "in degrees", "以度为单位"),
        ([], "holds no township", "没有任何乡镇"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_its_mend(
    tmp_path: Path, features: list[object], en: str, zh: str
) -> None:
    with pytest.raises(Problem) as told:
        read_outlines(written(tmp_path, {"features": features}), TOWNS)
    assert en in told.value.text.en
    assert zh in told.value.text.zh
    assert FILE in told.value.text.en


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlines, "LARGEST", 20)
    file = written(tmp_path, {"features": [feature(TOWN, SOUND)]})
    with pytest.raises(Problem, match="Simplify the outlines"):
        read_outlines(file, TOWNS)


def test_more_corners_than_a_page_carries_are_drawn_coarsely_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = [[105 + i / 5_000, 29.5 + i % 2 / 50] for i in range(500)]
    file = written(tmp_path, {"features": [feature(TOWN, polygon([*ring, ring[0]]))]})
    fine = len(read_outlines(file, TOWNS).paths[TOWN])
    monkeypatch.setattr(outlines, "MOST", fine - 1)
    assert len(read_outlines(file, TOWNS).paths[TOWN]) < fine
    monkeypatch.setattr(outlines, "MOST", 10)
    with pytest.raises(Problem, match="too many corners"):
        read_outlines(file, TOWNS)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=12) | st.just(TOWN),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["features", "properties", "code", "geometry", "type", "coordinates"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(anything)
def test_whatever_the_file_holds_is_drawn_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for whole in (content, {"features": content}, {"features": [content]}):
        try:
            read_outlines(written(folder, whole), TOWNS)
        except Problem:
            continue


def test_what_is_no_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_bytes(b"\xff\xfe not json")
    with pytest.raises(Problem, match="is not JSON"):
        read_outlines(file, TOWNS)
