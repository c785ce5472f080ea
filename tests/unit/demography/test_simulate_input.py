"""What `simulate` refuses, what it counts, and what its result depends on."""

import sys
from typing import Any

import numpy as np
import pytest

from renkou.demography.projection import Simulation, Spread, simulate
from renkou.demography.projection.kernels import kernel
from renkou.demography.projection.mortality_shift import (
    life_expectancy,
    log_power,
    shift_of,
)
from renkou.demography.projection.spread import default

STEPS, AGES = 4, 6


def _inputs(areas: int = 2) -> dict[str, Any]:
    size = np.linspace(1.0, 2.0, areas)[:, None, None]
    survival = np.array([0.98, 0.97, 0.95, 0.9, 0.7, 0.3, 0.3])
    return {
        "population": size * np.array([[900.0, 800, 700, 500, 300, 100]] * 2),
        "survival": np.broadcast_to(survival, (STEPS, 2, AGES + 1)),
        "fertility": np.tile([0.0, 0.06, 0.05, 0, 0, 0], (STEPS, 1)),
        "sex_ratio": 1.05,
        "migration": np.zeros((STEPS, 2, AGES)),
        "width": 15,
        "draws": 200,
        "seed": 1,
        "broad_ages": (0, 15, 60),
        "spread": (0.1, 1.0, 0.01),
    }


def _run(**changed: Any) -> Simulation:
    return simulate(**{**_inputs(), **changed})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"draws": 0}, "draws: 0 must be 1 or more"),
        ({"draws": 10.5}, "draws: 10.5 must be a whole number"),
        ({"seed": -1}, "seed: -1 must be 0 or more"),
        ({"workers": 0}, "workers: 0 must be 1 or more"),
        ({"quantiles": (0.5, 1.5)}, r"quantiles: 1.5 at index \(1,\) must be from 0"),
        ({"quantiles": ()}, "quantiles: "),
        ({"broad_ages": (15, 60)}, "broad_ages: .* begins at 0"),
        ({"broad_ages": (0, 20)}, r"broad_ages: 20.0 at index \(1,\) must be a mult"),
        ({"broad_ages": (0, 60, 15)}, r"broad_ages: 15.0 at index \(2,\) must ascend"),
        ({"broad_ages": (0, 90)}, "broad_ages: 90.0 .* must be at most the open"),
        ({"correlation": 1.5}, "correlation: 1.5 must be from 0 to 1"),
        ({"correlation": np.eye(3)}, r"correlation: \(3, 3\) must be a number or"),
        ({"correlation": [[1, 0.5], [0.4, 1]]}, r"correlation: 0.5 at index \(0, 1\)"),
        ({"correlation": [[2, 0.5], [0.5, 1]]}, r"correlation: 2.0 at index \(0, 0\)"),
        ({"correlation": [[1, np.nan]] * 2}, r"correlation: nan at index \(0, 1\)"),
        ({"spread": (0.1, 1.0)}, "spread: must be three"),
        ({"spread": (0.1, -1.0, 0.0)}, "spread.mortality: -1.0 must be 0 or more"),
        ({"spread": (np.nan, 1.0, 0)}, "spread.fertility: nan must be 0 or more"),
        ({"spread": np.ones((3, 7))}, r"spread.fertility: \(7,\) must broadcast"),
        ({"spread": None, "width": 2.5}, "broad_ages|width"),
        ({"precision": "half"}, "precision: 'half' must be one of single, double"),
        ({"timing": "late"}, "timing"),
        ({"survival": np.ones((STEPS, 2, AGES))}, "survival"),
    ],
)
def test_what_cannot_be_is_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        _run(**changed)


def test_a_central_path_below_zero_names_the_cell() -> None:
    migration = np.zeros((STEPS, 2, AGES))
    migration[1, 0, 3] = -5000
    with pytest.raises(ValueError, match=r"migration: .* index \(0, 1, 0, 3\)"):
        _run(migration=migration)


def test_persistence_out_of_bounds_is_refused() -> None:
    flat = np.full(STEPS, 0.1)
    given = Spread(flat, flat, flat, kept=np.full(3, 1.2))
    with pytest.raises(ValueError, match=r"spread.kept: 1.2 at index \(0,\)"):
        _run(spread=given)


def test_shapes_are_those_promised() -> None:
    found = _run(quantiles=(0.1, 0.5))
    assert found.total.shape == (2, 2, STEPS + 1)
    assert found.births.shape == found.deaths.shape == (2, 2, STEPS)
    assert found.broad_ages.shape == (2, 2, STEPS + 1, 3)
    assert found.clipped.shape == (2,)
    one = _run(population=_inputs()["population"][0])
    assert one.total.shape == (5, STEPS + 1)


