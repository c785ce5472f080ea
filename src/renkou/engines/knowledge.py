"""A workspace as it stood at the end of one day."""

from __future__ import annotations

from datetime import date
from itertools import count

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .workspace import Workspace

Integers = npt.NDArray[np.int64]
_serial = count()


class Knowledge:
    """The facts of `workspace` as known on `known_on`, kept for reuse."""

    def __init__(self, workspace: Workspace, known_on: date) -> None:
        self.workspace = workspace
        self.known_on = known_on
        self._stays: dict[str, ir.Table] = {}
        self._stored: list[str] = []

    def close(self) -> None:
        """Drop the temporary tables: a workspace answers for many days."""
        for name in self._stored:
            self.workspace.connection.drop_table(name, force=True)
        self._stored.clear()
        self._stays.clear()

    def rows(self, fact: str, kind: str | None = None) -> ir.Table:
        """A fact as known on the day, of one kind of population where it has kinds."""
        rows = self.current(self.workspace.fact(fact))
        if kind is not None:
            rows = rows.filter(rows.kind == kind).drop("kind")
        return rows

    def current(self, rows: ir.Table) -> ir.Table:
        """Of rows with days of knowing, those known on the day, without these days."""
        day = ibis.literal(self.known_on)
        known = rows.filter(rows.known_from <= day, rows.known_to > day)
        return known.drop("known_from", "known_to")

    def stays(self, kind: str) -> ir.Table:
        """The stays of one kind, kept for reuse."""
        if kind not in self._stays:
            self._stays[kind] = self.store("stays", self.rows("stays", kind))
        return self._stays[kind]

    def store(self, name: str, what: ir.Table | pa.Table) -> ir.Table:
        """A temporary table, there until `close`."""
        self._stored.append(f"{name}_{next(_serial)}")
        return self.workspace.connection.create_table(self._stored[-1], what, temp=True)

    def upload(self, name: str, **columns: npt.NDArray[np.generic]) -> ir.Table:
        """A temporary table of arrays."""
        return self.store(name, pa.table({k: pa.array(v) for k, v in columns.items()}))

    def columns(self, rows: ir.Table) -> dict[str, Integers]:
        """The columns of a result of whole numbers."""
        table = self.workspace.connection.to_pyarrow(rows)
        return {
            name: table[name].to_numpy().astype(np.int64) for name in table.column_names
        }
