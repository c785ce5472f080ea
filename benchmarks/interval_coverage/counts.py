"""Counts, shares, rates, ratios and differences: the cells of exact and near limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from renkou.chance import intervals
from renkou.demography import sex_ratio
from renkou.integrity import control_limits, sampling

from .judging import Cell, Draws, Floats

MEANS = (0.5, 2.0, 10.0, 100.0)
SIZES = (20, 100, 1_000)
SHARES = (0.02, 0.1, 0.5)
PAIRS = ((0.5, 0.5), (2, 2), (2, 10), (10, 2), (10, 10), (10, 100), (100, 100))
WEIGHTS = {
    "w = 1": np.ones(10),
    "w = 1…10": np.arange(1.0, 11),
    "w = 1, 100": np.array([1.0] * 9 + [100]),
}
Two = tuple[Floats, Floats]
Way = Callable[..., Two]
Generator = np.random.Generator
_EXPOSURE = 1_000.0
_BOYS = (*SHARES, 0.545)
_AREAS = 20


def cells() -> Iterator[Cell]:
    """Every cell of this module."""
    yield from _one_count()
    yield from _one_share()
    yield from _of_two()
    yield from _weighted()
    yield from _boys()
    yield from _many()


def poisson(rng: Generator, k: int, *, mean: float, way: Way, per: float) -> Draws:
    """`k` Poisson counts of `mean`, and `way`'s limits of mean/per."""
    return Draws(*way(rng.poisson(mean, k).astype(float)), mean / per)


def binomial(rng: Generator, k: int, *, n: int, share: float, way: Way) -> Draws:
    """`k` binomial counts of `n`, and `way`'s limits of the share."""
    return Draws(*way(rng.binomial(n, share, k), n), share)


def _one_count() -> Iterator[Cell]:
    rate = partial(_rate, mid_p=False)
    ways: dict[str, tuple[bool, float, Way]] = {
        "intervals.poisson_interval": (True, 1.0, intervals.poisson_interval),
        "intervals.poisson_interval, mid_p": (
            False,
            1.0,
            partial(intervals.poisson_interval, mid_p=True),
        ),
        "intervals.rate_interval": (True, _EXPOSURE, rate),
        "intervals.rate_interval, mid_p": (
            False,
            _EXPOSURE,
            partial(_rate, mid_p=True),
        ),
        "control_limits.poisson_interval, exact": (
            True,
            1.0,
            control_limits.poisson_interval,
        ),
        "control_limits.poisson_interval, byar": (
            False,
            1.0,
            partial(control_limits.poisson_interval, method="byar"),
        ),
    }
    for method, (exact, per, way) in ways.items():
        for mean in MEANS:
            redraw = partial(poisson, mean=mean, way=way, per=per)
            yield Cell(method, exact, f"μ = {mean:g}", redraw)


def _rate(count: Floats, *, mid_p: bool) -> Two:
    return intervals.rate_interval(count, _EXPOSURE, mid_p=mid_p)


def _one_share() -> Iterator[Cell]:
    ways: dict[str, Way] = {
        "intervals.proportion_interval": intervals.proportion_interval,
        "sampling.proportion_interval": sampling.proportion_interval,
        "sampling.proportion_interval, upper": partial(
            sampling.proportion_interval, side="upper"
        ),
        "sampling.proportion_interval, lower": partial(
            sampling.proportion_interval, side="lower"
        ),
    }
    for name, way in ways.items():
        for method in ("clopper-pearson", "wilson"):
            for where, n, share in shares():
                exact = method == "clopper-pearson"
                by = partial(way, method=method)
                redraw = partial(binomial, n=n, share=share, way=by)
                yield Cell(f"{name}, {method}", exact, where, redraw)


def shares(of: tuple[float, ...] = SHARES) -> Iterator[tuple[str, int, float]]:
    """Every n with every share, and how the cell is called."""
    for n in SIZES:
        for share in of:
            yield f"n = {n:,}, p = {share:g}", n, share


def _of_two() -> Iterator[Cell]:
    for a, b in PAIRS:
        where = f"μ = {a:g}, {b:g}"
        for method, exact in (("ratio_interval", True), ("difference_interval", False)):
            truth = a / b if exact else a - b
            way = getattr(intervals, method)
            redraw = partial(_two, means=(a, b), way=way, truth=truth)
            yield Cell(f"intervals.{method}", exact, where, redraw)


def _two(
    rng: Generator, k: int, *, means: tuple[float, float], way: Way, truth: float
) -> Draws:
    return Draws(*way(rng.poisson(means[0], k), rng.poisson(means[1], k)), truth)


def _weighted() -> Iterator[Cell]:
    for method in ("fay-feuer", "dobson-byar"):
        for name, weights in WEIGHTS.items():
            for mean in MEANS:
                yield Cell(
                    f"intervals.weighted_sum_interval, {method}",
                    method == "fay-feuer",
                    f"μ = {mean:g}, {name}",
                    partial(_sum, mean=mean, weights=weights, method=method),
                )


def _sum(rng: Generator, k: int, *, mean: float, weights: Floats, method: str) -> Draws:
    each = np.full(weights.size, mean / weights.size)
    count = rng.poisson(each, (k, each.size))
    found = intervals.weighted_sum_interval(count, weights, method=method)
    return Draws(*found, float(weights @ each))


def _boys() -> Iterator[Cell]:
    for where, n, share in shares(_BOYS):
        redraw = partial(_missing, n=n, share=share)
        yield Cell("sex_ratio.missing_girls", True, where, redraw)
    for method in ("clopper-pearson", "wilson", "log"):
        for where, n, share in shares(_BOYS):
            name = f"sex_ratio.sex_ratio_at_birth, {method}"
            redraw = partial(_ratio, n=n, share=share, method=method)
            yield Cell(name, method == "clopper-pearson", where, redraw)


def _missing(rng: Generator, k: int, *, n: int, share: float) -> Draws:
    boys = rng.binomial(n, share, k)
    found = sex_ratio.missing_girls(boys, n - boys)
    return Draws(found.low, found.high, n * (share * (1 + 100 / 105) - 1))


def _ratio(rng: Generator, k: int, *, n: int, share: float, method: str) -> Draws:
    boys = rng.binomial(n, share, k)
    found = sex_ratio.sex_ratio_at_birth(boys, n - boys, method=method)
    return Draws(found.low, found.high, 100 * share / (1 - share))


def _many() -> Iterator[Cell]:
    for n in SIZES:
        for spread in (0.0, 0.01, 0.03):
            where = f"{_AREAS} × n = {n:,}, σ = {spread:g}"
            redraw = partial(_areas, n=n, spread=spread)
            yield Cell("sex_ratio.many", False, where, redraw, further=0)


def _areas(rng: Generator, k: int, *, n: int, spread: float) -> Draws:
    share = 0.515 + spread * rng.standard_normal((k, _AREAS))
    boys = rng.binomial(n, share)
    found = sex_ratio.many(boys, n - boys)
    return Draws(found.low, found.high, 100 * share / (1 - share))
