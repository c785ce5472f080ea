"""How a count is split: by age, by order, by any expression on its fact."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True, kw_only=True)
class AgeGroups:
    """Age groups by their lower bounds; the last one open unless `end` closes it.

    >>> AgeGroups(lower=(15, 20, 25), end=30).labels
    ('15-19', '20-24', '25-29')
    """

    lower: tuple[int, ...]
    end: int | None = None

    def __post_init__(self) -> None:
        bounds = [*self.lower, *([] if self.end is None else [self.end])]
        if not self.lower or any(a >= b for a, b in pairwise(bounds)):
            raise ValueError(f"age groups {bounds}: bounds must rise")

    @property
    def labels(self) -> tuple[str, ...]:
        """`15-19`, a single age `0`, and `85+` for the open group."""
        uppers = [*self.lower[1:], self.end]
        return tuple(
            f"{a}+" if b is None else str(a) if b == a + 1 else f"{a}-{b - 1}"
            for a, b in zip(self.lower, uppers, strict=True)
        )

    def of(self, age: ir.Value) -> Groups:
        """These groups of the ages that `age` gives on a fact."""
        position = ibis.literal(0)
        for bound in self.lower[1:]:
            position = position + (age >= bound).cast("int32")
        inside = age >= self.lower[0]
        if self.end is not None:
            inside = inside & (age < self.end)
        return Groups(labels=self.labels, position=inside.ifelse(position, None))


@dataclass(frozen=True, kw_only=True, eq=False)
class Groups:
    """Labels, and for each row of a fact the position of its label (null: none)."""

    labels: tuple[str, ...]
    position: ir.Value


FIVE_YEAR = AgeGroups(lower=tuple(range(0, 86, 5)))
FERTILE = AgeGroups(lower=tuple(range(15, 50, 5)), end=50)
ABRIDGED = AgeGroups(lower=(0, 1, *range(5, 86, 5)))
SINGLE = AgeGroups(lower=tuple(range(121)))
ALL_AGES = AgeGroups(lower=(0,))


def ages(first: int, past: int | None = None) -> AgeGroups:
    """The one group of completed ages from `first` to just under `past`.

    >>> ages(20, 30).labels
    ('20-29',)
    """
    return AgeGroups(lower=(first,), end=past)
