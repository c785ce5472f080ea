"""The pages' templates: those of `ui`, of the pages, and the parts of the reports'."""

from __future__ import annotations

from typing import Any

import jinja2
from django.templatetags.static import static
from markupsafe import Markup

from renkou.report.data_table import digits
from renkou.report.markup import both, kept, one_line
from renkou.report.page import MARK
from renkou.report.words import SHORT
from renkou.report.words import WORDS as OF_REPORTS

from .chart_script import address as vega_address
from .reader import languages
from .words import HTMX, KEYS, WORDS


def environment(**options: Any) -> jinja2.Environment:
    """The environment that Django's Jinja2 backend asks for."""
    options["undefined"] = jinja2.StrictUndefined
    given = options.pop("loader")
    options["loader"] = jinja2.ChoiceLoader(
        [given, jinja2.PackageLoader("renkou.report", "templates")]
    )
    options |= {"trim_blocks": True, "lstrip_blocks": True}
    made = jinja2.Environment(**options)
    words: dict[str, object] = {**OF_REPORTS, **WORDS}
    words |= {"short": SHORT, "key_list": KEYS}
    made.globals.update(
        both=both,
        kept=kept,
        one_line=one_line,
        digits=digits,
        static=static,
        languages=languages,
        htmx_config=Markup(HTMX),
        words=words,
        mark=MARK,
        vega_address=vega_address(),
    )
    return made
