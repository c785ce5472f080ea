"""The crosswalk conserves sums, composes, and is complete at every level."""

from __future__ import annotations

import datetime as dt
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou import areas
from renkou.areas.unit import stem
from renkou.schema.problem import Problem

TREE = areas.bundled()
V2016, V2019, V2020, V2022, V2023 = TREE.vintages
LEVELS = ("city", "county", "township", "village")
PAIRS = list(product(TREE.vintages, repeat=2))


def test_every_source_is_there_and_its_shares_sum_to_one() -> None:
    for (source, target), level in product(PAIRS, LEVELS):
        walk = TREE.crosswalk(source, target, level)
        units = [unit.code for unit in TREE.units(source, level)]
        assert walk.source_codes.tolist() == units
        assert set(walk.source.tolist()) == set(units)
        assert set(walk.target.tolist()) <= {u.code for u in TREE.units(target, level)}
        assert (walk.share > 0).all()
        sums = np.bincount(walk.source_index, weights=walk.share)
        np.testing.assert_allclose(sums, 1, rtol=0, atol=1e-14)


@settings(max_examples=60, deadline=None)
@given(
    pair=st.sampled_from(PAIRS),
    level=st.sampled_from(LEVELS),
    seed=st.integers(0, 2**32 - 1),
)
def test_sums_are_conserved(
    pair: tuple[dt.date, dt.date], level: str, seed: int
) -> None:
    walk = TREE.crosswalk(*pair, level)
    values = np.random.default_rng(seed).gamma(0.3, 500, (2, 3, len(walk.source_codes)))
    carried = walk.apply(values)
    assert carried.shape == (2, 3, len(walk.target_codes))
    np.testing.assert_allclose(carried.sum(-1), values.sum(-1), rtol=1e-12)
    np.testing.assert_allclose(walk.apply(values.T, axis=0), carried.T)


@pytest.mark.parametrize("level", LEVELS)
def test_longer_ways_are_the_steps_between_put_together(level: str) -> None:
    for places in permutations(range(5), 3):
        if list(places) not in (sorted(places), sorted(places)[::-1]):
            continue
        first, between, last = (TREE.vintages[i] for i in places)
        direct = TREE.crosswalk(first, last, level).matrix().toarray()
        parts = (
            TREE.crosswalk(first, between, level).matrix()
            @ TREE.crosswalk(between, last, level).matrix()
        )
        np.testing.assert_allclose(direct, parts.toarray(), atol=1e-12)


@pytest.mark.parametrize("level", LEVELS)
def test_a_list_to_itself_changes_nothing(level: str) -> None:
    for day in TREE.vintages:
        walk = TREE.crosswalk(day, day, level)
        assert (walk.source == walk.target).all()
        assert (walk.share == 1).all()
        assert not walk.assumed.any()


def test_whole_numbers_stay_whole_where_areas_go_whole() -> None:
    walk = TREE.crosswalk(V2016, V2019)
    whole = np.bincount(walk.source_index) == 1
    values = np.where(whole, np.arange(len(whole)), 0)
    carried = walk.apply(values)
    assert (carried == np.round(carried)).all()
    assert carried.sum() == values.sum()


def _row(walk: areas.Crosswalk, code: str) -> dict[str, tuple[float, bool]]:
    rows = walk.source == code.ljust(12, "0")
    return {
        stem(target): (round(share, 9), guess)
        for target, share, guess in zip(
            walk.target[rows].tolist(),
            walk.share[rows].tolist(),
            walk.assumed[rows].tolist(),
            strict=True,
        )
    }


def test_the_economic_zone_goes_back_to_the_central_district() -> None:
    walk = TREE.crosswalk(V2020, V2023, "county")
    assert _row(walk, "511071") == {"511002": (1.0, False)}
    walk = TREE.crosswalk(V2019, V2016, "county")
    assert _row(walk, "511071") == {"511002": (1.0, True)}


def test_jingmin_leaves_the_central_district_in_2020() -> None:
    townships = TREE.crosswalk(V2019, V2020, "township")
    assert _row(townships, "511002106") == {"511071103": (1.0, False)}
    counties = TREE.crosswalk(V2019, V2020, "county")
    # Its 9 villages of the district's 201, each counted alike: assumed.
    assert _row(counties, "511002") == {
        "511002": (round(192 / 201, 9), True),
        "511071": (round(9 / 201, 9), True),
    }


def test_a_town_divided_between_two_goes_by_its_villages_names() -> None:
    townships = TREE.crosswalk(V2019, V2020, "township")
    assert _row(townships, "511002109") == {
        "511002100": (round(3 / 8, 9), True),
        "511002105": (round(5 / 8, 9), True),
    }
    villages = TREE.crosswalk(V2019, V2020)
    assert _row(villages, "511002109201") == {"511002100222": (1.0, False)}


def test_a_village_without_a_trace_is_shared_alike_and_assumed() -> None:
    row = _row(TREE.crosswalk(V2019, V2020), "511002106204")  # Shiqiao of Jingmin
    town = TREE.by_code("511071103", V2020)
    members = TREE.descendants(town.key, V2020, "village")
    assert len(row) == len(members) == 11
    assert all(guess and share == round(1 / 11, 9) for share, guess in row.values())


def test_areas_nothing_reaches_are_told_apart_from_nought() -> None:
    walk = TREE.crosswalk(V2016, V2019, "county")
    missing = walk.target_codes[~walk.reached].tolist()
    assert missing == ["511071000000"]
    # Back in time every area comes from somewhere.
    assert TREE.crosswalk(V2023, V2016).reached.shape == (2342,)


def test_back_in_time_a_merged_town_returns_what_it_took() -> None:
    row = _row(TREE.crosswalk(V2020, V2019, "township"), "511011110")
    assert set(row) == {"511011110", "511011108", "511011112", "511011115"}
    assert all(guess for _, guess in row.values())


def test_arrays_are_frozen() -> None:
    walk = TREE.crosswalk(V2019, V2023)
    with pytest.raises(ValueError, match="read-only"):
        walk.share[0] = 2


def test_assumed_targets_are_marked() -> None:
    walk = TREE.crosswalk(V2019, V2020, "township")
    marked = set(walk.target_codes[walk.assumed_into].tolist())
    assert "511002105000" in marked
    assert "511071103000" not in marked


def test_values_of_another_length_are_refused() -> None:
    with pytest.raises(Problem, match=r"5 areas given; the list of 2019-10-31 has 121"):
        TREE.crosswalk(V2019, V2020, "township").apply(np.ones(5))


def test_questions_that_have_no_answer() -> None:
    with pytest.raises(Problem, match="no list of 2018-01-01"):
        TREE.crosswalk(dt.date(2018, 1, 1), V2020)
    with pytest.raises(Problem, match="'hamlet' is not one of"):
        TREE.crosswalk(V2019, V2020, "hamlet")
