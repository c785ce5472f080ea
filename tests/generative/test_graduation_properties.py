"""What must hold of every split into single years."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography import graduation

AGE = [0, 1, *range(5, 45, 5)]
COUNTS = arrays(
    np.float64,
    (2, 2, 10),
    elements=st.one_of(st.just(0.0), st.integers(0, 100_000).map(float)),
)
SPLITS: dict[str, Callable[..., Floats]] = {
    "sprague": graduation.sprague,
    "beers": graduation.beers,
    "beers modified": lambda *a, **k: graduation.beers(*a, kind="modified", **k),
    "beers johnson": lambda *a, **k: graduation.beers(*a, johnson=True, **k),
    "monotone": graduation.monotone,
    "pclm": graduation.pclm,
}


@pytest.mark.parametrize("name", SPLITS)
@given(counts=COUNTS)
@settings(max_examples=10, deadline=None)
def test_totals_are_kept_and_nothing_is_negative(name: str, counts: Floats) -> None:
    split = SPLITS[name]
    found = split(counts, AGE)
    assert found.shape == (2, 2, 41)
    assert np.all(found >= 0)
    np.testing.assert_array_equal(found[..., -1], counts[..., -1])
    totals = np.add.reduceat(found[..., :-1], AGE[:-1], axis=-1)
    np.testing.assert_allclose(totals, counts[..., :-1], rtol=1e-12, atol=1e-9)
    closed = split(counts[..., :-1], AGE[:-1], open_group=False)
    np.testing.assert_allclose(closed, found[..., :-1], rtol=1e-9, atol=1e-9)
    alone = np.stack([[split(row, AGE) for row in block] for block in counts])
    np.testing.assert_allclose(found, alone, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", [*SPLITS][:3])
@given(start=st.floats(100, 1e6), share=st.floats(0, 0.9))
@settings(max_examples=20, deadline=None)
def test_a_straight_line_is_found_again(name: str, start: float, share: float) -> None:
    line = start * (1 - share * np.arange(40) / 40)
    fives = np.append(line.reshape(8, 5).sum(-1), 1.0)
    found = SPLITS[name](fives, range(0, 45, 5))
    # Beers' multipliers have four digits.
    np.testing.assert_allclose(found[:-1], line, rtol=1e-9 if name[0] == "s" else 2e-3)


@given(level=st.floats(3, 12), fall=st.floats(-0.05, 0.15))
@settings(max_examples=15, deadline=None)
def test_the_composite_link_finds_a_constant_rate_again(
    level: float, fall: float
) -> None:
    years = np.exp(level - fall * np.arange(40))
    groups = np.append(np.add.reduceat(years, AGE[:-1]), 3.0)
    found = graduation.pclm(groups, AGE)
    np.testing.assert_allclose(found[:-1], years, rtol=1e-4)


@pytest.mark.parametrize("name", ["sprague", "beers", "monotone"])
@given(counts=COUNTS, scale=st.floats(0.01, 100))
@settings(max_examples=15, deadline=None)
def test_twice_the_people_are_split_alike(
    name: str, counts: Floats, scale: float
) -> None:
    split = SPLITS[name]
    np.testing.assert_allclose(
        split(counts * scale, AGE), split(counts, AGE) * scale, rtol=1e-9, atol=1e-6
    )


@given(counts=arrays(np.float64, (2, 6), elements=st.floats(0, 1e5)))
@settings(max_examples=15, deadline=None)
def test_groups_of_any_width(counts: Floats) -> None:
    age = [0, 3, 10, 11, 30, 65]
    for split in (graduation.monotone, graduation.pclm):
        found = split(counts, age)
        assert np.all(found >= 0)
        totals = np.add.reduceat(found[..., :-1], age[:-1], axis=-1)
        np.testing.assert_allclose(totals, counts[..., :-1], rtol=1e-12, atol=1e-9)
