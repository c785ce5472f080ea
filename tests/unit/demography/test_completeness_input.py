"""Bad input to the death distribution methods: argument, index and rule are named."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography.completeness import (
    brass_growth_balance,
    generalized_growth_balance,
    synthetic_extinct_generations,
)

AGE = np.arange(0, 86, 5.0)
PEOPLE = 1000 * np.exp(-0.03 * AGE)
DEATHS = 0.02 * PEOPLE * np.exp(0.02 * AGE)
TWO = [generalized_growth_balance, synthetic_extinct_generations]


def at(values: np.ndarray, place: int, value: float) -> np.ndarray:
    changed = values.copy()
    changed[place] = value
    return changed


@pytest.mark.parametrize("method", TWO)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first": at(PEOPLE, 3, 0.0)}, r"first: 0\.0 at index \(3,\) must be above 0"),
        ({"second": at(PEOPLE, 2, np.nan)}, r"second: nan at index \(2,\)"),
        ({"deaths": at(DEATHS, 1, -1.0)}, r"deaths: -1\.0 at index \(1,\) must be 0"),
        ({"deaths": at(DEATHS, 4, 2e3)}, r"deaths: 2000\.0 at index \(4,\) .*populat"),
        ({"deaths": at(DEATHS, 17, 0.0)}, "deaths: 0.0 must be above 0 in the open"),
        ({"deaths": DEATHS[:-1]}, "shapes do not match"),
        ({"age": AGE[:-1]}, "age: .* as long as the last of first"),
        ({"age": at(AGE, 5, 26.0)}, r"age: 26\.0 at index \(5,\) must be five years"),
        ({"age": np.arange(18.0)}, r"age: 1\.0 at index \(1,\) must be five years"),
        ({"migrants": at(PEOPLE, 0, np.inf)}, r"migrants: inf at index \(0,\)"),
        ({"years": 0.0}, "years: 0.0 must be above 0"),
        ({"fit": (31, 34)}, r"fit: \(31, 34\) must hold two or more of the ages 5"),
        ({"line": "tukey"}, "line: 'tukey' must be one of least-squares"),
    ],
)
def test_two_censuses(
    method: Callable[..., object], change: dict[str, object], message: str
) -> None:
    given = {"first": PEOPLE, "second": PEOPLE * 1.1, "deaths": DEATHS, "age": AGE}
    with pytest.raises(ValueError, match=message):
        method(**{**given, "years": 10.0, **change})


def test_what_only_the_generations_take() -> None:
    given = (PEOPLE, PEOPLE * 1.1, DEATHS, AGE)
    with pytest.raises(ValueError, match=r"delta: 0.0 must be above 0"):
        synthetic_extinct_generations(*given, years=10, delta=0.0)
    with pytest.raises(ValueError, match=r"open_ex: -1.0 must be above 0"):
        synthetic_extinct_generations(*given, years=10, open_ex=-1.0)
    with pytest.raises(ValueError, match="line: 'sd-ratio' must be one of"):
        synthetic_extinct_generations(*given, years=10, line="sd-ratio")


def test_one_census_names_its_population() -> None:
    with pytest.raises(ValueError, match=r"population: -5.0 at index \(0,\)"):
        brass_growth_balance(at(PEOPLE, 0, -5.0), DEATHS, AGE)
    with pytest.raises(ValueError, match="age: 3 groups must be 4 or more"):
        brass_growth_balance(PEOPLE[:3], DEATHS[:3], AGE[:3])


def test_infants_are_merged_with_children() -> None:
    """0 and 1-4 given apart count as 0-4."""
    apart = np.concatenate([[0.25 * PEOPLE[0], 0.75 * PEOPLE[0]], PEOPLE[1:]])
    died = np.concatenate([[0.5 * DEATHS[0], 0.5 * DEATHS[0]], DEATHS[1:]])
    found = brass_growth_balance(apart, died, np.insert(AGE, 1, 1.0))
    whole = brass_growth_balance(PEOPLE, DEATHS, AGE)
    assert float(found.slope) == pytest.approx(float(whole.slope))
    assert found.age.tolist() == whole.age.tolist()


def test_one_death_rate_at_all_ages_draws_no_line() -> None:
    with np.errstate(all="raise"):
        found = generalized_growth_balance(
            PEOPLE, PEOPLE * 1.1, 0.02 * PEOPLE, AGE, years=10
        )
    assert float(found.slope) == 0.0
    assert float(found.completeness) == np.inf
    assert float(found.k1) <= 1.0
