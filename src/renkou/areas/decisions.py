"""The decisions from list to list, written down for people to read and to contest.

`python -m renkou.areas` writes those of the packaged lists beside them.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from .crosswalk import Crosswalk
from .listing import Listing
from .succession import EQUAL_SHARES, Succession
from .unit import stem

if TYPE_CHECKING:
    from .tree import AreaTree

BY_NAMES = "names-within"  # a township by where the names of its villages turned up
BY_MEMBERS = "members"  # an area by where those that lay in it went


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: how much of an area went where, and what decided it.

    `parts` areas take `share` each: one, except where a village is shared alike over
    all villages of `successor`. `names_found` says how many of a township's lost
    villages turned up there by name.
    """

    older: dt.date
    newer: dt.date
    level: str
    code: str
    name: str
    successor: str
    successor_name: str
    parts: int
    share: float
    rule: str
    names_found: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area that nothing on the older list went to; back in time, where it goes.

    Its figures go back in equal shares over the lowest areas of `origin`: assumed.
    """

    older: dt.date
    newer: dt.date
    level: str
    code: str
    name: str
    origin: str
    origin_name: str
    parts: int


def new_areas(
    step: Succession, origins: Mapping[str, tuple[str, ...]]
) -> Iterator[NewArea]:
    """The areas without a source, from where each is spread back over."""
    for code, spread in sorted(origins.items()):
        origin = _all_in_one(step.older, spread)
        yield NewArea(
            older=step.older.vintage,
            newer=step.newer.vintage,
            level=step.newer.leaf,
            code=stem(code),
            name=step.newer.rows[code].name,
            origin=stem(origin),
            origin_name=step.older.rows[origin].name,
            parts=len(spread),
        )


def upper_decisions(step: Succession, walk: Crosswalk) -> Iterator[Decision]:
    """The decisions at a level above the lowest, as its crosswalk has them."""
    rows = zip(walk.source, walk.target, walk.share, walk.assumed, strict=True)
    for source, target, share, assumed in rows:
        found = step.parents.get(str(source), {})
        yield Decision(
            older=walk.source_list,
            newer=walk.target_list,
            level=walk.level,
            code=stem(str(source)),
            name=step.older.rows[str(source)].name,
            successor=stem(str(target)),
            successor_name=step.newer.rows[str(target)].name,
            parts=1,
            share=round(float(share), 6),
            rule=_upper_rule(step, str(source), str(target)),
            names_found=found.get(str(target), 0),
            assumed=bool(assumed),
        )


def _upper_rule(step: Succession, source: str, target: str) -> str:
    link = step.links.get(source)
    if link is not None and link.target == target:
        return link.rule
    return BY_NAMES if step.parents.get(source, {}).get(target) else BY_MEMBERS


def leaf_decisions(step: Succession) -> Iterator[Decision]:
    """The decisions at the lowest level, equal shares in one line."""
    for code, flow in sorted(step.flows.items()):
        shared = flow.rule == EQUAL_SHARES
        parts = len(flow.targets) if shared else 1
        into = (_all_in_one(step.newer, flow.targets),) if shared else flow.targets
        for successor in into:
            yield Decision(
                older=step.older.vintage,
                newer=step.newer.vintage,
                level=step.older.leaf,
                code=stem(code),
                name=step.older.rows[code].name,
                successor=stem(successor),
                successor_name=step.newer.rows[successor].name,
                parts=parts,
                share=round(1 / len(flow.targets), 6),
                rule=flow.rule,
                names_found=0,
                assumed=flow.assumed,
            )


def _all_in_one(listing: Listing, codes: tuple[str, ...]) -> str:
    """The nearest area above in which all of these lie."""
    lines = [listing.above(code) for code in codes]
    inside = set(lines[0]).intersection(*lines)
    return next((code for code in lines[0] if code in inside), codes[0])


def write_decisions(tree: AreaTree, folder: Path) -> tuple[Path, ...]:
    """Write what was decided from list to list into a folder, as three tables.

    `township_decisions.csv` has every area above the lowest level;
    `village_decisions.csv` every area of the lowest that did not keep code and name;
    `new_areas.csv` those that nothing went to.
    """
    steps = tuple(pairwise(tree.vintages))
    made = [decision for step in steps for decision in tree.decisions(*step)]
    lowest = tree.lowest_level
    tables: dict[str, Iterable[Decision | NewArea]] = {
        "township_decisions.csv": (d for d in made if d.level != lowest),
        "village_decisions.csv": (
            d for d in made if d.level == lowest and d.rule != "code-and-name"
        ),
        "new_areas.csv": (new for step in steps for new in tree.new_areas(*step)),
    }
    for name, lines in tables.items():
        _write(folder / name, Decision if "decisions" in name else NewArea, lines)
    return tuple(folder / name for name in tables)


def _write(
    path: Path, kind: type[Decision | NewArea], lines: Iterable[Decision | NewArea]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(kind))
        writer.writerows(map(_cell, astuple(line)) for line in lines)


def _cell(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
