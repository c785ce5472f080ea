"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from .text import Text


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words most like `word`, best first; none where nothing is alike.

    >>> nearest("birhts", ["births", "deaths", "marriages"])
    ('births',)
    """
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), list(by_lower), n=most, cutoff=0.6)
    return tuple(by_lower[name] for name in found)


def meant(word: str, known: Iterable[str]) -> Text:
    """A closing sentence for a message: the nearest known words, else all of them.

    >>> meant("birhts", ["births", "deaths"]).en
    'Did you mean births?'
    """
    choices = tuple(known)
    found = nearest(word, choices)
    if found:
        return Text(
            f"Did you mean {' or '.join(found)}?", f"您是否想用{'、'.join(found)}？"
        )
    return Text(f"Known: {', '.join(choices)}.", f"可用：{'、'.join(choices)}。")
