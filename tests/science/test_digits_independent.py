"""Tests of digits and of series against slower ways to the same, and against chance."""

import math

import numpy as np
import pytest
from scipy import stats

from renkou.integrity.digits import (
    benford,
    last_digit,
    last_two_digits,
    leading_digits,
    repeated,
    too_smooth,
)


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_leading_digits_by_writing_numbers_out(digits: int) -> None:
    rng = np.random.default_rng(digits)
    numbers = [int(x) for x in 10 ** rng.uniform(0, 18.9, 3000)]
    numbers += [10**k + d for k in range(1, 40) for d in (-1, 0, 1)] + [0, 1, 9]
    due = [0] * (9 * 10 ** (digits - 1))
    for number in numbers:
        if number:
            first = int((str(number) + "00")[:digits])
            due[first - 10 ** (digits - 1)] += 1
    assert leading_digits(numbers, digits=digits).tolist() == due
    # Between int64 and uint64 NumPy would turn a list of integers into floats.
    assert leading_digits([5, 2**63 + 1]).tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 1]
    small = [number for number in numbers if number < 2**63]
    found = leading_digits(np.array(small, dtype=np.int64), digits=digits)
    assert np.array_equal(found, leading_digits(small, digits=digits))


@pytest.mark.parametrize("digits", [1, 2])
def test_benford_against_the_test_of_scipy(digits: int) -> None:
    powers = [2**k for k in range(3000)]
    counts = leading_digits(powers, digits=digits)
    share = np.log10(1 + 1 / np.arange(10 ** (digits - 1), 10**digits))
    due = stats.chisquare(counts, 3000 * share)
    found = benford(counts, digits=digits)
    assert (found.chi2, found.p) == pytest.approx((due.statistic, due.pvalue))
    assert found.df == counts.size - 1
    # Powers of two follow the law; numbers made up evenly do not.
    assert found.p > 0.99
    assert benford(leading_digits(np.arange(1000, 10_000))).p < 1e-12


def test_last_digits_by_writing_numbers_out() -> None:
    numbers = np.random.default_rng(4).integers(0, 10**6, 5000)
    found, pairs = last_digit(numbers), last_two_digits(numbers)
    text = [f"{number:02}" for number in numbers]
    counts = [sum(t[-1] == str(d) for t in text) for d in range(10)]
    assert found.counts.tolist() == counts
    assert (found.chi2, found.p) == pytest.approx(tuple(stats.chisquare(counts)))
    near = {(d, (d + step) % 10) for d in range(10) for step in (-1, 0, 1)}
    apart = sum((int(t[-2]), int(t[-1])) not in near for t in text)
    assert pairs.nonadjacent == apart
    assert pairs.share == apart / 5000
    assert pairs.p == pytest.approx(stats.binom.cdf(apart, 5000, 0.7))


def test_smoothness_against_the_test_of_scipy() -> None:
    counts = np.random.default_rng(2).poisson(80, 120)
    plain = stats.chisquare(counts)
    found = too_smooth(counts)
    assert float(found.chi2) == pytest.approx(plain.statistic)
    assert float(found.p) == pytest.approx(1 - plain.pvalue)
    table = stats.chi2_contingency(counts.reshape(10, 12))
    found = too_smooth(counts, period=12)
    assert (float(found.chi2), found.df) == pytest.approx((table.statistic, table.dof))
    assert float(found.p) == pytest.approx(1 - table.pvalue)


def test_repeats_pair_by_pair() -> None:
    counts = np.random.default_rng(3).poisson(9, 150)
    found = repeated(counts)
    chance = [
        math.exp(-s)
        * sum((s / 2) ** (2 * k) / math.factorial(k) ** 2 for k in range(60))
        for s in (counts[1:] + counts[:-1]).tolist()
    ]
    again = int((counts[1:] == counts[:-1]).sum())
    assert int(found.repeats) == again
    assert float(found.expected) == pytest.approx(sum(chance))
    due = stats.binom.sf(again - 1, 149, sum(chance) / 149)
    assert float(found.p) == pytest.approx(due)


def test_honest_series_are_seldom_flagged() -> None:
    # 180 months with a season and a trend, 4,000 towns.
    rng = np.random.default_rng(9)
    months = np.arange(180)
    mean = 60 * (1 + 0.2 * np.sin(months * np.pi / 6)) * 0.999**months
    towns = rng.poisson(mean, (4000, 180))
    for p in (too_smooth(towns, period=12).p, repeated(towns).p):
        for rate in (0.05, 0.01):
            assert (p < rate).mean() < rate + 4 * np.sqrt(rate / 4000)
    # Without the season taken out the test is blind, not wrong.
    assert (too_smooth(towns).p < 0.05).mean() < 0.001


def test_series_made_up_are_found() -> None:
    rng = np.random.default_rng(10)
    even = np.rint(rng.normal(100, np.sqrt(50), (500, 180)))
    assert (too_smooth(even).p < 0.001).mean() > 0.99
    assert (too_smooth(even, period=12).p < 0.001).mean() > 0.98
    copied = rng.poisson(40, (500, 180))
    copies = rng.random((500, 180)) < 0.15
    for month in range(1, 180):
        copied[:, month] = np.where(
            copies[:, month], copied[:, month - 1], copied[:, month]
        )
    assert (repeated(copied).p < 0.01).mean() > 0.95
    favourite = rng.choice([3, 7, 2, 8], 400) + 10 * rng.integers(10, 90, 400)
    assert last_digit(favourite).p < 1e-10
    apart = [d for d in range(100, 1000) if (d // 10 - d) % 10 not in (0, 1, 9)]
    assert last_two_digits(rng.choice(apart, 100)).share == 1
    assert last_two_digits(rng.integers(100, 1000, 100)).p > 0.01
