"""The levels of areas that a question asks for, and one base on which to count.

Counting is done once, on the base: the finest level asked for where every place goes
whole to one of its areas, else the places themselves. Each level is then a sum.
"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import scipy.sparse
from ibis import _

from .knowledge import Knowledge
from .places import LEVELS, Shares, at_level

Array = npt.NDArray[np.float64]


class Levels:
    """The areas of each of `names` on the list of `area_list`, and their base."""

    def __init__(
        self, knowledge: Knowledge, area_list: date, names: tuple[str, ...]
    ) -> None:
        self.knowledge, self.area_list = knowledge, area_list
        self.of = {name: self._shares(name) for name in names}
        self._finest = max(names, key=LEVELS.index)
        self._whole = self.of[self._finest].whole
        self._matrices: dict[str, scipy.sparse.csr_array] = {}
        self._tables: dict[str, ir.Table] = {}

    def _shares(self, level: str) -> Shares:
        return self.knowledge.workspace.shares(self.area_list, level)

    @property
    def size(self) -> int:
        """How many units the base has."""
        if self._whole:
            return len(self.of[self._finest].units)
        return len(self.knowledge.workspace.codes)

    def placed(self, rows: ir.Table) -> ir.Table:
        """`rows` with `unit`, the position in the base of their `place`."""
        if not self._whole:
            return rows.mutate(unit=rows.place)
        table = self.table(self._finest).select(at=_.place, unit=_.unit)
        return rows.join(table, rows.place == table.at).drop("at")

    def table(self, level: str) -> ir.Table:
        """The shares of places in the areas of a level: place, unit, share."""
        if level not in self._tables:
            found = self.of[level]
            self._tables[level] = self.knowledge.upload(
                "shares", place=found.place, unit=found.unit, share=found.share
            )
        return self._tables[level]

    def at(self, level: str, array: Array) -> Array:
        """An array over the base as one over the areas of `level`."""
        if self._whole and level == self._finest:
            return array
        flat = array.reshape(array.shape[0], -1)
        summed: Array = self._matrix(level) @ flat
        return summed.reshape(-1, *array.shape[1:])

    def _matrix(self, level: str) -> scipy.sparse.csr_array:
        if level not in self._matrices:
            self._matrices[level] = (
                self._upwards(level) if self._whole else self._from_places(level)
            )
        return self._matrices[level]

    def _from_places(self, level: str) -> scipy.sparse.csr_array:
        found = self.of[level]
        shape = (len(found.units), self.size)
        return scipy.sparse.csr_array(
            (found.share, (found.unit, found.place)), shape=shape
        )

    def _upwards(self, level: str) -> scipy.sparse.csr_array:
        """From the areas of the finest level to those above them."""
        tree, units = self.knowledge.workspace.tree, self.of[level].units
        position = {unit.key: at for at, unit in enumerate(units)}
        above = [
            position[at_level(tree, unit, self.area_list, level)]
            for unit in self.of[self._finest].units
        ]
        shape = (len(units), self.size)
        return scipy.sparse.csr_array(
            (np.ones(self.size), (above, np.arange(self.size))), shape=shape
        )

    def counties(self) -> npt.NDArray[np.int32]:
        """The county of each place: that which has most of it, the first of equals."""
        found = self._shares("county")
        order = np.lexsort((-found.unit, found.share.round(9), found.place))
        county = np.full(len(self.knowledge.workspace.codes), -1, dtype=np.int32)
        county[found.place[order]] = found.unit[order]
        return county