def test_nobody_is_below_zero_and_it_is_counted() -> None:
    found = _run(spread=(0.1, 1.0, 0.6), quantiles=(0.0, 0.5))
    assert (found.broad_ages >= 0).all()
    assert (found.clipped > 0).all()
    assert (_run().clipped == 0).all()


def test_the_seed_fixes_the_result_whatever_the_threads() -> None:
    first, second = _run(workers=1), _run(workers=3)
    for name in ("total", "births", "deaths", "broad_ages"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert (first.total[..., 0] == _run(seed=2).total[..., 0]).all()
    assert (first.total[:, 0, 1:] != _run(seed=2).total[:, 0, 1:]).all()


def test_an_area_does_not_depend_on_those_after_it() -> None:
    both = _run()
    alone = _run(population=_inputs()["population"][:1])
    np.testing.assert_array_equal(both.total[0], alone.total[0])


def test_further_axes_share_the_shocks_of_their_area() -> None:
    people = _inputs()["population"]
    found = _run(population=np.stack([people, people], axis=1))
    assert found.total.shape == (2, 2, 5, STEPS + 1)
    np.testing.assert_array_equal(found.total[:, 0], found.total[:, 1])
    assert (found.total[0, 0, 0, 1:] / found.total[0, 0, 2, 1:]).tolist() != (
        found.total[1, 0, 0, 1:] / found.total[1, 0, 2, 1:]
    ).tolist()


@pytest.mark.parametrize("precision", ["single", "double"])
def test_numpy_alone_gives_the_same(
    monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    apart = {"single": 2e-5, "double": 1e-11}[precision]
    spread = Spread(
        np.full(STEPS, 0.2),
        np.full(STEPS, 2.0),
        np.full(STEPS, 0.02),
        kept=np.array([0.9, 1.0, 0.5]),
        unsure=(0.5, 0.0, 0.5),
        drift=(0.1, 0.1, 0.1),
    )
    for timing in ("even", "leslie", "end"):
        monkeypatch.delenv("RENKOU_NUMBA", raising=False)
        fast = _run(precision=precision, spread=spread, timing=timing)
        monkeypatch.setenv("RENKOU_NUMBA", "0")
        plain = _run(precision=precision, spread=spread, timing=timing)
        for name in ("total", "births", "deaths", "broad_ages"):
            np.testing.assert_allclose(
                getattr(fast, name), getattr(plain, name), rtol=apart
            )


def test_without_numba_numpy_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    package = "renkou.demography.projection"
    monkeypatch.delenv("RENKOU_NUMBA", raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, f"{package}.fast_kernel", raising=False)
    import renkou.demography.projection as projection

    monkeypatch.delattr(projection, "fast_kernel", raising=False)
    assert kernel().run.__module__ == f"{package}.plain_kernel"
    assert _run().total.shape == (2, 5, STEPS + 1)


def test_one_correlation_and_its_matrix_say_the_same() -> None:
    one = _run(correlation=0.6, draws=20_000, spread=(0.1, 0.0, 0.0))
    matrix = _run(
        correlation=[[1, 0.6], [0.6, 1]], draws=20_000, spread=(0.1, 0.0, 0.0)
    )
    np.testing.assert_allclose(one.total, matrix.total, rtol=0.01)
    with pytest.raises(ValueError, match=r"correlation: .* eigenvalue"):
        _run(
            population=_inputs(3)["population"],
            correlation=[[1, -0.9, -0.9], [-0.9, 1, -0.9], [-0.9, -0.9, 1]],
        )


def test_the_power_moves_life_expectancy_by_what_was_asked() -> None:
    survival = np.exp(-np.minimum(0.0002 * np.exp(0.09 * np.arange(102)), 1.2))
    survival[-1] = survival[-2]
    years = np.linspace(-8, 8, 17)
    powers = np.exp(log_power(shift_of(survival, 1.0), years))
    moved = life_expectancy(survival ** powers[:, None], 1.0)
    np.testing.assert_allclose(moved - life_expectancy(survival, 1.0), years, atol=0.02)


def test_where_nobody_dies_no_power_is_taken() -> None:
    assert (log_power(shift_of(np.ones(6), 5.0), np.array([-3.0, 3.0])) == 0).all()
    found = _run(survival=np.ones((STEPS, 2, AGES + 1)), spread=(0.0, 2.0, 0.0))
    assert (found.deaths == 0).all()


def test_the_default_spread_widens_with_the_years() -> None:
    found = _run(spread=None, draws=2000)
    width = (found.total[:, 3] - found.total[:, 1]) / found.total[:, 2]
    assert (width[:, 0] == 0).all()
    assert (np.diff(width, axis=-1) > 0).all()
    five, one = default(2, 5), default(10, 1)
    # A mean over five years varies a little less than each of them.
    assert 0.9 < five.fertility[0] / one.fertility[:5].mean() < 1.0
    assert five.migration[0] > one.migration[0]
