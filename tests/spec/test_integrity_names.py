"""The public names of `renkou.integrity` and their parameters: others call these."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import pytest

import renkou.integrity

# Module, then each name with its parameters in order and the fields of its result.
NAMES = {
    "revisions": {
        "Triangle": ("values", "values latest increments"),
        "Triangle.from_events": ("occurred recorded period as_of", ""),
        "chain_ladder": (
            "triangle last_sigma tail tail_sigma tail_se",
            "factors factor_se sigma individual_factor_se ultimate outstanding se "
            "total_outstanding total_se",
        ),
    },
    "nowcast": {
        "lawless": ("triangle window level", "cdf observed expected low high"),
        "hierarchical": ("counts groups level seed", "cdf observed expected low high"),
    },
    "capture": {
        "dual_system": (
            "n11 n10 n01 method level",
            "estimate se low high missed coverage total total_se",
        ),
        "multiple_systems": (
            "histories counts model heterogeneity level",
            "estimate se profile_estimate low high deviance df aic bic coverage "
            "observed model",
        ),
        "select_model": (
            "histories counts criterion interactions",
            "best table estimate low high",
        ),
        "chao_lower_bound": ("times_seen", "estimate se low high"),
    },
}
RESULTS = {
    "Triangle": "Triangle",
    "chain_ladder": "ChainLadder",
    "lawless": "Nowcast",
    "hierarchical": "HierarchicalNowcast",
    "dual_system": "DualSystem",
    "multiple_systems": "MultipleSystems",
    "select_model": "Selection",
    "chao_lower_bound": "LowerBound",
}
CASES = [(room, name) for room, names in NAMES.items() for name in names]


@pytest.mark.parametrize(("room", "name"), CASES, ids=map(".".join, CASES))
def test_a_public_name_has_its_parameters_and_fields(room: str, name: str) -> None:
    module: Any = import_module(f"renkou.integrity.{room}")
    assert getattr(renkou.integrity, room) is module
    what = module
    for part in name.split("."):
        what = getattr(what, part)
    parameters = inspect.signature(what).parameters
    wanted, fields = (text.split() for text in NAMES[room][name])
    assert set(wanted) <= set(parameters)
    placed = [
        one
        for one, parameter in parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and one != "periods"
    ]
    # What may be given by position stands first and in this order.
    assert placed == wanted[: len(placed)]
    if name in RESULTS:
        result = getattr(module, RESULTS[name])
        has = {*dir(result), *getattr(result, "__annotations__", {})}
        assert set(fields) <= has
