"""The measures in groups, as a reader looks for them, and the search among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from renkou.areas.search import spell
from renkou.definitions import Measure
from renkou.indicators import (
    MEASURES,
    ageing,
    births,
    deaths,
    households,
    marriages,
    moves,
    population,
)
from renkou.schema.text import Text


@dataclass(frozen=True)
class Group:
    """Measures that are read together."""

    key: str
    title: Text
    measures: Sequence[Measure]


_ROOMS = (
    ("population", Text("Population", "人口"), population),
    ("ageing", Text("Ages", "年龄结构"), ageing),
    ("births", Text("Births", "出生"), births),
    ("deaths", Text("Deaths", "死亡"), deaths),
    ("marriages", Text("Marriages", "婚姻"), marriages),
    ("moves", Text("Moves", "迁移"), moves),
    ("households", Text("Households", "家庭户"), households),
)
GROUPS = tuple(
    Group(key, title, tuple(m for m in MEASURES.values() if m in room.ALL))
    for key, title, room in _ROOMS
)


def found(groups: Sequence[Group], wanted: str) -> list[Group]:
    """The measures whose name, key or pinyin holds what was typed, in their groups."""
    word = wanted.strip().lower()
    kept = [
        Group(g.key, g.title, tuple(m for m in g.measures if word in _said(m.key)))
        for g in groups
    ]
    return [group for group in kept if group.measures]


@cache
def _said(key: str) -> str:
    """All that a measure may be looked for by."""
    measure = MEASURES[key]
    titles = (measure.title.en, measure.title.zh, *spell(measure.title.zh))
    return " ".join([key, key.replace("-", " "), *titles]).lower()
