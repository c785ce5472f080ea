"""What must hold of every projection, whatever the population."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkou.demography.projection import Projection, project, reconcile

TIMINGS = st.sampled_from(["even", "leslie", "end"])
Inputs = tuple[np.ndarray, ...]


@st.composite
def populations(draw: st.DrawFn) -> Inputs:
    """Population, survival, fertility, sex ratio and migration nobody is short of."""
    A, steps = draw(st.integers(2, 8)), draw(st.integers(1, 5))
    lead = draw(st.sampled_from([(), (3,), (2, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    size = 10.0 ** rng.uniform(-2, 7, lead)
    fertility = np.zeros((*lead, steps, A))
    fertility[..., 1:] = rng.uniform(0, 0.2, (*lead, steps, A - 1))
    # Every cell loses a tenth at most, so that five steps leave somebody in it.
    return (
        size[..., None, None] * rng.uniform(1, 2, (*lead, 2, A)),
        rng.uniform(0.9, 1.0, (*lead, steps, 2, A + 1)),
        fertility,
        rng.uniform(1.0, 1.2, (*lead, steps)),
        size[..., None, None, None] * rng.uniform(0, 0.2, (*lead, steps, 2, A)),
    )


def _run(inputs: Inputs, timing: str, width: float = 5.0) -> Projection:
    return project(*inputs, width=width, timing=timing)


@given(populations(), TIMINGS)
def test_every_sum_balances(inputs: Inputs, timing: str) -> None:
    course = _run(inputs, timing)
    before, after = course.population[..., :-1, :, :], course.population[..., 1:, :, :]
    change = (course.births, course.deaths, course.migrants)
    born, died, moved = (part.sum(axis=-1) for part in change)
    # By sex, for each step and area, and by cohort in every closed group.
    expected = before.sum(axis=-1) + born - died + moved
    np.testing.assert_allclose(after.sum(axis=-1), expected, rtol=1e-9)
    assert (course.population >= 0).all()
    assert (course.deaths >= 0).all()


@given(populations())
def test_each_cohort_balances_when_migrants_join_at_the_end(inputs: Inputs) -> None:
    course = _run(inputs, "end")
    n, deaths = course.population, course.deaths
    cohort = n[..., :-1, :, :-2] - deaths[..., 1:-2] + course.migrants[..., 1:-1]
    np.testing.assert_allclose(n[..., 1:, :, 1:-1], cohort, rtol=1e-9, atol=1e-9)


@given(populations(), TIMINGS)
def test_nobody_dying_born_or_moving_only_ages(inputs: Inputs, timing: str) -> None:
    n, S, f, ratio, m = inputs
    course = _run((n, np.ones_like(S), 0 * f, ratio, 0 * m), timing)
    np.testing.assert_allclose(
        course.population.sum(axis=(-1, -2)),
        np.broadcast_to(n.sum(axis=(-1, -2))[..., None], course.population.shape[:-2]),
        rtol=1e-12,
    )
    moved = course.population[..., 1, :, 1:-1]
    np.testing.assert_array_equal(moved, n[..., :, :-2])
    assert not course.births.any()
    assert not course.deaths.any()


@given(populations(), TIMINGS, st.floats(0.1, 1000))
def test_twice_the_people_twice_the_projection(
    inputs: Inputs, timing: str, times: float
) -> None:
    n, S, f, ratio, m = inputs
    course, more = (
        _run(inputs, timing),
        _run((times * n, S, f, ratio, times * m), timing),
    )
    for name in ("population", "births", "deaths"):
        np.testing.assert_allclose(
            getattr(more, name), times * getattr(course, name), rtol=1e-9
        )


@given(populations(), TIMINGS)
def test_areas_apart_as_areas_together(inputs: Inputs, timing: str) -> None:
    together = _run(inputs, timing)
    for index in np.ndindex(inputs[0].shape[:-2]):
        apart = _run(tuple(part[index] for part in inputs), timing)
        np.testing.assert_array_equal(together.population[index], apart.population)
        np.testing.assert_array_equal(together.deaths[index], apart.deaths)


@given(populations())
def test_without_migration_the_timings_agree(inputs: Inputs) -> None:
    closed = (*inputs[:4], np.zeros_like(inputs[4]))
    even, leslie, end = (_run(closed, timing) for timing in ("even", "leslie", "end"))
    np.testing.assert_array_equal(even.population, leslie.population)
    np.testing.assert_array_equal(even.population, end.population)
    np.testing.assert_array_equal(
        even.population, project(*inputs[:4], width=5.0).population
    )


@given(populations(), TIMINGS)
def test_the_later_steps_begin_where_the_first_ends(
    inputs: Inputs, timing: str
) -> None:
    _, S, f, ratio, m = inputs
    whole = _run(inputs, timing)
    rest = (S[..., 1:, :, :], f[..., 1:, :], ratio[..., 1:], m[..., 1:, :, :])
    if rest[3].shape[-3]:
        later = _run((whole.population[..., 1, :, :], *rest), timing)
        np.testing.assert_array_equal(later.population, whole.population[..., 1:, :, :])


@given(st.integers(0, 2**32), st.integers(0, 3))
def test_children_are_made_to_sum_to_their_parent(seed: int, axis: int) -> None:
    rng = np.random.default_rng(seed)
    children = rng.gamma(0.5, 100, (4, 3, 2, 5)) * (rng.random((4, 3, 2, 5)) > 0.3)
    total = children.sum(axis=axis)
    parent = np.where(total > 0, rng.uniform(1, 1e6, total.shape), 0.0)
    found = reconcile(children, parent, axis=axis)
    np.testing.assert_allclose(found.sum(axis=axis), parent, rtol=1e-9)
    assert (found[children == 0] == 0).all()
    assert found.shape == children.shape
    # Shares within a cell of the parent stay as they were.
    again = reconcile(found, parent, axis=axis)
    np.testing.assert_allclose(again, found, rtol=1e-12)


@given(st.integers(0, 2**32))
def test_two_margins_hold_together(seed: int) -> None:
    rng = np.random.default_rng(seed)
    children = rng.uniform(1, 9, (6, 5))
    wanted = rng.uniform(1, 9, (6, 5))
    by_column, by_row = wanted.sum(axis=0), wanted.sum(axis=1)
    found = reconcile(children, (by_column, by_row), axis=(0, 1))
    np.testing.assert_allclose(found.sum(axis=0), by_column, rtol=1e-9)
    np.testing.assert_allclose(found.sum(axis=1), by_row, rtol=1e-9)
    # What proportional fitting never changes: the odds ratios.
    odds = children[:-1, :-1] * children[1:, 1:] / children[1:, :-1] / children[:-1, 1:]
    kept = found[:-1, :-1] * found[1:, 1:] / found[1:, :-1] / found[:-1, 1:]
    np.testing.assert_allclose(kept, odds, rtol=1e-6)


def test_a_parent_without_children_is_refused() -> None:
    with pytest.raises(ValueError, match=r"parent: 5\.0 at index \(1,\) must be 0"):
        reconcile([[1, 0], [2, 0]], [3, 5])
