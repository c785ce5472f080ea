"""Migration and census survival against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.demography.migration import census_survival, residual, rogers_castro

# Women of Japan by five-year groups, 0-4 … 80-84, 85+.
JAPAN_1960 = [
    *(3831870, 4502304, 5397061, 4630775, 4193184, 4114704, 3770907, 3274822, 2744786),
    *(2559755, 2160716, 1839025, 1494043, 1133409, 870238, 577972, 313781, 131547),
]
JAPAN_1965 = [
    *(3983902, 3854281, 4513237, 5373547, 4572392, 4206801, 4110076, 3751030, 3231736),
    *(2697217, 2485095, 2071540, 1719370, 1343444, 955567, 644043, 341170, 176068),
]
JAPAN_1970 = [
    *(4292503, 3988292, 3852101, 4492096, 5347327, 4571868, 4190340, 4085338, 3674127),
    *(3198934, 2648360, 2382691, 1970485, 1584699, 1172155, 736258, 408191, 53116),
]
MISSING = float("nan")
EX_1960 = [
    *(MISSING, 69.45, 64.62, 59.72, 54.87, 50.11, 45.37, 40.65, 35.99, 31.40, 26.94),
    *(22.64, 18.52, 14.67, 11.20, 8.25, 5.95, 6.00),
]
EX_1965 = [
    *(MISSING, 70.19, 65.33, 60.41, 55.54, 50.74, 45.96, 41.21, 36.52, 31.89, 27.39),
    *(23.05, 18.89, 14.99, 11.45, 8.43, 6.06, MISSING),
]


@pytest.mark.printed(
    "migration.census_survival",
    source="Feeney's spreadsheets CENSUR~1 and CENSUR~3, as DemoTools quotes them",
    address="timriffe/DemoTools R/CENSUR.R (00b15cfd6e1f)",
)
@pytest.mark.parametrize(
    ("first", "interval", "reference", "printed"),
    [(JAPAN_1960, 10, EX_1960, 0.44), (JAPAN_1965, 5, EX_1965, 0.40)],
)
def test_japan(
    first: list[int], interval: int, reference: list[float], printed: float
) -> None:
    found = census_survival(first, JAPAN_1970, interval=interval, ex=reference)
    assert float(found.error) == pytest.approx(printed, abs=0.005)


@pytest.mark.printed(
    "migration.residual",
    source="Schmertmann's course notes, the forward method",
    address="popdata10.schmert.net/december-2",
)
def test_residual_of_one_cohort() -> None:
    # 22,819 aged 30-34 in 2005, 23,016 aged 35-39 in 2010; 5L30 and 5L35 printed. The
    # others are made so that nobody moves.
    ratio = 489248 / 491460
    found = residual(
        [1000, 22819, 1000, 1000],
        [990, 1000, 23016, 2000],
        [0.99, 1.0, ratio, 1.0, 1.0],
        births=1000,
        timing="end",
    )
    assert 23016 - found[2] == pytest.approx(22716, abs=0.5)
    assert found == pytest.approx([0, 0, 300, 0], abs=0.5)


@pytest.mark.printed(
    "migration.rogers_castro",
    source="Abel, Raymer and Kraly (2023), Migration Data in R, output of rcbayes",
    address="bookdown.org/guyabel/migration-in-r, Migration Age Schedules",
)
def test_schedule_of_seven_parameters() -> None:
    found = rogers_castro(
        np.arange(1, 11),
        parameters={
            **{"a1": 0.1, "alpha1": 0.1, "a2": 0.2, "alpha2": 0.1},
            **{"mu2": 20, "lambda2": 0.5, "c": 0.01},
        },
    )
    printed = [
        *(0.10048374, 0.09187308, 0.08408182, 0.07703200, 0.07065307),
        *(0.06488116, 0.05965853, 0.05493290, 0.05065697, 0.04678794),
    ]
    assert found == pytest.approx(printed, abs=6e-9)
