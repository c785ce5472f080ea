"""The verdict on a plan: can it hold together, how likely is it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from .figure import Figure
from .reasoning import Conflict
from .wording import Wording

T = TypeVar("T")
AS_LIKELY_AS_NOT = 1 / 3


class Range(NamedTuple):
    """The least and the most, in the figure's own unit."""

    low: float
    high: float


class Projected(NamedTuple):
    """Median and 80% interval of the projection from the base, in the figure's unit."""

    median: float
    low: float
    high: float


class ByFigure(Mapping[str, T], Generic[T]):
    """One value a figure, by its label, its name, or its place in the plan from 0.

    >>> by = ByFigure(("births", "population 2010"), (1, 2))
    >>> by["births"], by[1], by["population"], list(by)
    (1, 2, 2, ['births', 'population 2010'])
    """

    def __init__(self, labels: tuple[str, ...], values: tuple[T, ...]) -> None:
        self._values = dict(zip(labels, values, strict=True))

    def __getitem__(self, key: str | int) -> T:
        if isinstance(key, int):
            return tuple(self._values.values())[key]
        if key in self._values:
            return self._values[key]
        parts = [label for label in self._values if label.split(" ")[0] == key]
        if len(parts) == 1:
            return self._values[parts[0]]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What `check` found; each mapping has an entry for every figure of the plan.

    `consistent`: all figures and the base can hold together. `conflicts`: the smallest
    groups that cannot, as numbers of figures from 1. `implied`: what the base and the
    other figures leave of each. `probability`: that it is met, over the draws.
    `drivers`: shares of its variance by fertility, mortality and migration, sum 1 (0
    where nothing varies). `text`: all of it in English (`text.en`) and Chinese
    (`text.zh`). Beside the contract: `figures`; `projected`; `fits`, whether the
    projection makes a figure as likely as not; `reason`, the verdict on each in words;
    `at_odds`, pairs of figures, by number, hardly ever met both; `all_met`, the
    probability that all are met at once; `assumed`, what the check had to assume;
    `title` and `summary`, the opening of `text`; `services`, what the projection says
    to those who plan schools, care and pensions.
    """

    consistent: bool
    conflicts: tuple[Conflict, ...]
    implied: ByFigure[Range]
    probability: ByFigure[float]
    drivers: ByFigure[dict[str, float]]
    text: Wording
    figures: tuple[Figure, ...]
    projected: ByFigure[Projected]
    fits: ByFigure[bool]
    reason: ByFigure[Wording]
    at_odds: tuple[tuple[int, int], ...]
    all_met: float
    assumed: tuple[Wording, ...]
    title: Wording
    summary: Wording
    services: Wording

    @property
    def met(self) -> bool:
        """Whether the plan is consistent, every figure fits and none is at odds."""
        return self.consistent and all(self.fits.values()) and not self.at_odds
