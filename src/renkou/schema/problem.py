"""Bad input, said once: where, what, why it matters and how to mend it."""

from __future__ import annotations

import os

from .text import Text


class Problem(ValueError):
    """An error to be shown to a user in their language; exit status 2.

    `text` says what happened and what to do now, and names the place (file, row,
    column, value or argument). Nothing has been written when it is raised.

    >>> raise Problem("no such area: 999", "没有该地区：999")
    Traceback (most recent call last):
    renkou.schema.problem.Problem: no such area: 999
    """

    def __init__(self, en: str, zh: str) -> None:
        self.text = Text(en, zh)
        super().__init__(self.text.in_(language()))


def language() -> str:
    """The user's language, "zh" or "en", from RENKOU_LANG, LC_ALL or LANG."""
    for name in ("RENKOU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
