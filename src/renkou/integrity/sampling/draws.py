"""A draw that anybody can repeat."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from heapq import nsmallest
from typing import TypeVar

import numpy as np

Id = TypeVar("Id")


def draw(ids: Iterable[Id], n: int, *, seed: object) -> list[Id]:
    """The `n` of `ids` whose SHA-256 of "{seed}|{id}" (UTF-8) is smallest, in order.

    The order in which `ids` come does not matter, and whoever knows the seed can repeat
    the draw by hand; a seed made public after the frame is fixed, such as a lottery's
    result, leaves nobody a choice. A further draw of more ids begins with these.

    ValueError where an id stands in the frame twice (as text: 7 and "7" are one), or
    `n` is negative or more than there are.

    >>> draw(["Anping", "Beihe", "Chadian", "Dawang"], 2, seed="2026-11-24 08 13 21")
    ['Beihe', 'Chadian']
    """
    frame = ids.tolist() if isinstance(ids, np.ndarray) else list(ids)
    texts = [f"{one}" for one in frame]
    if len(set(texts)) < len(texts):
        known: set[str] = set()
        for index, text in enumerate(texts):
            if text in known:
                raise ValueError(
                    f"ids: {text!r} at index {index} must stand there once"
                )
            known.add(text)
    if not 0 <= n <= len(frame) or n != int(n):
        raise ValueError(f"n: {n} must be a whole number from 0 to {len(frame)}")
    keyed = (
        (sha256(f"{seed}|{text}".encode()).digest(), place)
        for place, text in enumerate(texts)
    )
    return [frame[place] for _, place in nsmallest(int(n), keyed)]
