"""Smoothing written again in other ways."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import minimize

from renkou.chance.input_rules import Floats
from renkou.demography import smoothing

DRAWN = np.random.default_rng(1959)
FIVES = np.round(1000 * np.exp(-np.arange(20) / 8) * DRAWN.uniform(0.7, 1.3, 20))
SINGLE = np.round(1000 * np.exp(-np.arange(76) / 40) * DRAWN.uniform(0.7, 1.3, 76))
SINGLE[::5] *= 2


def _pairs(method: str) -> list[float]:
    """One pair after the other, from the formulas; 19 groups below the open one."""
    N = [FIVES[2 * i] + FIVES[2 * i + 1] for i in range(9)]
    out = [float(n) for n in FIVES]
    for i in range(9):
        end = i in (0, 8)
        if method == "carrier_farrag" and not end:
            older = N[i] / (1 + (N[i - 1] / N[i + 1]) ** 0.25)
        elif method == "karup_king_newton" and not end:
            older = N[i] - (N[i] / 2 + (N[i - 1] - N[i + 1]) / 16)
        elif method == "arriaga" and i == 0:
            older = (8 * N[0] + 5 * N[1] - N[2]) / 24
        elif method == "arriaga" and i == 8:
            older = N[8] - (8 * N[8] + 5 * N[7] - N[6]) / 24
        elif method == "arriaga":
            older = (-N[i - 1] + 11 * N[i] + 2 * N[i + 1]) / 24
        else:
            continue
        out[2 * i], out[2 * i + 1] = N[i] - older, older
    return out


@pytest.mark.parametrize("name", ["carrier_farrag", "karup_king_newton", "arriaga"])
def test_pairs_one_by_one(name: str) -> None:
    found = getattr(smoothing, name)(FIVES)
    np.testing.assert_allclose(found, _pairs(name), rtol=1e-12)


def test_strong_is_arriaga_of_evened_ten_year_groups() -> None:
    N = FIVES[:18].reshape(9, 2).sum(axis=1)
    evened = N.copy()
    for i in range(1, 8):
        evened[i] = (N[i - 1] + 2 * N[i] + N[i + 1]) / 4
    evened[1:7] *= N[1:7].sum() / evened[1:7].sum()
    halves = np.append(np.repeat(evened / 2, 2), FIVES[18:])
    expected = smoothing.arriaga(halves)
    np.testing.assert_allclose(smoothing.strong(FIVES), expected, rtol=1e-12)


def _mean(values: Floats, weights: npt.ArrayLike) -> Floats:
    return np.convolve(values, np.asarray(weights, dtype=float), mode="valid")


def test_spencer_as_repeated_sums() -> None:
    """Sums of five, five and seven of n(i) + [3] + [5] − [7] (Roger and others)."""
    blend = SINGLE[3:-3].copy()
    for width, sign in ((3, 1), (5, 1), (7, -1)):
        cut = (7 - width) // 2
        blend += sign * _mean(SINGLE, np.ones(width))[cut : len(SINGLE) - 6 + cut]
    for width in (5, 5, 7):
        blend = _mean(blend, np.ones(width))
    found = smoothing.spencer(SINGLE)
    np.testing.assert_allclose(found[10:-10], blend / 350, rtol=1e-12)


def test_zelnik_as_repeated_means() -> None:
    ten = [0.05, *[0.1] * 9, 0.05]
    once = _mean(SINGLE, ten)
    twice = _mean(once, ten)
    thrice = _mean(twice, ten)
    first = smoothing.zelnik(SINGLE)
    np.testing.assert_allclose(first[10:-10], 2 * once[5:-5] - twice, rtol=1e-12)
    second = smoothing.zelnik(SINGLE, order=2)
    np.testing.assert_allclose(second[15:-15], 3 * twice[5:-5] - 2 * thrice, rtol=1e-12)


def test_feeney_word_by_word() -> None:
    n = 15
    h = [float(SINGLE[5 * i]) for i in range(n)]
    r = [float(SINGLE[5 * i + 1 : 5 * i + 5].sum()) for i in range(n)]
    for _ in range(30):
        b = [1.0] + [r[i - 1] + r[i] for i in range(1, n)]
        f = [1.0] + [8 / 9 * (h[i] + b[i]) / b[i] for i in range(1, n)] + [1.0]
        h = [h[i] - (f[i] - 1) * b[i] for i in range(n)]
        r = [r[i] * (f[i] + f[i + 1] - 1) for i in range(n)]
    out = [float(SINGLE[5 * i : 5 * i + 5].sum()) for i in range(n)] + [SINGLE[75]]
    for i in range(1, n - 1):
        out[i] = 5 * (0.6 * h[i] + 0.4 * h[i + 1])
    expected = np.array(out) * SINGLE.sum() / sum(out)
    found = smoothing.feeney(SINGLE, iterations=30)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_zigzag_is_the_minimum_another_search_finds() -> None:
    uneven = DRAWN.uniform(0.95, 1.05, 20) * np.where(np.arange(20) % 2, 1.2, 1.0)
    counts = 1000 * np.exp(-np.arange(20) / 8) * uneven
    age = np.arange(0, 100, 5)

    def left(shares: Floats) -> float:
        return float(smoothing.zigzag_objective(counts, age, shares))

    other = minimize(
        left,
        np.full(4, 0.05),
        method="Nelder-Mead",
        bounds=[(-0.4, 0.4)] * 4,
        options={"xatol": 1e-9, "fatol": 1e-9, "maxiter": 4000, "maxfev": 4000},
    )
    found = smoothing.zigzag(counts, age)
    assert float(found.objective) <= other.fun + 1e-9
    np.testing.assert_allclose(found.adjustments, other.x, rtol=0, atol=1e-5)
