"""Graduation against printed figures; where each was read stands beside it."""

import numpy as np
import pytest

from renkou.demography import graduation


@pytest.mark.printed(
    "graduation.beers",
    source="Johnson (2016), BEERSP.XLS, males",
    address="timriffe/DemoTools tests/testthat/test-graduate.R (1de57a3)",
)
def test_johnson_beers() -> None:
    """With the four digits of the multipliers a year can be one off."""
    # fmt: off
    males = [
        184499, 752124 - 184499, 582662, 463534, 369976, 286946, 235867, 199561, 172133,
        151194, 131502, 113439, 95614, 78777, 60157, 40960, 21318, 25451,
    ]
    printed = [
        184499, 158163, 143895, 135416, 130151, 126153, 122028, 117182, 111566, 105733,
        101088, 96719, 92551,
    ]
    # fmt: on
    age = [0, 1, *range(5, 85, 5)]
    found = graduation.beers(males, age, johnson=True)
    np.testing.assert_allclose(found[:13], printed, rtol=0, atol=1.0)
    assert found.shape == (81,)
