"""An open snapshot: which tables it has, and the SQL that reads each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from renkou.schema import BY_NAME, Table, Text
from renkou.schema.problem import Problem

from .manifest import Manifest

AREA_LIST_FILE = "areas.csv"


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table, its rows, and how SQL reads each declared column."""

    table: Table
    files: tuple[Path, ...]
    rows: int
    readings: Mapping[str, str] = field(repr=False)
    types: Mapping[str, pa.DataType] = field(repr=False)

    def sql(self, columns: Iterable[str] | None = None) -> str:
        """A DuckDB query that reads `columns` (None: all declared) in one form.

        Ids are BIGINT or VARCHAR, dates DATE, moments TIMESTAMP in the city's time,
        areas and codes in text VARCHAR, numeric codes and counts INTEGER.
        """
        names = tuple(columns) if columns is not None else self.table.names
        picked = ", ".join(f'{self.readings[name]} AS "{name}"' for name in names)
        return f"SELECT {picked} FROM {self.scan()}"

    def scan(self, *, numbered: bool = False) -> str:
        """The `read_parquet(...)` of all files; `numbered` adds file and row number."""
        paths = ", ".join(quoted(str(file)) for file in self.files)
        options = ", union_by_name = true" if len(self.files) > 1 else ""
        if numbered:
            options += ", filename = true, file_row_number = true"
        return f"read_parquet([{paths}]{options})"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that has been opened. `path` is its folder.

    >>> Snapshot(Path("city"), Manifest(), {}).has("births")
    False
    """

    path: Path
    manifest: Manifest
    tables: Mapping[str, TableFiles]

    def has(self, table: str) -> bool:
        """Whether the snapshot holds `table`; an unknown name raises KeyError."""
        return BY_NAME[table].name in self.tables

    def __getitem__(self, table: str) -> TableFiles:
        if not self.has(table):
            raise self.lacks(table)
        return self.tables[table]

    def lacks(self, table: str, *, wanted_by: Text | None = None) -> Problem:
        """The refusal of what needs `table` (such as a measure's title)."""
        title = BY_NAME[table].title
        en = f"{wanted_by.en} needs" if wanted_by else "This needs"
        zh = wanted_by.zh if wanted_by else "此项"
        return Problem(
            f"{en} the table {table} ({title.en}), which {self.path} does not have. "
            f"Add {table}.parquet, or leave this out.",
            f"{zh}需要表{table}（{title.zh}），而{self.path}中没有。"
            f"请加入{table}.parquet，或不作此项统计。",
        )

    @property
    def synthetic(self) -> bool:
        """Whether the snapshot says that its people are invented."""
        return self.manifest.synthetic

    @property
    def recording_known(self) -> bool:
        """Whether the rows say when they were recorded; else no as-known question."""
        return self.manifest.recorded == "known"

    def require_recording(self) -> None:
        """Raise Problem where days of recording are not known."""
        if not self.recording_known:
            raise Problem(
                f"{self.path}: its source gave no day of recording, so what was known "
                "on a past day cannot be told. Ask without --known-on, or add the days "
                "of recording to the source.",
                f"{self.path}：来源未给出登记日期，无法回答某日当时已知的情况。"
                "请去掉--known-on，或在来源数据中补充登记日期。",
            )

    @property
    def area_list_file(self) -> Path | None:
        """The city's own list of areas beside the tables, where there is one."""
        file = self.path / AREA_LIST_FILE
        return file if file.is_file() else None

    def last_day(self) -> date:
        """The day the manifest states, else the latest anything happened or came in.

        Raises Problem for a snapshot without a row.
        """
        from .last_day import latest_day

        return self.manifest.last_day or latest_day(self)


def quoted(text: str) -> str:
    """`text` as a SQL string."""
    return "'" + text.replace("'", "''") + "'"
