"""All draws of one area, and the quantiles over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from renkou.chance.input_rules import Floats

from .central_path import CentralPath
from .kernels import Kernel
from .mortality_shift import log_survival, shift_of
from .shocks import Drawing, Noise
from .spread import Spread
from .step_inputs import Central, Ints, Reals, Shocks, rows

# Rogers and Castro (1981), fundamental parameters: a1, alpha1, a2, alpha2, mu2,
# lambda2, c; read in cran/migest, R/rc9.fund.R.
_ROGERS_CASTRO = (0.02, 0.1, 0.06, 0.1, 20.0, 0.4, 0.003)
# Less than this share of an area's people below 0 is rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Asked:
    """What is drawn and what of it is wanted, the same for every area."""

    noise: Noise
    group_of_age: Ints
    """The broad group of each age group."""
    quantiles: Floats
    draws: int
    real: Any
    """The type of number the draws are carried in."""
    kernel: Kernel


@dataclass(frozen=True, eq=False)
class AreaDraws:
    """The central paths of some areas, and what is drawn around them."""

    population: Floats
    """(areas, steps + 1, 2, A), as the other paths with one axis for the areas."""
    survival: Floats
    fertility: Floats
    boys: Floats
    migration: Floats
    width: float
    timing: str
    noise_of_area: Ints
    drawing: Drawing
    asked: Asked

    @classmethod
    def of(
        cls, path: CentralPath, start: int, end: int, spread: Spread, asked: Asked
    ) -> AreaDraws:
        """Areas `start` to `end` of the first axis; `spread` (..., steps) of all."""
        course = path.project(start, end)
        lead, steps = course.population.shape[:-3], path.steps
        areas = int(np.prod(lead))
        _, survival, fertility, ratio, _ = path.some(start, end)

        def flat(array: Floats, *own: int) -> Floats:
            return np.broadcast_to(array, (*lead, *own)).reshape(areas, *own)

        def own_spread(sd: Floats) -> Floats:
            return flat(sd[start:end] if path.lead else sd, steps)

        first = lead[0] if lead else 1
        return cls(
            population=flat(course.population, steps + 1, 2, path.ages),
            survival=flat(survival, steps, 2, path.ages + 1),
            fertility=flat(fertility, steps, path.ages),
            boys=flat(ratio / (1 + ratio), steps),
            migration=flat(course.migrants, steps, 2, path.ages),
            width=path.width,
            timing=path.timing,
            noise_of_area=np.repeat(start + np.arange(first), areas // first),
            drawing=Drawing.of(spread.map(own_spread)),
            asked=asked,
        )

    def quantiles(self) -> list[tuple[Floats, int]]:
        """Of each area, quantiles (quantiles, rows, steps + 1) and clipped draws."""
        return [self._quantiles_of(area) for area in range(len(self.population))]

    def _quantiles_of(self, area: int) -> tuple[Floats, int]:
        asked, steps = self.asked, self.boys.shape[1]
        groups = int(asked.group_of_age[-1]) + 1
        out = rows(steps, groups, asked.draws, asked.real)
        added = np.zeros(asked.draws, asked.real)
        asked.kernel.run(
            self._central(area),
            self._shocks(area),
            asked.group_of_age,
            out,
            added,
            self.timing == "even",
        )
        clipped = added > _ROUNDING * self.population[area, 0].sum()
        return quantiles_over(out, asked.quantiles), int(clipped.sum())

    def _central(self, area: int) -> Central:
        early = 0.0 if self.timing == "end" else 0.5
        migrants, survival = self.migration[area], self.survival[area]
        pattern = self._pattern(area)
        parts = (
            self.population[area, 0],
            log_survival(survival),
            survival,
            1 - survival,
            early * migrants,
            (1 - early) * migrants,
            early * pattern,
            (1 - early) * pattern,
            self.width / 2 * self.fertility[area],
            self.boys[area],
        )
        # Copies, so that Numba sees one kind of array and compiles once.
        return Central(*(np.array(part, self.asked.real, order="C") for part in parts))

    def _pattern(self, area: int) -> Floats:
        """Where the migrants of a shock go, (steps, 2, A), 1 in all; 0 of nobody."""
        people = self.population[area, :-1]
        weight = people * migration_rates(people.shape[-1], self.width)
        whole = weight.sum(axis=(-2, -1), keepdims=True)
        room = np.zeros_like(weight)
        pattern: Floats = np.divide(weight, whole, out=room, where=whole > 0)
        return pattern

    def _shocks(self, area: int) -> Shocks:
        noise = self.asked.noise.of(int(self.noise_of_area[area]))
        path = self.drawing.paths(
            area, noise, self.asked.real, self.asked.kernel.accumulate
        )
        shift = shift_of(self.survival[area], self.width, self.asked.real)
        parts = [np.array(part, self.asked.real, order="C") for part in shift]
        power = self.asked.kernel.polynomial(parts, path[1])
        np.exp(power, out=power)
        power -= self.asked.real(1)
        return Shocks(np.exp(path[0]), power, path[2])


def migration_rates(ages: int, width: float) -> Floats:
    """Migration by age after Rogers and Castro (1981), of groups of `width` years.

    At the middle of each group, m(x) = a1·e^(−α1·x) + a2·e^(−α2·(x − μ2) −
    e^(−λ2·(x − μ2))) + c, with their fundamental parameters. Only the shape matters.

    >>> migration_rates(5, 5.0).round(4)
    array([0.0186, 0.0124, 0.0087, 0.0116, 0.0375])
    """
    a1, alpha1, a2, alpha2, mu2, lambda2, c = _ROGERS_CASTRO
    x = width * (np.arange(ages) + 0.5)
    since = x - mu2
    labour = a2 * np.exp(-alpha2 * since - np.exp(-lambda2 * since))
    rates: Floats = a1 * np.exp(-alpha1 * x) + labour + c
    return rates


def quantiles_over(draws: Reals, quantiles: Floats) -> Floats:
    """Quantiles of the last axis, which is put in order; they come first.

    >>> quantiles_over(np.array([[3.0, 1.0, 2.0]]), np.array([0.25]))
    array([[1.5]])
    """
    draws.sort(axis=-1)
    place = quantiles * (draws.shape[-1] - 1)
    lower = np.floor(place).astype(np.int64)
    upper = np.minimum(lower + 1, draws.shape[-1] - 1)
    part = place - lower
    below, above = draws[..., lower], draws[..., upper]
    between = below + part * (above.astype(np.float64) - below)
    found: Floats = np.moveaxis(between, -1, 0)
    return found
