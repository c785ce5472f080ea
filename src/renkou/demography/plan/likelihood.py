"""How likely each figure is from the base, what drives it, and what it would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

from .central_path import CentralPath
from .courses import Courses, by_chance, courses, recounted
from .figure import Figure
from .outcome import outcome
from .reading import Plan
from .shocks import SOURCES, only, shocks

_EXPECTED, _SELDOM = 0.02, 0.1  # of draws; times as often as by independence
_NOTHING = 1e-9  # of a figure: spread below this is rounding


@dataclass(frozen=True, slots=True)
class Condition:
    """The level of its main driver at which a figure would be met, others as expected.

    `source` is "fertility" (children per woman), "mortality" (life expectancy, years)
    or "migration" (net migrants a year); `most`: that much or less, else or more.
    """

    source: str
    level: float
    most: bool


@dataclass(frozen=True, eq=False)
class Likelihood:
    """A figure over the draws: its values, and shares of their variance by source."""

    values: Floats
    drivers: dict[str, float]
    condition: Condition | None

    def probability(self, low: float, high: float) -> float:
        """The share of draws in which it lies within its bounds."""
        return float(np.mean((self.values >= low) & (self.values <= high)))

    def within_reach(self, low: float, high: float) -> float:
        """The share of draws on the near side of the bound that is the harder one."""
        return float(min(np.mean(self.values >= low), np.mean(self.values <= high)))


def likelihoods(
    plan: Plan, path: CentralPath, *, draws: int, seed: int
) -> tuple[tuple[Likelihood, ...], Courses]:
    """Each figure over the draws, with all shocks at once and with each alone.

    Beside them the courses of all shocks at once.
    """
    drawn = shocks(plan, draws, seed)
    whole = courses(plan, path, drawn)
    alone = {s: courses(plan, path, only(drawn, s)) for s in SOURCES}
    if plan.assumed:
        whole = recounted(whole, seed + 2)
    chanced = by_chance(whole, seed + 1)
    found = tuple(_of(figure, plan, whole, chanced, alone) for figure in plan.figures)
    return found, chanced


def together(figures: Sequence[Figure], chances: Sequence[Likelihood]) -> float:
    """The share of draws in which every figure is met."""
    return float(np.mean(np.logical_and.reduce(_met(figures, chances))))


def at_odds(
    figures: Sequence[Figure], chances: Sequence[Likelihood]
) -> tuple[tuple[int, int], ...]:
    """Pairs, by number, met together far more seldom than if they were independent.

    Ten times more seldom, of pairs that would be met in 2% of draws or more if they
    were: each is likely enough alone, but one is met where the other is missed.
    """
    met = _met(figures, chances).astype(np.float64)
    alone = met.mean(axis=1)
    expected = alone[:, None] * alone
    both = met @ met.T / met.shape[1]
    seldom = (expected >= _EXPECTED) & (both < expected * _SELDOM)
    first, second = np.nonzero(np.triu(seldom, 1))
    return tuple(
        (figures[i].number, figures[j].number)
        for i, j in zip(first.tolist(), second.tolist(), strict=True)
    )


def _met(
    figures: Sequence[Figure], chances: Sequence[Likelihood]
) -> npt.NDArray[np.bool_]:
    """Whether each figure is met in each draw, (figures, draws)."""
    return np.stack(
        [
            (chance.values >= figure.low) & (chance.values <= figure.high)
            for figure, chance in zip(figures, chances, strict=True)
        ]
    )


def _of(
    figure: Figure,
    plan: Plan,
    whole: Courses,
    chanced: Courses,
    alone: dict[str, Courses],
) -> Likelihood:
    values = outcome(figure, chanced, plan.base_year)
    spread = {
        s: float(outcome(figure, c, plan.base_year).var()) for s, c in alone.items()
    }
    total = sum(spread.values())
    tiny = (_NOTHING * float(np.abs(values).max())) ** 2
    shares = {s: v / total if total > tiny else 0.0 for s, v in spread.items()}
    smooth = outcome(figure, whole, plan.base_year)
    return Likelihood(values, shares, _condition(figure, plan, smooth, whole, shares))


def _condition(
    figure: Figure, plan: Plan, values: Floats, went: Courses, shares: dict[str, float]
) -> Condition | None:
    """Where the line of the figure on its main driver meets its nearest bound."""
    middle = float(np.median(values))
    if figure.low <= middle <= figure.high or not any(shares.values()):
        return None
    source = max(shares, key=lambda s: shares[s])
    driver = _driver(source, figure, plan, went)
    slope, start = np.polyfit(driver, values, 1)
    if slope == 0:
        return None
    bound = figure.high if middle > figure.high else figure.low
    most = (middle > figure.high) == (slope > 0)
    return Condition(source, float((bound - start) / slope), bool(most))


def _driver(source: str, figure: Figure, plan: Plan, went: Courses) -> Floats:
    """The driver's mean over the years that can act on the figure, (draws,)."""
    first = 1 if figure.quantity.stock else max(figure.first - plan.base_year, 0)
    last = max(figure.last - plan.base_year, first)
    series = {
        "fertility": went.fertility,
        "mortality": went.expectancy,
        "migration": went.migrants,
    }[source]
    mean: Floats = series[:, first : last + 1].mean(axis=1)
    return mean
