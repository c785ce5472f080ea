"""A plan checked: read, reasoned about, projected, and put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from . import sentences
from .central_path import central_path
from .figure import Figure
from .likelihood import Likelihood, likelihoods
from .possible import possible
from .reading import Plan, read
from .reasoning import Conflict, Reasoning
from .services import services
from .verdict import AS_LIKELY_AS_NOT, ByFigure, Projected, Range, Verdict
from .wording import PlanError, Wording

T = TypeVar("T")
_QUANTILES = (0.5, 0.1, 0.9)


def check(plan: Mapping[str, Any], *, draws: int = 1_000, seed: int = 1) -> Verdict:
    """Whether a plan's figures can hold together, and how likely each is to be met.

    `plan` is the mapping read from PLAN.toml: `[plan]` area, start, end; `[base]` date,
    population by age and sex (male and female, by five-year groups from 0, or by the
    lower bounds in `age`), `assumed`; `[[figure]]` name, year or years, at_most,
    at_least or about (with a tolerance, else one unit of the last digit given), unit;
    and, where they are known, `[rates]` total_fertility_rate, mean_age_at_birth,
    life_expectancy, sex_ratio_at_birth, net_migration and `[spread]`, the standard
    deviations of the first, third and last.

    Consistent is a plan whose figures and base satisfy the identities of population
    (balance of each year, rates over mean population, births = total fertility × women
    × pattern by age, deaths by life expectancy) at some fertility, life expectancy and
    net migration within four standard deviations of the projection. What the others
    imply of a figure is its least and most under these: a linear program, exact. The
    probability is the share of `draws` courses of a projection by single ages with
    shocks to fertility, mortality and migration; the drivers are the variances with
    one of the three alone.

    A plan is checked whole, for one area, and never spread over others. PlanError (a
    ValueError, with `en` and `zh`) says where, what, and how to mend it.

    >>> people = {"male": [500] * 18, "female": [500] * 18}
    >>> verdict = check({"plan": {"start": 2026, "end": 2030},
    ...     "base": {"date": "2025-12-31", "population": people},
    ...     "figure": [{"name": "population", "at_least": 1, "unit": "万"},
    ...                {"name": "births", "at_least": 9_000}]}, draws=50)
    >>> verdict.consistent, [c.figures for c in verdict.conflicts]
    (False, [(2,)])
    """
    if draws < 2:
        raise PlanError(
            f"draws: {draws} must be 2 or more.", f"draws：{draws}应不小于2。"
        )
    known = read(plan)
    path = central_path(known)
    reasoning = Reasoning(known.figures, known.base_year, possible(known, path))
    conflicts = reasoning.conflicts()
    chances, went = likelihoods(known, path, draws=draws, seed=seed)
    implied = [_own(reasoning.implied(i), f) for i, f in enumerate(known.figures)]
    notes = path.assumed, services(known, went)
    return _verdict(known, conflicts, implied, chances, notes)


def _own(bounds: tuple[float, float], figure: Figure) -> Range:
    return Range(bounds[0] / figure.scale, bounds[1] / figure.scale)


def _verdict(
    plan: Plan,
    conflicts: tuple[Conflict, ...],
    implied: Sequence[Range],
    chances: Sequence[Likelihood],
    notes: tuple[tuple[Wording, ...], Wording],
) -> Verdict:
    figures = plan.figures
    pairs = list(zip(figures, chances, strict=True))
    likely = [c.probability(f.low, f.high) for f, c in pairs]
    reach = [c.within_reach(f.low, f.high) for f, c in pairs]
    held = [not any(f.number in c.figures for c in conflicts) for f in figures]
    projected = [
        Projected(*(np.quantile(c.values, _QUANTILES) / f.scale).tolist())
        for f, c in pairs
    ]
    reasons = [
        sentences.reason(f, plan.base_year, conflicts, r, p, c.condition)
        for (f, c), r, p in zip(pairs, reach, likely, strict=True)
    ]
    lines = [
        sentences.line(f, i, q, p, c.drivers, why)
        for (f, c), i, q, p, why in zip(
            pairs, implied, projected, likely, reasons, strict=True
        )
    ]
    all_met = _all_met(figures, chances)
    title, summary = sentences.title(plan), sentences.summary(conflicts, all_met)
    opening = Wording(title.en + ".", title.zh + "。")
    assumed, advice = notes
    parts = [opening, summary, *lines, *assumed, advice, sentences.ADVICE]
    fits = [h and r >= AS_LIKELY_AS_NOT for h, r in zip(held, reach, strict=True)]
    return Verdict(
        consistent=not conflicts,
        conflicts=conflicts,
        implied=_by(figures, implied),
        probability=_by(figures, likely),
        drivers=_by(figures, [c.drivers for c in chances]),
        text=sentences.whole(parts),
        figures=figures,
        projected=_by(figures, projected),
        fits=_by(figures, fits),
        reason=_by(figures, reasons),
        all_met=all_met,
        assumed=assumed,
        title=title,
        summary=summary,
        services=advice,
    )


def _all_met(figures: Sequence[Figure], chances: Sequence[Likelihood]) -> float:
    """The share of draws in which every figure lies within its bounds."""
    met = [
        (c.values >= f.low) & (c.values <= f.high)
        for f, c in zip(figures, chances, strict=True)
    ]
    return float(np.mean(np.logical_and.reduce(met)))


def _by(figures: Sequence[Figure], values: Sequence[T]) -> ByFigure[T]:
    return ByFigure(tuple(figure.label for figure in figures), tuple(values))
