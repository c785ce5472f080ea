"""The decisions of a succession, one line for each area, for people to read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .succession import EQUAL_SHARES, Succession
from .unit import stem


@dataclass(frozen=True, slots=True)
class Decision:
    """Where one area went and how that was decided.

    `successors` are codes on the newer list with the share of each; for equal shares
    over a whole township, the township's code stands in `within`. `evidence` is, for a
    township, how many of its villages' names turned up in each successor.
    """

    older: dt.date
    newer: dt.date
    level: str
    code: str
    name: str
    rule: str
    successors: tuple[str, ...]
    within: str | None
    assumed: bool
    evidence: tuple[int, ...] = ()


def decisions_of(step: Succession) -> tuple[Decision, ...]:
    """All decisions from one list to the next, from the top level down, by code."""
    upper = [_upper(step, code) for code in step.older.rows if _is_upper(step, code)]
    leaves = [_leaf(step, code) for code in sorted(step.flows)]
    return (*sorted(upper, key=lambda d: (len(stem(d.code)), d.code)), *leaves)


def _is_upper(step: Succession, code: str) -> bool:
    row = step.older.rows[code]
    return row.level != step.older.leaf and code in step.older.covered


def _upper(step: Succession, code: str) -> Decision:
    row = step.older.rows[code]
    link = step.links.get(code)
    named = step.parents.get(code)
    if named is None:
        named = {link.target: 0} if link else dict.fromkeys(_homes(step, code), 0)
    if link is not None:
        rule = link.rule
    else:
        rule = "villages-names" if any(named.values()) else "members"
    return Decision(
        older=step.older.vintage,
        newer=step.newer.vintage,
        level=row.level,
        code=code,
        name=row.name,
        rule=rule,
        successors=tuple(named),
        within=None,
        assumed=not named,
        evidence=tuple(named.values()),
    )


def _homes(step: Succession, code: str) -> list[str]:
    """Where the members of an area that has no successor went, at its level."""
    level = step.older.rows[code].level
    members = step.older.below(code, step.older.leaf)
    targets = {t for member in members for t in step.flows[member].targets}
    homes = {step.newer.ancestor(target, level) for target in targets}
    return sorted(home for home in homes if home is not None)


def _leaf(step: Succession, code: str) -> Decision:
    row, flow = step.older.rows[code], step.flows[code]
    shared = flow.rule == EQUAL_SHARES
    return Decision(
        older=step.older.vintage,
        newer=step.newer.vintage,
        level=row.level,
        code=code,
        name=row.name,
        rule=flow.rule,
        successors=flow.targets,
        within=step.newer.rows[flow.targets[0]].parent if shared else None,
        assumed=flow.assumed,
    )
