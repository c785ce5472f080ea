"""A plan checked: read, reasoned about, projected, and put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from . import sentences
from .central_path import central_path
from .figure import Figure
from .likelihood import Likelihood, at_odds, likelihoods, together
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
    implied = [reasoning.implied(i) for i in range(len(known.figures))]
    odds = at_odds(known.figures, chances)
    findings = [
        _finding(figure, known.base_year, bounds, chance, conflicts, odds)
        for figure, bounds, chance in zip(known.figures, implied, chances, strict=True)
    ]
    notes = path.assumed, services(known, went)
    all_met = together(known.figures, chances)
    return _verdict(known, conflicts, odds, findings, all_met, notes)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is found of one figure."""

    figure: Figure
    implied: Range
    projected: Projected
    probability: float
    drivers: dict[str, float]
    fits: bool
    reason: Wording


def _finding(
    figure: Figure,
    base_year: int,
    bounds: tuple[float, float],
    chance: Likelihood,
    conflicts: Sequence[Conflict],
    odds: Sequence[tuple[int, int]],
) -> _Finding:
    reach = chance.within_reach(figure.low, figure.high)
    likely = chance.probability(figure.low, figure.high)
    held = not any(figure.number in c.figures for c in conflicts)
    scaled = np.quantile(chance.values, _QUANTILES) / figure.scale
    rivals = [n for pair in odds if figure.number in pair for n in pair]
    reason = sentences.reason(
        figure, base_year, conflicts, reach, likely, chance.condition
    )
    return _Finding(
        figure,
        Range(bounds[0] / figure.scale, bounds[1] / figure.scale),
        Projected(*scaled.tolist()),
        likely,
        chance.drivers,
        held and reach >= AS_LIKELY_AS_NOT,
        sentences.rivalled(reason, [n for n in rivals if n != figure.number], held),
    )


def _verdict(
    plan: Plan,
    conflicts: tuple[Conflict, ...],
    odds: tuple[tuple[int, int], ...],
    findings: Sequence[_Finding],
    all_met: float,
    notes: tuple[tuple[Wording, ...], Wording],
) -> Verdict:
    assumed, advice = notes
    title = sentences.title(plan)
    summary = sentences.summary(conflicts, odds, all_met)
    lines = [
        sentences.line(
            f.figure, f.implied, f.projected, f.probability, f.drivers, f.reason
        )
        for f in findings
    ]
    opening = Wording(title.en + ".", title.zh + "。")
    parts = [opening, summary, *lines, *assumed, advice, sentences.ADVICE]
    figures = plan.figures
    return Verdict(
        consistent=not conflicts,
        conflicts=conflicts,
        implied=_by(figures, [f.implied for f in findings]),
        probability=_by(figures, [f.probability for f in findings]),
        drivers=_by(figures, [f.drivers for f in findings]),
        text=sentences.whole(parts),
        figures=figures,
        projected=_by(figures, [f.projected for f in findings]),
        fits=_by(figures, [f.fits for f in findings]),
        reason=_by(figures, [f.reason for f in findings]),
        at_odds=odds,
        all_met=all_met,
        assumed=assumed,
        title=title,
        summary=summary,
        services=advice,
    )


def _by(figures: Sequence[Figure], values: Sequence[T]) -> ByFigure[T]:
    return ByFigure(tuple(figure.label for figure in figures), tuple(values))
