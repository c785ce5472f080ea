"""Keys of areas: one for as long as an area lasts, whatever becomes of its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .listing import Listing
from .succession import RULES, Succession
from .unit import stem


def assign_keys(
    listings: Sequence[Listing], steps: Sequence[Succession]
) -> tuple[dict[str, str], ...]:
    """For each list the key of every code.

    An area keeps its key where the next list carries it on: one successor, known and
    not assumed, which takes over from one area at most. Any other area gets a key from
    its code and the list on which it first stands.
    """
    assigned: list[dict[str, str]] = []
    for i, listing in enumerate(listings):
        carried = carried_on(steps[i - 1]) if i else {}
        keys = {code: assigned[-1][old] for code, old in carried.items()}
        for code in listing.rows:
            keys.setdefault(code, f"{stem(code)}-{listing.vintage:%Y%m%d}")
        assigned.append(keys)
    return tuple(assigned)


def carried_on(step: Succession) -> Mapping[str, str]:
    """For each newer code that carries on an older area, the older code."""
    found = {link.target: code for code, link in step.links.items()}
    best: dict[str, tuple[int, str]] = {}
    for code, flow in step.flows.items():
        if not flow.assumed:
            claim = (RULES.index(flow.rule), code)
            target = flow.targets[0]
            best[target] = min(best.get(target, claim), claim)
    found.update({target: code for target, (_, code) in best.items()})
    return found
