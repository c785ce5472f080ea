"""What the register shows of each area in the years that rates are learned from."""

from __future__ import annotations

from datetime import date

from renkou.areas import Unit
from renkou.schema import KIND_OF_POPULATION

from ..by_age import Counts, Observed, nothing_given
from ..counting import Counter
from ..homes import Homes
from ..knowledge import Knowledge
from ..levels import Levels
from ..periods import Period, Span
from ..workspace import Workspace


def observed(
    work: Workspace,
    levels: tuple[str, ...],
    years: range,
    population: str,
    known_on: date,
    area_list: date | None,
) -> dict[str, tuple[tuple[Unit, ...], Observed]]:
    """The units of each level and their counts, as known on the day."""
    knowledge = Knowledge(work, known_on)
    placed = Levels(knowledge, work.tree.list_for(area_list), levels)
    span = Span.over(Period(year) for year in years)
    kind = KIND_OF_POPULATION[population]
    counter = Counter(placed, Homes(placed), kind, span, nothing_given)
    counts = Counts.declared()
    return {
        level: (placed.of[level].units, counts.of(counter, level)) for level in levels
    }
