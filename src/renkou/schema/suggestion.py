"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from .text import Text


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words most like `word`, best first; none where nothing is alike.

    >>> nearest("birhts", ["births", "deaths", "marriages"])
    ('births',)
    """
    likeness = {
        name: SequenceMatcher(None, word.lower(), name.lower()).ratio()
        for name in known
    }
    best = max(likeness.values(), default=0.0)
    alike = [name for name in likeness if likeness[name] >= max(0.6, best - 0.1)]
    return tuple(sorted(alike, key=lambda name: -likeness[name])[:most])


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
