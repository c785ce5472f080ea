"""Texts as rows of code points, and tables of what characters are and sound like."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags

Codes = npt.NDArray[np.uint32]

LONGEST = 100  # characters of a text; one longer would widen every row
_POINTS = 0x110000
_DOTS = "·•・‧∙．.﹒●。⸱"
_UNREADABLE = "□■?*〓\N{REPLACEMENT CHARACTER}"
_PRIVATE = range(0xE000, 0xF900)  # where systems keep characters that Unicode lacked
_SELECTORS = (
    *range(0x200B, 0x2010),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0100, 0xE01F0),
)
_COMPATIBLE = (
    range(0x2F00, 0x2FE0),
    range(0xF900, 0xFB00),
    range(0xFF01, 0xFFE7),
    range(0x2F800, 0x2FA20),
)
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))


class Tables(NamedTuple):
    """By code point: the tidy form, one form of all variants, readings, rarity."""

    tidy: Codes
    form: Codes
    sound: npt.NDArray[np.uint16]  # the row of `readings`
    readings: npt.NDArray[np.uint16]  # syllables by number, 0 none, (rows, readings)
    rare: Flags
    unreadable: Flags


@cache
def tables() -> Tables:
    """The tables, read once.

    >>> found = tables()
    >>> chr(found.form[ord("張")]), found.rare[ord("喆")], found.rare[ord("哲")]
    ('张', np.True_, np.False_)
    """
    rows, readings = _sounds()
    rare, unreadable = np.zeros((2, _POINTS), dtype=np.bool_)
    for block in _IDEOGRAPHS:
        rare[block] = True
    rare[_gb2312()] = False
    unreadable[[ord(mark) for mark in _UNREADABLE]] = True
    unreadable[_PRIVATE] = True
    return Tables(_tidy(), _forms(), rows, readings, rare, unreadable)


def _tidy() -> Codes:
    """Wide letters narrow, capitals small, dots one dot, spaces and selectors 0."""
    table = np.arange(_POINTS, dtype=np.uint32)
    for block in _COMPATIBLE:
        for point in block:
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1:
                table[point] = ord(plain)
    for point in range(0x3000):
        small = chr(point).lower()
        if chr(point).isspace():
            table[point] = 0
        elif len(small) == 1:
            table[point] = ord(small)
    table[0xFF21:0xFF3B] = np.arange(ord("a"), ord("z") + 1)
    table[[ord(dot) for dot in _DOTS]] = ord("·")
    table[[0x3000, *_SELECTORS]] = 0
    return table


def _forms() -> Codes:
    table = np.arange(_POINTS, dtype=np.uint32)
    for group in _lines("variants.txt"):
        table[[ord(character) for character in group]] = ord(group[0])
    return table


def _sounds() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    said: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(_lines("pinyin.txt"), start=1):
        for character in line.partition(" ")[2]:
            said[character].append(number)
    rows = np.zeros(_POINTS, dtype=np.uint16)
    readings = np.zeros((len(said) + 1, max(map(len, said.values()))), dtype=np.uint16)
    for row, (character, numbers) in enumerate(said.items(), start=1):
        rows[ord(character)] = row
        readings[row, : len(numbers)] = numbers
    return rows, readings


def _lines(name: str) -> list[str]:
    data = files("renkou.integrity") / "data" / name
    return data.read_text(encoding="utf-8").splitlines()


def _gb2312() -> list[int]:
    """The code points of the 6,763 characters of GB 2312."""
    pairs = (
        bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    return [ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))]


def codes(
    argument: str,
    texts: npt.NDArray[np.object_ | np.str_],
    start: int,
    *,
    any_length: bool = False,
) -> Codes:
    """Tidy code points of texts in one row, (texts, longest), 0 after the end.

    `start` is the place of the first in the whole. What is not text, empty or too long
    is refused by its place alone: a message must not repeat a name. With `any_length`
    empty texts are rows of 0, and long ones are cut.

    >>> codes("a", np.array(["Ａ 1"]), 0).tolist()
    [[97, 49, 0]]
    """
    if texts.dtype.kind != "U" or texts.dtype.itemsize > 4 * LONGEST:
        listed = texts.tolist()
        for kind in set(map(type, listed)) - {str, np.str_}:
            place = [type(text) for text in listed].index(kind)
            raise ValueError(f"{argument}: at index {start + place} must be text")
        lengths = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
        rule = f"have {LONGEST} characters at most"
        _refuse(argument, (lengths > LONGEST) & (not any_length), start, rule)
        texts = np.array(listed, dtype=f"U{min(lengths.max(), LONGEST)}")
    width = max(texts.dtype.itemsize // 4, 1)
    points = np.ascontiguousarray(texts, dtype=f"U{width}").view(np.uint32)
    tidy = tables().tidy[points.reshape(texts.size, width)]
    empty = tidy == 0
    gaps = (empty[:, :-1] & ~empty[:, 1:]).any(axis=1)
    if gaps.any():
        order = np.argsort(empty[gaps], axis=1, kind="stable")
        tidy[gaps] = np.take_along_axis(tidy[gaps], order, axis=1)
    _refuse(argument, (tidy[:, 0] == 0) & (not any_length), start, "not be empty")
    return tidy


def _refuse(argument: str, offending: Flags, start: int, rule: str) -> None:
    if offending.any():
        place = start + int(offending.argmax())
        raise ValueError(f"{argument}: at index {place} must {rule}")


def flat(
    argument: str, texts: object
) -> tuple[npt.NDArray[np.object_ | np.str_], tuple[int, ...]]:
    """Texts in one row, and the shape they had.

    >>> flat("a", [["x", "y"]])[1]
    (1, 2)
    """
    array = np.asarray(texts)
    if array.dtype.kind not in "UO":
        if array.dtype.kind != "T" and array.size:
            raise ValueError(f"{argument}: {array.dtype} must be text")
        array = array.astype(object)
    return array.ravel(), array.shape
