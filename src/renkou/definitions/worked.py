"""Worked examples: a small drawn town and what a measure must say of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from renkou.schema import Text

Cell = str | None


@dataclass(frozen=True)
class Town:
    """A drawn town: blocks of a table name with its columns, then a row a line.

    `-` is empty. What a block leaves out takes the plainest value; `lives` of persons
    is `from` or `from..until` (until is the first day not there), for both populations.

    >>> Town('''persons  sex  born        lives
    ...         ann      f    1990-03-01  2010-11-01''').blocks["persons"]
    (('sex', 'born', 'lives'), {'ann': ('f', '1990-03-01', '2010-11-01')})
    """

    drawn: str

    @property
    def blocks(self) -> dict[str, tuple[tuple[str, ...], dict[str, tuple[Cell, ...]]]]:
        """Each block: its columns, and its rows by the name they are given."""
        found: dict[str, tuple[tuple[str, ...], dict[str, tuple[Cell, ...]]]] = {}
        for block in self.drawn.strip().split("\n\n"):
            head, *rows = [line.split() for line in block.strip().splitlines()]
            for row in rows:
                if len(row) != len(head):
                    raise ValueError(f"block {head[0]}: row {row[0]} has not {head}")
            cells = {
                row[0]: tuple(None if cell == "-" else cell for cell in row[1:])
                for row in rows
            }
            found[head[0]] = (tuple(head[1:]), cells)
        return found


@dataclass(frozen=True, kw_only=True)
class Worked:
    """In `town`, in `period`, the measure is `expect` (by category; None: missing)."""

    town: Town
    period: str
    expect: float | dict[str, float | None] | None
    why: Text
    population: str = "resident"
    sex: str = "total"
    tolerance: float = 1e-9
    expected: dict[str, float | None] = field(init=False)

    def __post_init__(self) -> None:
        expect = self.expect if isinstance(self.expect, dict) else {"": self.expect}
        object.__setattr__(self, "expected", expect)
