"""What must hold of `project_areas` for any areas."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.demography.projection import AreaProjection, project_areas

FEW = settings(max_examples=15, deadline=None)
shapes = st.tuples(
    st.integers(1, 5), st.integers(1, 3), st.sampled_from([(1, 30), (5, 18), (10, 9)])
)


def drawn(seed: int, shape: tuple[int, int, tuple[int, int]]) -> dict[str, Any]:
    """Areas of very different sizes, some cells empty, and a parent around them."""
    areas, steps, (width, groups) = shape
    rng = np.random.default_rng(seed)
    size = 10 ** rng.uniform(0.5, 4.5, areas)
    people = rng.poisson(size[:, None, None] * rng.gamma(3, 1 / 3, (areas, 2, groups)))
    course = people.sum(axis=0) + rng.poisson(500.0, (2, groups))
    parent = [
        course * np.exp(rng.normal(0, 0.1, course.shape) * t)
        for t in range(1, steps + 1)
    ]
    fertility = np.where(np.abs(width * np.arange(groups) - 27) < 12, 0.08, 0.0)
    return {
        "population": people,
        "survival": rng.uniform(0.8, 1.0, (steps, 2, groups + 1)),
        "fertility": np.broadcast_to(fertility, (steps, groups)),
        "sex_ratio": np.full(steps, 1.05),
        "parent": np.stack([course, *parent]),
        "width": width,
        "seed": 3,
        "draws": 200,
    }


def same(one: AreaProjection, other: AreaProjection) -> bool:
    return all(
        np.array_equal(v, vars(other)[k]) for k, v in vars(one).items() if k != "names"
    )


@FEW
@given(st.integers(0, 10_000), shapes)
def test_shapes_order_base_date_and_seed(seed: int, shape: Any) -> None:
    call = drawn(seed, shape)
    found = project_areas(**call)
    people, steps = np.asarray(call["population"], float), shape[1]
    assert found.median.shape == (len(people), steps + 1, *people.shape[1:])
    assert found.total_median.shape == (len(people), steps + 1)
    assert (found.low >= 0).all()
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert (found.total_low <= found.total_median).all()
    assert (found.total_median <= found.total_high).all()
    for values in (found.median, found.low, found.high):
        np.testing.assert_array_equal(values[:, 0], people)
    for values in (found.total_median, found.total_low, found.total_high):
        np.testing.assert_array_equal(values[:, 0], people.sum(axis=(1, 2)))
    np.testing.assert_allclose(found.median.sum(axis=(-2, -1)), found.total_median)
    assert same(found, project_areas(**call))
    assert all(np.isfinite(v).all() for v in vars(found).values() if v is not None)


@FEW
@given(st.integers(0, 10_000), shapes)
def test_a_higher_level_is_wider(seed: int, shape: Any) -> None:
    call = drawn(seed, shape)
    narrow, wide = project_areas(**call, level=0.5), project_areas(**call, level=0.95)
    assert (wide.total_low <= narrow.total_low).all()
    assert (wide.total_high >= narrow.total_high).all()
    assert (wide.high >= narrow.high).all()


@FEW
@given(st.integers(0, 10_000), shapes)
def test_areas_may_stand_in_any_order(seed: int, shape: Any) -> None:
    call = drawn(seed, shape)
    turned = call | {"population": call["population"][::-1]}
    np.testing.assert_allclose(
        project_areas(**turned).median[::-1], project_areas(**call).median
    )


@FEW
@given(st.integers(0, 10_000))
def test_areas_like_their_parent_go_with_it(seed: int) -> None:
    """Equal parts of the parent share its course, but for the median below the mean."""
    call = drawn(seed, (1, 2, (5, 18)))
    parent = np.asarray(call["parent"]) * 100
    call |= {"parent": parent, "population": np.repeat(parent[:1] / 4, 4, axis=0)}
    found = project_areas(**call)
    ratio = found.median[:, 1:] * 4 / parent[1:]
    assert (ratio < 1).all()
    assert (ratio > 0.97).all()
