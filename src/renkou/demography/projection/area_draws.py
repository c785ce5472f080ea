"""All draws of one area, and the quantiles over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

from .cohort_component import Projection
from .kernels import Kernel
from .mortality_shift import log_survival, shift_of
from .shocks import Drawing, Noise
from .spread import Spread
from .step_inputs import GROUPS, Central, Ints, Reals, Shocks, rows

# Rogers and Castro (1981), fundamental parameters: a1, alpha1, a2, alpha2, mu2,
# lambda2, c; read in cran/migest, R/rc9.fund.R.
_ROGERS_CASTRO = (0.02, 0.1, 0.06, 0.1, 20.0, 0.4, 0.003)
# Less than this share of an area's people below 0 is rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Job:
    """The central paths of all areas, and what is drawn around them."""

    population: Floats
    """(areas, steps + 1, 2, A), as the other paths with one axis for the areas."""
    survival: Floats
    fertility: Floats
    boys: Floats
    migration: Floats
    width: float
    timing: str
    noise: Noise
    noise_of_area: Ints
    drawing: Drawing
    group_of_age: Ints
    quantiles: Floats
    draws: int
    real: Any
    kernel: Kernel

    @classmethod
    def of(
        cls,
        path: Projection,
        rates: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
        *,
        spread: Spread,
        **settings: Any,
    ) -> Job:
        """The job of a central path that `project` made from `rates`.

        `rates`: survival, fertility and sex ratio; `spread`, (..., steps).
        """
        lead = path.population.shape[:-3]
        areas = int(np.prod(lead))
        steps, _, ages = path.migrants.shape[-3:]
        survival, fertility, ratio = (np.asarray(rate, np.float64) for rate in rates)

        def flat(array: Floats, *own: int) -> Floats:
            return np.broadcast_to(array, (*lead, *own)).reshape(areas, *own)

        first = lead[0] if lead else 1
        return cls(
            population=path.population.reshape(areas, steps + 1, 2, ages),
            survival=flat(survival, steps, 2, ages + 1),
            fertility=flat(fertility, steps, ages),
            boys=flat(ratio / (1 + ratio), steps),
            migration=path.migrants.reshape(areas, steps, 2, ages),
            noise_of_area=np.repeat(np.arange(first), areas // first),
            drawing=Drawing.of(spread.map(lambda sd: flat(sd, steps))),
            **settings,
        )

    @property
    def areas(self) -> int:
        """Areas, all leading axes in one."""
        return len(self.population)

    @property
    def steps(self) -> int:
        """Steps of the projection."""
        return int(self.boys.shape[1])

    @property
    def rows(self) -> int:
        """Series of each draw: total, births, deaths and the broad ages."""
        return GROUPS + int(self.group_of_age[-1]) + 1

    def quantiles_of(self, area: int) -> tuple[Floats, int]:
        """Quantiles (quantiles, rows, steps + 1) of one area, and its clipped draws."""
        out = rows(self.steps, self.rows - GROUPS, self.draws, self.real)
        added = np.zeros(self.draws, self.real)
        self.kernel.run(
            self._central(area),
            self._shocks(area),
            self.group_of_age,
            out,
            added,
            self.timing == "even",
        )
        clipped = added > _ROUNDING * self.population[area, 0].sum()
        return quantiles_over(out, self.quantiles), int(clipped.sum())

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
        return Central(*(np.array(part, self.real, order="C") for part in parts))

    def _pattern(self, area: int) -> Floats:
        """Where the migrants of a shock go, (steps, 2, A), 1 in all; 0 of nobody."""
        people = self.population[area, :-1]
        weight = people * migration_rates(people.shape[-1], self.width)
        whole = weight.sum(axis=(-2, -1), keepdims=True)
        room = np.zeros_like(weight)
        pattern: Floats = np.divide(weight, whole, out=room, where=whole > 0)
        return pattern

    def _shocks(self, area: int) -> Shocks:
        noise = self.noise.of(int(self.noise_of_area[area]))
        path = self.drawing.paths(area, noise, self.real, self.kernel.accumulate)
        shift = shift_of(self.survival[area], self.width, self.real)
        parts = [np.array(part, self.real, order="C") for part in shift]
        power = self.kernel.polynomial(parts, path[1])
        np.exp(power, out=power)
        power -= self.real(1)
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
