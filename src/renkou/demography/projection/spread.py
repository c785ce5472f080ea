"""How uncertain fertility, mortality and migration are, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, refuse

from .autoregression import Autoregression

COMPONENTS = ("fertility", "mortality", "migration")
CORRELATION = 0.8
"""Between any two areas where none is given: a choice, not an estimate."""

UN_CHINA = (
    Autoregression(0.1194, 0.0556, 0.9706, drift=0.070),
    Autoregression(0.7107, 0.5344, 0.9861, unsure=0.626, drift=0.053),
    Autoregression(0.000496, 0.000374, 0.5828, drift=0.147),
)
"""Log TFR, e0 and net migration over population, by year: fitted to the 80% and 95%
bounds of these three for China, 2024–2100, in World Population Prospects 2024
(`renkou.reference.un_spread` fits them again)."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Standard deviations by step, (..., steps), and how long a deviation lasts.

    x(t) = φ · x(t − 1) + σ(t) · (e(t) + drift · m), the e and m standard normal, m one
    for the whole draw, and σ(t) what the standard deviations ask for.
    """

    fertility: Floats
    """Of the log of total fertility."""
    mortality: Floats
    """Of the expectation of life at birth, in years."""
    migration: Floats
    """Of the net migrants of a step as a share of the population at its start."""
    kept: Floats
    """φ of the three, from 0 to 1, (3,) or by step (3, steps)."""
    unsure: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Standard deviation, among draws, of the logit of each φ; the standard deviations
    by step are then those of the draws with the φ given."""
    drift: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def is_any(self) -> bool:
        """Whether anything is uncertain at all."""
        parts = (self.fertility, self.mortality, self.migration)
        return any(bool((part > 0).any()) for part in parts)

    def map(self, change: Callable[[Floats], Floats]) -> Spread:
        """The same with each array of standard deviations changed."""
        return replace(
            self,
            fertility=change(self.fertility),
            mortality=change(self.mortality),
            migration=change(self.migration),
        )

    def process(self) -> tuple[Floats, Floats]:
        """φ and σ by step, (..., 3, steps) both; the first φ is 0.

        Where the standard deviations fall faster than φ would let them, φ is what they
        fall by, and there is neither noise nor drift.
        """
        parts = (self.fertility, self.mortality, self.migration)
        sd = np.stack(np.broadcast_arrays(*parts), axis=-2)
        kept = self.kept[:, None] if self.kept.ndim == 1 else self.kept
        before = np.zeros_like(sd)
        before[..., 1:] = sd[..., :-1]
        phi = np.divide(sd, before, out=np.zeros_like(sd), where=before > 0)
        phi = np.minimum(phi, kept)
        drift2, noise = np.square(self.drift), sd.copy()
        random, drifted = sd[..., 0] ** 2, np.zeros(sd.shape[:-1])
        for t in range(1, sd.shape[-1]):
            random, drifted = phi[..., t] ** 2 * random, phi[..., t] * drifted
            # (1 + drift²)σ² + 2·drift²·drifted·σ = what is lacking to the variance
            lacking = sd[..., t] ** 2 - random - drift2 * drifted**2
            half = drift2 * drifted
            rooted = np.sqrt(half**2 + (1 + drift2) * np.maximum(lacking, 0.0))
            noise[..., t] = (rooted - half) / (1 + drift2)
            random, drifted = random + noise[..., t] ** 2, drifted + noise[..., t]
        return phi, noise


def default(steps: int, width: float) -> Spread:
    """The spread used where none is given: `UN_CHINA` in steps of `width` years.

    A nation's: smaller areas are less certain.

    >>> default(3, 1).fertility.round(3).tolist()
    [0.119, 0.129, 0.137]
    """
    return from_processes(UN_CHINA, steps, width)


def from_processes(
    processes: Sequence[Autoregression], steps: int, width: float
) -> Spread:
    """Spread by step of yearly processes of log TFR, e0 and migration over population.

    Log TFR and e0 of a step are the means over its years, migration is the sum.
    `width` must be a whole number of years.

    >>> from_processes(UN_CHINA, 2, 5).mortality.round(2).tolist()
    [0.9, 1.44]
    """
    years = int(width)
    if years != width or years < 1:
        raise ValueError(
            f"width: {width:g} must be a whole number of years where no spread is given"
        )
    found = [process.of_sums(steps, years) for process in processes]
    (fertility, _), (mortality, _), (migration, _) = found
    unsure, drift = zip(*(process.over(years) for process in processes), strict=True)
    return Spread(
        fertility / years,
        mortality / years,
        migration,
        kept=np.stack([kept for _, kept in found]),
        unsure=unsure,
        drift=drift,
    )


def spread_of(
    spread: Spread | npt.ArrayLike | None,
    lead: tuple[int, ...],
    steps: int,
    width: float,
) -> Spread:
    """`spread` checked and brought to (*lead, steps); None is `default`."""
    if spread is None:
        chosen = default(steps, width)
    elif isinstance(spread, Spread):
        chosen = spread
    else:
        fertility, mortality, migration = _three(spread, steps)
        kept = _kept_by_default(width)
        chosen = Spread(fertility, mortality, migration, kept)
    sizes = [
        _by_step(f"spread.{name}", getattr(chosen, name), (*lead, steps))
        for name in COMPONENTS
    ]
    kept = numeric("spread.kept", chosen.kept)
    if kept.shape not in ((3,), (3, steps)):
        raise ValueError(f"spread.kept: {kept.shape} must be (3,) or (3, {steps})")
    refuse("spread.kept", ~((kept >= 0) & (kept <= 1)), kept, "be from 0 to 1")
    return Spread(sizes[0], sizes[1], sizes[2], kept, chosen.unsure, chosen.drift)


def _by_step(argument: str, sd: npt.ArrayLike, shape: tuple[int, ...]) -> Floats:
    given = numeric(argument, sd)
    refuse(argument, ~(np.isfinite(given) & (given >= 0)), given, "be 0 or more")
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise ValueError(
            f"{argument}: {given.shape} must broadcast to {shape}, areas and steps"
        ) from None


def _three(spread: npt.ArrayLike, steps: int) -> list[Floats]:
    """Numbers, or rows by step, of the three components."""
    try:
        parts = [numeric("spread", part) for part in spread]  # type: ignore[union-attr]
    except TypeError:
        parts = []
    if len(parts) == steps != 3 and all(part.shape == (3,) for part in parts):
        parts = list(np.stack(parts, axis=-1))
    if len(parts) != 3:
        raise ValueError(
            "spread: must be three, of fertility, mortality and migration, each a "
            "number or by step"
        )
    return parts


def _kept_by_default(width: float) -> Floats:
    """φ over a step, from those of `UN_CHINA` over a year."""
    return np.array([process.kept**width for process in UN_CHINA])
