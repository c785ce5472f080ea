"""What the comparisons of mortality refuse, and how they say so."""

import numpy as np
import pytest

from renkou.demography.life_table import LifeTable
from renkou.demography.mortality import (
    arriaga,
    direct_standardisation,
    indirect_standardisation,
    kitagawa,
    small_area_e0,
)


def test_tables_of_other_ages() -> None:
    first = LifeTable.from_rates([0.01, 0.001, 0.1], [0, 1, 5], sex="male")
    second = LifeTable.from_rates([0.01, 0.001, 0.1], [0, 1, 2], sex="male")
    with pytest.raises(ValueError, match="second: its ages"):
        arriaga(first, second)


@pytest.mark.parametrize(
    ("deaths", "exposure", "standard", "message"),
    [
        ([1, -1], [9, 9], [1, 1], r"deaths: -1\.0 at index \(1,\) must be 0 or more"),
        ([1, np.nan], [9, 9], [1, 1], r"deaths: nan at index \(1,\)"),
        ([1, 1], [9, 0], [1, 1], r"exposure: 0\.0 at index \(1,\) must be above 0"),
        ([1, 10], [9, 9], [1, 1], r"deaths: 10\.0 at index \(1,\) must be no more"),
        ([1, 1], [9, 9], [0, 0], r"standard: 0\.0 must sum to more than 0"),
        ([1, 1], [9, 9, 9], [1, 1], "shapes do not match: deaths"),
    ],
)
def test_direct(deaths, exposure, standard, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        direct_standardisation(deaths, exposure, standard)


@pytest.mark.parametrize(
    ("deaths", "exposure", "rates", "message"),
    [
        ([1, 1], [9, 0], [0.1, 0.1], r"deaths: 1\.0 at index \(1,\) must be 0 without"),
        ([9, 9], [9, 1], [0.1, 0.1], r"deaths: 18\.0 must be no more than exposure"),
        ([0, 0], [9, 0], [0.0, 0.1], r"exposure: 0\.0 must give some deaths"),
        ([0, 0], [9, -1], [0.1, 0.1], r"exposure: -1\.0 at index \(1,\)"),
        ([0, 0], [9, 1], [-0.1, 0.1], r"standard_rates: -0\.1 at index \(0,\)"),
    ],
)
def test_indirect(deaths, exposure, rates, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        indirect_standardisation(deaths, exposure, rates)
    with pytest.raises(ValueError, match="level: 95 must lie"):
        indirect_standardisation([1], [9], [0.1], level=95)


def test_shares() -> None:
    with pytest.raises(ValueError, match=r"shares1: 100\.0 must be 1, the sum"):
        kitagawa([0.1, 0.2], [40, 60], [0.1, 0.2], [0.4, 0.6])
    with pytest.raises(ValueError, match=r"rates2: -0\.2 at index \(1,\)"):
        kitagawa([0.1, 0.2], [0.4, 0.6], [0.1, -0.2], [0.4, 0.6])
    with pytest.raises(ValueError, match="shapes do not match: rates1"):
        kitagawa([0.1, 0.2], [0.4, 0.6], [0.1, 0.2, 0.3], [0.4, 0.3, 0.3])


@pytest.mark.parametrize(
    ("deaths", "exposure", "message"),
    [
        ([1, 1, 1], [9, 9, 9], r"deaths: \(3,\) must have areas as its leading axis"),
        ([[1, 1, 1]], [[9, 0, 9]], r"deaths: 1\.0 at index \(0, 1\) must be 0 without"),
        (
            [[1, 0, 1]],
            [[9, 0, 9]],
            r"exposure: 0\.0 at index \(1,\) must be above 0 in",
        ),
        ([[1, 1, 0]], [[9, 9, 9]], r"deaths: 0\.0 must be above 0 in .* open group"),
        ([[1, 1, 1]], [[9, 9]], "shapes do not match"),
        ([[1, 1]], [[9, 9]], r"deaths: \(1, 2\) must have areas .* and 3 ages"),
    ],
)
def test_small_areas(deaths, exposure, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        small_area_e0(deaths, exposure, [0, 1, 5], sex="male")
    with pytest.raises(ValueError, match="sex: 'men' must be one of"):
        small_area_e0([[1, 1, 1]], [[9, 9, 9]], [0, 1, 5], sex="men")
