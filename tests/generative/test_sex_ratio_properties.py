"""What must hold of sex ratios at birth: tests, intervals, power, many areas."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from renkou.demography.sex_ratio import (
    compare,
    many,
    missing_girls,
    power,
    probability_below,
    sex_ratio_at_birth,
    sign_test,
)

COUNT = st.integers(0, 3_000)
SOME = st.integers(1, 3_000)
RATIO = st.floats(80.0, 130.0)
METHODS = ["clopper-pearson", "wilson", "log"]


@given(boys=COUNT, girls=COUNT, against=RATIO)
def test_the_p_value_is_scipys(boys: int, girls: int, against: float) -> None:
    found = compare(boys, girls, against=against)
    if boys + girls == 0:
        assert (float(found.z), float(found.p)) == (0.0, 1.0)
        return
    share = against / (100 + against)
    exact = stats.binomtest(boys, boys + girls, share).pvalue
    assert float(found.p) == pytest.approx(exact, rel=1e-7, abs=1e-300)


@given(boys=SOME, girls=SOME, against=RATIO)
def test_boys_and_girls_change_places(boys: int, girls: int, against: float) -> None:
    there = compare(boys, girls, against=against)
    back = compare(girls, boys, against=1e4 / against)
    assert float(there.z) == pytest.approx(-float(back.z), abs=1e-9)
    assert float(there.p) == pytest.approx(float(back.p), rel=1e-6)


@given(boys=SOME, girls=SOME, level=st.sampled_from([0.8, 0.95, 0.99]))
def test_exact_limits_hold_their_tails(boys: int, girls: int, level: float) -> None:
    found = sex_ratio_at_birth(boys, girls, level=level)
    tail, n = (1 - level) / 2, boys + girls
    low, high = (float(limit) / (100 + float(limit)) for limit in found[2:])
    assert stats.binom.sf(boys - 1, n, low) == pytest.approx(tail, rel=1e-6)
    assert stats.binom.cdf(boys, n, high) == pytest.approx(tail, rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
@given(boys=COUNT, girls=COUNT)
def test_limits_enclose_the_ratio(method: str, boys: int, girls: int) -> None:
    found = sex_ratio_at_birth(boys, girls, method=method)
    if boys + girls == 0:
        assert np.isnan(found.ratio)
        assert (float(found.low), float(found.high)) == (0.0, np.inf)
    else:
        assert found.low <= found.ratio <= found.high


@given(boys=SOME, girls=SOME)
def test_the_standard_error_is_that_of_the_slope(boys: int, girls: int) -> None:
    """Of 100·p/(1 − p), where p has the standard error √(p(1 − p)/n)."""
    p, n = boys / (boys + girls), boys + girls
    expected = 100 / (1 - p) ** 2 * np.sqrt(p * (1 - p) / n)
    assert float(sex_ratio_at_birth(boys, girls).se) == pytest.approx(expected)


@given(signs=st.lists(st.integers(-1, 1), min_size=1, max_size=60))
def test_the_sign_test_counts_by_hand(signs: list[int]) -> None:
    girls = np.full(len(signs), 500)
    won, lost = signs.count(1), signs.count(-1)
    expected = stats.binom.sf(won - 1, won + lost, 0.5) if won + lost else 1.0
    found = sign_test(girls + np.array(signs), girls)
    assert float(found) == pytest.approx(expected)


@given(boys=COUNT, girls=COUNT, ratio=RATIO)
def test_the_posterior_is_a_sum_of_binomials(
    boys: int, girls: int, ratio: float
) -> None:
    share, n = ratio / (100 + ratio), boys + girls + 1
    exact = stats.binom.sf(boys, n, share)
    assert float(probability_below(boys, girls, ratio=ratio)) == pytest.approx(
        exact, rel=1e-7, abs=1e-200
    )


@given(births=st.integers(1, 100_000), ratio=RATIO, against=st.floats(100, 110))
def test_power_agrees_with_compare(births: int, ratio: float, against: float) -> None:
    share = ratio / (100 + ratio)
    found = power(births, ratio, against=against)
    p0 = against / (100 + against)
    z = (share - p0) * np.sqrt(births / (p0 * (1 - p0)))
    assert float(found.z) == pytest.approx(z, rel=1e-9, abs=1e-9)
    level = power(births, against, against=against)
    assert float(level.power) == pytest.approx(0.05, rel=1e-9)
    if np.isfinite(found.detectable):
        least = power(births, found.detectable, against=against)
        assert float(least.z) == pytest.approx(1.959964, abs=1e-5)
        assert float(least.power) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("births", "ratio"), [(500, 118), (5_000, 110), (40_000, 108)])
def test_power_is_how_often_compare_finds_it(births: int, ratio: float) -> None:
    """Over all outcomes, by their probability; the exact test is the stricter one."""
    boys = np.arange(births + 1)
    chance = stats.binom.pmf(boys, births, ratio / (100 + ratio))
    found = chance[np.abs(compare(boys, births - boys).z) > 1.959964].sum()
    assert float(power(births, ratio).power) == pytest.approx(found, abs=0.02)
    strict = chance[compare(boys, births - boys).p <= 0.05].sum()
    assert strict <= found + 1e-12


@given(boys=COUNT, girls=COUNT, expected=st.floats(100, 110))
def test_girls_missing_and_the_ratio_say_the_same(
    boys: int, girls: int, expected: float
) -> None:
    found = missing_girls(boys, girls, expected=expected)
    ratio = sex_ratio_at_birth(boys, girls)
    assert found.low <= found.missing + 1e-9
    assert found.missing <= found.high + 1e-9
    # As many girls more, and the ratio is as expected.
    assert float(girls + found.missing) * expected / 100 == pytest.approx(boys)
    if abs(ratio.low - expected) > 1e-6:
        assert (found.low > 0) == (ratio.low > expected)


AREAS = st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=30).filter(
    lambda areas: sum(map(sum, areas)) > 0
)


@given(areas=AREAS, rate=st.floats(0.01, 0.3))
def test_q_values_by_the_rule_of_1995(
    areas: list[tuple[int, int]], rate: float
) -> None:
    boys, girls = np.array(areas, dtype=float).T
    found = many(boys, girls, rate=rate)
    p = np.sort(compare(boys, girls).p)
    below = [i for i, value in enumerate(p, 1) if value <= rate * i / len(p)]
    assert int(found.flagged.sum()) == (max(below) if below else 0)
    assert found.q == pytest.approx(
        stats.false_discovery_control(compare(boys, girls).p)
    )


@settings(deadline=None)
@given(areas=AREAS)
def test_shrunk_ratios_lie_within_their_limits(areas: list[tuple[int, int]]) -> None:
    boys, girls = np.array(areas, dtype=float).T
    found = many(boys, girls)
    for part in found:
        assert not np.isnan(part).any()
    assert np.all(found.low < found.shrunk)
    assert np.all(found.shrunk < found.high)


def test_small_areas_are_drawn_further_in_and_stay_unsure() -> None:
    boys, girls = np.array([[13, 1_300, 52_000, 0], [7, 700, 50_000, 0]])
    found = many(boys, girls)
    pull = np.abs(found.shrunk[:2] - 100 * boys[:2] / girls[:2])
    assert pull[0] > pull[1]
    width = found.high - found.low
    assert width[0] > width[1] > width[2]
    # An area without births is as wide as all that is known of the others.
    assert width[3] > width[1]


def test_every_year_is_judged_by_itself() -> None:
    rng = np.random.default_rng(3)
    boys, girls = rng.integers(0, 400, (2, 5, 40))
    together = many(boys, girls)
    for year in range(5):
        alone = many(boys[year], girls[year])
        for whole, part in zip(together, alone, strict=True):
            assert whole[year] == pytest.approx(part)


@pytest.mark.parametrize("spread", [0.0, 0.005, 0.02])
def test_intervals_of_shrunk_ratios_hold_the_truth(spread: float) -> None:
    """100 times 60 areas of 20 to 20,000 births: near the level, or above it."""
    rng = np.random.default_rng(11)
    births = np.exp(rng.uniform(np.log(20), np.log(20_000), (100, 60))).astype(int)
    share = rng.normal(107 / 207, spread, births.shape)
    boys = rng.binomial(births, share)
    found = many(boys, births - boys)
    truth = 100 * share / (1 - share)
    assert ((found.low <= truth) & (truth <= found.high)).mean() > 0.92


def test_few_areas_are_flagged_where_there_is_nothing() -> None:
    rng = np.random.default_rng(5)
    births = rng.integers(100, 5_000, (200, 50))
    boys = rng.binomial(births, 105 / 205)
    # With no difference at all the rate is that of any flag in a family of areas.
    assert many(boys, births - boys).flagged.any(axis=-1).mean() <= 0.08


def test_the_sentence_is_said_in_both_languages() -> None:
    one = power(500, 118)
    assert isinstance(one.en, str)
    assert "nothing under 125.2 would be seen" in one.en
    assert "25 times in 100" in one.en
    assert "低于 125.2 的性别比都看不出来" in one.zh
    several = power([3, 20_000], 118)
    assert "nothing above 105" in several.en[0]
    assert "20,000 births" in several.en[1]
    assert "都看不出来" in several.zh[0]
