"""Bad input to fertility, child mortality, stable and structure is named."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography import fertility, stable, structure
from renkou.demography.child_mortality import from_children_ever_born

PARITY = [0.2, 1.0, 2.0, 3.0, 3.5, 3.8, 4.0]
RATES = [0.05, 0.2, 0.2, 0.15, 0.08, 0.03, 0.01]
MANY = [1000.0] * 7
BORN = [200.0, 1000, 2000, 3000, 3500, 3800, 4000]
DEAD = [10.0, 60, 140, 240, 300, 350, 400]
AGE = [0, 15, 65]


def _with(values: list[float], at: int, value: float) -> list[float]:
    return [*values[:at], value, *values[at + 1 :]]


CASES: list[tuple[Callable[[], object], str]] = [
    (
        lambda: fertility.age_specific_rates([1, -1], [5, 5]),
        r"births: -1\.0 at index \(1,\) must be 0 or more",
    ),
    (
        lambda: fertility.age_specific_rates([1, 1], [5, 0]),
        r"exposure: 0\.0 at index \(1,\) must be above 0",
    ),
    (
        lambda: fertility.age_specific_rates([1, 1, 1], [5, 5]),
        "shapes do not match: births",
    ),
    (lambda: fertility.rates_by_order([1, 1], [5, 5]), "axis of orders"),
    (lambda: fertility.total_fertility_rate([0.1, np.nan]), r"asfr: nan at index \(1,"),
    (lambda: fertility.total_fertility_rate(0.1), "axis of age groups"),
    (lambda: fertility.total_fertility_rate([0.1], width=0), "width: 0.0 must be abov"),
    (
        lambda: fertility.mean_age_at_childbearing([0.0, 0.0], [20, 25]),
        "asfr: 0.0 must add up to more than 0",
    ),
    (
        lambda: fertility.mean_age_at_childbearing([0.1, 0.1], [25, 20]),
        r"age: 20\.0 at index \(1,\) must ascend",
    ),
    (
        lambda: fertility.gross_reproduction_rate([0.1], sex_ratio=-1),
        "sex_ratio: -1.0 must be 0 or more",
    ),
    (
        lambda: fertility.net_reproduction_rate([0.1, 0.1], [4.5]),
        "must have the age groups of asfr",
    ),
    (
        lambda: fertility.net_reproduction_rate([0.1], [4.5], radix=0),
        "radix: 0.0 must be above 0",
    ),
    (
        lambda: fertility.parity_progression([5, 0, 0]),
        r"counts: 0\.0 at index \(1,\) must have women of this parity",
    ),
    (lambda: fertility.parity_progression([5]), "two parities or more"),
    (
        lambda: fertility.pf_ratio(PARITY, RATES, interpolation="cubic"),
        "interpolation: 'cubic' must be one of linear, trussell",
    ),
    (lambda: fertility.pf_ratio(PARITY[:6], RATES), "parity: .* seven groups"),
    (
        lambda: fertility.pf_ratio(_with(PARITY, 1, 0), RATES),
        "parity: 0.0 must be above 0",
    ),
    (
        lambda: fertility.pf_ratio(PARITY, _with(RATES, 0, 0)),
        r"asfr: 0\.0 at index \(0,\) must give a cumulated fertility",
    ),
    (lambda: fertility.pf_ratio(PARITY, [0.0] * 7), "add up to more than 0"),
    (
        lambda: fertility.pf_ratio(PARITY, RATES, midpoint=6),
        "midpoint: 6 must lie between 0 and 5",
    ),
    (
        lambda: fertility.pf_ratio(PARITY, RATES, adjust_by=[22]),
        "adjust_by: 22 must be one of 15",
    ),
    (
        lambda: fertility.momentum([1, 1], [0.9, 0.9, 1.0], [0.1, 0]),
        "survival: 1.0 must be below 1 in the open group",
    ),
    (
        lambda: fertility.momentum([1, 1], [0.9, 0.9, 0.5], [0, 0]),
        "fertility: 0.0 must give births",
    ),
    (
        lambda: fertility.momentum([0, 0], [0.9, 0.9, 0.5], [0.1, 0]),
        "population: 0.0 must hold somebody",
    ),
    (
        lambda: fertility.momentum([1, 1, 1], [0.9, 0.9, 0.5], [0.1, 0]),
        "population: .* age groups of fertility",
    ),
    (
        lambda: fertility.momentum([1, 1], [0.9, 0.9, 0.5], [0.1, 0], by_sex=True),
        "population: .* two sexes",
    ),
    (
        lambda: stable.leslie([0.9, 1.1, 0.5], [0.1, 0]),
        r"survival: 1\.1 at index \(1,\) must be no more than 1",
    ),
    (lambda: stable.leslie([0.9, 0.5], [0.1, 0]), "survival: .* one element more"),
    (lambda: stable.leslie([0.9, 0.5], [0.1]), "fertility: .* two age groups"),
    (lambda: stable.stable_population([[1, 1]]), "must end in a square"),
    (
        lambda: stable.stable_population([[0.0, 0.0], [0.9, 0.5]]),
        "leslie: .* grow by births",
    ),
    (
        lambda: stable.stable_population([[0.0, 0.1], [0.5, np.nan]]),
        r"leslie: nan at index \(1, 1\)",
    ),
    (
        lambda: from_children_ever_born(_with(MANY, 3, 0), BORN, DEAD),
        r"women: 0\.0 at index \(3,\) must be above 0",
    ),
    (
        lambda: from_children_ever_born(MANY, _with(BORN, 0, 0), DEAD),
        r"ceb: 0\.0 at index \(0,\) must be above 0",
    ),
    (
        lambda: from_children_ever_born(MANY, BORN, _with(DEAD, 0, 201)),
        r"dead: 201\.0 at index \(0,\) must be no more than ceb",
    ),
    (
        lambda: from_children_ever_born(MANY, BORN, DEAD, region="centre"),
        "region: 'centre' must be one of west",
    ),
    (
        lambda: from_children_ever_born(MANY, BORN, DEAD, sex="girls"),
        "sex: 'girls' must be one of both",
    ),
    (
        lambda: from_children_ever_born(MANY, _with(BORN, 0, 900), DEAD),
        r"ceb: -\S+ at index \(0,\) must give multipliers above 0",
    ),
    (
        lambda: from_children_ever_born(MANY, BORN, _with(DEAD, 1, 1000)),
        r"dead: 1\.0\d+ at index \(1,\) must give a chance",
    ),
    (lambda: from_children_ever_born(MANY[:6], BORN, DEAD), "women: .* end in 7"),
    (
        lambda: structure.dependency_ratio([1, 0, 1], AGE),
        "population: 0.0 must hold somebody of working age",
    ),
    (
        lambda: structure.dependency_ratio([1, 1, 1], [0, 20, 65]),
        "age: must have groups that start at 15 and at 65",
    ),
    (
        lambda: structure.dependency_ratio([1, 1, 1], [5, 15, 65]),
        "age: 5.0 at index .* must be 0 in the first group",
    ),
    (
        lambda: structure.dependency_ratio([1, 1, 1], AGE, part="children"),
        "part: 'children' must be one of young, old, total",
    ),
    (lambda: structure.support_ratio([1, 1, 0], AGE), "hold somebody above working"),
    (lambda: structure.ageing_index([0, 1, 1], AGE), "hold somebody below working"),
    (
        lambda: structure.median_age([1, 1, 9], AGE),
        r"population: 9\.0 must hold less than half in the open group",
    ),
    (lambda: structure.median_age([0, 0, 0], AGE), "population: 0.0 must hold some"),
    (lambda: structure.median_age([1, 1], AGE), "must match age"),
    (
        lambda: structure.prospective_old_age([1, 1, 1], [80, 60, 16], AGE),
        "ex: 16.0 must be 15 or less in the open group",
    ),
    (
        lambda: structure.prospective_old_age([1, -1, 1], [80, 60, 10], AGE),
        r"population: -1\.0 at index \(1,\)",
    ),
    (
        lambda: structure.old_age_threshold([80, 60, 10], AGE, remaining=0),
        "remaining: 0.0 must be above 0",
    ),
]


@pytest.mark.parametrize(("call", "message"), CASES)
def test_names_what_is_wrong(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
