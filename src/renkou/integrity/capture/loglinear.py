"""Three lists and more: log-linear models of who is on which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, confidence, one_of

from .design import HETEROGENEITY, Table, Terms, columns, tabulate, terms_of
from .fitting import Fit, fit, profile

_FURTHEST = 1e6  # times those seen: an estimate beyond has no bound


@dataclass(frozen=True, eq=False)
class MultipleSystems:
    """The size of the whole under one model, and how the model fits.

    `estimate`, `se` under Poisson counts; `profile_estimate`, `low`, `high` from the
    multinomial likelihood of the size (`high` inf where it does not fall off).
    `coverage` (lists,): each list's count over `estimate`; `observed`: those seen;
    `model`: its interactions by list number, or its name.
    """

    estimate: float
    se: float
    profile_estimate: float
    low: float
    high: float
    deviance: float
    df: int
    aic: float
    bic: float
    coverage: Floats
    observed: float
    model: str | tuple[str, ...]


def multiple_systems(
    histories: npt.ArrayLike,
    counts: npt.ArrayLike | None = None,
    *,
    model: str | Iterable[str] = "independence",
    heterogeneity: str | None = None,
    level: float = 0.95,
) -> MultipleSystems:
    """The number of persons from lists, those on none included.

    `histories` (rows, lists) of 0 and 1, with `counts` (rows,) persons each; without
    `counts` each row is one person. All 2^lists − 1 cells enter, unseen ones as 0.
    Poisson: log mean = b0 + a term for each list + the interactions of `model`:
    "independence"; "all-two-way"; "equal" (one term for every list); or list numbers,
    ("12", "134"), which imply no lower interactions. `heterogeneity`: persons differ
    in how readily they are listed, a column k²/2 ("darroch") or 2^k − 1 ("poisson")
    in k, the number of lists a person is on.

    estimate = observed + exp(b0); se² = exp(b0) + exp(2·b0)·var(b0); aic = −2·loglik +
    2p; bic = −2·loglik + p·ln(observed). `profile_estimate`, `low` and `high`: where
    the multinomial likelihood of the size, all else at its best, is greatest and where
    twice its logarithm has fallen by the χ² quantile. An interaction of lists that
    share nobody is fitted exactly: their common cells are 0 and leave the table. Where
    the lists overlap too little for a model, its estimate grows without end: estimate,
    `se` and `high` are inf, and `low` alone says something.

    Source: Fienberg (1972), Biometrika 59; Cormack (1989, 1992), Biometrics 45, 48;
    Rivest and Baillargeon (2007), Biometrics 63. ValueError for an empty list, lists
    no two of which share anybody, or a model with more parameters than the table can
    tell.

    >>> seen = [[1, 1, 1], [1, 1, 0], [1, 0, 1], [1, 0, 0],
    ...         [0, 1, 1], [0, 1, 0], [0, 0, 1]]
    >>> found = multiple_systems(seen, [8, 12, 16, 24, 12, 18, 24])
    >>> round(found.estimate, 1), found.df
    (150.0, 3)
    """
    from scipy.special import chdtri

    one_of("heterogeneity", heterogeneity, HETEROGENEITY)
    tail = confidence(level)
    table = tabulate(histories, counts)
    given = model if isinstance(model, str) else tuple(model)
    terms = terms_of(given, table.lists)
    named = given if isinstance(given, str) else written(terms)
    found = fitted(table, terms, equal=named == "equal", heterogeneity=heterogeneity)
    drop = float(chdtri(1, 2 * tail)) / 2
    ends = profile(found.x, found.y, drop, found.unseen)
    return MultipleSystems(
        estimate=found.estimate,
        se=found.se,
        profile_estimate=ends.estimate,
        low=ends.low,
        high=ends.high,
        deviance=found.fit.deviance,
        df=found.df,
        aic=found.aic,
        bic=found.bic,
        coverage=table.counts @ table.cells / found.estimate,
        observed=float(table.counts.sum()),
        model=named,
    )


def written(terms: Terms) -> tuple[str, ...]:
    """Interactions as they are asked for, by list number from 1."""
    return tuple("".join(str(number + 1) for number in term) for term in terms)


class Fitted(NamedTuple):
    """One model on one table, without its profile."""

    x: Floats
    y: Floats
    fit: Fit
    unseen: float
    estimate: float
    se: float
    df: int
    aic: float
    bic: float


def fitted(
    table: Table,
    terms: Terms,
    *,
    equal: bool = False,
    heterogeneity: str | None = None,
) -> Fitted:
    """The model with these interactions; ValueError where it gives no estimate."""
    from scipy.special import gammaln

    x = columns(table, terms, equal=equal, heterogeneity=heterogeneity)
    chosen = x.shape[1]
    x, y = _without_empty(x, table.counts, 2 if equal else 1 + table.lists, len(terms))
    if chosen > len(table.counts) or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError(
            f"model: {written(terms)} must have no more parameters than "
            f"{table.lists} lists of these persons can tell"
        )
    found = fit(x, y)
    observed, b0 = float(y.sum()), float(found.coefficients[0])
    bound = b0 <= np.log(_FURTHEST * observed)
    unseen = float(np.exp(b0)) if bound else np.inf
    likelihood = float((y * np.log(found.mean) - found.mean - gammaln(y + 1)).sum())
    return Fitted(
        x=x,
        y=y,
        fit=found,
        unseen=unseen,
        estimate=observed + unseen,
        se=float(np.sqrt(unseen + unseen**2 * found.variance)) if bound else np.inf,
        df=len(table.counts) - chosen,
        aic=-2 * likelihood + 2 * chosen,
        bic=-2 * likelihood + chosen * float(np.log(observed)),
    )


def _without_empty(
    x: Floats, counts: Floats, first: int, terms: int
) -> tuple[Floats, Floats]:
    """The table without interactions of lists that share nobody, and their cells."""
    place = range(first, first + terms)
    empty = [at for at in place if not counts[x[:, at] > 0].any()]
    kept = ~(x[:, empty] > 0).any(axis=1)
    return np.delete(x, empty, axis=1)[kept], counts[kept]
