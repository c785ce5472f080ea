"""What `project_areas` refuses, and what it makes of empty places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from renkou.demography.projection import project_areas

STEPS, GROUPS = 2, 18


def given(**changed: Any) -> dict[str, Any]:
    """Three areas of a parent, two steps of five years; `changed` in parts."""
    shape = np.linspace(1.0, 0.1, GROUPS)
    areas = np.array([400.0, 3_000.0, 50.0])[:, None, None] * shape * np.ones((2, 1))
    parent = np.repeat(areas.sum(axis=0)[None] * 2, STEPS + 1, axis=0)
    fertility = np.zeros((STEPS, GROUPS))
    fertility[:, 3:10] = 0.05
    return {
        "population": areas,
        "survival": np.full((STEPS, 2, GROUPS + 1), 0.98),
        "fertility": fertility,
        "sex_ratio": 1.05,
        "parent": parent,
        "seed": 1,
    } | changed


def spoilt(name: str, index: tuple[int, ...], value: float) -> dict[str, Any]:
    """The given input with one cell of one array set to `value`."""
    array = np.array(given()[name])
    array[index] = value
    return given(**{name: array})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (spoilt("population", (1, 0, 3), -1), r"population: -1.0 at index \(1, 0, 3\)"),
        (spoilt("population", (0, 1, 2), np.nan), r"population: nan at index \(0, 1"),
        (spoilt("parent", (1, 0, 3), -2), r"parent: -2.0 at index \(1, 0, 3\)"),
        (spoilt("survival", (0, 1, 4), 1.1), r"survival: 1.1 at index \(0, 1, 4\)"),
        (spoilt("fertility", (1, 4), -0.1), r"fertility: -0.1 at index \(1, 4\)"),
        (given(sex_ratio=0.0), r"sex_ratio: 0.0 must be above 0"),
        (given(sex_ratio=[1.0, 1.0, 1.0]), r"sex_ratio: \(3,\) must be \(2,\)"),
        (given(survival=np.ones((3, 2, 19))), r"survival: \(3, 2, 19\) must be"),
        (given(parent=np.ones((3, 2, 17))), r"parent: \(3, 2, 17\) must be"),
        (given(parent=np.ones((1, 2, 18))), r"parent: \(1, 2, 18\) must be"),
        (given(population=np.ones((2, 18))), r"population: \(2, 18\) must be areas"),
        (given(population=np.ones((0, 2, 18))), r"population: there must be one"),
        (given(width=0), r"width: 0 must be above 0"),
        (given(level=1.0), r"level: 1.0 must lie between 0 and 1"),
        (given(draws=10), r"draws: 10 must be a whole number of 100 or more"),
        (given(names=("A",)), r"names: 1 must be one for each of 3"),
        (given(previous=(1, 2)), r"previous: must be the areas' population"),
        (
            given(previous=(np.ones((2, 2, 18)), np.ones((2, 18)), 2)),
            r"previous: \(2, 2, 18\) and \(2, 18\) must be \(3, 2, 18\)",
        ),
        (
            given(previous=(np.ones((3, 2, 18)), np.ones((2, 18)), 0)),
            r"previous: 0 steps must be a whole number above 0",
        ),
    ],
)
def test_bad_input_is_refused_by_name(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        project_areas(**wrong)


def test_the_message_names_the_area() -> None:
    wrong = spoilt("population", (1, 0, 3), -1) | {"names": ("东", "西", "南")}
    with pytest.raises(ValueError, match=r"at index \(1, 0, 3\) must .* \(西\)"):
        project_areas(**wrong)


def test_an_empty_place_may_gain_people_and_is_never_missing() -> None:
    areas = given()["population"]
    areas[2] = 0.0
    found = project_areas(**given(population=areas))
    assert found.total_median[2].tolist() == [0.0, 0.0, 0.0]
    assert found.total_high[2, 1] > 1
    assert (found.total_low[2] == 0).all()
    for values in vars(found).values():
        assert values is None or np.isfinite(values).all()


def test_an_empty_parent_keeps_everything_empty() -> None:
    nobody = np.zeros((3, 2, GROUPS))
    found = project_areas(**given(population=nobody, parent=np.zeros((3, 2, GROUPS))))
    assert not found.high.any()


def test_empty_cells_and_rates_of_zero_do_no_harm() -> None:
    areas, parent = given()["population"], given()["parent"]
    areas[:, 0, 5], parent[:, :, 7] = 0.0, 0.0
    found = project_areas(
        **given(population=areas, parent=parent, fertility=np.zeros((STEPS, GROUPS)))
    )
    assert np.isfinite(found.median).all()
    assert np.isfinite(found.high).all()


def test_names_come_back() -> None:
    assert project_areas(**given(names=["东", "西", "南"])).names == ("东", "西", "南")
