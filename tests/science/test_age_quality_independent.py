"""Age quality written again as plain loops, and a spreadsheet beyond those counted."""

import numpy as np
import pytest

from renkou.chance.input_rules import Floats
from renkou.demography import age_quality


def _heaped(seed: int) -> Floats:
    drawn = np.random.default_rng(seed)
    people = 1000 * np.exp(-np.arange(100) / 40) * drawn.uniform(0.8, 1.2, 100)
    people[::5] *= 1.5
    people[::10] *= 1.5
    return people


PEOPLE = _heaped(20)
AGE = range(100)


def test_whipple_by_hand() -> None:
    top = sum(PEOPLE[a] for a in (25, 30, 35, 40, 45, 50, 55, 60))
    below = sum(PEOPLE[a] for a in range(23, 63)) / 5
    assert float(age_quality.whipple(PEOPLE, AGE)) == pytest.approx(top / below)
    top = PEOPLE[33] + PEOPLE[43] + PEOPLE[53]
    below = sum(PEOPLE[a] for a in range(28, 61)) / 10
    found = age_quality.whipple(PEOPLE, AGE, digits=[3], age_min=30, age_max=58)
    assert float(found) == pytest.approx(top / below)


@pytest.mark.parametrize("digit", range(10))
def test_noumbissi_and_coale_li_by_hand(digit: int) -> None:
    top = below = 0.0
    for a in range(20, 65):
        if a % 10 == digit:
            top += PEOPLE[a]
            below += sum(PEOPLE[a + k] for k in (-2, -1, 0, 1, 2)) / 5
    found = float(age_quality.noumbissi(PEOPLE, AGE, digit))
    assert found == pytest.approx(top / below)
    ratios = []
    for a in range(65, 96):
        if a % 10 == digit:
            around = [
                sum(PEOPLE[b + k] for k in (-2, -1, 0, 1, 2)) / 5
                for b in range(a - 2, a + 3)
            ]
            ratios.append(PEOPLE[a] / (sum(around) / 5))
    found = float(age_quality.coale_li(PEOPLE, AGE, digit))
    assert found == pytest.approx(sum(ratios) / len(ratios))


def test_spoorenberg_adds_up_the_digits() -> None:
    total = 0.0
    for digit in range(10):
        total += abs(1 - float(age_quality.noumbissi(PEOPLE, AGE, digit)))
    assert float(age_quality.spoorenberg(PEOPLE, AGE)) == pytest.approx(total)


@pytest.mark.parametrize(("low", "high"), [(10, 89), (23, 82), (7, 46)])
def test_myers_by_weight(low: int, high: int) -> None:
    """As weights of single ages: rising to 10, level, and falling again."""
    blend = [0.0] * 10
    for a in range(low, high + 1):
        place = (a - low) % 10
        weight = (place + 1) * (a <= high - 10) + (9 - place) * (a >= low + 10)
        blend[a % 10] += weight * PEOPLE[a]
    expected = 50 * sum(abs(b / sum(blend) - 0.1) for b in blend)
    found = age_quality.myers(PEOPLE, AGE, age_min=low, age_max=high)
    assert float(found) == pytest.approx(expected)


def test_bachi_by_hand() -> None:
    """Digit by digit, with the ranges written out: 23–72, 24–73, …, 28–77."""
    starts = {0: 25, 1: 26, 2: 27, 3: 23, 4: 24, 5: 25, 6: 26, 7: 27, 8: 23, 9: 24}
    apart = together = 0.0
    for digit, start in starts.items():
        top, all_ = [], []
        for first in (start, start + 1):
            ages = range(first, first + 50)
            top.append(sum(PEOPLE[a] for a in ages if a % 10 == digit))
            all_.append(sum(PEOPLE[a] for a in ages))
        apart += abs((top[0] / all_[0] + top[1] / all_[1]) / 2 - 0.1)
        together += abs(sum(top) / sum(all_) - 0.1)
    assert float(age_quality.bachi(PEOPLE, AGE)) == pytest.approx(50 * apart)
    found = age_quality.bachi(PEOPLE, AGE, blend="counts")
    assert float(found) == pytest.approx(50 * together)


def test_census_bureau_agesex() -> None:
    """Its spreadsheet AGESEX, in timriffe/DemoTools tests/testthat/test-AGESEX.R."""
    # fmt: off
    people = [
        [4677000, 4135000, 3825000, 3647000, 3247000, 2802000, 2409000, 2212000,
         1786000, 1505000, 1390000, 984000, 745000, 537000, 346000, 335000],
        [4544000, 4042000, 3735000, 3647000, 3309000, 2793000, 2353000, 2112000,
         1691000, 1409000, 1241000, 887000, 697000, 525000, 348000, 366000],
    ]
    # fmt: on
    ages = age_quality.age_ratio_score(people)
    np.testing.assert_allclose(ages, [3.907, 3.655], rtol=0, atol=5e-4)
    assert float(age_quality.sex_ratio_score(people)) == pytest.approx(2.249, abs=5e-4)
    accuracy = float(age_quality.age_sex_accuracy(people))
    assert accuracy == pytest.approx(14.308, abs=5e-4)
