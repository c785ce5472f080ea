"""The city, its counties and townships, as the page names and finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from renkou.areas import AreaTree, Unit
from renkou.areas.name import proper_name
from renkou.areas.search import spell
from renkou.areas.unit import stem
from renkou.engines import Workspace
from renkou.schema.text import Text

from .city import Place

APPORTIONED = Text("part assumed", "部分为假定")


@dataclass(frozen=True, slots=True)
class Places:
    """The areas of the page, and the lists that their figures come from and go to."""

    city: Place
    counties: Sequence[Place]
    townships: Sequence[Place]
    recorded_on: date  # the list whose codes the rows carry
    shown_on: date


def places_of(work: Workspace, city_code: str) -> Places:
    """The areas of the city of `city_code` on the newest list."""
    tree, shown = work.tree, work.tree.list_for(None)
    city = tree.by_code(city_code, shown)
    guessed = assumed_townships(tree, work.area_list, shown)
    former = tree.former_codes()

    def place(unit: Unit, *, within: bool) -> Place:
        above = tree.unit(unit.parent, shown) if within and unit.parent else None
        return Place(
            code=unit.code,
            name=english(unit.name),
            chinese=unit.name,
            search=_search(unit, former.get(unit.key, set())),
            parent=above.code if above else "",
            parent_name=english(above.name) if above else None,
            assumed=APPORTIONED if unit.code in guessed else None,
        )

    def below(level: str) -> list[Place]:
        units = tree.descendants(city.key, shown, level)
        return [place(unit, within=level == "township") for unit in units]

    return Places(
        place(city, within=city.parent is not None),
        below("county"),
        below("township"),
        work.area_list,
        shown,
    )


def english(name: str) -> Text:
    """A Chinese name, and its pinyin without the kind of area.

    >>> english("资中县")
    Text(en='Zizhong', zh='资中县')
    """
    proper = proper_name(name.removesuffix("省"))
    return Text(spell(proper)[0].capitalize(), name)


def _search(unit: Unit, former: set[str]) -> str:
    """All that the area may be looked for by: codes, name, pinyin, initials."""
    codes = {stem(code) for code in {unit.code, *former}}
    return " ".join([*sorted(codes), unit.name, *spell(unit.name)])


def assumed_townships(tree: AreaTree, recorded: date, shown: date) -> set[str]:
    """The townships into which part of an old village went by an assumed share.

    A village shared out within one township changes nothing about the township.
    """
    walk = tree.crosswalk(recorded, shown, "village")
    source = walk.source_index[walk.assumed]
    township = np.array([code[:9] for code in walk.target[walk.assumed]], dtype="U9")
    pairs = np.unique(np.stack([source.astype("U12"), township]), axis=1)
    _, at, count = np.unique(pairs[0], return_inverse=True, return_counts=True)
    return {f"{code}000" for code in pairs[1][count[at] > 1].tolist()}
