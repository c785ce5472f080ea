"""Das Gupta's decomposition against his printed examples.

Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, as
worked in josiahpjking/DasGuptR, README.md (examples 2.2, 4.3 and 5.1).
"""

import numpy as np
import pytest

from renkou.demography.fertility import births_decomposition, three_factor_effects
from renkou.demography.mortality import kitagawa


@pytest.mark.printed(
    "fertility.three_factor_effects",
    source="Das Gupta (1993), Standardization and Decomposition of Rates, example 2.2",
    address="josiahpjking/DasGuptR, README.md",
)
def test_austria_and_chile_1981() -> None:
    austria = ([51.78746], [0.45919], [0.52638])
    chile = ([84.90502], [0.75756], [0.51065])
    effects = three_factor_effects(austria, chile)
    np.testing.assert_allclose(
        effects, [10.4340333, 10.5608476, -0.6670084], rtol=0, atol=5e-7
    )
    assert sum(float(e) for e in effects) == pytest.approx(20.3278726, abs=5e-7)


@pytest.mark.printed(
    "fertility.three_factor_effects",
    source="Das Gupta (1993), Standardization and Decomposition of Rates, example 4.3",
    address="josiahpjking/DasGuptR, README.md",
)
def test_taiwan_1960_and_1970() -> None:
    first = (
        [393, 407, 369, 274, 184, 90, 16],
        [0.122, 0.622, 0.903, 0.930, 0.916, 0.873, 0.800],
        [0.043, 0.041, 0.036, 0.032, 0.026, 0.020, 0.018],
    )
    second = (
        [488, 452, 338, 156, 63, 22, 3],
        [0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876],
        [0.058, 0.038, 0.032, 0.030, 0.026, 0.023, 0.019],
    )
    effects = three_factor_effects(first, second)
    np.testing.assert_allclose(
        effects, [-7.285632, -2.720633, -1.565181], rtol=0, atol=5e-7
    )


# fmt: off
SIZE_1970 = [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9]
SIZE_1985 = [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5]
RATE_1970 = [
    1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8,
]
RATE_1985 = [
    2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2,
]
# fmt: on


@pytest.mark.printed(
    "fertility.births_decomposition",
    "mortality.kitagawa",
    source="Das Gupta (1993), Standardization and Decomposition of Rates, example 5.1",
    address="josiahpjking/DasGuptR, README.md",
)
def test_headship_1970_and_1985() -> None:
    """With both populations at 100 the number has no effect and the print is met."""
    d = births_decomposition(
        SIZE_1970, np.array(RATE_1970) / 100, SIZE_1985, np.array(RATE_1985) / 100
    )
    assert float(d.number) == pytest.approx(0.0, abs=1e-9)
    assert float(d.age_structure) == pytest.approx(1.2269, abs=5e-5)
    assert float(d.rates) == pytest.approx(1.7403, abs=5e-5)
    # Of two factors Das Gupta's effects are Kitagawa's.
    effects = kitagawa(
        np.array(RATE_1970) / 100,
        np.array(SIZE_1970) / 100,
        np.array(RATE_1985) / 100,
        np.array(SIZE_1985) / 100,
    )
    assert float(effects.composition_effect) * 100 == pytest.approx(1.2269, abs=5e-5)
    assert float(effects.rate_effect) * 100 == pytest.approx(1.7403, abs=5e-5)
