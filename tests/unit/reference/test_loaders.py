"""The package data come through the loaders whole, and cannot be changed."""

import subprocess
import sys

import numpy as np
import pytest

from renkou import reference


@pytest.mark.parametrize("year", [2010, 2020])
def test_census_adds_up(year: int) -> None:
    """Every row by sex, in all and by urban and rural; every area by its parts."""
    c = reference.census(year)
    assert c.population.shape == (len(c.codes), 2, 19)
    assert c.population.dtype == np.int64
    assert c.age_lower.tolist() == [0, 1, *range(5, 90, 5)]
    np.testing.assert_array_equal(c.population.sum(axis=(1, 2)), c.column("pop"))
    np.testing.assert_array_equal(c.population[:, 0].sum(axis=1), c.column("pop_m"))
    np.testing.assert_array_equal(c.population[:, 1].sum(axis=1), c.column("pop_f"))
    both = np.nan_to_num(c.column("urban")) + np.nan_to_num(c.column("rural"))
    np.testing.assert_array_equal(both, c.column("pop"))
    for code in c.codes:
        if not code.startswith("51") or not code.endswith("00"):
            continue
        stem, end = (code[:2], "00") if code.endswith("0000") else (code[:4], "")
        parts = [
            i
            for i, other in enumerate(c.codes)
            if other != code and other.startswith(stem) and other.endswith(end)
        ]
        total = c.population[parts].sum(axis=0)
        np.testing.assert_array_equal(total, c.population[c.index(code)])


def test_neijiang() -> None:
    first, second = reference.census(2010), reference.census(2020)
    assert first.column("hukou_pop")[first.index("511000")] == 4_278_501
    assert first.column("cbr")[first.index("511000")] == 9.82
    assert first.column("ceb_mean")[first.index("511028")] == 1.38
    assert second.population[second.index("511000")].sum() == 3_140_678
    assert second.names[second.index("511071")] == "内江经济开发区"
    assert second.population[second.index("511083"), 1, 18] == 6_269
    assert np.isnan(second.column("hukou_pop")).all()
    assert second.names[second.index("000000")] == "全国"
    assert second.column("pop")[second.index("000000")] == 1_409_778_724


def test_mortality_rates() -> None:
    rates = reference.mortality_rates()
    assert rates.periods[0] == (1950, 1955)
    assert rates.periods[-1] == (2095, 2100)
    assert rates.age.tolist() == [0, 1, *range(5, 105, 5)]
    assert rates.values.shape == (30, 2, 22)
    assert rates.values[0, :, 0].tolist() == [0.139529, 0.124754]
    assert reference.mortality_rates(revision=2019).values[0, 0, 2] == 0.00954
    assert np.all(rates.values > 0)


def test_fertility_pattern() -> None:
    shares = reference.fertility_pattern()
    assert shares.age.tolist() == [15, 20, 25, 30, 35, 40, 45]
    np.testing.assert_allclose(shares.values.sum(axis=1), 1.0, rtol=1e-12)
    assert shares.values[0, 0] == pytest.approx(0.072999, abs=1e-6)


def test_indicators() -> None:
    i = reference.indicators()
    assert i.year.tolist() == list(range(1950, 2101))
    assert i.births[0] == 22_293_375
    assert i.e0M[0] == 42.1791
    assert set(i.source.tolist()) == {"est", "proj"}
    np.testing.assert_allclose(i.nir, i.cbr - i.cdr, atol=0.0011)
    sweden = reference.indicators("SWE")
    assert sweden.tfr.size == 151
    assert sweden.tfr[0] != i.tfr[0]


def test_population() -> None:
    men, women = reference.population("CHN", "estimate", 1950)
    assert men[0] == pytest.approx(39_673_730)
    assert women[1] == pytest.approx(26_816_395)
    assert reference.population("CHN", "med", 2030).shape == (2, 21)
    low, high = (reference.population("CHN", v, 2100).sum() for v in ("low", "high"))
    assert low < high


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        reference.census(2010).population[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        reference.mortality_rates().values[0, 0, 0] = 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reference.census(2015), "year: 2015 is not one of 2010, 2020"),
        (lambda: reference.census(2010).column("gdp"), "name: 'gdp' is not one of pop"),
        (lambda: reference.census(2010).index("511083"), "'511083' is not an area of"),
        (
            lambda: reference.mortality_rates("USA"),
            "iso3: 'USA' is not one of CHN, SWE",
        ),
        (lambda: reference.mortality_rates(revision=2022), "revision: 2022 is not"),
        (lambda: reference.population("CHN", "medium", 2030), "variant: 'medium'"),
        (lambda: reference.population("CHN", "med", 2020), "year: 2020 is not one of"),
    ],
)
def test_what_is_not_there(call, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("renkou.reference", ("pyarrow", "pandas", "ibis", "duckdb", "scipy")),
        ("renkou.demography", ("pyarrow", "pandas", "ibis", "duckdb", "scipy")),
    ],
)
def test_imports_little(module: str, unwanted: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([m for m in {unwanted!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
