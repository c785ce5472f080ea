"""The single sampling plans of MIL-STD-105E (1989) for normal inspection."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import not_negative, one_of, refuse

# Table I. The last lot size of each row and the letters of its levels.
_LEVELS = ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")
_LETTERS_BY_LOT = (
    (8, "AAAAAAB"),
    (15, "AAAAABC"),
    (25, "AABBBCD"),
    (50, "ABBCCDE"),
    (90, "BBCCCEF"),
    (150, "BBCDDFG"),
    (280, "BCDEEGH"),
    (500, "BCDEFHJ"),
    (1_200, "CCEFGJK"),
    (3_200, "CDEGHKL"),
    (10_000, "CDFGJLM"),
    (35_000, "CDFHKMN"),
    (150_000, "DEGJLNP"),
    (500_000, "DEGJMPQ"),
    (np.inf, "DEHKNQR"),
)
# Table II-A. The acceptance numbers; the rejection number is one more.
# v: use the first plan below; ^: use the first plan above.
_AQL = (
    "0.010 0.015 0.025 0.040 0.065 0.10 0.15 0.25 0.40 0.65 "
    "1.0 1.5 2.5 4.0 6.5 10 15 25 40 65 100 150 250 400 650 1000"
)
_ROWS = """
A    2 v v v v v v v v v v v v v v 0 v v 1 2 3 5 7 10 14 21 30
B    3 v v v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44
C    5 v v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^
D    8 v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^ ^
E   13 v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^ ^ ^
F   20 v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^
G   32 v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^
H   50 v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^
J   80 v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^
K  125 v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
L  200 v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
M  315 v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
N  500 v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
P  800 v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
Q 1250 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
R 2000 ^ ^ 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^
"""
_AQLS = tuple(float(aql) for aql in _AQL.split())
_TABLE = tuple(tuple(row.split()) for row in _ROWS.split("\n") if row)
_LETTERS = tuple(row[0] for row in _TABLE)


class StandardPlan(NamedTuple):
    """Check `n`; accept up to `accept` defective, reject from `reject` on."""

    n: int
    accept: int
    reject: int


def code_letter(lot: npt.ArrayLike, *, level: str = "II") -> str | npt.NDArray[np.str_]:
    """The letter of the sample size for a lot, at an inspection level; (...).

    `level`: general I, II, III or special S-1 … S-4.

    Source: MIL-STD-105E, table I. ValueError for a lot below 2 or not whole, or a level
    that is none.

    >>> code_letter(1_000), code_letter([8, 9], level="III").tolist()
    ('J', ['B', 'C'])
    """
    one_of("level", level, _LEVELS)
    size = not_negative("lot", lot)
    odd = (size < 2) | (size != np.floor(size))
    refuse("lot", odd, size, "be a whole number of 2 or more")
    row = np.searchsorted([last for last, _ in _LETTERS_BY_LOT], size)
    letters = np.array([row[_LEVELS.index(level)] for _, row in _LETTERS_BY_LOT])
    found: npt.NDArray[np.str_] = letters[row]
    return found if size.ndim else str(found)


def single_plan(letter: str, aql: float) -> StandardPlan:
    """The single plan for normal inspection, of a code letter and a quality level.

    `aql` in percent defective (up to 10), or defects per 100 units: one of the 26 of
    the table, from 0.010 to 1000. Where the table has an arrow the first plan that it
    points to is given, with that plan's n. Where n reaches the lot, check all of it.

    Source: MIL-STD-105E, table II-A. ValueError for a letter or level not in the table.

    >>> single_plan("J", 1.0), single_plan("A", 1.0), single_plan("R", 10)
    (StandardPlan(n=80, accept=2, reject=3), StandardPlan(n=13, accept=0, reject=1),
     StandardPlan(n=125, accept=21, reject=22))
    """
    one_of("letter", letter, _LETTERS)
    near = np.flatnonzero(np.isclose(_AQLS, float(aql), rtol=1e-9, atol=0))
    if not near.size:
        listed = ", ".join(_AQL.split())
        raise ValueError(f"aql: {aql} must be one of {listed}")
    row, column = _LETTERS.index(letter), int(near[0]) + 2
    while (cell := _TABLE[row][column]) in "v^":
        row += 1 if cell == "v" else -1
    return StandardPlan(int(_TABLE[row][1]), int(cell), int(cell) + 1)
