"""One person for each entry, and thresholds from a clerk's sample."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkou.linkage import choose_threshold, clerical_sample
from renkou.linkage.names import key_columns
from renkou.linkage.resolution import one_to_one

PAIRS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(0, 30)), max_size=40
)


@given(PAIRS)
def test_nobody_is_linked_twice(pairs: list[tuple[int, int, float]]) -> None:
    left, right, weight = (np.array([p[i] for p in pairs]) for i in range(3))
    kept = one_to_one(left, right, weight, margin=0.0)
    assert len(set(left[kept])) == len(set(right[kept])) == len(kept)


@given(PAIRS)
def test_the_heaviest_pair_is_always_kept(pairs: list[tuple[int, int, float]]) -> None:
    if not pairs:
        return
    left, right, weight = (np.array([p[i] for p in pairs]) for i in range(3))
    kept = one_to_one(left, right, weight, margin=0.0)
    assert weight[kept].max() == weight.max()


def test_a_doubt_is_left_open_and_profits_nobody() -> None:
    left, right, weight = [1, 1, 2], [7, 8, 8], [20.0, 19.5, 4.0]
    assert one_to_one(left, right, weight).tolist() == [2]
    assert one_to_one(left, right, weight, margin=0.0).tolist() == [0, 2]


def test_two_of_the_left_as_near_to_one_of_the_right_are_a_doubt() -> None:
    left, right, weight = [1, 2, 2], [7, 7, 8], [20.0, 19.5, 4.0]
    assert one_to_one(left, right, weight).tolist() == [2]
    assert one_to_one(left, right, weight, margin=0.0).tolist() == [0, 2]


def test_many_may_find_one_where_allowed() -> None:
    kept = one_to_one([1, 2], [7, 7], [20.0, 20.0], once=False)
    assert sorted(kept.tolist()) == [0, 1]


def test_keys_make_variants_homophones_and_swaps_alike() -> None:
    names = np.array(["張曉明", "张晓明", "张小明", "明晓张", "李晓明"])
    plain, sound, order = key_columns(names)
    assert plain[0] == plain[1] != plain[2]
    assert sound[1] == sound[2] != sound[3]
    assert order[1] == order[3] != order[4]


def test_a_clerk_who_errs_still_finds_the_threshold() -> None:
    draw = np.random.default_rng(3)
    weight = draw.uniform(-10, 40, 50_000)
    # The model is four bits too sure of itself.
    true = draw.random(50_000) < 1 / (1 + 2.0 ** (4 - weight))
    sampled = clerical_sample(weight, 600, seed=1)
    wrong = draw.random(len(sampled)) < 0.02
    found = choose_threshold(weight, sampled, true[sampled] ^ wrong, precision=0.999)
    kept = weight >= found.weight
    assert true[kept].mean() > 0.998
    # Of all above t, 2^(4 − t)/ln 2/(40 − t) are wrong: one in a thousand at 9.4.
    assert abs(found.weight - 9.4) < 2
    naive = weight >= 3.0
    assert true[naive].mean() < true[kept].mean()


def test_a_clerk_without_a_doubt_leaves_the_model() -> None:
    weight = np.linspace(20, 40, 500)
    sampled = clerical_sample(weight, 50, seed=1)
    found = choose_threshold(weight, sampled, np.ones(len(sampled), np.bool_))
    assert found.kept == 500
    assert 0.5 < found.slope < 2


def test_labels_must_belong_to_pairs() -> None:
    with pytest.raises(ValueError, match="shapes do not match"):
        choose_threshold([1.0, 2.0], [0], [True, False])
    with pytest.raises(ValueError, match="sampled"):
        choose_threshold([1.0, 2.0], [2], [True])
