"""What a column and a table are, before any particular one is declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .text import Text


class Kind(StrEnum):
    """The kinds of value a column may hold."""

    ID = "id"  # 64-bit integer or text, the same throughout a snapshot
    DATE = "date"
    MOMENT = "moment"  # a timestamp in the city's time zone
    AREA = "area"  # a 12-digit statistical code
    CODE = "code"  # one of the column's `codes`
    COUNT = "count"  # a whole number, 0 or more
    FLAG = "flag"
    TEXT = "text"


class Sensitivity(StrEnum):
    """Who could be hurt if a column were shown."""

    PUBLIC = "public"
    PERSONAL = "personal"  # about one person, pseudonymous
    IDENTIFYING = "identifying"  # says who the person is; never in a snapshot


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its values, their unit and what they mean to a reader."""

    name: str
    kind: Kind
    title: Text
    help: Text
    optional: bool = False  # may be null
    absent: bool = False  # the whole column may be left out of a snapshot
    codes: dict[str | int, Text] = field(default_factory=dict)
    refers_to: str | None = None  # "table.column"
    unit: str | None = None
    sensitivity: Sensitivity = Sensitivity.PERSONAL

    def __post_init__(self) -> None:
        if (self.kind is Kind.CODE) != bool(self.codes):
            raise ValueError(
                f"column {self.name}: codes go with kind CODE, and only so"
            )


@dataclass(frozen=True, slots=True)
class Table:
    """One record type: the one declaration everything else derives from."""

    name: str
    title: Text
    help: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # what may stand only once among rows known at one time
    sort: tuple[str, ...]  # the order that makes scans fast
    spell: bool = False  # has valid_from and valid_to; else occurred_on or neither
    identified: bool = False  # only in a register, never in a snapshot

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name!r}")

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in their declared order."""
        return tuple(column.name for column in self.columns)
