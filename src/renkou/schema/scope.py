"""What one reader may ask of an engine. `access` makes it; engines obey it."""

from __future__ import annotations

from dataclasses import dataclass

POPULATIONS = ("resident", "registered")
KIND_OF_POPULATION = {"resident": "actual", "registered": "registered"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Areas (keys in the dated tree; None: all), populations and the purpose.

    >>> Scope(purpose="annual bulletin").areas is None
    True
    """

    purpose: str
    areas: frozenset[str] | None = None
    populations: tuple[str, ...] = POPULATIONS

    def __post_init__(self) -> None:
        for population in self.populations:
            if population not in POPULATIONS:
                known = ", ".join(POPULATIONS)
                raise ValueError(f"populations: {population!r} is not one of {known}")
