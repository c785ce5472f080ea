"""The worked examples of a measure as they are read."""

from __future__ import annotations

import re
from textwrap import dedent

from markupsafe import Markup, escape

from renkou.definitions import Worked
from renkou.schema.text import Text

from ..markup import written
from .categories import category_name
from .words import SEXES

DRAWN = re.compile(r"[A-Za-z][A-Za-z0-9']*")  # names of those who live in the town


def drawn(worked: Worked) -> str:
    """The town, its columns flush with the margin."""
    return dedent(worked.town.drawn).strip("\n")


def why(worked: Worked) -> Markup:
    """Why the result is so; the people of the town keep their names."""
    named = '<span class="keep" lang="en">{}</span>'
    chinese = DRAWN.sub(lambda m: named.format(m[0]), str(escape(worked.why.zh)))
    return written(worked.why.en, Markup(chinese))


def results(worked: Worked) -> list[tuple[Text | None, str | None]]:
    """Each category, where there are any, and its value; None where it is missing."""
    return [
        (
            category_name(category) if category else None,
            None if value is None else f"{value:,.6g}",
        )
        for category, value in worked.expected.items()
    ]


def of_sex(worked: Worked) -> Text | None:
    """The sex that an example is of, where it is of one."""
    return SEXES[worked.sex] if worked.sex != "total" else None
