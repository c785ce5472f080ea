"""A verdict for other programs: plain numbers, missing bounds as null."""

from __future__ import annotations

import math
from typing import Any

from renkou.demography.plan import Figure, Verdict, Wording


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as values that JSON can hold; figures in their own units."""
    return {
        "consistent": verdict.consistent,
        "met": verdict.met,
        "title": _both(verdict.title),
        "conflicts": [
            {"figures": list(c.figures), "names": list(c.names), "base": c.base}
            for c in verdict.conflicts
        ],
        "figures": [_figure(verdict, figure) for figure in verdict.figures],
        "at_odds": [list(pair) for pair in verdict.at_odds],
        "all_met": verdict.all_met,
        "services": _both(verdict.services),
        "assumed": [_both(note) for note in verdict.assumed],
        "text": _both(verdict.text),
    }


def _figure(verdict: Verdict, figure: Figure) -> dict[str, Any]:
    label = figure.label
    return {
        "number": figure.number,
        "name": figure.quantity.key,
        "title": _both(figure.quantity.title),
        "first": figure.first,
        "last": figure.last,
        "unit": figure.unit,
        "measured": _both(figure.measured),
        "typed": _both(figure.typed),
        "low": _plain(figure.low / figure.scale),
        "high": _plain(figure.high / figure.scale),
        "implied": [_plain(x) for x in verdict.implied[label]],
        "projected": dict(
            zip(("median", "low", "high"), verdict.projected[label], strict=True)
        ),
        "probability": verdict.probability[label],
        "drivers": dict(verdict.drivers[label]),
        "fits": verdict.fits[label],
        "reason": _both(verdict.reason[label]),
    }


def _both(text: Wording) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
