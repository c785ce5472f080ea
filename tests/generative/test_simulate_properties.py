"""What must hold of every simulation, whatever the path and the spread."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.demography.projection import Spread, project, simulate
from renkou.demography.projection.autoregression import Autoregression
from renkou.demography.projection.shocks import Drawing, Noise

STEPS, AGES = 4, 5


@st.composite
def paths(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    population = rng.uniform(0, 1000, (2, 2, AGES))
    survival = rng.uniform(0.1, 0.99, (2, STEPS, 2, AGES + 1))
    fertility = rng.uniform(0, 0.1, (2, STEPS, AGES)) * [0, 1, 1, 0, 0]
    return population, survival, fertility, np.full(STEPS, 1.05)


@settings(max_examples=15, deadline=None)
@given(paths(), st.floats(0, 0.3), st.floats(0, 3), st.floats(0, 0.05))
def test_quantiles_ascend_and_are_finite_and_not_negative(
    path: tuple[np.ndarray, ...], fertility: float, mortality: float, migration: float
) -> None:
    found = simulate(
        *path,
        width=20,
        draws=50,
        seed=3,
        broad_ages=(0, 20, 60),
        spread=(fertility, mortality, migration),
    )
    for values in (found.total, found.births, found.deaths, found.broad_ages):
        assert np.isfinite(values).all()
        assert (values >= 0).all()
        steps = np.diff(values, axis=1)
        assert (steps >= -1e-4 * np.abs(values).max()).all()


@settings(max_examples=15, deadline=None)
@given(paths())
def test_with_no_spread_every_quantile_is_the_projection(
    path: tuple[np.ndarray, ...],
) -> None:
    course = project(*path, width=20)
    found = simulate(*path, width=20, seed=3, broad_ages=(0, 20), spread=(0, 0, 0))
    totals = course.population.sum(axis=(-1, -2))
    np.testing.assert_allclose(found.total, totals[:, None].repeat(5, 1), rtol=1e-12)
    balance = found.total[..., :-1] + found.births - found.deaths
    np.testing.assert_allclose(balance, found.total[..., 1:], rtol=1e-9)


@settings(max_examples=10, deadline=None)
@given(
    st.floats(0.01, 1),
    st.floats(0.01, 1),
    st.floats(0, 1),
    st.floats(0, 0.3),
    st.integers(1, 5),
)
def test_the_draws_have_the_standard_deviations_asked_for(
    first: float, noise: float, kept: float, drift: float, width: int
) -> None:
    process = Autoregression(first, noise, kept, drift=drift)
    sd, kept_by_step = process.of_sums(STEPS, width)
    zero = np.zeros((1, STEPS))
    spread = Spread(
        sd[None],
        zero,
        zero,
        kept=np.stack([kept_by_step] * 3),
        drift=(process.over(width)[1], 0.0, 0.0),
    )
    path = Drawing.of(spread).paths(
        0,
        Noise(1, STEPS, 20_000, 11, np.array(0.0)).of(0),
        np.float64,
        _accumulate,
    )
    np.testing.assert_allclose(path[0].std(axis=-1), sd, rtol=0.04)
    assert (path[1:] == 0).all()


def _accumulate(path: np.ndarray, kept: np.ndarray, odds: np.ndarray) -> None:
    for t in range(1, len(path)):
        path[t] += kept[t] * path[t - 1]
