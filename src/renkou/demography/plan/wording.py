"""One text in both languages, for a room that knows no other room."""

from __future__ import annotations

from typing import Self


class Wording(str):
    """A text: English, then Chinese; `en` and `zh` hold each alone.

    >>> said = Wording("Births", "出生")
    >>> said.en, said.zh, "Births" in said
    ('Births', '出生', True)
    """

    en: str
    zh: str

    def __new__(cls, en: str, zh: str, joint: str = " ") -> Self:
        """Both texts as one string, `joint` between them."""
        made = super().__new__(cls, en if en == zh else f"{en}{joint}{zh}")
        made.en, made.zh = en, zh
        return made


class PlanError(ValueError):
    """A plan that cannot be read: where, what and how to mend it, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(f"{en} {zh}")


def nearest(word: str, known: list[str]) -> Wording:
    """What may have been meant by `word`, else all that is known.

    >>> nearest("brths", ["births", "deaths"]).en
    'Did you mean births?'
    """
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if found:
        return Wording(f"Did you mean {found[0]}?", f"您是指{found[0]}吗？")
    listed = ", ".join(known)
    return Wording(f"Known are: {listed}.", f"可用：{listed}。")
