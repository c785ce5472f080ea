"""The lives' villages, of the 2019 list, on the list of 2023."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from renkou import areas
from renkou.areas.tree import AreaTree
from renkou.schema.problem import Problem

LIVED_ON = date(2019, 10, 31)
"""The list whose villages the lives use."""
SHOWN_ON = date(2023, 6, 30)
"""The list on whose townships and villages faults are planted."""
LEVELS = ("county", "township", "village")


class Places:
    """Where each 2019 village went: its 2023 village, township and county.

    A village that was divided goes with the first of its largest parts.
    """

    def __init__(self, villages: Sequence[str], tree: AreaTree | None = None) -> None:
        self.tree = tree or areas.bundled()
        self.villages = tuple(villages)
        successor = self._successors()
        above = {
            code: (code, *(unit.code for unit in self._above(code)))
            for code in set(successor)
        }
        self._chains = [set(above[code]) for code in successor]

    def within(self, code: str) -> NDArray[Any]:
        """Which villages went into the 2023 area of this 12-digit code."""
        return np.array([code in chain for chain in self._chains], np.bool_)

    def townships(self) -> tuple[str, ...]:
        """The 2023 townships that hold any of the villages, by code."""
        every = self.tree.units(SHOWN_ON, "township")
        held = set().union(*self._chains) if self._chains else set()
        return tuple(unit.code for unit in every if unit.code in held)

    def former_townships(self, code: str) -> tuple[str, ...]:
        """The 2019 townships whose villages went into a 2023 area, by code."""
        rows = np.flatnonzero(self.within(code))
        return tuple(sorted({self.villages[row][:9] + "000" for row in rows}))

    def named(self, code: str, where: str) -> str:
        """The 12-digit code of a 2023 county, township or village given by its code.

        Raises Problem, which names `where` it was given, for any other.
        """
        try:
            unit = self.tree.by_code(code, SHOWN_ON)
        except Problem as unknown:
            raise Problem(
                f"{where}: {unknown.text.en}", f"{where}：{unknown.text.zh}"
            ) from unknown
        if unit.level not in LEVELS:
            raise Problem(
                f"{where}: {code} is a {unit.level}. Name a county, township or "
                f"village on the list of {SHOWN_ON}.",
                f"{where}：{code}不是县、乡镇或村。请填写{SHOWN_ON}名录中的县、乡镇或村。",
            )
        return unit.code

    def _successors(self) -> list[str]:
        walk = self.tree.crosswalk(LIVED_ON, SHOWN_ON, "village")
        best: dict[str, tuple[float, str]] = {}
        for source, target, share in zip(
            walk.source.tolist(), walk.target.tolist(), walk.share, strict=True
        ):
            if source not in best or share > best[source][0] + 1e-9:
                best[source] = (float(share), target)
        unknown = [code for code in self.villages if code not in best]
        if unknown:
            raise ValueError(f"villages: {unknown[0]} is not on the list of {LIVED_ON}")
        return [best[code][1] for code in self.villages]

    def _above(self, code: str) -> tuple[areas.Unit, ...]:
        return self.tree.ancestors(self.tree.by_code(code, SHOWN_ON).key, SHOWN_ON)
