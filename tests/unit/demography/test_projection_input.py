"""What projections refuse, and how they say so; scenarios and series by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from renkou.demography.projection import (
    Projection,
    households,
    project,
    reconcile,
    scenario,
    series,
)

PEOPLE = np.full((2, 3), 100.0)
SURVIVAL = np.full((2, 2, 4), 0.9)
FERTILITY = np.tile([0.0, 0.05, 0.0], (2, 1))


def _project(**changed: Any) -> Projection:
    given: dict[str, Any] = {
        "population": PEOPLE,
        "survival": SURVIVAL,
        "fertility": FERTILITY,
        "sex_ratio": 1.05,
        "migration": None,
        "width": 15,
    }
    given.update(changed)
    return project(**given)


def _put(array: np.ndarray, index: tuple[int, ...], value: float) -> np.ndarray:
    changed = array.copy()
    changed[index] = value
    return changed


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"population": _put(PEOPLE, (1, 2), -1)}, r"population: -1.0 at index \(1, 2"),
        ({"population": _put(PEOPLE, (0, 0), np.nan)}, r"population: nan at index"),
        ({"population": np.ones(3)}, r"population: \(3,\) must end in two sexes"),
        ({"population": np.ones((2, 1))}, r"must end in two sexes and two age groups"),
        (
            {"survival": _put(SURVIVAL, (1, 0, 3), 1.1)},
            r"survival: 1.1 at index \(1, 0",
        ),
        ({"survival": _put(SURVIVAL, (0, 0, 0), np.inf)}, r"survival: inf at index"),
        ({"survival": SURVIVAL[..., :3]}, r"survival: \(2, 2, 3\) must end in steps"),
        ({"survival": SURVIVAL[0]}, r"survival: \(2, 4\) must end in steps"),
        ({"fertility": _put(FERTILITY, (0, 1), -0.1)}, r"fertility: -0.1 at index"),
        ({"fertility": FERTILITY[0]}, r"fertility: \(3,\) must end in steps"),
        ({"fertility": FERTILITY[[0, 0, 0]]}, r"do not broadcast: population \(1,\)"),
        ({"sex_ratio": 0.0}, r"sex_ratio: 0.0 must be above 0"),
        ({"sex_ratio": [1.05] * 3}, r"do not broadcast: .*sex_ratio \(3,\)"),
        ({"migration": np.full((2, 2, 3), np.nan)}, r"migration: nan at index"),
        ({"migration": np.zeros((2, 3))}, r"migration: \(2, 3\) must end in steps"),
        ({"width": 0}, r"width: 0 must be above 0"),
        ({"timing": "middle"}, r"timing: 'middle' must be one of even, leslie, end"),
    ],
)
def test_bad_input_is_named(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        _project(**changed)


@pytest.mark.parametrize("timing", ["even", "leslie", "end"])
def test_a_cell_that_more_leave_than_are_there_is_named(timing: str) -> None:
    leave = _put(np.zeros((2, 2, 3)), (1, 1, 2), -500.0)
    with pytest.raises(
        ValueError, match=r"index \(1, 1, 2\) \(step 1, female, aged 30"
    ):
        _project(migration=leave, timing=timing)


def test_all_may_leave_and_rounding_is_forgiven() -> None:
    leave = np.zeros((2, 2, 3))
    leave[0] = -_project().population[1]
    assert _project(migration=leave, timing="end").population[1:].sum() == 0
    leave[0] = np.nextafter(leave[0], -np.inf)
    assert _project(migration=leave, timing="end").population.min() == 0


def test_one_population_under_many_fertilities() -> None:
    course = _project(fertility=FERTILITY * np.array([0, 1, 2])[:, None, None])
    assert course.population.shape == (3, 3, 2, 3)
    born = course.births.sum(axis=(-1, -2))
    assert born[0].sum() == 0
    assert born[2, 0] == pytest.approx(2 * born[1, 0])


def _scenario(name: str, **changed: Any) -> Any:
    given: dict[str, Any] = {
        "survival": SURVIVAL * np.array([1, 0.9])[:, None, None],
        "fertility": FERTILITY * np.array([1, 1.2])[:, None],
        "sex_ratio": [1.05, 1.1],
        "migration": np.arange(12.0).reshape(2, 2, 3),
        "width": 15,
    }
    given.update(changed)
    return scenario(name, **given)


def test_constant_is_the_first_step() -> None:
    medium, constant = _scenario("medium"), _scenario("constant")
    for name in ("survival", "fertility", "sex_ratio", "migration"):
        np.testing.assert_array_equal(constant[name][1], medium[name][0])
        np.testing.assert_array_equal(constant[name][0], medium[name][0])


def test_replacement_replaces() -> None:
    given = _scenario("instant-replacement")
    # One birth of 1.05 : 1, survival 0.9 and 0.81: f · 15 · 0.81 / 2.05 = 1.
    assert given["fertility"][0].tolist() == [0, pytest.approx(2.05 / 15 / 0.81), 0]
    assert given["fertility"][1, 1] == pytest.approx(2.1 / 15 / 0.81**2)


def test_replacement_keeps_the_births_of_a_stationary_population() -> None:
    survival = np.repeat(SURVIVAL[:1], 60, axis=0)
    given = scenario(
        "instant-replacement",
        survival=survival,
        fertility=np.repeat(FERTILITY[:1], 60, axis=0),
        sex_ratio=1.05,
        migration=None,
        width=15,
    )
    born = project(PEOPLE, **given).births.sum(axis=(-1, -2))
    assert born[-1] == pytest.approx(born[-2], rel=1e-9)


def test_half_a_child() -> None:
    for name, child in (("low", -0.5), ("medium", 0.0), ("high", 0.5)):
        total = 15 * _scenario(name)["fertility"].sum(axis=-1)
        assert total == pytest.approx([0.75 + child, 0.9 + child])


def test_nobody_moves() -> None:
    assert not _scenario("zero-migration")["migration"].any()
    assert _scenario("zero-migration", migration=None)["migration"] is None


def test_scenarios_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="name: 'best' must be one of constant, inst"):
        _scenario("best")
    with pytest.raises(
        ValueError, match=r"fertility: 0.375 at index \(0,\) must total"
    ):
        _scenario("low", fertility=FERTILITY / 2)
    with pytest.raises(
        ValueError, match=r"fertility: 0.0 at index \(0,\) must be above"
    ):
        _scenario("instant-replacement", fertility=FERTILITY * 0)


def test_households_are_headed() -> None:
    found = households(PEOPLE, [[[0, 0.5, 0.4]] * 2, [[0, 0.1, 0.2]] * 2])
    assert found.sum(axis=(-1, -2)).tolist() == [180, pytest.approx(60)]
    with pytest.raises(ValueError, match=r"headship: 1.5 at index \(0, 1\)"):
        households(PEOPLE, [[0, 1.5, 0]] * 2)


def test_series_count_ages() -> None:
    n = np.arange(1.0, 203).reshape(1, 2, 101)
    course = Projection(n, n, n, n)
    one = n.sum(axis=1)[0]
    age = np.arange(101)
    assert series(course, age, of="school") == [one[6:15].sum()]
    assert series(course, age, of="working") == [one[15:65].sum()]
    assert series(course, age, of="care") == [one[:3].sum()]
    assert series(course, age, of="care", ages=(80, np.inf)) == [one[80:].sum()]
    with pytest.raises(ValueError, match=r"age: the open group, 60 and over, must not"):
        series(Projection(n[..., :3], n, n, n), [0, 30, 60], of="working")
    with pytest.raises(ValueError, match=r"age: .* must match the projection's age"):
        series(course, age[:-1], of="school")
    with pytest.raises(ValueError, match="of: 'pension' must be one of school"):
        series(course, age, of="pension")


def test_parents_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"parent: \(3,\) must be children, \(2, 2\)"):
        reconcile([[1, 2], [3, 4]], [1, 2, 3])
    with pytest.raises(ValueError, match=r"axis: 2 must be an axis of children"):
        reconcile([[1, 2], [3, 4]], [1, 2], axis=2)
    with pytest.raises(ValueError, match=r"parent: the 2 cannot hold together"):
        reconcile([[1, 2], [3, 4]], ([1, 2], [1, 3]), axis=(0, 1))
    with pytest.raises(ValueError, match=r"children: -1.0 at index \(0, 0\)"):
        reconcile([[-1, 2], [3, 4]], [1, 2])
