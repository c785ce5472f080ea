"""Sampling: what is refused, and that the message says where and why."""

from collections.abc import Callable
from typing import Any

import pytest

from renkou.integrity import sampling

HYPER = {"distribution": "hypergeometric"}
LQAS = {"lower": 0.5, "upper": 0.8}


@pytest.mark.parametrize(
    ("function", "arguments", "how", "message"),
    [
        (sampling.acceptance_probability, (5, 6, 0.1), {}, "c: 6.0 must be no more"),
        (sampling.acceptance_probability, (5, 1, 1.1), {}, "share: 1.1 must be no"),
        (sampling.acceptance_probability, (5.5, 1, 0.1), {}, "n: 5.5 must be a whole"),
        (sampling.acceptance_probability, (5, 1, 0.1), HYPER, "lot: its size must be"),
        (
            sampling.acceptance_probability,
            (5, 1, 0.1),
            {**HYPER, "lot": 4},
            "n: 5.0 must be no more than the lot",
        ),
        (sampling.acceptance_probability, (5, 1, 0.1), {"lot": 9}, "lot: it belongs"),
        (sampling.attribute_plan, ((0.1, 0.9), (0.05, 0.1)), {}, "consumer: .* larger"),
        (
            sampling.attribute_plan,
            ((0.1, 0.9), (0.2, 0.95)),
            {},
            "consumer: .* smaller",
        ),
        (sampling.attribute_plan, ((0.1, 1), (0.2, 0.1)), {}, "producer: .* must be a"),
        (
            sampling.attribute_plan,
            ((0.11, 0.9), (0.115, 0.1)),
            {**HYPER, "lot": 30},
            "lot: in 30 both shares are the same number",
        ),
        (sampling.attribute_plan, ((0.1, 0.9), (0.1 + 1e-7, 0.1)), {}, "no plan meets"),
        (sampling.code_letter, ([5, 1],), {}, r"lot: 1.0 at index \(1,\) must be a"),
        (sampling.code_letter, (5,), {"level": "IV"}, "level: 'IV' must be one of"),
        (sampling.single_plan, ("I", 1), {}, "letter: 'I' must be one of A, B"),
        (sampling.single_plan, ("J", 3), {}, "aql: 3 must be one of 0.010, 0.015"),
        (sampling.lqas_errors, (19, 20), LQAS, "accept_at: 20.0 must be no more"),
        (
            sampling.lqas_errors,
            (19, 13),
            {"lower": 0.8, "upper": 0.8},
            "lower: 0.8 must be below upper",
        ),
        (sampling.proportion_interval, (3, 2), {}, "part: 3.0 must be no more"),
        (sampling.proportion_interval, (1, 2), {"side": "both"}, "side: 'both' must"),
        (
            sampling.proportion_interval,
            (1, 2),
            {"side": "upper", "level": 0.5},
            "level: 0.5 must be above 0.5",
        ),
        (sampling.draw, (["a", "b", "a"], 1), {"seed": 1}, "ids: 'a' at index 2 must"),
        (sampling.draw, ([7, "7"], 1), {"seed": 1}, "ids: '7' at index 1 must"),
        (sampling.draw, (["a"], 2), {"seed": 1}, "n: 2 must be a whole number from 0"),
        (sampling.draw, (["a"], -1), {"seed": 1}, "n: -1 must be a whole number"),
        (sampling.estimate_mean, ([1], [1]), {}, "must have two rows at least"),
        (sampling.estimate_mean, ([1, 2], [1, 0]), {}, r"weights: 0.0 at index \(1,\)"),
        (sampling.estimate_mean, ([1, 2], [0.1, 0.1]), {}, "weights: they add up to"),
        (sampling.estimate_mean, ([1, 2], [1, 1, 1]), {}, r"weights: \(3,\) must be"),
        (
            sampling.estimate_mean,
            ([1, 2, 3], [1, 1, 1]),
            {"strata": ["a", "b", "b"]},
            "strata: .*'a'.* must have two sampled units or clusters",
        ),
        (
            sampling.estimate_mean,
            ([1, 2], [1, 1]),
            {"clusters": [1, 1]},
            "strata: .*'all'.* must have two",
        ),
        (
            sampling.estimate_mean,
            ([1, 2], [1, 1]),
            {"population": [5, 6]},
            r"population: .* at index \(\d,\) must be one number in each stratum",
        ),
        (
            sampling.estimate_mean,
            ([1, 2, 3], [1, 1, 1]),
            {"population": [2, 2, 2]},
            r"population: 2.0 at index \(0,\) must be no fewer",
        ),
        (
            sampling.estimate_ratio,
            ([1, 2], [1, -1], [1, 1]),
            {},
            "x: .* not add up to 0",
        ),
    ],
)
def test_refused(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    how: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        function(*arguments, **how)
