"""Which interactions between lists the counts ask for, and an average over models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence, one_of

from .design import Table, Terms, tabulate
from .loglinear import Fitted, MultipleSystems, fitted, multiple_systems, written

_CRITERIA = ("bic", "aic")
_MOST = 2_000  # models tried one by one; of more, the best are sought step by step


class Candidate(NamedTuple):
    """One model tried; its `weight` is 0 where its estimate has no bound (inf)."""

    model: tuple[str, ...]
    estimate: float
    se: float
    deviance: float
    df: int
    aic: float
    bic: float
    weight: float


@dataclass(frozen=True, eq=False)
class Selection:
    """The best model, every model tried from the best on, and their average.

    `estimate`, `se`, `low`, `high`: averaged over the models by weight.
    """

    best: MultipleSystems
    table: tuple[Candidate, ...]
    estimate: float
    se: float
    low: float
    high: float


def select_model(
    histories: npt.ArrayLike,
    counts: npt.ArrayLike | None = None,
    *,
    criterion: str = "bic",
    interactions: int = 2,
    level: float = 0.95,
) -> Selection:
    """Choose among log-linear models of the lists, and average over them.

    The candidates have a term for each list and any interactions of up to
    `interactions` lists (2: pairs), an interaction of three only with its pairs. All
    of them are fitted where they are 2,000 or fewer (four lists, or five and pairs);
    otherwise the interaction that lowers the criterion most is added, and so on until
    none does, and every model met on the way counts. With Δ the distance of a model's
    `criterion` ("bic" or "aic") from the best one's, its weight goes with exp(−Δ/2).

    The averaged se is Σ weight·√(se² + (estimate − average)²), which holds that the
    models disagree; the limits take the number unseen as log-normal. Models whose
    estimate has no bound cannot be averaged and have no weight; where theirs would
    have been more than 1 − level, `high` is inf. `best`, the best with a bound, is as
    `multiple_systems` gives it, its limits blind to the choice of the model: the
    averaged ones are the honest ones.

    Source: Buckland, Burnham and Augustin (1997), Biometrics 53; Burnham and Anderson
    (2002). ValueError as in `multiple_systems`, or where no model has a bound.

    >>> seen = [[1, 1, 1], [1, 1, 0], [1, 0, 1], [1, 0, 0],
    ...         [0, 1, 1], [0, 1, 0], [0, 0, 1]]
    >>> found = select_model(seen, [8, 12, 16, 24, 12, 18, 24])
    >>> found.best.model, len(found.table)
    ((), 8)
    """
    one_of("criterion", criterion, _CRITERIA)
    tail = confidence(level)
    table = tabulate(histories, counts)
    one_of("interactions", interactions, range(1, table.lists))
    tried = _tried(table, criterion, interactions)
    good = {terms: found for terms, found in tried.items() if found is not None}
    heights = {terms: _height(found, criterion) for terms, found in good.items()}
    bound = [terms for terms in good if np.isfinite(good[terms].estimate)]
    if not bound:
        raise ValueError("histories: the lists must overlap more: no model has a bound")
    raw = _weights(heights)
    weights = _weights({terms: heights[terms] for terms in bound})
    rows = [
        _candidate(terms, good[terms], weights.get(terms, 0.0))
        for terms in sorted(good, key=heights.__getitem__)
    ]
    chosen = written(min(bound, key=heights.__getitem__))
    best = multiple_systems(histories, counts, model=chosen, level=level)
    estimate, se, low, high = _average(rows, best.observed, tail)
    if sum(raw[terms] for terms in good if terms not in weights) > 2 * tail:
        high = np.inf
    return Selection(best, tuple(rows), estimate, se, low, high)


def _weights(heights: dict[Terms, float]) -> dict[Terms, float]:
    at = np.array(list(heights.values()))
    share = np.exp((at.min() - at) / 2)
    return dict(zip(heights, (share / share.sum()).tolist(), strict=True))


def _tried(table: Table, criterion: str, order: int) -> dict[Terms, Fitted | None]:
    """Models and how they fit, None where the table cannot tell their parameters."""
    lists = table.lists
    pairs = lists * (lists - 1) // 2
    if order <= 1 or (2**pairs <= _MOST and (order == 2 or lists <= 4)):
        return {terms: _fitted(table, terms) for terms in _hierarchical(lists, order)}
    found: dict[Terms, Fitted | None] = {(): _fitted(table, ())}
    here: Terms = ()
    height = _height(found[()], criterion)
    while True:
        further = [_with(here, term) for term in _allowed(here, lists, order)]
        for terms in further:
            found[terms] = _fitted(table, terms)
        ranked = sorted((_height(found[terms], criterion), terms) for terms in further)
        if not ranked or ranked[0][0] >= height:
            return found
        height, here = ranked[0]


def _height(found: Fitted | None, criterion: str) -> float:
    return np.inf if found is None else float(getattr(found, criterion))


def _with(terms: Terms, more: tuple[int, ...]) -> Terms:
    return tuple(sorted((*terms, more), key=lambda term: (len(term), term)))


def _allowed(terms: Terms, lists: int, order: int) -> Iterator[tuple[int, ...]]:
    """Interactions to add, all of whose parts are there."""
    for size in range(2, order + 1):
        for term in combinations(range(lists), size):
            parts = combinations(term, size - 1) if size > 2 else ()
            if term not in terms and all(part in terms for part in parts):
                yield term


def _hierarchical(lists: int, order: int) -> Iterator[Terms]:
    """Every model whose interactions have all of their parts."""
    layer: dict[Terms, None] = {(): None}
    while layer:
        yield from layer
        layer = {
            _with(terms, term): None
            for terms in layer
            for term in _allowed(terms, lists, order)
        }


def _fitted(table: Table, terms: Terms) -> Fitted | None:
    try:
        return fitted(table, terms)
    except ValueError:
        return None


def _candidate(terms: Terms, found: Fitted, weight: float) -> Candidate:
    return Candidate(
        model=written(terms),
        estimate=found.estimate,
        se=found.se,
        deviance=found.fit.deviance,
        df=found.df,
        aic=found.aic,
        bic=found.bic,
        weight=weight,
    )


def _average(
    rows: list[Candidate], observed: float, tail: float
) -> tuple[float, float, float, float]:
    """The average, its se, and limits that stay above those seen."""
    from scipy.special import ndtri

    used = [row for row in rows if row.weight > 0]
    weight = np.array([row.weight for row in used])
    each = np.array([row.estimate for row in used])
    own: Floats = np.array([row.se for row in used])
    mean = float(weight @ each)
    se = float(weight @ np.hypot(own, each - mean))
    unseen = mean - observed
    if unseen <= 0:
        return mean, se, observed, observed - float(ndtri(tail)) * se
    reach = float(np.exp(-ndtri(tail) * np.sqrt(np.log1p((se / unseen) ** 2))))
    return mean, se, observed + unseen / reach, observed + unseen * reach
