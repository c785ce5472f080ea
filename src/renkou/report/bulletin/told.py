"""A line of the appendix in words."""

from __future__ import annotations

from .value import Trace


def told(trace: Trace, words: dict[str, str]) -> str:
    """A line of the appendix in words."""
    parts = [
        f"{trace.title} ({trace.measure})",
        trace.area,
        trace.period,
        trace.population,
        f"{words['known']} {trace.known_on}",
    ]
    if trace.made_of:
        parts.append(f"{words['made_of']} {trace.made_of}")
    return f"[{trace.number}] " + "; ".join(parts)
