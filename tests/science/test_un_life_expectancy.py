"""Our life table on the UN's death rates against the UN's own expectation of life.

Both are in the package data: World Population Prospects 2019 (cran/wpp2019, commit
a1693cc), China and Sweden, 30 periods. The UN separates by Coale–Demeny West and
Greville and prints two decimals.
"""

import numpy as np
import pytest

from renkou.demography.life_table import LifeTable
from renkou.reference import mortality_rates
from renkou.reference.files import Floats, columns, numbers


def _printed(iso3: str, column: str) -> Floats:
    text = columns("wpp2019_summary_5yr.csv")
    return numbers(text[column][text["iso3"] == iso3])


@pytest.mark.printed(
    "life_table.LifeTable.from_rates",
    source="United Nations, World Population Prospects 2019",
    address="cran/wpp2019 (a1693cc)",
)
@pytest.mark.parametrize("iso3", ["CHN", "SWE"])
@pytest.mark.parametrize(
    ("sex", "axis", "column"), [("male", 0, "e0M"), ("female", 1, "e0F")]
)
def test_expectation_at_birth(iso3: str, sex: str, axis: int, column: str) -> None:
    rates = mortality_rates(iso3, revision=2019)
    table = LifeTable.from_rates(
        rates.values[:, axis], rates.age, sex=sex, a0="coale-demeny", nax="greville"
    )
    np.testing.assert_allclose(
        table.ex[:, 0], _printed(iso3, column), rtol=0, atol=0.015
    )
