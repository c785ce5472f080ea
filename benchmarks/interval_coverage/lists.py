"""Persons missed by two lists, by several, by one; and events still to be recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt

from renkou.integrity.capture import (
    chao_lower_bound,
    dual_system,
    multiple_systems,
    select_model,
)
from renkou.integrity.nowcast import lawless

from .counts import MEANS, SIZES, Generator
from .judging import Cell, Draws, Floats

LISTED = ((0.02, 0.5), (0.1, 0.1), (0.1, 0.5), (0.5, 0.5), (0.9, 0.8))
DELAYS = np.array([0.5, 0.3, 0.15, 0.05])
"""The share recorded in the month itself and in the three after it."""
_MONTHS = 12
_FEW = 200
_Counts = npt.NDArray[np.int64]
_Limits = Callable[[_Counts], tuple[float, float]]


def cells() -> Iterator[Cell]:
    """Every cell of this module."""
    yield from _two()
    for n in SIZES:
        for mean in (0.5, 1.0, 2.0):
            where = f"N = {n:,}, μ = {mean:g}"
            redraw = partial(_seen, n=n, mean=mean)
            yield Cell("capture.chao_lower_bound", False, where, redraw)
    yield from _several()
    for age in (0, 1):
        for mean in MEANS:
            where = f"μ = {mean:g}, d = {age}"
            late = partial(_late, mean=mean, age=age)
            yield Cell("nowcast.lawless", False, where, late, further=4_000)


def _two() -> Iterator[Cell]:
    for method in ("lincoln-petersen", "chapman"):
        for n in SIZES:
            for listed in LISTED:
                yield Cell(
                    f"capture.dual_system, {method}",
                    False,
                    f"N = {n:,}, p = {listed[0]:g}, {listed[1]:g}",
                    partial(_dual, n=n, listed=listed, method=method),
                )


def _dual(
    rng: Generator, k: int, *, n: int, listed: tuple[float, float], method: str
) -> Draws:
    p, q = listed
    chances = [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)]
    both, first, second, _ = rng.multinomial(n, chances, k).T
    able = (both + first > 0) & (both + second > 0)
    if method == "lincoln-petersen":
        able &= both > 0
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    found = dual_system(both[able], first[able], second[able], method=method)
    low[able], high[able] = found.low, found.high
    return Draws(low, high, float(n))


def _each(tables: _Counts, limits: _Limits) -> tuple[Floats, Floats]:
    """The limits of every row of `tables`, each different one worked out once."""
    different, place = np.unique(tables, axis=0, return_inverse=True)
    found = np.array([_or_refused(limits, table) for table in different])
    low, high = found[place.ravel()].T
    return low, high


def _or_refused(limits: _Limits, table: _Counts) -> tuple[float, float]:
    try:
        return limits(table)
    except ValueError:
        return np.nan, np.nan


def _seen(rng: Generator, k: int, *, n: int, mean: float) -> Draws:
    times = rng.poisson(mean, (k, n))
    tables = np.stack([(times == 1).sum(1), (times == 2).sum(1), (times > 2).sum(1)], 1)
    return Draws(*_each(tables, _chao), float(n))


def _chao(table: _Counts) -> tuple[float, float]:
    found = chao_lower_bound({i + 1: float(f) for i, f in enumerate(table)})
    return found.low, found.high


def _several() -> Iterator[Cell]:
    for n in SIZES:
        for listed in LISTED:
            where = f"N = {n:,}, p = {listed[0]:g}, {listed[1]:g}"
            two = partial(_lists, n=n, listed=listed, odds=1.0, limits=_plain)
            yield _fewer("capture.multiple_systems, 2", where, two, 2 * _FEW)
    ways: dict[str, _Limits] = {
        "capture.multiple_systems, 3": _plain,
        "capture.multiple_systems, 3, 12": partial(_systems, model=("12",)),
        "capture.select_model, 3": _selected,
    }
    for name, limits in ways.items():
        for odds in (1.0, 3.0):
            if (odds > 1) == (limits is _plain):
                continue
            for n in SIZES:
                for share in (0.1, 0.5):
                    where = f"N = {n:,}, p = {share:g}, OR = {odds:g}"
                    three = partial(
                        _lists, n=n, listed=(share,) * 3, odds=odds, limits=limits
                    )
                    yield _fewer(name, where, three, _FEW)


def _fewer(name: str, where: str, redraw: partial[Draws], redraws: int) -> Cell:
    return Cell(name, False, where, redraw, redraws=redraws, further=0)


def _lists(
    rng: Generator,
    k: int,
    *,
    n: int,
    listed: tuple[float, ...],
    odds: float,
    limits: _Limits,
) -> Draws:
    """Persons on lists; `odds`: the ratio of odds between the first two."""
    on = _cells(len(listed))
    each = np.array(listed) / (1 - np.array(listed))
    weight = (each**on).prod(axis=1) * odds ** on[:, :2].all(axis=1)
    tables = rng.multinomial(n, weight / weight.sum(), k)[:, 1:]
    return Draws(*_each(tables, limits), float(n))


def _cells(lists: int) -> _Counts:
    return np.asarray((np.arange(1 << lists)[:, None] >> np.arange(lists)) & 1)


def _systems(table: _Counts, *, model: tuple[str, ...]) -> tuple[float, float]:
    lists = int(np.log2(table.size + 1))
    found = multiple_systems(_cells(lists)[1:], table, model=model)
    return found.low, found.high


def _plain(table: _Counts) -> tuple[float, float]:
    return _systems(table, model=())


def _selected(table: _Counts) -> tuple[float, float]:
    found = select_model(_cells(3)[1:], table)
    return found.low, found.high


def _late(rng: Generator, k: int, *, mean: float, age: int) -> Draws:
    """The month `age` before the last one, of twelve: what it will have come to."""
    whole = rng.poisson(mean * DELAYS, (k, _MONTHS, DELAYS.size)).astype(np.float64)
    month = _MONTHS - 1 - age
    truth = whole[:, month].sum(axis=-1)
    past = np.arange(_MONTHS)[:, None] + np.arange(DELAYS.size) < _MONTHS
    found = lawless(np.where(past, whole, np.nan))
    return Draws(found.low[:, month], found.high[:, month], truth)
