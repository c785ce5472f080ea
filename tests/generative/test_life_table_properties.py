"""The life table against a plain loop, and what must hold of every one."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography.life_table import (
    LifeTable,
    can_be_built,
    life_expectancy_interval,
    survival_ratios,
)

AGE = [0, 1, *range(5, 90, 5)]
RATES = arrays(np.float64, (19,), elements=st.floats(1e-6, 0.35))
SEXES = st.sampled_from(["male", "female", "both"])


def _a0(m: float, sex: str) -> float:
    """Human Mortality Database, Methods Protocol 6, table 3, written out again."""
    if sex == "both":
        return (_a0(m, "male") + _a0(m, "female")) / 2
    if sex == "male":
        if m < 0.023:
            return 0.14929 - 1.99545 * m
        return 0.02832 + 3.26021 * m if m < 0.08307 else 0.29915
    if m < 0.01724:
        return 0.14903 - 2.05527 * m
    return 0.04667 + 3.88089 * m if m < 0.06891 else 0.31411


def _plain(rates: list[float], sex: str) -> dict[str, list[float]]:
    """One life table, one age at a time, from the definitions alone."""
    last = len(AGE) - 1
    lx = [1e5]
    out: dict[str, list[float]] = {"nax": [], "nqx": [], "ndx": [], "nLx": []}
    for i, m in enumerate(rates):
        if i == last:
            a, q = 1 / m, 1.0
        else:
            n = AGE[i + 1] - AGE[i]
            a = _a0(m, sex) if i == 0 else n / 2
            if a * m >= 1:
                a = n + 1 / m - n / (1 - math.exp(-n * m))
            q = n * m / (1 + (n - a) * m)
        d = lx[-1] * q
        out["nax"].append(a)
        out["nqx"].append(q)
        out["ndx"].append(d)
        if i == last:
            out["nLx"].append(lx[-1] / m)
        else:
            out["nLx"].append(n * (lx[-1] - d) + a * d)
            lx.append(lx[-1] - d)
    out["Tx"] = [sum(out["nLx"][i:]) for i in range(len(AGE))]
    out["ex"] = [t / x for t, x in zip(out["Tx"], lx, strict=True)]
    return out | {"lx": lx}


# Up to the rates of a village in which two of three people of an age died.
ANY_RATES = arrays(np.float64, (19,), elements=st.floats(1e-6, 4.0))


@given(rates=ANY_RATES, sex=SEXES)
def test_equals_a_plain_loop(rates: Floats, sex: str) -> None:
    table = LifeTable.from_rates(rates, AGE, sex=sex)
    for name, expected in _plain(rates.tolist(), sex).items():
        np.testing.assert_allclose(getattr(table, name), expected, 1e-7, 1e-9)


@given(rates=RATES, sex=SEXES)
def test_identities(rates: Floats, sex: str) -> None:
    t = LifeTable.from_rates(rates, AGE, sex=sex, radix=1.0)
    assert t.ndx.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(t.ndx / t.nLx, t.nMx, rtol=1e-9)
    np.testing.assert_allclose(t.npx + t.nqx, 1.0)
    np.testing.assert_allclose(t.ex * t.lx, t.Tx, rtol=1e-9)
    assert np.all(np.diff(t.lx) < 0)
    assert np.isinf(t.width[-1])


@given(rates=arrays(np.float64, (2, 3, 19), elements=st.floats(1e-6, 0.35)), sex=SEXES)
@settings(max_examples=25)
def test_leading_axes_are_tables_of_their_own(rates: Floats, sex: str) -> None:
    whole = LifeTable.from_rates(rates, AGE, sex=sex, a0="coale-demeny", nax="greville")
    for i in range(2):
        for j in range(3):
            one = LifeTable.from_rates(
                rates[i, j], AGE, sex=sex, a0="coale-demeny", nax="greville"
            )
            np.testing.assert_allclose(whole.ex[i, j], one.ex, rtol=1e-12)
            np.testing.assert_allclose(whole.nax[i, j], one.nax, rtol=1e-12)


@given(rates=RATES, factor=st.floats(1.01, 3.0))
def test_more_deaths_shorter_lives(rates: Floats, factor: float) -> None:
    one = LifeTable.from_rates(rates, AGE, sex="female", a0="coale-demeny")
    two = LifeTable.from_rates(rates * factor, AGE, sex="female", a0="coale-demeny")
    assert two.ex[0] < one.ex[0]


@given(m=st.floats(0.001, 0.2))
def test_one_force_of_mortality_throughout(m: float) -> None:
    """With nax of a constant force the expectation is 1/m at every age."""
    n = np.diff(AGE)
    nax = np.append(n + 1 / m - n / (1 - np.exp(-n * m)), 1 / m)
    table = LifeTable.from_rates(np.full(19, m), AGE, sex="both", nax=nax)
    np.testing.assert_allclose(table.ex, 1 / m, rtol=1e-9)


@given(
    deaths=arrays(np.int64, (19,), elements=st.integers(0, 40)),
    exposure=arrays(np.float64, (19,), elements=st.floats(0.01, 50)),
)
def test_the_smallest_village_has_a_table(
    deaths: Floats,
    exposure: Floats,
) -> None:
    """However few live there: nobody less than dead, nothing undefined."""
    deaths[-1] = max(deaths[-1], 1)
    table = LifeTable.from_rates(deaths / exposure, AGE, sex="male")
    assert np.all((table.nqx >= 0) & (table.nqx <= 1) & (table.lx >= 0))
    for values in (table.ex, table.nax, table.nLx):
        assert np.all(np.isfinite(values) & (values >= 0))
    interval = life_expectancy_interval(table, deaths)
    assert np.all(np.isfinite(interval.se) & (interval.low <= interval.ex))


@given(rates=RATES)
def test_survival_ratios_carry_the_table_along(rates: Floats) -> None:
    table = LifeTable.from_rates(rates, AGE, sex="both", radix=1.0)
    ratios = table.survival_ratios()
    assert ratios.shape == (19,)  # 18 groups, and birth
    L = np.append(table.nLx[0] + table.nLx[1], table.nLx[2:])
    assert ratios[0] * 5 == pytest.approx(L[0])
    np.testing.assert_allclose(L[:-2] * ratios[1:-2], L[1:-1])
    assert (L[-2] + L[-1]) * ratios[-1] == pytest.approx(L[-1])
    assert ratios[-2] == ratios[-1]
    np.testing.assert_allclose(ratios, survival_ratios(L, radix=1.0, width=5))
    young = table.survival_ratios(open_age=70)
    assert young.shape == (16,)
    assert young[-1] == pytest.approx(L[14:].sum() / L[13:].sum())


def test_survival_ratios_of_many_tables() -> None:
    """Leading axes of 1 are axes still, for the radix as for the years lived."""
    rates = np.random.default_rng(3).uniform(0.001, 0.2, (3, 1, 19))
    whole = LifeTable.from_rates(rates, AGE, sex="male").survival_ratios()
    assert whole.shape == (3, 1, 19)
    one = LifeTable.from_rates(rates[2, 0], AGE, sex="male").survival_ratios()
    np.testing.assert_allclose(whole[2, 0], one)
    with pytest.raises(ValueError, match="two age groups"):
        survival_ratios([1.0], radix=1.0)
    with pytest.raises(ValueError, match=r"nLx: 0\.0 at index \(1,\)"):
        survival_ratios([1.0, 0.0], radix=1.0)
    with pytest.raises(ValueError, match="width: 0 must be above 0"):
        survival_ratios([1.0, 1.0], radix=1.0, width=0)


def test_infant_probability_given() -> None:
    rates = np.full(19, 0.02)
    table = LifeTable.from_rates(rates, AGE, sex="male", q0=0.05)
    assert table.nqx[0] == 0.05
    assert table.nMx[0] == 0.02
    assert table.lx[1] == pytest.approx(95_000)
    assert table.nLx[0] == pytest.approx(95_000 + table.nax[0] * 5_000)
    assert table.ex[0] * 1e5 == pytest.approx(table.Tx[0])


@pytest.mark.parametrize("region", ["west", "north", "east", "south"])
@pytest.mark.parametrize("sex", ["male", "female"])
def test_coale_demeny_from_q0(region: str, sex: str) -> None:
    """Coale–Demeny 1983 as tabled in timriffe/DemoTools, R/nAx.R (commit 00b15cf)."""
    constants = {
        "west": (0.33, 1.352, 0.35, 1.361, 0.0425, 1.653, 0.05, 1.524),
        "north": (0.33, 1.558, 0.35, 1.570, 0.0425, 1.859, 0.05, 1.733),
        "east": (0.29, 1.313, 0.31, 1.324, 0.0025, 1.614, 0.01, 1.487),
        "south": (0.33, 1.240, 0.35, 1.239, 0.0425, 1.541, 0.05, 1.402),
    }[region]
    at = 0 if sex == "male" else 2
    slope = (2.875, -3.013) if sex == "male" else (3.0, -1.627)
    rates = np.full(19, 0.02)
    for q0 in (0.01, 0.0999, 0.100, 0.2):
        table = LifeTable.from_rates(
            rates, AGE, sex=sex, a0="coale-demeny", region=region, q0=q0
        )
        if q0 < 0.1:
            expected = [
                constants[4 + at] + slope[0] * q0,
                constants[5 + at] + slope[1] * q0,
            ]
        else:
            expected = list(constants[at : at + 2])
        np.testing.assert_allclose(table.nax[:2], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("m0", [0.001, 0.02, 0.08, 0.15, 0.5])
def test_coale_demeny_from_m0_agrees_with_its_own_q0(m0: float) -> None:
    rates = np.full(19, 0.02)
    rates[0] = m0
    table = LifeTable.from_rates(
        rates, AGE, sex="male", a0="coale-demeny", region="east"
    )
    if table.nqx[0] < 0.1:
        assert table.nax[0] == pytest.approx(0.0025 + 2.875 * table.nqx[0])
    else:
        assert table.nax[0] == 0.29


def test_greville_leaves_children_and_unknown_neighbours_alone() -> None:
    rates = np.linspace(0.01, 0.3, 19)
    rates[6] = 0.0
    table = LifeTable.from_rates(rates, AGE, sex="both", nax="greville")
    np.testing.assert_array_equal(table.nax[2:4], 2.5)
    np.testing.assert_array_equal(table.nax[[5, 7]], 2.5)
    for i in (4, 9, 17):  # from 15–19 to the group before the open one
        k = math.log(rates[i + 1] / rates[i - 1]) / 10
        assert table.nax[i] == pytest.approx(2.5 - 25 / 12 * (rates[i] - k))


def test_can_be_built() -> None:
    deaths = np.array([[1, 1], [1, 0], [0, 1]])
    exposure = np.array([[5.0, 5.0], [5.0, 5.0], [0.0, 5.0]])
    assert can_be_built(deaths, exposure).tolist() == [True, False, False]
    with pytest.raises(ValueError, match="deaths: -1"):
        can_be_built([-1, 1], [1, 1])


def test_coale_demeny_for_both_sexes_is_the_mean() -> None:
    rates = np.full(19, 0.02)
    for region in ("west", "south"):
        men, women, both = (
            LifeTable.from_rates(rates, AGE, sex=sex, a0="coale-demeny", region=region)
            for sex in ("male", "female", "both")
        )
        np.testing.assert_allclose(both.nax[:2], (men.nax[:2] + women.nax[:2]) / 2)


def test_two_groups_and_nobody_dying_in_infancy() -> None:
    table = LifeTable.from_rates([0.01, 0.02], [0, 1], sex="male", q0=0.0)
    assert table.ex.tolist() == [51.0, 50.0]
    assert table.lx.tolist() == [1e5, 1e5]


@given(
    rates=arrays(np.float64, (2, 19), elements=st.floats(1e-6, 0.3)),
    sex=SEXES,
    a0=st.sampled_from(["andreev-kingkade", "coale-demeny"]),
    region=st.sampled_from(["west", "north", "south", "east"]),
    nax=st.sampled_from([None, "greville"]),
)
def test_probabilities_lead_back_to_the_table(
    rates: Floats, sex: str, a0: str, region: str, nax: str | None
) -> None:
    """What `from_rates` makes of the rates found is the table of probabilities."""
    table = LifeTable.from_rates(rates, AGE, sex=sex, a0=a0, region=region, nax=nax)
    back = LifeTable.from_probabilities(
        table.nqx,
        AGE,
        sex=sex,
        open_rate=table.nMx[..., -1],
        a0=a0,
        region=region,
        nax=nax,
    )
    np.testing.assert_allclose(back.nqx, table.nqx, rtol=1e-12)
    np.testing.assert_allclose(back.lx, table.lx, rtol=1e-9)
    # The rules of 1a0 leap a little at their breaks, where two rates fit a chance.
    np.testing.assert_allclose(back.nMx[:, 0], table.nMx[:, 0], rtol=0.02)
    if nax is None:
        np.testing.assert_allclose(back.nMx[:, 2:], table.nMx[:, 2:], rtol=1e-9)
        np.testing.assert_allclose(back.ex[:, 2:], table.ex[:, 2:], rtol=1e-9)


@given(
    chances=arrays(np.float64, (19,), elements=st.floats(1e-6, 0.97)),
    open_rate=st.floats(0.05, 1.0),
)
def test_any_probabilities_have_a_table(chances: Floats, open_rate: float) -> None:
    chances[-1] = 1.0
    table = LifeTable.from_probabilities(
        chances, AGE, sex="both", nax="greville", open_rate=open_rate, radix=1.0
    )
    np.testing.assert_allclose(table.nqx, chances)
    np.testing.assert_allclose(table.ndx[:-1], table.nMx[:-1] * table.nLx[:-1])
    assert np.all(table.nax > 0)
    assert np.all(table.nax[:-1] <= table.width[:-1])
    assert table.ex[-1] == pytest.approx(1 / open_rate)


@given(rates=arrays(np.float64, (19,), elements=st.floats(1e-6, 4.0)), sex=SEXES)
def test_greville_stays_within_the_group(rates: Floats, sex: str) -> None:
    table = LifeTable.from_rates(rates, AGE, sex=sex, nax="greville")
    assert np.all((table.nax > 0) & (table.nax <= np.append(table.width[:-1], 1e7)))
    assert np.all((table.nLx >= 0) & (table.nqx <= 1) & (table.nqx > 0))


def test_greville_by_hand() -> None:
    rates = np.geomspace(0.001, 0.3, 19)
    table = LifeTable.from_rates(rates, AGE, sex="male", nax="greville")
    k = math.log(300) / 18 / 5  # of a geometric schedule
    np.testing.assert_allclose(table.nax[4:18], 2.5 - 25 / 12 * (rates[4:18] - k))
    back = LifeTable.from_probabilities(
        table.nqx, AGE, sex="male", nax="greville", open_rate=0.3
    )
    np.testing.assert_allclose(back.nax[2:], table.nax[2:], rtol=1e-9)


def test_many_probabilities_and_open_rates_broadcast() -> None:
    table = LifeTable.from_rates(np.full(19, 0.02), AGE, sex="male")
    whole = LifeTable.from_probabilities(
        table.nqx, AGE, sex="male", open_rate=[0.1, 0.2], q0=[[0.01], [0.02], [0.03]]
    )
    assert whole.ex.shape == (3, 2, 19)
    np.testing.assert_allclose(whole.nqx[..., 0], [[0.01] * 2, [0.02] * 2, [0.03] * 2])
    np.testing.assert_allclose(whole.nMx[..., 0], table.nMx[0])  # 1m0 stays
    np.testing.assert_allclose(whole.ex[..., -1], [[10, 5]] * 3)
