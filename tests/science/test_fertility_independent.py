"""Fertility against plain loops, written from the text another way."""

import numpy as np
import pytest

from renkou.demography.fertility import momentum, parity_progression, pf_ratio
from renkou.demography.fertility.pf import _COLUMNS, _MEAN_AGE, _P1_OVER_P2
from renkou.demography.stable import intrinsic_growth_rate, leslie, stable_population


def _columns(value: float, where: list[float], row: list[float]) -> float:
    """Between the two columns of the table that enclose `value`."""
    pairs = sorted(zip(where, row, strict=True))
    right = next((i for i in range(1, 8) if value <= pairs[i][0]), 7)
    (low, below), (high, above) = pairs[right - 1 : right + 1]
    return below + (above - below) * (value - low) / (high - low)


@pytest.mark.parametrize(
    ("parity", "asfr"),
    [
        # Malawi, 2008; low and late childbearing; a mean age beyond the table.
        (
            [0.283, 1.532, 2.849, 4.185, 5.214, 6.034, 6.453],
            [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032],
        ),
        (
            [0.03, 0.35, 0.95, 1.4, 1.6, 1.7, 1.8],
            [0.008, 0.06, 0.1, 0.06, 0.02, 0.004, 0.001],
        ),
        (
            [0.01, 0.9, 1.2, 1.9, 2.2, 2.3, 2.4],
            [0.002, 0.02, 0.08, 0.12, 0.07, 0.02, 0.004],
        ),
    ],
)
def test_brass_table_by_hand(parity: list[float], asfr: list[float]) -> None:
    mean = sum((17.5 + 5 * i) * f for i, f in enumerate(asfr)) / sum(asfr)
    found = pf_ratio(parity, asfr)
    assert float(found.mean_age) == pytest.approx(mean)
    cumulated = 0.0
    for i, f in enumerate(asfr):
        where = _P1_OVER_P2.tolist() if i < 3 else _MEAN_AGE.tolist()
        value = parity[0] / parity[1] if i < 3 else mean
        k = _columns(value, where, _COLUMNS[i].tolist())
        assert float(found.multipliers[i]) == pytest.approx(k)
        assert float(found.F[i]) == pytest.approx(cumulated + k * f)
        assert float(found.ratio[i]) == pytest.approx(parity[i] / (cumulated + k * f))
        cumulated += 5 * f
    level = parity[1] / float(found.F[1])
    np.testing.assert_allclose(found.adjusted, level * np.array(asfr))
    other = pf_ratio(parity, asfr, adjust_by=[25, 30])
    level = float(found.ratio[2] + found.ratio[3]) / 2
    np.testing.assert_allclose(other.adjusted, level * np.array(asfr))


def test_brass_table_is_that_of_his_polynomial() -> None:
    """The third column by integration of (x − s)(s + 33 − x)², s = 29.7 − 13.2.

    Groups are half a year younger; the printed k has three places, some of them 0 or 5.
    """
    start = 29.7 - 13.2
    x = np.arange(start, start + 33, 0.001) + 0.0005
    f = (x - start) * (start + 33 - x) ** 2
    grown = np.cumsum(f) * 0.001
    for i, k in enumerate(_COLUMNS[:, 2]):
        lower = 14.5 + 5 * i
        at_birth = f[(x > lower) & (x < lower + 5)].sum() * 0.001 / 5
        before = grown[x < lower][-1] if (x < lower).any() else 0.0
        ages = np.arange(lower + 0.5, lower + 5.5, 0.01) + 0.005
        parity = np.interp(ages, x, grown, left=0.0).mean()
        assert (parity - before) / at_birth == pytest.approx(k, abs=0.02)


def _replacement(survival: np.ndarray, fertility: np.ndarray) -> float:
    low, high = 1e-3, 1e3
    for _ in range(200):
        middle = (low * high) ** 0.5
        matrix = leslie(survival, fertility * middle)
        growth = np.abs(np.linalg.eigvals(matrix)).max()
        low, high = (middle, high) if growth < 1 else (low, middle)
    return low


def test_momentum_by_projection() -> None:
    rng = np.random.default_rng(3)
    survival = np.sort(rng.uniform(0.3, 0.99, (2, 13)))[:, ::-1]
    fertility = np.zeros(12)
    fertility[3:9] = rng.uniform(0.01, 0.2, 6)
    people = rng.uniform(1, 10, (2, 12))
    factor = _replacement(survival[1], fertility)
    males = people[0].copy()
    females = people[1].copy()
    rest = leslie(survival[1], fertility * factor)
    for _ in range(3000):
        newborn = (rest @ females)[0] / survival[1, 0]
        older = males * survival[0, 1:]
        males = np.concatenate([[newborn * 1.07 * survival[0, 0]], older[:-1]])
        males[-1] += older[-1]
        females = rest @ females
    one = momentum(people[1], survival[1], fertility)
    assert float(one) == pytest.approx(females.sum() / people[1].sum(), rel=1e-8)
    both = momentum(people, survival, fertility, sex_ratio=1.07)
    grown = (males.sum() + females.sum()) / people.sum()
    assert float(both) == pytest.approx(grown, rel=1e-8)


def test_progression_by_women() -> None:
    """Each woman counted one by one."""
    children = np.random.default_rng(4).poisson(2.2, 5000).clip(max=6)
    counts = np.bincount(children, minlength=7)
    found = parity_progression(counts)
    for i in range(6):
        expected = (children > i).sum() / (children >= i).sum()
        assert float(found[i]) == pytest.approx(expected)


def test_stable_population_by_projection() -> None:
    survival = np.array([0.97, 0.99, 0.99, 0.98, 0.98, 0.97, 0.95, 0.6])
    fertility = np.array([0, 0, 0.02, 0.12, 0.09, 0.02, 0])
    matrix = leslie(survival, fertility)
    people, value = np.ones(7), np.ones(7)
    for _ in range(2000):
        grown = matrix @ people
        growth = grown.sum() / people.sum()
        people = grown / grown.sum()
        value = value @ matrix
        value = value / value.max()
    stable = stable_population(matrix)
    assert float(stable.growth_factor) == pytest.approx(growth)
    assert float(stable.rate) == pytest.approx(np.log(growth) / 5)
    np.testing.assert_allclose(stable.age_structure, people, atol=1e-9)
    np.testing.assert_allclose(stable.reproductive_value, value / value[0], atol=1e-9)


def test_lotka_by_bisection() -> None:
    asfr = np.array([0.02, 0.15, 0.2, 0.15, 0.08, 0.03, 0.01])
    lived = np.linspace(4.7, 4.2, 7)
    age = np.arange(15, 50, 5)

    def born(r: float) -> float:
        return float(np.sum(np.exp(-r * (age + 2.5)) * lived * asfr / 2.05))

    low, high = -0.2, 0.2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if born(middle) > 1 else (low, middle)
    found = intrinsic_growth_rate(asfr, lived, age)
    assert float(found) == pytest.approx(low, abs=1e-12)
