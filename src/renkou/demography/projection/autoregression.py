"""An autoregressive process, and its fit to bounds that widen with time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, positive, refuse

# Normal abscissae over which what is kept is spread.
_NODES = 15


@dataclass(frozen=True)
class Autoregression:
    """Yearly deviations x(1), x(2), … of a path from the central one.

    x(1) = first · e(1) and x(t) = φ · x(t − 1) + noise · (e(t) + drift · m), the e and
    m standard normal, m one for the whole path. φ is `kept`, or, with `unsure` above 0,
    one for each path: its logit is normal around that of `kept` with this standard
    deviation. So a path does not know for how long a deviation lasts, nor where the
    quantity settles, just as an estimate from the past does not.
    """

    first: float
    noise: float
    kept: float
    unsure: float = 0.0
    drift: float = 0.0

    def variance(self, years: int) -> Floats:
        """Of x(1) … x(years), of paths that keep `kept`.

        >>> Autoregression(1.0, 1.0, 0.5).variance(3)
        array([1.    , 1.25  , 1.3125])
        """
        return self._by_noise(years) + self._by_drift(years) ** 2

    def of_sums(self, steps: int, width: int) -> tuple[Floats, Floats]:
        """Standard deviation of the sums over steps of `width` years, and what is kept.

        Both (steps,), of paths that keep `kept`: the second is the regression of each
        sum on the one before, drift left out, at most 1, and 0 first.

        >>> sd, kept = Autoregression(1.0, 0.0, 1.0).of_sums(2, 5)
        >>> sd.tolist(), kept.tolist()
        ([5.0, 5.0], [0.0, 1.0])
        """
        t = np.arange(steps * width)
        earlier = self._by_noise(t.size)[np.minimum(t[:, None], t)]
        covariance = self.kept ** np.abs(t[:, None] - t).astype(float) * earlier
        summed = covariance.reshape(steps, width, steps, width).sum(axis=(1, 3))
        kept, before = np.zeros(steps), np.diagonal(summed)[:-1]
        np.divide(np.diagonal(summed, 1), before, out=kept[1:], where=before > 0)
        drifted = self._by_drift(t.size).reshape(steps, width).sum(axis=1)
        return np.sqrt(np.diagonal(summed) + drifted**2), np.minimum(kept, 1.0)

    def over(self, width: int) -> tuple[float, float]:
        """`unsure` and `drift` of steps of `width` years.

        >>> Autoregression(1.0, 1.0, 1.0, drift=0.1).over(4)
        (0.0, 0.2)
        """
        left = self.kept ** np.arange(width, dtype=float)
        drift = self.drift * left.sum() / np.sqrt((left**2).sum())
        if self.unsure == 0:
            return 0.0, float(drift)
        sides = [_kept(_logit(self.kept) + side * self.unsure) for side in (-1, 1)]
        below, above = (_logit(side**width) for side in sides)
        return (above - below) / 2, float(drift)

    def share_within(self, half_width: npt.ArrayLike) -> Floats:
        """Share of paths no further than `half_width`, (..., years), from the centre.

        >>> Autoregression(1.0, 0.5, 0.9).share_within([1.96]).round(3)
        array([0.95])
        """
        from scipy.special import erf

        half = numeric("half_width", half_width)
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
        logits = _logit(self.kept) + self.unsure * nodes
        variance = np.stack(
            [replace(self, kept=_kept(x)).variance(half.shape[-1]) for x in logits]
        )
        variance = variance.reshape(_NODES, *[1] * (half.ndim - 1), -1)
        within = erf(half / np.sqrt(2 * variance))
        share: Floats = np.tensordot(weights / weights.sum(), within, axes=1)
        return share

    @classmethod
    def fitted(
        cls, half_width: npt.ArrayLike, levels: Sequence[float]
    ) -> Autoregression:
        """The process whose bounds are nearest to those given.

        `half_width` (levels, years): half the distance between the bounds of each
        level. Least squares, over all levels and years, of the normal deviate of
        `share_within` over that of the level. ValueError for anything not above 0.

        >>> truth = Autoregression(0.2, 0.1, 0.9)
        >>> half = 1.2816 * np.sqrt(truth.variance(60))
        >>> found = Autoregression.fitted([half, half * 1.96 / 1.2816], (0.8, 0.95))
        >>> bool(np.allclose(found.variance(60), truth.variance(60), rtol=0.001))
        True
        """
        from scipy.optimize import least_squares
        from scipy.special import ndtri

        half, level = positive("half_width", half_width), numeric("levels", levels)
        refuse("levels", ~((level > 0) & (level < 1)), level, "lie between 0 and 1")
        deviate = ndtri((1 + level) / 2)[:, None]

        def process(x: Floats) -> Autoregression:
            first, noise = np.exp(x[:2])
            return cls(
                float(first), float(noise), _kept(x[2]), float(x[3]), float(x[4])
            )

        def miss(x: Floats) -> Floats:
            share = np.minimum(process(x).share_within(half), 1 - 1e-12)
            return np.asarray(ndtri((1 + share) / 2) / deviate - 1).ravel()

        begin = float(np.log((half / deviate).mean(axis=0)[0]))
        best = least_squares(
            miss,
            [begin, begin - 1.0, 2.0, 0.3, 0.1],
            bounds=(
                [-np.inf, -np.inf, -8.0, 0.0, 0.0],
                [np.inf, np.inf, 8.0, 3.0, 1.0],
            ),
        )
        return process(best.x)

    def _by_noise(self, years: int) -> Floats:
        left = self.kept ** (2.0 * np.arange(years))
        added = np.concatenate([[0.0], np.cumsum(left)[:-1]])
        variance: Floats = self.first**2 * left + self.noise**2 * added
        return variance

    def _by_drift(self, years: int) -> Floats:
        left = self.kept ** np.arange(years, dtype=float)
        summed = np.concatenate([[0.0], np.cumsum(left)[:-1]])
        deviation: Floats = self.drift * self.noise * summed
        return deviation


def _kept(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def _logit(kept: float) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(kept) - np.log1p(-kept))
