"""What must hold of lists, whatever the counts."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.integrity.capture import (
    chao_lower_bound,
    dual_system,
    multiple_systems,
    select_model,
)

CELLS = np.array(list(product([1, 0], repeat=3)))[:-1]
COUNT = st.integers(0, 300)
TABLE = st.lists(st.integers(1, 80), min_size=7, max_size=7)


@given(
    st.integers(1, 300), COUNT, COUNT, st.sampled_from(["chapman", "lincoln-petersen"])
)
@settings(max_examples=100, deadline=None)
def test_two_lists(both: int, first: int, second: int, method: str) -> None:
    found = dual_system(both, first, second, method=method)
    turned = dual_system(both, second, first, method=method)
    seen = both + first + second
    assert found.estimate == pytest.approx(turned.estimate)
    assert found.estimate >= seen - 1e-9
    assert found.missed == pytest.approx(found.estimate - seen, abs=1e-9)
    assert found.low <= found.estimate <= found.high
    assert ((found.coverage > 0) & (found.coverage <= 1)).all()
    assert found.coverage[::-1] == pytest.approx(turned.coverage)


@given(TABLE, st.sampled_from(list(permutations(range(3)))))
@settings(max_examples=25, deadline=None)
def test_the_order_of_lists_and_rows_is_no_matter(
    counts: list[int], order: tuple[int, ...]
) -> None:
    found = multiple_systems(CELLS, counts)
    other = multiple_systems(CELLS[::-1][:, order], counts[::-1])
    assert other.estimate == pytest.approx(found.estimate, rel=1e-8)
    assert other.high == pytest.approx(found.high, rel=1e-6)
    assert other.coverage == pytest.approx(found.coverage[list(order)])
    each = np.repeat(CELLS, counts, axis=0)
    assert multiple_systems(each).estimate == pytest.approx(found.estimate, rel=1e-8)


@given(TABLE, st.sampled_from(["independence", "equal", ("12",), ("12", "23")]))
@settings(max_examples=25, deadline=None)
def test_limits_hold_the_estimate_and_those_seen(
    counts: list[int], model: str | tuple[str, ...]
) -> None:
    found = multiple_systems(CELLS, counts, model=model)
    assert found.observed == sum(counts)
    assert found.observed <= found.low <= found.profile_estimate <= found.high
    assert found.deviance >= -1e-9
    wide = multiple_systems(CELLS, counts, model=model, level=0.99)
    assert wide.low <= found.low + 1e-6
    assert wide.high >= found.high - 1e-6


@given(TABLE)
@settings(max_examples=15, deadline=None)
def test_the_best_is_the_best_and_weights_make_one(counts: list[int]) -> None:
    found = select_model(CELLS, counts, criterion="aic")
    assert found.best.aic == min(row.aic for row in found.table if row.weight)
    assert sum(row.weight for row in found.table) == pytest.approx(1)
    used = [row.estimate for row in found.table if row.weight]
    assert min(used) - 1e-6 <= found.estimate <= max(used) + 1e-6
    assert found.low <= found.estimate <= found.high


@given(
    st.dictionaries(st.integers(3, 9), COUNT), st.integers(0, 500), st.integers(1, 500)
)
@settings(max_examples=60, deadline=None)
def test_the_lower_bound(more: dict[int, int], once: int, twice: int) -> None:
    seen = {1: once, 2: twice, **more}
    found = chao_lower_bound(seen)
    assert found.estimate == pytest.approx(sum(seen.values()) + once**2 / (2 * twice))
    assert sum(seen.values()) <= found.low <= found.estimate <= found.high
