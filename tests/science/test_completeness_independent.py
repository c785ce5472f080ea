"""The death distribution methods written once more, by hand, age by age.

The figures are the women of Mozambique, censuses of 1997 and 2007, deaths a year, as
timriffe/AdultCoverage, AdultCoverage/R/DDM/data/Moz.R (commit 0a596b451d98) has them.
"""

import math

import numpy as np
import pytest

from renkou.demography.completeness import (
    generalized_growth_balance,
    synthetic_extinct_generations,
)

AGE = list(range(0, 81, 5))
FIRST = [
    *(1388350, 1113675, 878429, 854078, 827614, 654465, 477562, 428395, 303147),
    *(282098, 212060, 174234, 125096, 109288, 50607, 42858, 35430),
]
SECOND = [
    *(1963660, 1615244, 1183939, 991323, 986526, 841416, 667865, 556191, 389087),
    *(328660, 283288, 208657, 159557, 127794, 81329, 61012, 59985),
]
DEATHS = [
    *(88248, 11424, 5677, 6123, 7280, 7212, 6426, 5419, 4385),
    *(3765, 3988, 2566, 3686, 2536, 2575, 1710, 3624),
]
MIGRANTS = [round(0.002 * n) for n in FIRST]
YEARS = 10.0


def by_hand_growth(fit: tuple[int, int]) -> tuple[float, float]:
    """The intercept and the slope, with migrants, by the textbook's sums."""
    points = []
    for i in range(1, len(AGE) - 1):
        if not fit[0] <= AGE[i] <= fit[1]:
            continue
        first, second = sum(FIRST[i:]), sum(SECOND[i:])
        lived = math.sqrt(first * second)
        entry = math.sqrt(FIRST[i - 1] * SECOND[i]) / 5 / lived
        growth = math.log(second / first) / YEARS - sum(MIGRANTS[i:]) / lived
        points.append((sum(DEATHS[i:]) / lived, entry - growth))
    n = len(points)
    x, y = (sum(point[k] for point in points) / n for k in (0, 1))
    rise = sum((a - x) * (b - y) for a, b in points)
    slope = rise / sum((a - x) ** 2 for a, _ in points)
    return y - slope * x, slope


@pytest.mark.parametrize("fit", [(5, 75), (15, 60), (30, 55)])
def test_growth_balance(fit: tuple[int, int]) -> None:
    found = generalized_growth_balance(
        FIRST, SECOND, DEATHS, AGE, years=YEARS, migrants=MIGRANTS, fit=fit
    )
    intercept, slope = by_hand_growth(fit)
    assert float(found.intercept) == pytest.approx(intercept, rel=1e-9)
    assert float(found.slope) == pytest.approx(slope, rel=1e-9)
    ratio = math.exp(intercept * YEARS)
    assert float(found.delta) == pytest.approx(ratio, rel=1e-9)
    assert float(found.completeness) == pytest.approx(
        math.sqrt(min(ratio, 1 / ratio)) / slope, rel=1e-9
    )


def by_hand_generations(
    fit: tuple[int, int], delta: float, open_ex: float | None
) -> float:
    """The mean ratio: the deaths to come of each age summed one by one."""
    growth = [
        (math.log(delta * b / a) / YEARS) - m / math.sqrt(a * b)
        for a, b, m in zip(FIRST, SECOND, MIGRANTS, strict=True)
    ]
    ratio = 1.0
    for _ in range(200):
        if open_ex is None:
            last = DEATHS[-1] + ratio * growth[-1] * math.sqrt(FIRST[-1] * SECOND[-1])
        else:
            later = growth[-1] * open_ex
            last = DEATHS[-1] * (math.exp(later) - later**2 / 6)
        ratios = []
        for i in range(1, len(AGE) - 1):
            if not fit[0] <= AGE[i] <= fit[1]:
                continue
            total = last * math.exp(5 * sum(growth[i:-1]))
            for j in range(i, len(AGE) - 1):
                since = 5 * sum(growth[i:j]) + 2.5 * growth[j]
                total += DEATHS[j] * math.exp(since)
            ratios.append(total / (math.sqrt(FIRST[i - 1] * SECOND[i]) / 5))
        ratio = sum(ratios) / len(ratios)
    return ratio


@pytest.mark.parametrize("open_ex", [None, 6.0])
@pytest.mark.parametrize(("fit", "delta"), [((5, 75), 1.0), ((25, 60), 0.95)])
def test_generations(fit: tuple[int, int], delta: float, open_ex: float | None) -> None:
    found = synthetic_extinct_generations(
        FIRST,
        SECOND,
        DEATHS,
        AGE,
        years=YEARS,
        migrants=MIGRANTS,
        fit=fit,
        delta=delta,
        open_ex=open_ex,
    )
    ratio = by_hand_generations(fit, delta, open_ex)
    assert float(found.completeness) == pytest.approx(ratio * math.sqrt(delta))
    assert float(found.slope) == pytest.approx(1 / ratio)
    chosen = (found.age >= fit[0]) & (found.age <= fit[1])
    assert np.mean(found.x[chosen] / found.y[chosen]) == pytest.approx(ratio)
