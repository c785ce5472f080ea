"""The draws beside `project` and beside a loop written without the library."""

import numpy as np
import pytest
from benchmarks.projection_loop import Area, one_draw

from renkou.demography.projection import project, simulate
from renkou.demography.projection.area_draws import migration_rates
from renkou.demography.projection.mortality_shift import life_expectancy
from renkou.demography.projection.plain_kernel import accumulate
from renkou.demography.projection.shocks import Drawing, Noise
from renkou.demography.projection.spread import spread_of
from renkou.reference import medium_path
from renkou.reference.files import Floats

STEPS = 12


@pytest.fixture(params=["1", "0"], ids=["numba", "numpy"], autouse=True)
def _kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_NUMBA", request.param)


def _path(areas: int = 1) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """China's as the UN sees it, each area a little different."""
    path, rng = medium_path("CHN"), np.random.default_rng(3)
    size = rng.uniform(1e-5, 1e-3, (areas, 1, 1))
    return (
        path.population * size * rng.uniform(0.8, 1.2, (areas, 2, 1)),
        path.survival[:STEPS] ** rng.uniform(0.8, 1.2, (areas, 1, 1, 1)),
        path.fertility[:STEPS] * rng.uniform(0.8, 1.2, (areas, 1, 1)),
        path.sex_ratio[:STEPS],
        path.migration[:STEPS] * size[:, None],
    )


def _five_year(path: tuple[Floats, ...]) -> tuple[Floats, ...]:
    """Ages and steps of five years, roughly."""
    population, survival, fertility, ratio, migration = path
    ages = np.arange(0, 101, 5)
    return (
        np.add.reduceat(population, ages, axis=-1),
        survival[:, ::5, :, np.append(ages, 101)] ** 4.0,
        fertility[:, ::5, ages],
        ratio[::5],
        np.add.reduceat(migration[:, ::5] * 5, ages, axis=-1),
    )


@pytest.mark.parametrize("timing", ["even", "leslie", "end"])
@pytest.mark.parametrize("width", [1, 5])
@pytest.mark.parametrize(("precision", "apart"), [("double", 1e-12), ("single", 1e-5)])
def test_with_no_spread_it_is_the_projection(
    timing: str, width: int, precision: str, apart: float
) -> None:
    path = _path(3) if width == 1 else _five_year(_path(3))
    course = project(*path, width=width, timing=timing)
    found = simulate(
        *path, width=width, timing=timing, seed=1, spread=(0, 0, 0), precision=precision
    )
    old = course.population[..., 60 // width :].sum(axis=(-1, -2))
    for ours, theirs in (
        (found.total, course.population.sum(axis=(-1, -2))),
        (found.births, course.births.sum(axis=(-1, -2))),
        (found.deaths, course.deaths.sum(axis=(-1, -2))),
        (found.broad_ages[..., 2], old),
    ):
        for quantile in range(5):
            np.testing.assert_allclose(ours[:, quantile], theirs, rtol=apart)
    assert (found.clipped == 0).all()


def _exact_powers(survival: Floats, years: Floats) -> Floats:
    """k with e0(S^k) = e0(S) + years, by bisection, (2,)."""
    from scipy.optimize import brentq

    def missed(k: float, ratios: Floats, wanted: float) -> float:
        return float(life_expectancy(ratios**k, 1.0)) - wanted

    wanted = life_expectancy(survival, 1.0) + years
    return np.array(
        [
            brentq(missed, 0.1, 6.0, args=(survival[s], wanted[s]), xtol=1e-12)
            for s in range(2)
        ]
    )


@pytest.mark.parametrize(("precision", "apart"), [("double", 2e-5), ("single", 3e-5)])
def test_every_draw_is_what_a_loop_gives(precision: str, apart: float) -> None:
    draws, spread = 7, (0.15, 1.5, 0.002)
    path = _path(2)
    population, survival, fertility, ratio, migration = path
    found = simulate(
        *path,
        width=1,
        draws=draws,
        seed=5,
        spread=spread,
        correlation=0.5,
        precision=precision,
        quantiles=np.linspace(0, 1, draws).tolist(),
    )
    central = project(*path, width=1).population[:, :-1]
    noise = Noise(2, STEPS, draws, 5, np.array(0.5))
    drawing = Drawing.of(spread_of(spread, (2,), STEPS, 1.0))
    for a in range(2):
        weight = central[a] * migration_rates(101, 1.0)
        area = Area(
            population[a],
            survival[a],
            fertility[a],
            ratio,
            migration[a],
            weight / weight.sum(axis=(-1, -2), keepdims=True),
            1.0,
            (0, 15, 60),
        )
        shock = drawing.paths(a, noise.of(a), np.float64, accumulate)
        out = np.stack(
            [
                one_draw(
                    area,
                    np.exp(shock[0, :, d]),
                    np.stack(
                        [
                            _exact_powers(survival[a, t], shock[1, t, d])
                            for t in range(STEPS)
                        ]
                    ),
                    shock[2, :, d].astype(np.float64),
                )
                for d in range(draws)
            ]
        )
        out.sort(axis=0)
        np.testing.assert_allclose(found.total[a], out[:, 0], rtol=apart)
        np.testing.assert_allclose(found.births[a], out[:, 1, 1:], rtol=apart)
        np.testing.assert_allclose(found.deaths[a], out[:, 2, 1:], rtol=50 * apart)
        groups = out[:, 3:].swapaxes(-1, -2)
        np.testing.assert_allclose(found.broad_ages[a], groups, rtol=apart)
