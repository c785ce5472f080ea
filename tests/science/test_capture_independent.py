"""Lists against other roads to the same figure, and against truths that were drawn."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from renkou.integrity.capture import (
    chao_lower_bound,
    dual_system,
    multiple_systems,
    select_model,
)

CELLS = np.array(list(product([1, 0], repeat=3)))[:-1]
COUNTS = [40, 25, 31, 60, 18, 44, 52]


def test_three_lists_with_two_interactions_in_closed_form() -> None:
    # Given list 2, lists 1 and 3 are independent: among those not on list 2 the
    # number on none is that of two lists alone.
    found = multiple_systems(CELLS, COUNTS, model=("12", "23"))
    seen = dict(zip(map(tuple, CELLS.tolist()), COUNTS, strict=True))
    never = seen[1, 0, 0] * seen[0, 0, 1] / seen[1, 0, 1]
    assert found.estimate == pytest.approx(sum(COUNTS) + never)
    # The saturated model: the product of odd cells over that of even ones.
    full = multiple_systems(CELLS, COUNTS, model="all-two-way")
    odd = seen[1, 1, 1] * seen[1, 0, 0] * seen[0, 1, 0] * seen[0, 0, 1]
    even = seen[1, 1, 0] * seen[1, 0, 1] * seen[0, 1, 1]
    assert full.estimate == pytest.approx(sum(COUNTS) + odd / even)
    assert full.df == 0
    assert full.deviance == pytest.approx(0, abs=1e-8)


def test_the_profile_by_maximising_the_multinomial_likelihood_itself() -> None:
    x = np.column_stack([CELLS, CELLS[:, 0] * CELLS[:, 1]])
    n = sum(COUNTS)

    def height(size: float) -> float:
        def minus(b: np.ndarray) -> float:
            eta = np.append(x @ b, 0.0)
            log_p = eta - np.log(np.exp(eta).sum())
            counts = np.append(COUNTS, size - n)
            return -float(counts @ log_p)

        best = minimize(minus, np.zeros(4), method="BFGS", options={"gtol": 1e-9})
        return float(gammaln(size + 1) - gammaln(size - n + 1) - best.fun)

    found = multiple_systems(CELLS, COUNTS, model=("12",))
    top = height(found.profile_estimate)
    assert height(found.profile_estimate + 1) < top
    assert height(found.profile_estimate - 1) < top
    drop = 3.841458820694124 / 2
    assert top - height(found.low) == pytest.approx(drop, abs=1e-4)
    assert top - height(found.high) == pytest.approx(drop, abs=1e-4)


def test_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(4)
    true = 400
    inside, best, averaged = [], [], []
    for drawn in range(90):
        on = rng.random((true, 3)) < [0.6, 0.45, 0.5]
        seen = on[on.any(axis=1)].astype(int)
        found = multiple_systems(seen)
        inside.append(found.low <= true <= found.high)
        if drawn % 3:
            continue
        chosen = select_model(seen)
        best.append(chosen.best.low <= true <= chosen.best.high)
        averaged.append(chosen.low <= true <= chosen.high)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.05)
    assert np.mean(averaged) >= 0.9
    assert np.mean(averaged) >= np.mean(best)


def test_dependence_is_found_and_its_error_mended() -> None:
    rng = np.random.default_rng(5)
    true = 4000
    first = rng.random(true) < 0.5
    second = rng.random(true) < np.where(first, 0.7, 0.3)
    others = rng.random((true, 2)) < [0.5, 0.4]
    on = np.column_stack([first, second, others])
    seen = on[on.any(axis=1)].astype(int)
    found = select_model(seen)
    assert "12" in found.best.model
    assert found.low <= true <= found.high
    assert multiple_systems(seen).high < true  # the naive one is sure, and wrong


def test_who_on_two_lists_is_likelier_to_be_on_both_are_missed_by_two_lists() -> None:
    found = dual_system([50, 500], [50, 500], [50, 500], method="chapman")
    assert found.total == pytest.approx(found.estimate.sum())
    assert found.total_se == pytest.approx(np.hypot(*found.se))
    # Of 100 lists drawn at random the interval holds the truth as often as it says.
    rng = np.random.default_rng(6)
    on = rng.random((2000, 2, 600)) < np.array([0.6, 0.4])[:, None]
    both = (on[:, 0] & on[:, 1]).sum(axis=-1)
    alone = [(on[:, i] & ~on[:, 1 - i]).sum(axis=-1) for i in (0, 1)]
    drawn = dual_system(both, *alone)
    assert np.mean((drawn.low <= 600) & (drawn.high >= 600)) > 0.93


def test_chao_is_below_where_persons_differ_and_near_where_they_do_not() -> None:
    rng = np.random.default_rng(7)

    def bound(rates: np.ndarray) -> float:
        times = np.bincount(rng.poisson(rates))
        seen = {k: int(f) for k, f in enumerate(times) if k}
        return chao_lower_bound(seen).estimate

    alike = [bound(np.full(2000, 1.2)) for _ in range(60)]
    apart = [bound(rng.gamma(1, 1.2, 2000)) for _ in range(60)]
    assert np.mean(alike) == pytest.approx(2000, rel=0.02)
    assert np.mean(apart) < 1850


def test_in_small_strata_the_limits_by_likelihood_are_the_ones_to_take() -> None:
    rng = np.random.default_rng(8)
    true, normal, likelihood = 20, [], []
    for _ in range(80):
        on = rng.random((true, 2)) < 0.5
        seen = on[on.any(axis=1)].astype(int)
        both = int((seen.sum(axis=1) == 2).sum())
        first, second = (seen.sum(axis=0) - both).tolist()
        if not both:
            continue
        two = dual_system(both, first, second, method="chapman")
        normal.append(two.low <= true <= two.high)
        many = multiple_systems(seen)
        likelihood.append(many.low <= true <= many.high)
    assert np.mean(normal) < 0.92
    assert np.mean(likelihood) > np.mean(normal)
