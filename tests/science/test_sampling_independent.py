"""Plans, draws and design-based estimates against slower ways to the same."""

import hashlib
import itertools

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from renkou.integrity.sampling import (
    acceptance_probability,
    attribute_plan,
    code_letter,
    draw,
    estimate_mean,
    estimate_ratio,
    estimate_total,
    lqas_errors,
    proportion_interval,
    single_plan,
)

LETTERS = "ABCDEFGHJKLMNPQR"


def _first(
    producer: tuple[float, float], consumer: tuple[float, float], lot: int | None
) -> tuple[int, int]:
    """Every n, and at each every c, until both risks are met."""
    for n in itertools.count(1):
        for c in range(n + 1):
            accepted = [
                stats.binom.cdf(c, n, share)
                if lot is None
                else stats.hypergeom.cdf(c, lot, round(lot * share), n)
                for share in (producer[0], consumer[0])
            ]
            if accepted[0] >= producer[1] and accepted[1] <= consumer[1]:
                return n, c
    raise AssertionError


@pytest.mark.parametrize("lot", [None, 60, 200])
@pytest.mark.parametrize(
    ("producer", "consumer"),
    [
        ((0.05, 0.95), (0.20, 0.10)),
        ((0.02, 0.90), (0.15, 0.05)),
        ((0.10, 0.8), (0.30, 0.2)),
        ((0.0, 0.99), (0.10, 0.1)),
    ],
)
def test_the_smallest_plan(
    producer: tuple[float, float], consumer: tuple[float, float], lot: int | None
) -> None:
    kind = "binomial" if lot is None else "hypergeometric"
    found = attribute_plan(producer, consumer, distribution=kind, lot=lot)
    assert found == _first(producer, consumer, lot)


def test_acceptance_against_the_distributions() -> None:
    n, share = np.array([10, 50, 120])[:, None], np.linspace(0, 1, 41)
    found = acceptance_probability(n, 2, share)
    assert found == pytest.approx(stats.binom.cdf(2, n, share))
    found = acceptance_probability(n, 2, share, distribution="hypergeometric", lot=200)
    assert found == pytest.approx(stats.hypergeom.cdf(2, 200, np.rint(200 * share), n))


def test_two_wide_risks_need_a_large_sample() -> None:
    n, c = attribute_plan((0.020, 0.99), (0.022, 0.01))
    assert stats.binom.cdf(c, n, 0.02) >= 0.99 > stats.binom.cdf(c - 1, n - 1, 0.02)
    assert stats.binom.cdf(c, n, 0.022) <= 0.01 < stats.binom.cdf(c, n - 1, 0.022)


def test_the_standard_accepts_what_is_at_its_level() -> None:
    levels = [0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65]
    levels += [1.0, 1.5, 2.5, 4.0, 6.5, 10]
    for letter, level in itertools.product(LETTERS, levels):
        n, accept, reject = single_plan(letter, level)
        assert reject == accept + 1
        assert stats.binom.cdf(accept, n, level / 100) > 0.85
    # A stricter level never accepts more of as many.
    for letter in LETTERS:
        plans = [single_plan(letter, level) for level in levels]
        for strict, easy in itertools.pairwise(plans):
            assert easy.n <= strict.n or easy.accept > strict.accept
            assert easy.accept >= strict.accept


def test_letters_rise_with_the_lot_and_the_level() -> None:
    lots = [2, 9, 16, 26, 51, 91, 151, 281, 501, 1201, 3201, 10001, 35001, 150001]
    rank = np.array(
        [
            [
                LETTERS.index(letter)
                for letter in code_letter([*lots, 500001], level=level)
            ]
            for level in ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")
        ]
    )
    assert np.all(np.diff(rank, axis=0) >= 0)
    assert np.all(np.diff(rank, axis=1) >= 0)
    assert code_letter(8) == "A"
    assert code_letter(9) == "B"


def test_errors_of_a_rule() -> None:
    n = np.arange(1, 40)
    for good in (0, 1, 13):
        ok = n >= good
        found = lqas_errors(n[ok], good, lower=0.4, upper=0.85)
        assert found.alpha == pytest.approx(stats.binom.cdf(good - 1, n[ok], 0.85))
        assert found.beta == pytest.approx(stats.binom.sf(good - 1, n[ok], 0.4))


def test_one_sided_bounds() -> None:
    for count, n in ((0, 30), (7, 30), (30, 30)):
        upper = proportion_interval(count, n, side="upper", level=0.9)
        lower = proportion_interval(count, n, side="lower", level=0.9)
        assert upper.low == 0
        assert lower.high == 1
        if count < n:
            assert stats.binom.cdf(count, n, upper.high) == pytest.approx(0.1)
        if count > 0:
            assert stats.binom.sf(count - 1, n, lower.low) == pytest.approx(0.1)


