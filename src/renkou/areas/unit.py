"""What an area is on one list, and how its code says at which level it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LEVELS = ("province", "city", "county", "township", "village")
DIGITS = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12}
_LEVEL_AT = tuple(
    next(level for level, digits in DIGITS.items() if last <= digits)
    for last in range(13)
)
_PARENT = dict(zip(LEVELS[1:], LEVELS[:-1], strict=True))


@dataclass(frozen=True, slots=True)
class Unit:
    """One area as one list has it.

    `key` is the tree's own and stays when the code changes; `code` has 12 digits,
    shorter levels padded with zeros; `parent` is the parent's key; `area_km2` is None
    where the list does not give it; `vintage` is the date of the list.
    """

    key: str
    code: str
    name: str
    level: str
    parent: str | None
    area_km2: float | None
    vintage: dt.date


def padded(code: str) -> str:
    """A code of any level as 12 digits.

    >>> padded("511083")
    '511083000000'
    """
    return code.ljust(12, "0")


def level_of(code: str) -> str:
    """The level of a 12-digit code: where its last digits other than zero stand.

    >>> level_of("511083000000"), level_of("511083001000"), level_of("511083001201")
    ('county', 'township', 'village')
    """
    return _LEVEL_AT[len(code.rstrip("0"))]


def own_digits(code: str) -> str:
    """The part of a 12-digit code that its level adds to the parent's.

    >>> own_digits("511083000000"), own_digits("511083001201")
    ('83', '201')
    """
    level = level_of(code)
    start = DIGITS[_PARENT[level]] if level in _PARENT else 0
    return code[start : DIGITS[level]]


def parent_code(code: str) -> str | None:
    """The code of the parent as the digits give it; None above a province.

    >>> parent_code("511083001201")
    '511083001000'
    """
    parent = _PARENT.get(level_of(code))
    return None if parent is None else padded(code[: DIGITS[parent]])


def stem(code: str) -> str:
    """A 12-digit code as people write it: 6, 9 or 12 digits.

    >>> stem("511000000000"), stem("511083001000")
    ('511000', '511083001')
    """
    return code[: max(6, DIGITS[level_of(code)])]
