"""Random paths of fertility, mortality and migration, area by area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, refuse

from .spread import COMPONENTS, Spread
from .step_inputs import Reals

Singles = npt.NDArray[np.float32]


class Noise:
    """Standard normal noise (3, steps + 2, draws) of one area after another.

    Each area has a stream of its own, made from the seed and the area's number, and
    all share one more: what an area gets depends neither on the others nor on the
    order in which they are asked for. With one `correlation` c, an area's shock is
    √c · shared + √(1 − c) · own; with a matrix, a root of the matrix times all own
    shocks, which are then held together.
    """

    def __init__(
        self, areas: int, steps: int, draws: int, seed: int, correlation: Floats
    ) -> None:
        self._shape = (len(COMPONENTS), steps + 2, draws)
        self._seed = seed
        self._held: Singles | None = None
        self._weight = float(correlation) if correlation.ndim == 0 else 0.0
        if correlation.ndim:
            self._held = self._mixed(root(correlation), areas)
        self._shared = self._stream(()) if self._weight > 0 else None

    def of(self, area: int) -> Singles:
        """The shocks of one area."""
        if self._held is not None:
            held: Singles = self._held[area]
            return held
        if self._shared is None:
            return self._stream((area,))
        if self._weight == 1:
            return self._shared
        own = self._stream((area,))
        own *= np.float32(np.sqrt(1 - self._weight))
        own += np.float32(np.sqrt(self._weight)) * self._shared
        return own

    def _stream(self, key: tuple[int, ...]) -> Singles:
        sequence = np.random.SeedSequence(self._seed, spawn_key=key)
        count = int(np.prod(self._shape))
        raw = np.random.SFC64(sequence).random_raw(-(-count // 4))
        places = raw.astype("<u8", copy=False).view("<u2")[:count]
        return np.take(_normal_values(), places).reshape(self._shape)

    def _mixed(self, loadings: Floats, areas: int) -> Singles:
        held = np.empty((areas, *self._shape), np.float32)
        for area in range(areas):
            held[area] = self._stream((area,))
        weights = loadings.astype(np.float32)
        for component in range(self._shape[0]):
            for step in range(self._shape[1]):
                held[:, component, step] = weights @ held[:, component, step]
        return held


@cache
def _normal_values() -> Singles:
    """The standard normal as 65,536 equally likely values, of variance 1.

    To ±4.3; four of them come of one random number, several times faster than draws
    from the distribution itself.
    """
    from scipy.special import ndtri

    values = ndtri((np.arange(2**16) + 0.5) / 2**16)
    singles: Singles = (values / values.std()).astype(np.float32)
    return singles


def root(correlation: Floats) -> Floats:
    """A matrix whose product with its transpose is `correlation`."""
    values, vectors = np.linalg.eigh(correlation)
    refuse(
        "correlation",
        values < -1e-9 * values.max(),
        values,
        "be 0 or more (an eigenvalue), as of a matrix of correlations",
    )
    loadings: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return loadings


def correlation_over(areas: int, correlation: npt.ArrayLike) -> Floats:
    """`correlation` checked: a number from 0 to 1, or a matrix (areas, areas).

    >>> correlation_over(2, 0.5)
    array(0.5)
    """
    given = numeric("correlation", correlation)
    if given.ndim == 0:
        refuse("correlation", ~((given >= 0) & (given <= 1)), given, "be from 0 to 1")
        return given
    if given.shape != (areas, areas):
        raise ValueError(
            f"correlation: {given.shape} must be a number or ({areas}, {areas}), as "
            "many as the leading axis has"
        )
    refuse("correlation", ~(np.abs(given) <= 1 + 1e-12), given, "be from -1 to 1")
    off = np.abs(given - given.T) > 1e-9
    refuse("correlation", off, given, "equal its mirror image")
    unlike = np.eye(areas, dtype=bool) & (np.abs(given - 1) > 1e-9)
    refuse("correlation", unlike, given, "be 1 on the diagonal")
    return given


@dataclass(frozen=True, eq=False)
class Drawing:
    """How noise becomes shocks, of every area."""

    kept: Floats
    """φ by step, (areas, 3, steps)."""
    scale: Floats
    """Standard deviation of the noise, (areas, 3, steps)."""
    unsure: tuple[float, float, float]
    drift: tuple[float, float, float]

    @classmethod
    def of(cls, spread: Spread) -> Drawing:
        """Of standard deviations (areas, steps)."""
        kept, scale = spread.process()
        return cls(kept, scale, spread.unsure, spread.drift)

    def paths(
        self,
        area: int,
        noise: Singles,
        real: type[np.floating[Any]],
        accumulate: Callable[[Reals, Reals, Reals], None],
    ) -> Reals:
        """Shocks of an area in their own units, (3, steps, draws).

        `noise` (3, steps + 2, draws): how much of a deviation each draw keeps, where it
        drifts to, and what is new in each step. `accumulate`: a kernel's.
        """
        kept, scale = self.kept[area].astype(real), self.scale[area].astype(real)
        path: Reals = noise[:, 2:] * scale[..., None]
        for c, (unsure, drift) in enumerate(zip(self.unsure, self.drift, strict=True)):
            drawn = noise[c].astype(real, copy=False)
            if drift > 0:
                path[c, 1:] += np.outer(scale[c, 1:] * real(drift), drawn[1])
            odds = np.exp(real(unsure) * drawn[0]) if unsure > 0 else np.empty(0, real)
            accumulate(path[c], kept[c], odds)
        return path
