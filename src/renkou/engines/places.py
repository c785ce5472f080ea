"""From the codes that rows carry to the areas that a figure is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.areas import AreaTree, Unit
from renkou.schema.problem import Problem

LEVELS = ("city", "county", "township", "village")


@dataclass(frozen=True)
class Shares:
    """Which share of each place (a position in the snapshot's codes) falls to a unit.

    `whole` where every place goes to one unit; `assumed` marks the units to which some
    place was shared out by assumption.
    """

    units: tuple[Unit, ...]
    place: npt.NDArray[np.int32]
    unit: npt.NDArray[np.int32]
    share: npt.NDArray[np.float64]
    assumed: npt.NDArray[np.bool_]

    @property
    def whole(self) -> bool:
        """Whether no place is shared among units."""
        return bool((self.share == 1).all())


def level_of(code: str) -> str:
    """The level of a 12-digit code: its trailing zeros tell.

    >>> level_of("511083000000"), level_of("511083001004")
    ('county', 'village')
    """
    if code[9:] != "000":
        return "village"
    if code[6:] != "000000":
        return "township"
    return "county" if code[4:] != "00000000" else "city"


def shares(
    tree: AreaTree, codes: Sequence[str], source: date, target: date, level: str
) -> Shares:
    """The shares of `codes` of the list `source` in the units of `level` of `target`.

    Raises Problem where rows carry codes of a coarser level than the one asked for.
    """
    units = tree.units(target, level)
    position = {unit.key: at for at, unit in enumerate(units)}
    found: list[tuple[int, int, float, bool]] = []
    by_level: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        by_level.setdefault(level_of(code), []).append(place)
    for of_level, places in by_level.items():
        if LEVELS.index(of_level) < LEVELS.index(level):
            raise _too_coarse(codes[places[0]], of_level, level)
        found += _of_level(
            tree, codes, places, source, target, (of_level, level), position
        )
    flags = np.zeros(len(units), dtype=np.bool_)
    flags[[unit for _place, unit, _share, assumed in found if assumed]] = True
    return Shares(
        units,
        np.array([place for place, *_rest in found], dtype=np.int32),
        np.array([unit for _place, unit, *_rest in found], dtype=np.int32),
        np.array([share for _place, _unit, share, _assumed in found], dtype=np.float64),
        flags,
    )


def _of_level(
    tree: AreaTree,
    codes: Sequence[str],
    places: list[int],
    source: date,
    target: date,
    levels: tuple[str, str],
    position: dict[str, int],
) -> list[tuple[int, int, float, bool]]:
    """Rows (place, unit, share, assumed) for the places of one level."""
    of_level, level = levels
    crosswalk = tree.crosswalk(source, target, of_level)
    above = {
        unit.code: position[at_level(tree, unit, target, level)]
        for unit in tree.units(target, of_level)
    }
    place_of = {codes[place]: place for place in places}
    added: dict[tuple[int, int], tuple[float, bool]] = {}
    rows = zip(
        crosswalk.source.tolist(),
        crosswalk.target.tolist(),
        crosswalk.share.tolist(),
        crosswalk.assumed.tolist(),
        strict=True,
    )
    for old, new, share, assumed in rows:
        if old in place_of:
            key = place_of[old], above[new]
            before = added.get(key, (0.0, False))
            added[key] = before[0] + share, before[1] or assumed
    return [
        (place, unit, _tidy(share), assumed and _tidy(share) != 1)
        for (place, unit), (share, assumed) in added.items()
    ]


def _tidy(share: float) -> float:
    """Equal shares that add up to one are one, whatever the rounding."""
    return 1.0 if abs(share - 1) < 1e-9 else share


def at_level(tree: AreaTree, unit: Unit, day: date, level: str) -> str:
    """The key of `unit` or of its ancestor that is of `level`."""
    if unit.level == level:
        return unit.key
    return next(a.key for a in tree.ancestors(unit.key, day) if a.level == level)


def _too_coarse(code: str, of_level: str, level: str) -> Problem:
    return Problem(
        f"rows carry codes of a {of_level}, such as {code}, so figures by {level} "
        f"cannot be given. Ask by {of_level} or above.",
        f"数据中含有{of_level}级代码（如{code}），无法给出{level}级数字。"
        f"请按{of_level}级或以上查询。",
    )
