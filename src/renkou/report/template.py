"""Pages from templates: one environment, the assets, and the writing of a page."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import jinja2

from renkou.schema.whole_file import whole_file

from .markup import both, kept, one_line


def environment(**words: object) -> jinja2.Environment:
    """The templates, which refuse a name that nobody gave; `words` are known to all."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("renkou.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals.update(both=both, kept=kept, one_line=one_line, **words)
    return made


def asset(name: str) -> str:
    """The text of a style sheet or script of the pages."""
    return (files("renkou.report") / "assets" / name).read_text(encoding="utf-8")


def write_html(html: str, out: Path) -> Path:
    """Write a page to `out`, its folder made where there is none."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(out) as unfinished:
        unfinished.write_text(html, encoding="utf-8")
    return out
