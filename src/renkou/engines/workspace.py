"""A snapshot on DuckDB: its tables, its places, and the facts made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from renkou import areas
from renkou.areas import AreaTree
from renkou.schema import ELSEWHERE
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.snapshot import Snapshot, open_snapshot

from . import index
from .facts import FACTS, possible
from .increments import increments
from .places import Shares, shares

CODE_COLUMNS = (
    ("residence_spells", "area"),
    ("moves", "origin"),
    ("moves", "destination"),
)


class Workspace:
    """One open snapshot on one DuckDB connection; facts are made when first needed."""

    def __init__(self, path: str | Path, *, progress: Progress = silent) -> None:
        self.snapshot: Snapshot = open_snapshot(path)
        self.progress = progress
        self.connection = ibis.duckdb.connect()
        self.connection.con.execute("SET enable_progress_bar = false")
        self._made: dict[str, ir.Table] = {}
        self._shares: dict[tuple[date, str], Shares] = {}
        self._opened = self._kept = False

    @cached_property
    def tree(self) -> AreaTree:
        """The city's own lists where it brings them, else those of the package."""
        own = self.snapshot.area_list_file
        return AreaTree.from_csv(own) if own else areas.bundled()

    @cached_property
    def last_day(self) -> date:
        """The last day that the snapshot covers."""
        return self.snapshot.last_day()

    def table(self, name: str) -> ir.Table:
        """A table of the snapshot, its columns in one form."""
        return self.connection.sql(self.snapshot[name].sql())

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every area code that rows carry, in order: a place is a position here."""
        found: set[str] = set()
        for table, column in CODE_COLUMNS:
            if self.snapshot.has(table):
                values = self.table(table)[column].name("code").as_table().distinct()
                found |= set(self.connection.to_pyarrow(values)["code"].to_pylist())
        return tuple(sorted(found - {ELSEWHERE, None}))

    @cached_property
    def area_list(self) -> date:
        """The list whose codes the rows carry; all of them must stand in it."""
        stated = self.snapshot.manifest.area_list
        day = self.tree.list_for(stated) if stated else self.tree.detect(self.codes)
        known = {u.code for level in areas.LEVELS for u in self.tree.units(day, level)}
        strange = [code for code in self.codes if code not in known]
        if strange:
            raise self._strange(strange, day)
        return day

    def shares(self, area_list: date, level: str) -> Shares:
        """The places' shares in the areas of a level of a list, kept for reuse."""
        key = area_list, level
        if key not in self._shares:
            self._shares[key] = shares(
                self.tree, self.codes, self.area_list, area_list, level
            )
        return self._shares[key]

    def _strange(self, codes: list[str], day: date) -> Problem:
        return Problem(
            f"{self.snapshot.path}: {len(codes)} area codes are not in the list of "
            f"{day}, the first is {codes[0]}. Run `renkou snapshot check` to see the "
            "rows, mend the codes, or put the city's own list beside the tables as "
            "areas.csv.",
            f"{self.snapshot.path}：有{len(codes)}个地区代码不在{day}的名录中，"
            f"首个为{codes[0]}。请运行renkou snapshot check查看并修正，"
            "或将本市名录存为同目录下的areas.csv。",
        )

    def fact(self, name: str) -> ir.Table:
        """A fact (`facts.FACTS`, or `increments`), made or read on its first use."""
        if name not in self._made:
            if not self._opened:
                self._opened = True
                self._kept = self._open_index()
            self._made[name] = (
                self.connection.table(name, database=("kept", "main"))
                if self._kept
                else self._make(name)
            )
        return self._made[name]

    def prepare(self) -> bool:
        """Make the index of a large snapshot now; False where there is to be none."""
        self.fact("stays")
        return self._kept

    def index_file(self, name: str) -> Path | None:
        """Where another fact is kept beside the index; None where there is no index."""
        place = index.place_of(self.snapshot)
        if place is None or not self.prepare():
            return None
        return place.with_name(f"{name}-{index.fingerprint(self.snapshot)}.npz")

    def _open_index(self) -> bool:
        """Attach the index of a large snapshot, made first where there is none."""
        place, raw = index.place_of(self.snapshot), self.connection.con
        if place is None:
            return False
        if place.exists() and index.attach(raw, place):
            return True
        if not index.can_write(place):
            return False
        names = [*possible(frozenset(self.snapshot.tables)), "increments"]
        return index.keep(
            raw, self._queries(names), place, self.progress
        ) and index.attach(raw, place)

    def _queries(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """The SQL of each fact; what one is made of is read from those before it."""
        for name in names:
            if name == "increments":
                stays = self.connection.table("stays", database=("making", "main"))
                yield name, self.connection.compile(increments(stays))
            else:
                yield name, self.connection.compile(self._expression(name))

    def _expression(self, name: str) -> ir.Table:
        needs, make = FACTS[name]
        sources = {table: self.table(table) for table in needs}
        sources |= {"places": self._places(), "numbers": self._numbers()}
        return make(sources)

    def _make(self, name: str) -> ir.Table:
        self.progress(0.0, Text(f"Reading {name}", f"正在读取{name}"))
        expression = (
            increments(self.fact("stays"))
            if name == "increments"
            else self._expression(name)
        )
        return self.connection.create_table(f"fact_{name}", expression, temp=True)

    def _numbers(self) -> ir.Table:
        """Every person by a number from 0, those of a household next to each other.

        What is gathered by number for a household or a family then lies together.
        `rank` is the position in the order of ids.
        """
        if "numbers" not in self._made:
            ids = self.table("persons").select("person_id").distinct()
            order = ibis.row_number().over(ibis.window(order_by=ids.person_id))
            ranked = ids.mutate(rank=order.cast("int32"), household=ibis.null("string"))
            if self.snapshot.has("household_spells"):
                spells = self.table("household_spells")
                first = spells.group_by("person_id").agg(
                    household=spells.household_id.cast("string").min()
                )
                ranked = ranked.drop("household").left_join(first, "person_id")
            near = ibis.window(order_by=[ranked.household, ranked["rank"]])
            self._made["numbers"] = self.connection.create_table(
                "numbers",
                ranked.select(
                    "person_id",
                    "rank",
                    who=ibis.row_number().over(near).cast("int32"),
                ),
                temp=True,
            )
        return self._made["numbers"]

    @cached_property
    def people(self) -> int:
        """One more than the largest number of a person."""
        most = self.connection.to_pyarrow(self.fact("people").who.max())
        return 1 + (-1 if most.as_py() is None else int(most.as_py()))

    def _places(self) -> ir.Table:
        if "places" not in self._made:
            _checked = self.area_list
            table = pa.table(
                {
                    "code": pa.array(self.codes, type=pa.string()),
                    "place": pa.array(range(len(self.codes)), type=pa.int32()),
                }
            )
            self._made["places"] = self.connection.create_table(
                "places", table, temp=True
            )
        return self._made["places"]
