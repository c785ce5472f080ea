"""The central path of a simulation, so many areas at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric

from .cohort_component import Projection, project

# Axes of each input after the leading ones, steps among them.
_OWN_AXES = (2, 3, 2, 1, 3)


@dataclass(frozen=True, eq=False)
class CentralPath:
    """The inputs of `project`, of all areas."""

    parts: tuple[Floats, ...]
    """Population, survival, fertility, sex ratio, migration."""
    lead: tuple[int, ...]
    steps: int
    width: float
    timing: str

    @classmethod
    def of(
        cls,
        population: npt.ArrayLike,
        survival: npt.ArrayLike,
        fertility: npt.ArrayLike,
        sex_ratio: npt.ArrayLike,
        migration: npt.ArrayLike | None,
        *,
        width: float,
        timing: str,
    ) -> CentralPath:
        """The inputs as arrays; `project` says what is wrong where they do not fit."""
        given = [
            numeric("population", population),
            numeric("survival", survival),
            numeric("fertility", fertility),
            numeric("sex_ratio", sex_ratio),
        ]
        ages = given[0].shape[-1] if given[0].ndim else 1
        none = np.zeros((1, 2, ages))
        given.append(none if migration is None else numeric("migration", migration))
        own = zip(given, _OWN_AXES, strict=True)
        try:
            lead = np.broadcast_shapes(*(part.shape[:-axes] for part, axes in own))
            steps = np.broadcast_shapes(
                given[1].shape[-3:-2],
                given[2].shape[-2:-1],
                given[3].shape[-1:],
                given[4].shape[-3:-2],
            )
            path = cls(tuple(given), lead, steps[0], float(width), timing)
            path.project(0, 1)
        except (ValueError, IndexError):
            project(
                population,
                survival,
                fertility,
                sex_ratio,
                migration,
                width=width,
                timing=timing,
            )
            raise
        return path

    @property
    def first(self) -> int:
        """Areas along the first of the leading axes."""
        return self.lead[0] if self.lead else 1

    @property
    def ages(self) -> int:
        """Age groups."""
        return int(self.parts[0].shape[-1])

    def some(self, start: int, end: int) -> tuple[Floats, ...]:
        """The inputs of areas `start` to `end` of the first axis."""
        if not self.lead:
            return self.parts
        return tuple(
            part[start:end]
            if part.ndim == len(self.lead) + axes and len(part) == self.first
            else part
            for part, axes in zip(self.parts, _OWN_AXES, strict=True)
        )

    def project(self, start: int, end: int) -> Projection:
        """The projection of areas `start` to `end`."""
        population, survival, fertility, ratio, migration = self.some(start, end)
        return project(
            population,
            survival,
            fertility,
            ratio,
            migration,
            width=self.width,
            timing=self.timing,
        )

    def explain(self) -> None:
        """Project all areas together, for an error that names the area."""
        self.project(0, self.first)
