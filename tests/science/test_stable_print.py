"""Stable populations and momentum against printed figures.

G. Rodríguez's computing logs for Pop 502, Research Methods in Demography, read in
grodri/grodri.github.io: demography/project.html and momentum.html (commit 03424ee),
data in datasets/sweden93.dat (commit 65f95a8). They work boxes 6.1 and 7.3 of Preston,
Heuveline and Guillot (2001).
"""

import numpy as np
import pytest

from renkou.demography.fertility import mean_age_at_childbearing, momentum
from renkou.demography.life_table import survival_ratios
from renkou.demography.stable import leslie, stable_population

# Sweden, females: population in 1993, person-years of 100,000, births per woman.
# fmt: off
WOMEN = [
    293395, 248369, 240012, 261346, 285209, 314388, 281290, 286923, 304108, 324946,
    247613, 211351, 215140, 221764, 223506, 183654, 141990, 112424,
]
NLX = [
    497487, 497138, 496901, 496531, 495902, 495168, 494213, 492760, 490447, 486613,
    480665, 471786, 457852, 436153, 402775, 350358, 271512, 291707,
]
RATES = [
    0, 0, 0, 0.012, 0.0908, 0.1499, 0.1125, 0.0441, 0.0074, 0.0003, *[0] * 8,
]
IN_2003 = [
    280121, 293368, 293049, 248066, 239529, 260629, 284238, 312859, 279147, 283344,
    298043, 315045, 235861, 195388, 189260, 178141, 150666, 141960,
]
STABLE = [
    0.06191167, 0.06179949, 0.06170138, 0.06158692, 0.06144055, 0.06128143, 0.06109527,
    0.06084795, 0.06049503, 0.05995542, 0.05915675, 0.05799946, 0.05622392, 0.05349978,
    0.04935063, 0.04288045, 0.03319353, 0.03558035,
]
# Western Asia, females, 1995–2000, thousands; the last group is all from 50 on, as the
# totals printed (87,176 and an expectation of life of 70.3) leave it.
ASIA_WOMEN = [12013, 11027, 9856, 8614, 7694, 6893, 6135, 5318, 4376, 3510]
ASIA_NLX = [4.834, 4.803, 4.789, 4.773, 4.748, 4.716, 4.678, 4.631, 4.570, 4.483]
ASIA_GIRLS = [0, 0, 0, 0.043, 0.112, 0.112, 0.058, 0.029, 0.007, 0]
# fmt: on


@pytest.mark.printed(
    "stable.leslie",
    "stable.stable_population",
    "fertility.momentum",
    "fertility.mean_age_at_childbearing",
    source="Rodríguez (2017), Pop 502, logs on projections and momentum",
    address="grodri/grodri.github.io demography/project.html, momentum.html (03424ee)",
)
def test_sweden_and_western_asia() -> None:
    matrix = leslie(survival_ratios(NLX, radix=1e5), RATES, sex_ratio=1.05)
    np.testing.assert_allclose(matrix @ matrix @ WOMEN, IN_2003, rtol=0, atol=0.5)
    stable = stable_population(matrix)
    assert float(stable.growth_factor) == pytest.approx(1.00111253, abs=5e-9)
    assert float(stable.rate) == pytest.approx(0.000222383, abs=5e-10)
    np.testing.assert_allclose(stable.age_structure, STABLE, rtol=0, atol=5.1e-9)

    women = np.append(ASIA_WOMEN, 87176 - sum(ASIA_WOMEN))
    lived = np.append(ASIA_NLX, 70.3 - sum(ASIA_NLX))
    girls = [*ASIA_GIRLS, 0]
    growth = momentum(women, survival_ratios(lived, radix=1), girls, sex_ratio=0)
    assert float(growth) == pytest.approx(1.609443, abs=5e-7)
    mean_age = mean_age_at_childbearing(lived * girls, np.arange(0, 55, 5))
    assert float(mean_age) == pytest.approx(26.60043, abs=5e-6)
