"""Sentences that hold names from data: marked as such, in either language."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from renkou.schema.text import Text

from ..markup import written

CODE = re.compile(r"`([^`]+)`")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NAME = '<span lang="en" class="keep">{}</span>'


def prose(text: Text) -> Markup:
    """The text, what stands in backticks as code, names in Latin letters as such.

    >>> from renkou.report.markup import reading
    >>> with reading("zh"):
    ...     prose(Text("cai came", "cai到来"))
    Markup('<span lang="en" class="keep">cai</span>到来')
    """
    chinese = LATIN.sub(
        lambda found: NAME.format(found[0]), CODE.sub(r"\1", str(escape(text.zh)))
    )
    english = CODE.sub(r"<code>\1</code>", str(escape(text.en)))
    return written(Markup(english), Markup(chinese))
