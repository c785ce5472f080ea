"""Control limits: what is refused, and that the message says where and why."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from renkou.integrity import control_limits as limits


@pytest.mark.parametrize(
    ("function", "arguments", "how", "message"),
    [
        (
            limits.poisson_interval,
            ([3, -1],),
            {},
            r"observed: -1.0 at index \(1,\) must",
        ),
        (limits.poisson_interval, (3,), {"method": "exakt"}, "method: 'exakt' must be"),
        (limits.poisson_interval, (3,), {"level": 95}, "level: 95 must lie"),
        (
            limits.funnel_ratio,
            ([1, 0],),
            {},
            r"expected: 0.0 at index \(1,\) must be ab",
        ),
        (limits.funnel_ratio, (1,), {"levels": (0.95, 2)}, "level: 2 must lie"),
        (limits.funnel_proportion, (0, 0.5), {}, "n: 0.0 must be above 0"),
        (limits.funnel_proportion, (9, [0.5, 1.5]), {}, r"target: 1.5 at index \(1,\)"),
        (
            limits.funnel_proportion,
            (9.5, 0.5),
            {"method": "exact"},
            "n: 9.5 must be a w",
        ),
        (limits.funnel_curve, (3,), {"target": 0}, "target: 0.0 must be above 0"),
        (limits.flag, ([1, np.nan], 2), {}, r"observed: nan at index \(1,\)"),
        (limits.flag, ([1, 2], [1, 2, 3]), {}, "shapes do not match"),
        (limits.overdispersion, ([1], [1]), {}, "must have two areas at least"),
        (limits.overdispersion, ([1, 2], [1, 2]), {"winsorise": 0.5}, "winsorise: 0.5"),
        (limits.gamma_poisson, ([1, 2], [1, 0]), {}, r"expected: 0.0 at index \(1,\)"),
        (limits.gamma_poisson, ([0, 0], [1, 1]), {}, "one area at least must have a"),
        (
            limits.gamma_poisson,
            ([1.5, 0], [1, 1]),
            {},
            r"observed: 1.5 at index \(0,\)",
        ),
        (limits.gamma_poisson, ([1], [1]), {}, "1 areas must be more than 1 coeff"),
        (
            limits.gamma_poisson,
            ([1, 2, 3], [1, 1, 1]),
            {"covariates": [4, 4, 4]},
            "covariates: a column must not follow",
        ),
        (
            limits.gamma_poisson,
            ([1, 2, 3], [1, 1, 1]),
            {"covariates": [4, 5]},
            r"covariates: \(2, 1\) must have 3 rows",
        ),
        (
            limits.beta_binomial,
            ([3, 2], [2, 4]),
            {},
            r"count: 3.0 at index \(0,\) must",
        ),
        (limits.beta_binomial, ([0, 0], [2, 4]), {}, "count: one must be above 0"),
        (limits.beta_binomial, ([1], [2]), {}, "one axis of two areas"),
        (
            limits.cusum,
            ([1], [1]),
            {"ratio": 1, "threshold": 3},
            "ratio: 1.0 must differ",
        ),
        (limits.cusum, ([1], [0]), {"ratio": 2, "threshold": 3}, "expected: 0.0 at"),
        (limits.cusum, (1, 1), {"ratio": 2, "threshold": 3}, "must have an axis of m"),
        (
            limits.false_discovery,
            ([0.1, 1.2],),
            {"rate": 0.1},
            r"p: 1.2 at index \(1,\)",
        ),
        (limits.false_discovery, ([0.1],), {"rate": 0}, "rate: 0 must lie"),
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
