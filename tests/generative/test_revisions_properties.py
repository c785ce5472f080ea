"""What must hold of triangles and chain ladders, whatever the counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from renkou.integrity.revisions import Triangle, chain_ladder

Floats = npt.NDArray[np.float64]


@st.composite
def triangles(draw: st.DrawFn) -> Floats:
    developments = draw(st.integers(2, 6))
    origins = draw(st.integers(developments, 8))
    added = draw(
        st.lists(
            st.integers(0, 500),
            min_size=origins * developments,
            max_size=origins * developments,
        )
    )
    values = np.cumsum(np.reshape(added, (origins, developments)) + 1.0, axis=1)
    place = np.add.outer(np.arange(origins), np.arange(developments))
    values[place >= origins] = np.nan
    return values


@given(triangles(), st.floats(0.1, 1000))
@settings(max_examples=40, deadline=None)
def test_units_change_nothing_but_the_units(values: Floats, unit: float) -> None:
    found, other = chain_ladder(Triangle(values)), chain_ladder(Triangle(values * unit))
    assert other.factors == pytest.approx(found.factors)
    assert other.ultimate == pytest.approx(unit * found.ultimate)
    # An error is in the units of the counts: σ² is, too, and se goes with both.
    assert other.se == pytest.approx(unit * found.se, rel=1e-6, abs=1e-6)


@given(triangles())
@settings(max_examples=40, deadline=None)
def test_what_is_complete_is_sure_and_the_parts_make_the_whole(values: Floats) -> None:
    triangle = Triangle(values)
    found = chain_ladder(triangle)
    complete = ~np.isnan(values[:, -1])
    assert (found.outstanding[complete] == 0).all()
    assert (found.se[complete] == 0).all()
    assert found.total_outstanding == pytest.approx(found.outstanding.sum())
    assert np.isfinite(found.ultimate).all()
    assert not np.isnan(found.total_se)
    assert np.nansum(triangle.increments) == pytest.approx(triangle.latest.sum())


@given(triangles())
@settings(max_examples=30, deadline=None)
def test_a_triangle_without_chance_is_foretold_exactly(values: Floats) -> None:
    shape = np.nancumsum(values[0] / values[0].sum())
    exact = np.where(np.isnan(values), np.nan, values[:, :1] * shape / shape[0])
    found = chain_ladder(Triangle(exact))
    assert found.ultimate == pytest.approx(values[:, 0] * shape[-1] / shape[0])
    if values.shape[1] > 2 or values.shape[0] > 2:
        assert found.total_se == pytest.approx(0, abs=1e-4 * found.ultimate.sum())


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), min_size=2),
    st.integers(0, 600),
    st.sampled_from(["week", "month", "quarter", "year"]),
)
@settings(max_examples=60, deadline=None)
def test_every_event_known_is_counted_once(
    events: list[tuple[int, int]], day: int, period: str
) -> None:
    start = np.datetime64("2021-03-05")
    occurred = start + np.array([when for when, _ in events])
    recorded = occurred + np.array([later for _, later in events])
    as_of = start + day
    known = int((recorded <= as_of).sum())
    try:
        found = Triangle.from_events(occurred, recorded, period=period, as_of=as_of)
    except ValueError:  # of one period alone, or before the first record
        reject()
    assert found.latest.sum() == known
    assert (found.increments[~np.isnan(found.values)] >= 0).all()
