"""The funnel of a measure: each area's figure by its size, within limits of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.definitions import Count, Measure, PersonYears, Proportion, Rate, Ratio
from renkou.integrity.control_limits import (
    Limits,
    funnel_curve,
    funnel_proportion,
    overdispersion,
)
from renkou.schema.text import Text

from .areas import Areas, Floats

LEVELS = (0.95, 0.998)
FEWEST = 3  # areas that make a funnel
WINSORISED = 0.1
POINTS = 80  # of a limit's curve
FINE, CURVE = 100, 200  # counts at which the limits of a rate are worked out


@dataclass(frozen=True, eq=False)
class Funnel:
    """Sizes and figures of the areas, the centre, and how much they vary.

    `at` are positions in `Areas.places`; `low` and `high` (levels, areas) the limits at
    each area's size; `phi` how many times the variation is what chance makes.
    """

    at: np.ndarray[tuple[int], np.dtype[np.intp]]
    size: Floats
    value: Floats
    low: Floats
    high: Floats
    centre: float
    phi: float
    what: Text
    measure: Measure

    def limits(self, size: Floats) -> Limits:
        """The limits at sizes, (levels, sizes)."""
        return _limits(self.measure, size, self.centre)

    @property
    def curve(self) -> Floats:
        """Sizes to draw the limits at, evenly apart on a square-root axis."""
        least = float(np.sqrt(self.size.min() * 0.7))
        most = float(np.sqrt(self.size.max() * 1.1))
        found: Floats = np.linspace(least, most, POINTS) ** 2
        return found

    def outside(self, level: int) -> int:
        """How many areas lie outside the limits of a level."""
        beyond = (self.value < self.low[level]) | (self.value > self.high[level])
        return int(beyond.sum())


def funnel_of(areas: Areas, measure: Measure) -> Funnel | None:
    """The funnel; None where `no_funnel` says why."""
    if no_funnel(areas, measure) is not None:
        return None
    columns = areas.columns
    size = columns.denominator
    if isinstance(measure, Ratio):
        size = columns.numerator + columns.denominator
    at = np.flatnonzero((size > 0) & np.isfinite(columns.value))
    count, size = columns.numerator[at], size[at]
    centre = _figure(measure, float(count.sum()), float(size.sum()))
    low, high = _limits(measure, size, centre)
    return Funnel(
        at,
        size,
        columns.value[at],
        low,
        high,
        centre,
        _phi(measure, count, size),
        _size_name(measure),
        measure,
    )


def no_funnel(areas: Areas, measure: Measure) -> Text | None:
    """Why a measure, or these areas, have no funnel; None where they have."""
    if isinstance(measure, Count):
        return Text(
            "A count has no funnel: it grows with the area. See the rate.",
            "人数随地区大小变化，不作漏斗图，请看相应的率。",
        )
    if not isinstance(measure, Rate | Proportion | Ratio):
        return Text(
            "No funnel: this figure is not one count over another of which chance "
            "moves the first alone.",
            "无漏斗图：该指标不是单一事件数与其基数之比。",
        )
    base = areas.columns.denominator
    if int((base > 0).sum()) < FEWEST:
        return Text(
            f"Fewer than {FEWEST} areas have the figure: too few for a funnel.",
            f"有数据的地区不足{FEWEST}个，无法绘制漏斗图。",
        )
    if not np.nansum(areas.columns.numerator) > 0:
        return Text(
            "Nothing was counted in any of the areas: no funnel.",
            "各地区计数均为零，无漏斗图。",
        )
    return None


def _figure(measure: Measure, count: float, size: float) -> float:
    if isinstance(measure, Rate):
        return measure.per * count / size
    if isinstance(measure, Ratio):
        return 100 * count / max(size - count, 1e-9)
    return 100 * count / size


def _limits(measure: Measure, size: Floats, centre: float) -> Limits:
    """Exact limits of chance at each size, in the measure's unit."""
    if isinstance(measure, Rate):
        low, high = _rate_limits(size * centre / measure.per)
        return Limits(low * centre, high * centre)
    share = centre / (100 + centre) if isinstance(measure, Ratio) else centre / 100
    whole = np.maximum(np.rint(size), 1.0)
    share = float(np.clip(share, 1e-9, 1 - 1e-9))
    low, high = funnel_proportion(whole, share, levels=LEVELS, method="exact")
    if isinstance(measure, Ratio):
        odds = 100 * low / np.maximum(1 - low, 1e-9)
        return Limits(odds, np.minimum(100 * high / np.maximum(1 - high, 1e-9), 1e6))
    return Limits(100 * low, 100 * high)


def _rate_limits(expected: Floats) -> Limits:
    """The limits of observed/expected: those counts that the exact interval just bears.

    Read off the curve of the exposures at which each count lies on a limit, so that an
    area lies outside where `flag` says so; below some four expected none is too few.
    """
    most = 2 * float(expected.max()) + 50
    spread = np.concatenate([np.arange(FINE), np.geomspace(FINE, most, CURVE)])
    counts = np.unique(np.rint(spread))
    low_at, high_at = funnel_curve(counts, levels=LEVELS)
    low = [np.interp(expected, exposure, counts, left=0.0) for exposure in low_at]
    high = [np.interp(expected, exposure, counts) for exposure in high_at]
    return Limits(np.stack(low) / expected, np.stack(high) / expected)


def _phi(measure: Measure, count: Floats, size: Floats) -> float:
    """How many times what chance makes the areas vary, the furthest tenths pulled in.

    Of a share on the scale on which its variance does not hang on it: arcsine.
    """
    share = count.sum() / size.sum()
    if isinstance(measure, Rate):
        found = overdispersion(count, size * share, winsorise=WINSORISED)
        return float(found.phi)
    angle = np.arcsin(np.sqrt(np.clip(count / size, 0, 1)))
    z = 2 * np.sqrt(size) * (angle - np.arcsin(np.sqrt(share)))
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return float((np.clip(z, low, high) ** 2).mean())


def _size_name(measure: Measure) -> Text:
    if isinstance(measure, Rate):
        lived = isinstance(measure.exposure, PersonYears)
        return Text("person-years", "人年") if lived else Text("births", "出生数")
    return Text("events counted", "事件数")
