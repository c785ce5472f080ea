"""What must hold of fertility, stable populations and child mortality, whatever."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography import fertility
from renkou.demography.child_mortality import from_children_ever_born
from renkou.demography.coale_demeny import MODEL_AGES, model_qx
from renkou.demography.separation import REGIONS
from renkou.demography.stable import leslie, stable_population

AGE = np.arange(15, 50, 5)
RATES = arrays(np.float64, (7,), elements=st.floats(0.001, 0.4))
PARITY = arrays(np.float64, (7,), elements=st.floats(0.1, 2.0))
SURVIVAL = arrays(np.float64, (10,), elements=st.floats(0.5, 0.99))
WOMEN = arrays(np.float64, (9,), elements=st.floats(0.1, 1e5))


def _schedule(rates: Floats) -> Floats:
    """Rates of nine groups, none borne in the first or the last."""
    return np.concatenate([[0.0], rates, [0.0]])


@given(rates=RATES, factor=st.floats(0.1, 10))
def test_rates_scale(rates: Floats, factor: float) -> None:
    total = fertility.total_fertility_rate(rates)
    assert float(fertility.total_fertility_rate(rates * factor)) == pytest.approx(
        float(total * factor)
    )
    mean = fertility.mean_age_at_childbearing(rates, AGE)
    scaled = fertility.mean_age_at_childbearing(rates * factor, AGE)
    assert float(mean) == pytest.approx(float(scaled))
    assert 17.5 <= float(mean) <= 47.5
    # Where nobody dies girls replace as many as are born.
    net = fertility.net_reproduction_rate(rates, np.full(7, 5.0))
    assert float(net) == pytest.approx(float(fertility.gross_reproduction_rate(rates)))


@given(rates=RATES, parity=PARITY, factor=st.floats(0.3, 3))
def test_what_is_left_out_is_found(
    rates: Floats, parity: Floats, factor: float
) -> None:
    """Rates reported at a share of the truth come back at the same level."""
    lifetime = np.cumsum(parity)
    for way in ("linear", "trussell"):
        try:
            true = fertility.pf_ratio(lifetime, rates, interpolation=way)
        except ValueError:
            return  # F not above 0: schedules that Trussell's factors do not fit
        half = fertility.pf_ratio(lifetime, rates * factor, interpolation=way)
        np.testing.assert_allclose(half.F, true.F * factor, rtol=1e-9)
        np.testing.assert_allclose(half.adjusted, true.adjusted, rtol=1e-9)
        more = fertility.pf_ratio(lifetime * factor, rates, interpolation=way)
        np.testing.assert_allclose(more.ratio, true.ratio * factor, rtol=1e-9)


@given(survival=SURVIVAL, rates=RATES, women=WOMEN, factor=st.floats(0.2, 5))
def test_momentum(
    survival: Floats, rates: Floats, women: Floats, factor: float
) -> None:
    schedule = _schedule(rates)
    growth = float(fertility.momentum(women, survival, schedule))
    # The level of fertility does not matter, nor the size of the population.
    for other in (
        fertility.momentum(women, survival, schedule * factor),
        fertility.momentum(women * factor, survival, schedule),
    ):
        assert float(other) == pytest.approx(growth, rel=1e-9)
    # A population at rest stays as it is.
    rest = np.cumprod(survival[:-1])
    rest[-1] /= 1 - survival[-1]
    assert float(fertility.momentum(rest, survival, schedule)) == pytest.approx(1)


@given(survival=SURVIVAL, rates=RATES)
def test_stable_population(survival: Floats, rates: Floats) -> None:
    matrix = leslie(survival, _schedule(rates))
    # Without the open group, of whom nothing comes.
    by_births = np.abs(np.linalg.eigvals(matrix[:-1, :-1])).max()
    assume(abs(by_births / survival[-1] - 1) > 1e-3)
    if by_births < survival[-1]:
        with pytest.raises(ValueError, match="open group"):
            stable_population(matrix)
        return
    stable = stable_population(matrix)
    assert float(stable.growth_factor) == pytest.approx(by_births)
    structure, value = stable.age_structure, stable.reproductive_value
    assert float(structure.sum()) == pytest.approx(1)
    assert float(value[0]) == pytest.approx(1)
    factor = float(stable.growth_factor)
    np.testing.assert_allclose(matrix @ structure, factor * structure, atol=1e-9)
    np.testing.assert_allclose(value @ matrix, factor * value, atol=1e-7)


@given(counts=arrays(np.float64, (6,), elements=st.floats(0.1, 1e6)))
def test_progression_gives_the_mean(counts: Floats) -> None:
    """Children per woman are a0 + a0·a1 + …, the last group taken as its number."""
    found = fertility.parity_progression(counts)
    mean = (counts * np.arange(6)).sum() / counts.sum()
    assert float(np.cumprod(found).sum()) == pytest.approx(mean)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("sex", ["male", "female", "both"])
def test_model_tables_are_ordered(region: str, sex: str) -> None:
    """More die by a later age, and at a level of higher mortality."""
    table = model_qx(region, sex)
    assert (np.diff(table, axis=0) > 0).all()
    assert (np.diff(table, axis=1) < 0).all()
    assert ((table > 0) & (table < 1)).all()
    # Smooth over the levels, as far as the families are (North bends from 21 on).
    logit = np.log(table / (1 - table))[:, :20]
    middle = (4 * (logit[:, 1:-3] + logit[:, 3:-1]) - logit[:, :-4] - logit[:, 4:]) / 6
    assert np.abs(logit[:, 2:-2] - middle).max() < 0.02


@pytest.mark.parametrize("region", REGIONS)
def test_a_model_population_gives_its_own_level(region: str) -> None:
    """q(5) is the same whichever age group of women it is read from."""
    table = model_qx(region, "both")
    parity = np.array([0.2, 1.0, 2.0, 3.0, 3.6, 3.9, 4.0])
    women = np.full(7, 1000.0)
    known = from_children_ever_born(
        women, women * parity, women * 0, region=region
    ).multipliers
    for level in (4, 14, 24):
        dead = women * parity * table[:, level] / known
        found = from_children_ever_born(women, women * parity, dead, region=region)
        np.testing.assert_allclose(found.qx, table[:, level])
        np.testing.assert_allclose(found.q5, table[MODEL_AGES.index(5), level])


@given(share=arrays(np.float64, (7,), elements=st.floats(0, 0.8)))
def test_more_deaths_more_mortality(share: Floats) -> None:
    women = np.full(7, 1e4)
    ceb = women * np.array([0.2, 1.0, 2.0, 3.0, 3.6, 3.9, 4.0])
    found = from_children_ever_born(women, ceb, ceb * share)
    assert ((found.q5 >= 0) & (found.q5 <= 1)).all()
    more = from_children_ever_born(women, ceb, ceb * np.minimum(share + 0.02, 0.8))
    assert (more.q5 >= found.q5 - 1e-12).all()


def test_leading_axes_are_a_loop() -> None:
    rng = np.random.default_rng(5)
    parity = np.cumsum(rng.uniform(0.8, 1, (3, 2, 7)), axis=-1) - 0.6
    rates = rng.uniform(0.05, 0.2, (3, 2, 7))
    survival = rng.uniform(0.7, 0.95, (3, 2, 10))
    women = rng.uniform(1, 9, (3, 2, 9))
    schedule = np.zeros((3, 2, 9))
    schedule[..., 1:-1] = rates
    children = from_children_ever_born(1000.0 + 0 * parity, 1000 * parity, 50 * parity)
    linear = fertility.pf_ratio(parity, rates)
    momentum = fertility.momentum(women, survival, schedule, by_sex=False)
    stable = stable_population(leslie(survival, schedule))
    for i in np.ndindex(3, 2):
        one = fertility.pf_ratio(parity[i], rates[i])
        np.testing.assert_allclose(linear.F[i], one.F)
        np.testing.assert_allclose(linear.adjusted[i], one.adjusted)
        alone = from_children_ever_born([1000.0] * 7, 1000 * parity[i], 50 * parity[i])
        np.testing.assert_allclose(children.q5[i], alone.q5)
        np.testing.assert_allclose(
            momentum[i], fertility.momentum(women[i], survival[i], schedule[i])
        )
        single = stable_population(leslie(survival[i], schedule[i]))
        np.testing.assert_allclose(stable.growth_factor[i], single.growth_factor)
        np.testing.assert_allclose(stable.age_structure[i], single.age_structure)
