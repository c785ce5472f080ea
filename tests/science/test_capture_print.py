"""Capture and recapture against figures printed elsewhere."""

from itertools import product

import numpy as np
import pytest

from renkou.integrity.capture import (
    chao_lower_bound,
    dual_system,
    multiple_systems,
    select_model,
)

OUTPUT = "cran/Rcapture tests/Examples/Rcapture-Ex.Rout.save (09223d1)"
PAPERS = "cran/Rcapture inst/tests/testPapersResults.R (09223d1)"
THREE_LISTS = np.array(list(product([1, 0], repeat=3)))[:-1]
FOUR_LISTS = np.array(list(product([1, 0], repeat=4)))[:-1]


@pytest.mark.printed(
    "capture.multiple_systems",
    "capture.dual_system",
    source="Seber (1982), p. 107, as Rcapture prints it",
    address=OUTPUT,
)
def test_seber() -> None:
    seen, counts = [[1, 1], [1, 0], [0, 1]], [167, 781, 254]
    apart = multiple_systems(seen, counts)
    assert apart.estimate == pytest.approx(2389.9, abs=0.06)
    assert apart.se == pytest.approx(130.4, abs=0.06)
    assert apart.aic == pytest.approx(28.831, abs=6e-4)
    equal = multiple_systems(seen, counts, model="equal")
    assert equal.estimate == pytest.approx(2805.6, abs=0.06)
    assert equal.se == pytest.approx(164.1, abs=0.06)
    assert equal.deviance == pytest.approx(281.334, abs=6e-4)
    assert equal.aic == pytest.approx(308.166, abs=6e-4)

    two = dual_system(*counts)
    assert two.estimate == pytest.approx(2389.9, abs=0.06)
    assert two.se == pytest.approx(130.4, abs=0.06)
    # The bias-corrected model of two lists is Chapman's.
    chapman = dual_system(*counts, method="chapman")
    assert chapman.estimate == pytest.approx(2382.8, abs=0.06)
    assert chapman.se == pytest.approx(129.1, abs=0.06)


@pytest.mark.printed(
    "capture.multiple_systems",
    "capture.select_model",
    source="Bruno and others (1994), diabetics on four lists; Rivest (2011), as "
    "Rcapture's tests print them",
    address=PAPERS,
)
def test_bruno_and_rivest() -> None:
    counts = [58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10]
    pairs = ("12", "13", "23", "24", "34")
    chosen = ("13", "24", "34")
    cases: list[tuple[tuple[str, ...], str | None, list[float]]] = [
        (pairs, None, [2771, 145, 7.62, 5]),
        (chosen, None, [2472, 53, 21.97, 7]),
        (chosen, "poisson", [2573, 76, 12.88, 6]),
        (chosen, "darroch", [2752, 133, 8.32, 6]),
    ]
    for model, heterogeneity, printed in cases:
        found = multiple_systems(
            FOUR_LISTS, counts, model=model, heterogeneity=heterogeneity
        )
        assert found.estimate == pytest.approx(printed[0], abs=0.5)
        assert found.se == pytest.approx(printed[1], abs=0.5)
        assert found.deviance == pytest.approx(printed[2], abs=0.006)
        assert found.df == printed[3]
    # Rivest's interactions without heterogeneity are those that BIC takes.
    assert select_model(FOUR_LISTS, counts).best.model == chosen


@pytest.mark.printed(
    "capture.multiple_systems",
    source="Darroch and others (1993), census, post-enumeration survey and records, "
    "in Rivest (2011); Cormack, Chang and Smith (2000), as Rcapture's tests print them",
    address=PAPERS,
)
def test_darroch_and_cormack() -> None:
    census = [72, 155, 7, 71, 13, 53, 43]
    full = multiple_systems(THREE_LISTS, census, model="all-two-way")
    assert [full.estimate, full.se] == pytest.approx([1240, 451], abs=0.5)
    two = multiple_systems(THREE_LISTS, census, model=("12", "23"))
    assert [two.estimate, two.se] == pytest.approx([850, 186], abs=0.5)
    assert [two.deviance, two.df] == pytest.approx([3.8, 1], abs=0.06)
    apart = multiple_systems(
        THREE_LISTS, census, model=("12",), heterogeneity="darroch"
    )
    assert apart.estimate == pytest.approx(1181.8, abs=0.06)
    assert apart.se == pytest.approx(404.2, abs=0.06)

    deaths = [72, 5, 29, 54, 24, 3, 14]
    plain = multiple_systems(THREE_LISTS, deaths)
    assert (round(plain.estimate), plain.df) == (209, 3)
    assert (round(plain.low), round(plain.high)) == (203, 217)
    assert plain.deviance == pytest.approx(75.1, abs=0.06)
    third = multiple_systems(THREE_LISTS, deaths, model=("13", "23"))
    assert (round(third.estimate), round(third.low)) == (233, 204)
    sparse = [72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2]
    four = multiple_systems(FOUR_LISTS, sparse, model=("12", "13", "34"))
    assert (round(four.estimate), four.df) == (218, 7)
    assert four.deviance == pytest.approx(2.6, abs=0.06)
    # Of all pairs the estimate runs away: over a million in print, without a bound.
    wild = multiple_systems(FOUR_LISTS, sparse, model="all-two-way")
    assert (wild.estimate, wild.high) == (np.inf, np.inf)
    assert [wild.deviance, wild.df] == pytest.approx([1.3, 4], abs=0.06)


@pytest.mark.printed(
    "capture.chao_lower_bound",
    source="EstimateS, Chao's bound with its limits, as scikit-bio's tests print them",
    address="scikit-bio/scikit-bio skbio/diversity/alpha/tests/test_chao1.py (0efd222)",
)
def test_estimates() -> None:
    # Three seen once, three twice, two four times, one five times.
    found = chao_lower_bound({1: 3, 2: 3, 4: 2, 5: 1})
    assert found.estimate == 10.5
    assert found.se == pytest.approx(2.29, abs=0.006)
    assert found.low == pytest.approx(9.17, abs=0.006)
    assert found.high == pytest.approx(21.89, abs=0.006)
