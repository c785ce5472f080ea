"""Slips of the pen in names: homophones, variant characters, swapped characters."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .draws import stream
from .names import EMPTY, Names, rows_of, symbols

SLIPS = ("homophone", "variant", "swapped")


def slip(names: Names, seed: int, purpose: str) -> tuple[Names, NDArray[np.int8]]:
    """Each name with one slip, and which: an index into `SLIPS`.

    A homophone or a variant form of one character, or two characters in the wrong
    order. A kind of slip that a name does not admit gives way to the next.

    >>> from renkou.snapshot.synthetic.live import live
    >>> from renkou.snapshot.synthetic.names import draw_names
    >>> names = draw_names(live(200, seed=1))
    >>> slipped, kind = slip(names, 1, "example")
    >>> bool((slipped.columns() != names.columns()).any(axis=0).all())
    True
    """
    draw = stream(seed, f"slip {purpose}")
    columns = np.stack([names.surname, names.first, names.second])
    kind = draw.integers(0, 3, len(names)).astype(np.int8)
    place = draw.integers(0, 3, len(names))
    for shift in range(3):
        spot = (place + shift) % 3
        symbol = columns[spot, np.arange(len(names))]
        todo = (kind < 2) & (columns == names.columns()).all(axis=0)
        for which, table in enumerate((_homophones(), _variants())):
            other = table[symbol, draw.integers(0, table.shape[1], len(names))]
            hit = np.flatnonzero(todo & (kind == which) & (other != symbol))
            columns[spot[hit], hit] = other[hit]
    kind[(columns == names.columns()).all(axis=0)] = 2
    return _swap(names, columns, kind)


def _swap(
    names: Names, columns: NDArray[Any], kind: NDArray[np.int8]
) -> tuple[Names, NDArray[np.int8]]:
    """Swap what has no other slip; a name of two like characters loses one of them."""
    alone = names.second == EMPTY
    two, one = (kind == 2) & ~alone, (kind == 2) & alone
    columns[1, two], columns[2, two] = names.second[two], names.first[two]
    columns[0, one], columns[1, one] = names.first[one], names.surname[one]
    columns[2, two & (names.first == names.second)] = EMPTY
    return Names(surname=columns[0], first=columns[1], second=columns[2]), kind


@cache
def _homophones() -> NDArray[np.int16]:
    """For each symbol some others read alike (tones apart), itself where none is."""
    from pypinyin import lazy_pinyin

    texts = symbols()
    groups: dict[str, list[int]] = {}
    for index, text in enumerate(texts[1:], 1):
        if len(text) == 1:
            groups.setdefault(lazy_pinyin(text)[0], []).append(index)
    table = np.tile(np.arange(len(texts), dtype=np.int16)[:, None], (1, 60))
    variants = _variants()[:, 0]
    for members in groups.values():
        for index in members:
            same = {index, int(variants[index])}
            others = [o for o in members if o not in same and variants[o] != index]
            if others:
                table[index] = np.resize(np.array(others, np.int16), 60)
    return table


@cache
def _variants() -> NDArray[np.int16]:
    """For each symbol its variant form, itself where none is listed."""
    number = {text: index for index, text in enumerate(symbols())}
    table = np.arange(len(number), dtype=np.int16)[:, None].copy()
    for row in rows_of("variant_characters.csv"):
        if row["character"] in number:
            table[number[row["character"]], 0] = number[row["variant"]]
    return table
