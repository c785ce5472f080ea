"""The public names of `renkou.demography` and their parameters: others call these."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import pytest

import renkou.demography

LIFE_TABLE = "sex a0 region nax radix close q0"
GROWTH_BALANCE = "first second deaths age years migrants fit line"
# Module, then each name with its parameters in order, optional ones too.
NAMES = {
    "life_table": {
        "LifeTable.from_rates": f"nMx age {LIFE_TABLE}",
        "LifeTable.from_deaths": f"deaths exposure age {LIFE_TABLE}",
        "LifeTable.from_probabilities": f"nqx age {LIFE_TABLE} open_rate",
        "LifeTable.survival_ratios": "self width open_age",
        "survival_ratios": "nLx radix width",
        "extend": "nMx age to model fit",
        "log_quadratic": "q5 k sex",
    },
    "mortality": {
        "arriaga": "first second",
        "direct_standardisation": "deaths exposure standard level",
        "indirect_standardisation": "deaths exposure standard_rates level",
        "kitagawa": "rates1 shares1 rates2 shares2",
        "small_area_e0": "deaths exposure age sex level",
    },
    "fertility": {
        "age_specific_rates": "births exposure",
        "total_fertility_rate": "asfr width",
        "mean_age_at_childbearing": "asfr age width",
        "gross_reproduction_rate": "asfr sex_ratio width",
        "net_reproduction_rate": "asfr nLx sex_ratio radix",
        "parity_progression": "counts",
        "births_decomposition": "women1 asfr1 women2 asfr2",
        "momentum": "population survival fertility sex_ratio width",
        "pf_ratio": "parity asfr interpolation",
    },
    "child_mortality": {"from_children_ever_born": "women ceb dead region"},
    "age_quality": {
        "whipple": "counts age digits age_min age_max",
        "noumbissi": "counts age digit age_min age_max",
        "coale_li": "counts age digit age_min age_max",
        "spoorenberg": "counts age age_min age_max",
        "myers": "counts age age_min age_max",
        "bachi": "counts age age_min age_max",
        "age_ratio_score": "counts open_group",
        "sex_ratio_score": "population open_group",
        "age_sex_accuracy": "population open_group",
        "index_of_dissimilarity": "observed standard",
        "index_of_relative_difference": "observed standard",
    },
    "smoothing": {
        "carrier_farrag": "counts ends",
        "karup_king_newton": "counts ends",
        "arriaga": "counts ends",
        "strong": "counts ends",
        "united_nations": "counts ends",
        "moving_average": "counts ends terms",
        "zigzag": "counts age age_min age_max",
        "zigzag_objective": "counts age adjustments age_min age_max",
        "feeney": "counts iterations",
        "spencer": "counts terms ends",
        "zelnik": "counts order ends",
    },
    "graduation": {
        "sprague": "counts age open_group",
        "beers": "counts age kind johnson open_group",
        "monotone": "counts age open_group",
        "pclm": "counts age open_group",
    },
    "completeness": {
        "brass_growth_balance": "population deaths age fit",
        "generalized_growth_balance": GROWTH_BALANCE,
        "synthetic_extinct_generations": f"{GROWTH_BALANCE} delta",
    },
    "migration": {
        "residual": "first second survival births timing",
        "rogers_castro": "age parameters",
        "fit_rogers_castro": "rates age",
        "census_survival": "first second interval ex",
    },
    "sex_ratio": {
        "sex_ratio_at_birth": "boys girls method level",
        "compare": "boys girls against",
        "sign_test": "boys girls",
        "probability_below": "boys girls ratio",
        "power": "births ratio against level",
        "many": "boys girls against rate",
        "missing_girls": "boys girls expected",
    },
    "stable": {
        "leslie": "survival fertility sex_ratio width",
        "stable_population": "leslie width",
    },
    "structure": {
        "dependency_ratio": "population age",
        "support_ratio": "population age",
        "median_age": "population age",
        "ageing_index": "population age",
        "prospective_old_age": "population ex age remaining",
    },
    "projection": {
        "project": "population survival fertility sex_ratio migration width timing",
        "reconcile": "children parent axis",
        "scenario": "name survival fertility sex_ratio migration width",
        "simulate": "population survival fertility sex_ratio migration width timing "
        "draws seed quantiles broad_ages correlation spread",
        "project_areas": "population survival fertility sex_ratio parent previous "
        "width level seed draws names",
        "households": "population headship",
        "series": "projection age of",
    },
    "plan": {"check": "plan"},
}
CASES = [(room, name) for room, names in NAMES.items() for name in names]


def test_the_sexes_are_in_their_order() -> None:
    assert renkou.demography.SEXES == ("male", "female")


@pytest.mark.parametrize(("room", "name"), CASES, ids=map(".".join, CASES))
def test_a_public_name_has_its_parameters(room: str, name: str) -> None:
    what: Any = import_module(f"renkou.demography.{room}")
    assert getattr(renkou.demography, room) is what
    for part in name.split("."):
        what = getattr(what, part)
    parameters = inspect.signature(what).parameters
    wanted = NAMES[room][name].split()
    if inspect.ismethod(what):
        wanted = [one for one in wanted if one != "cls"]
    assert set(wanted) <= set(parameters)
    placed = [
        one
        for one, parameter in parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    # What may be given by position stands first and in this order.
    assert placed == wanted[: len(placed)]
