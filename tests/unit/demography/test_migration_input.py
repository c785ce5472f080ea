"""Bad input to migration: argument, index and rule are named."""

import numpy as np
import pytest

from renkou.demography.migration import (
    census_survival,
    fit_rogers_castro,
    residual,
    rogers_castro,
)

PEOPLE = np.full((2, 6), 100.0)
KEPT = np.full((2, 7), 0.9)
ONE = np.full(6, 100.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first": -PEOPLE}, r"first: -100\.0 at index \(0, 0\) must be 0 or more"),
        ({"second": PEOPLE[:, :5]}, "survival .* one more"),
        ({"survival": KEPT[:, :6]}, "survival .* one more"),
        ({"survival": 0 * KEPT}, r"survival: 0\.0 at index \(0, 0\) must be above 0"),
        ({"survival": 2 * KEPT}, r"survival: 1\.8 at index \(0, 0\) must be at most"),
        ({"births": [np.nan, 1.0]}, r"births: nan at index \(0,\) must be 0 or more"),
        ({"births": [1.0, 1.0, 1.0]}, "shapes do not match"),
        ({"timing": "start"}, "timing: 'start' must be one of even, end"),
    ],
)
def test_residual(change: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"first": PEOPLE, "second": PEOPLE, "survival": KEPT}
    with pytest.raises(ValueError, match=message):
        residual(**{**given, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first": 0 * ONE}, r"first: 0\.0 at index \(0,\) must be above 0"),
        ({"interval": 7}, "interval: 7 must be one of 5, 10"),
        ({"ex": ONE[:5]}, "shapes do not match"),
        ({"ex": 0 * ONE}, r"ex: 0\.0 at index \(0,\) must be above 0 from age 5 on"),
        ({"first": ONE[:4], "second": ONE[:4], "ex": ONE[:4]}, "must be 5 or more"),
    ],
)
def test_census_survival(change: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"first": ONE, "second": ONE, "interval": 5, "ex": ONE}
    with pytest.raises(ValueError, match=message):
        census_survival(**{**given, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"a1": 0.1}, "parameters: 'alpha1' must be given with 'a1'"),
        ({"a9": 0.1}, "parameters: 'a9' must be one of a1, a2"),
        ({"c": np.nan}, "c: nan must be a number"),
    ],
)
def test_schedule(parameters: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rogers_castro(range(90), parameters=parameters)


def test_schedule_ages() -> None:
    with pytest.raises(ValueError, match=r"age: -1\.0 at index \(0,\)"):
        rogers_castro([-1, 5], parameters={"c": 0.1})
    with pytest.raises(ValueError, match=r"age: .* must be one axis"):
        rogers_castro(5, parameters={"c": 0.1})


def test_fit() -> None:
    with pytest.raises(ValueError, match=r"rates: -0\.1 at index \(0,\)"):
        fit_rogers_castro([-0.1] * 20, range(20))
    with pytest.raises(ValueError, match=r"rates: .* as long as age"):
        fit_rogers_castro([0.1] * 20, range(19))
    with pytest.raises(ValueError, match="of 7 or more"):
        fit_rogers_castro([0.1] * 5, range(5))
    with pytest.raises(ValueError, match=r"rates: 0\.0 at index \(1,\) must be above"):
        fit_rogers_castro([[0.1] * 20, [0.0] * 20], range(20))


def test_rates_that_no_schedule_has_are_fitted_all_the_same() -> None:
    """Noise, one age alone, a constant: finite parameters, no warning."""
    rng = np.random.default_rng(1)
    rates = np.stack([rng.exponential(1, 90), np.eye(90)[0], np.full(90, 0.01)])
    with np.errstate(all="raise", under="ignore"):
        found = fit_rogers_castro(rates, range(90))
    assert all(np.isfinite(value).all() for value in found.values())
    assert float(found.rms[2]) < 1e-6
