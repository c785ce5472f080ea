"""What must hold of nowcasts, whatever the counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.integrity.nowcast import hierarchical, lawless

Floats = npt.NDArray[np.float64]


@st.composite
def tables(draw: st.DrawFn, groups: int = 1) -> Floats:
    longest = draw(st.integers(0, 4))
    dates = draw(st.integers(longest + 1, 10))
    size = groups * dates * (longest + 1)
    counts = draw(st.lists(st.integers(0, 40), min_size=size, max_size=size))
    table = np.reshape(counts, (groups, dates, longest + 1)).astype(np.float64)
    known = np.arange(longest + 1) < np.arange(dates, 0, -1)[:, None]
    return np.where(known, table, np.nan)


@given(tables(), st.floats(0.5, 0.99))
@settings(max_examples=60, deadline=None)
def test_what_lawless_says_holds_together(tables: Floats, level: float) -> None:
    table = tables[0]
    found = lawless(table, level=level)
    assert found.cdf[-1] == 1
    assert (np.diff(found.cdf) >= -1e-12).all()
    assert found.observed == pytest.approx(np.nansum(table, axis=-1))
    told = ~np.isnan(found.expected)
    assert (found.expected[told] >= found.observed[told] - 1e-9).all()
    assert (found.low >= found.observed).all()
    assert (found.low <= found.high).all()
    assert (np.isnan(found.expected) <= np.isinf(found.high)).all()
    complete = len(table) - table.shape[1] + 1
    assert (found.high[:complete] == found.observed[:complete]).all()


@given(tables(groups=3), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_what_the_hierarchy_says_holds_together(table: Floats, seed: int) -> None:
    table[:, 0] += 1  # an event of each delay is old enough
    found = hierarchical(table, groups=["a", "a", "b"], seed=seed, draws=100)
    seen = np.nansum(table, axis=-1)
    assert (found.expected >= seen - 1e-9).all()
    assert (found.low >= seen).all()
    assert (found.low <= found.high).all()
    assert np.isfinite(found.high).all()
    assert (found.lateness > 0).all()
    assert found.total_expected == pytest.approx(found.expected.sum(axis=0))
    assert (found.total_low >= seen.sum(axis=0)).all()
    assert (found.total_high <= found.high.sum(axis=0) + 1e-9).mean() > 0.5
    complete = table.shape[1] - table.shape[2] + 1
    assert (found.high == found.low)[:, :complete].all()