def test_a_draw_by_hand() -> None:
    ids = [f"5101{number:04}" for number in range(200)]
    hashes = {one: hashlib.sha256(f"7|{one}".encode()).hexdigest() for one in ids}
    by_hand = sorted(ids, key=lambda one: hashes[one])[:12]
    assert draw(ids, 12, seed=7) == by_hand
    assert draw(ids[::-1], 12, seed=7) == by_hand
    assert draw(np.array(ids), 12, seed="7") == by_hand
    assert draw(ids, 30, seed=7)[:12] == by_hand
    assert draw(["甲村", "乙村"], 2, seed="种子") in (
        ["甲村", "乙村"],
        ["乙村", "甲村"],
    )


def test_a_draw_favours_nobody() -> None:
    chosen = np.zeros(20)
    for seed in range(2000):
        chosen[draw(range(20), 5, seed=seed)] += 1
    assert stats.chisquare(chosen).pvalue > 1e-3


def _by_hand(
    z: npt.NDArray[np.float64],
    strata: npt.NDArray[np.int64],
    clusters: npt.NDArray[np.int64],
    population: dict[int, int] | None,
) -> float:
    variance = 0.0
    for stratum in set(strata.tolist()):
        here = strata == stratum
        totals = np.array(
            [z[here & (clusters == c)].sum() for c in set(clusters[here].tolist())]
        )
        m = totals.size
        share = m / population[stratum] if population else 0.0
        variance += (1 - share) * m * totals.var(ddof=1)
    return variance


@pytest.mark.parametrize("corrected", [False, True])
def test_strata_and_clusters_by_hand(corrected: bool) -> None:
    rng = np.random.default_rng(8)
    rows = 90
    strata = rng.integers(0, 3, rows)
    clusters = rng.integers(0, 5, rows)
    weights = rng.uniform(1, 9, rows)
    x = rng.uniform(5, 20, rows)
    y = x * 0.9 + rng.normal(size=rows)
    population = {0: 9, 1: 30, 2: 7} if corrected else None
    per_row = np.array([population[s] for s in strata]) if population else None
    total, mean = (weights * y).sum(), (weights * y).sum() / weights.sum()
    ratio = total / (weights * x).sum()
    design = {"strata": strata, "clusters": clusters, "population": per_row}
    found = estimate_mean(y, weights, **design)
    z = weights * (y - mean) / weights.sum()
    assert found.estimate == pytest.approx(mean)
    variance = _by_hand(z, strata, clusters, population)
    assert found.se**2 == pytest.approx(variance)
    s2 = (weights * (y - mean) ** 2).sum() / weights.sum() * rows / (rows - 1)
    plain = s2 * (1 / rows - 1 / weights.sum())
    assert found.deff == pytest.approx(variance / plain)
    summed = estimate_total(y, weights, **design)
    variance = _by_hand(weights * y, strata, clusters, population)
    assert summed.estimate == pytest.approx(total)
    assert summed.se**2 == pytest.approx(variance)
    assert summed.deff == pytest.approx(variance / plain / weights.sum() ** 2)
    by_x = estimate_ratio(y, x, weights, **design)
    z = weights * (y - ratio * x) / (weights * x).sum()
    assert by_x.estimate == pytest.approx(ratio)
    assert by_x.se**2 == pytest.approx(_by_hand(z, strata, clusters, population))
    both = estimate_mean(np.stack([y, x]), weights, **design)
    assert both.estimate == pytest.approx([mean, (weights * x).sum() / weights.sum()])
    assert both.se[0] == pytest.approx(found.se)


def test_intervals_hold_the_truth() -> None:
    # 40 villages in two strata, ten drawn in each: 1,000 draws.
    rng = np.random.default_rng(20)
    truth = rng.binomial(50, np.repeat([0.9, 0.97], 20)) / 50
    strata, weights = np.repeat([0, 1], 10), np.full(20, 2.0)
    population = np.full(20, 20)
    held = 0
    for _ in range(1000):
        rows = [rng.permutation(20)[:10] + first for first in (0, 20)]
        found = estimate_mean(
            truth[np.concatenate(rows)], weights, strata=strata, population=population
        )
        reach = stats.t.ppf(0.975, 18) * found.se
        held += abs(found.estimate - truth.mean()) <= reach
    assert 0.925 < held / 1000 < 0.975


def test_a_census_and_a_constant() -> None:
    census = estimate_mean([1, 2, 4], [1, 1, 1], population=[3, 3, 3])
    assert (float(census.se), float(census.deff)) == (0.0, 1.0)
    constant = estimate_mean([3, 3, 3], [5, 6, 7])
    assert (float(constant.se), float(constant.deff)) == (0.0, 1.0)
    assert np.isinf(estimate_mean([1, 2, 4], [1, 1, 1]).deff)
