"""A workspace as one question sees it: one as-known date, one level of one list."""

from __future__ import annotations

from datetime import date
from itertools import count

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse
from ibis import _

from .places import Shares, shares
from .workspace import Workspace

Integers = npt.NDArray[np.int64]
_serial = count()


class Session:
    """`known_on`, and the `shares` of the workspace's places in the units asked for."""

    def __init__(
        self, workspace: Workspace, known_on: date, area_list: date, level: str
    ) -> None:
        self.workspace = workspace
        self.known_on = known_on
        self.area_list = area_list
        self.level = level
        self._shares = self._of_level(level)
        self.shares_table = self._upload(
            "shares",
            place=self._shares.place,
            unit=self._shares.unit,
            share=self._shares.share,
        )
        self._stays: dict[str, ir.Table] = {}

    def _of_level(self, level: str) -> Shares:
        work = self.workspace
        return shares(work.tree, work.codes, work.area_list, self.area_list, level)

    def _upload(self, name: str, **columns: npt.NDArray[np.generic]) -> ir.Table:
        return self.store(name, pa.table({k: pa.array(v) for k, v in columns.items()}))

    def store(self, name: str, what: ir.Table | pa.Table) -> ir.Table:
        """A temporary table of this session's own."""
        return self.workspace.connection.create_table(
            f"{name}_{next(_serial)}", what, temp=True
        )

    @property
    def areas(self) -> Shares:
        """The units asked for, and how places fall to them."""
        return self._shares

    @property
    def units(self) -> int:
        """How many units `placed` rows speak of: areas, or places yet to be shared."""
        if self._shares.whole:
            return len(self._shares.units)
        return len(self.workspace.codes)

    def placed(self, rows: ir.Table) -> ir.Table:
        """`rows` with `unit`: the area where places are whole, else the place."""
        if not self._shares.whole:
            return rows.mutate(unit=rows.place)
        table = self.shares_table.select(at=_.place, unit=_.unit)
        return rows.join(table, rows.place == table.at).drop("at")

    def shared_out(self, array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """An array over `units` as one over areas: shared out where not whole."""
        if self._shares.whole:
            return array
        flat = array.reshape(array.shape[0], -1)
        matrix = scipy.sparse.csr_array(
            (self._shares.share, (self._shares.unit, self._shares.place)),
            shape=(len(self._shares.units), array.shape[0]),
        )
        shared: npt.NDArray[np.float64] = matrix @ flat
        return shared.reshape(-1, *array.shape[1:])

    @property
    def increments(self) -> ir.Table:
        """The increments of every spell, whenever known."""
        return self.workspace.fact("increments")

    def known_rows(self, fact: str, kind: str | None = None) -> ir.Table:
        """A fact as known on the session's day, of one kind of population."""
        rows = self.workspace.fact(fact)
        day = ibis.literal(self.known_on)
        rows = rows.filter(rows.known_from <= day, rows.known_to > day)
        if kind is not None:
            rows = rows.filter(rows.kind == kind).drop("kind")
        return rows.drop("known_from", "known_to")

    def stays_known(self, kind: str) -> ir.Table:
        """The stays of a kind as known on the session's day, kept for reuse."""
        if kind not in self._stays:
            self._stays[kind] = self.store("stays", self.known_rows("stays", kind))
        return self._stays[kind]

    def columns(self, rows: ir.Table) -> dict[str, Integers]:
        """The columns of a result of whole numbers."""
        table = self.workspace.connection.to_pyarrow(rows)
        return {
            name: table[name].to_numpy().astype(np.int64) for name in table.column_names
        }

    def counties(self) -> ir.Table:
        """The county (a position) of each place, on the list in use."""
        found = self._of_level("county")
        best = np.lexsort((-found.share, found.place))
        first = np.unique(found.place[best], return_index=True)[1]
        at = best[first]
        return self._upload("counties", place=found.place[at], county=found.unit[at])
