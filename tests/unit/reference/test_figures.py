"""The figures as measures: each from its source, in the measure's unit."""

import numpy as np
import pytest

from renkou import reference
from renkou.reference import figures


def _one(**where: str) -> float:
    found = figures().where(**where)
    assert len(found) == 1, where
    return float(found.value[0])


def test_neijiang_by_hand() -> None:
    """From the yearbook's line for 511000, 2020, added up with a calculator."""
    here = {"area": "511000000000", "period": "2020"}
    assert _one(measure="population", sex="total", **here) == 3_140_678
    assert _one(measure="population", sex="female", **here) == 1_562_145
    young = 10169 + 56673 + 82249 + 103226 + 9590 + 52546 + 76998 + 96785
    old = (114912 + 80466 + 55174 + 31746 + 23257) + (
        110850 + 79358 + 60007 + 38900 + 34438
    )
    middle = 3_140_678 - young - old
    assert _one(measure="young-dependency", **here) == pytest.approx(
        100 * young / middle
    )
    assert _one(measure="old-dependency", **here) == pytest.approx(100 * old / middle)
    assert _one(measure="total-dependency", **here) == pytest.approx(
        100 * (young + old) / middle
    )
    assert _one(measure="ageing-index", **here) == pytest.approx(100 * old / young)
    assert _one(measure="household-size", **here) == pytest.approx(2965691 / 1240588)
    assert _one(measure="sex-ratio", **here) == pytest.approx(101.05, abs=0.005)
    by_age = {"measure": "population-by-age", "sex": "male", **here}
    assert _one(category="0-4", **by_age) == 10169 + 56673
    assert _one(category="85+", **by_age) == 23257
    women = 86045 + 68833 + 62828 + 112502 + 71593 + 82649 + 154834
    assert _one(measure="women-15-49", **here) == women
    assert _one(measure="women-20-29", **here) == 68833 + 62828


def test_registered_population_and_rates_of_2010() -> None:
    here = {"area": "511000000000", "period": "2010"}
    registered = {"measure": "population", "population": "registered"}
    assert _one(**registered, **here) == 4_278_501
    assert _one(measure="crude-birth-rate", **here) == 9.82
    assert _one(measure="crude-death-rate", **here) == 7.15
    assert _one(measure="natural-increase-rate", **here) == 2.67
    assert len(figures().where(population="registered", period="2020")) == 0


def test_the_nation_by_the_un() -> None:
    here = {"area": "000000000000", "period": "1950"}
    assert _one(measure="total-fertility-rate", **here) == 5.813
    assert _one(measure="sex-ratio-at-birth", **here) == pytest.approx(106.1)
    assert _one(measure="life-expectancy", sex="male", **here) == 42.1791
    assert _one(measure="births", **here) == 22_293_375
    assert _one(measure="crude-death-rate", **here) == 23.094
    ahead = figures().where(measure="births", period="2050")
    assert ahead.source.tolist() == [
        "United Nations, World Population Prospects 2024, medium variant"
    ]


def test_every_figure_has_a_source_a_place_and_a_value() -> None:
    f = figures()
    for name, column in f.columns().items():
        assert column.shape == f.value.shape, name
    assert np.all(f.source != "")
    assert np.all(np.char.str_len(f.area) == 12)
    assert np.all(np.isfinite(f.value))
    assert "CC BY 3.0 IGO" in f.attribution
    assert set(f.sex.tolist()) == {"total", "male", "female"}
    key = (f.measure, f.area, f.period, f.population, f.sex, f.category)
    rows = set(zip(*(column.tolist() for column in key), strict=True))
    assert len(rows) == len(f), "a figure stands twice"


def test_ages_add_up_to_the_population() -> None:
    f = figures().where(measure="population", sex="total", population="resident")
    total = dict(zip(zip(f.area, f.period, strict=True), f.value, strict=True))
    ages = figures().where(measure="population-by-age", sex=("male", "female"))
    summed: dict[tuple[str, str], float] = {}
    for area, period, value in zip(ages.area, ages.period, ages.value, strict=True):
        summed[area, period] = summed.get((area, period), 0.0) + value
    assert summed == total


def test_unknown_column() -> None:
    with pytest.raises(ValueError, match="column: 'year' is not one of measure"):
        figures().where(year="2010")


def test_attribution_names_both_revisions() -> None:
    assert "2024" in reference.ATTRIBUTION
    assert "2019" in reference.ATTRIBUTION
