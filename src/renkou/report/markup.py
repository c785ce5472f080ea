"""Both languages in one document, or, for a reader known beforehand, the reader's.

A file that is opened without a server holds both, one hidden by the style sheet. A
server knows its reader: within `reading`, everything is written in one language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from markupsafe import Markup, escape

from renkou.schema.text import Text

CHINESE = "zh-Hans"
_reader: ContextVar[str | None] = ContextVar("reader", default=None)


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Within, texts are written in `language` ("en" or "zh") alone.

    >>> with reading("zh"):
    ...     both(Text("Births", "出生"))
    Markup('出生')
    """
    token = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(token)


def reader() -> str | None:
    """The language of the reader, "en" or "zh"; None where both are written."""
    return _reader.get()


def written(en: str, zh: str, tag: str = "span") -> Markup:
    """Two ways of writing one thing, escaped unless they are markup.

    >>> written("Weiyuan", "威远县")
    Markup('<span lang="en">Weiyuan</span><span lang="zh-Hans">威远县</span>')
    """
    reader = _reader.get()
    if reader is not None:
        return escape(zh if reader == "zh" else en)
    if en == zh:
        return escape(en)
    pattern = Markup('<{0} lang="en">{1}</{0}><{0} lang="{2}">{3}</{0}>')
    return pattern.format(tag, en, CHINESE, zh)


def both(text: Text | Markup | str) -> Markup:
    """`text` in both languages, one of them hidden by the style sheet.

    >>> both(Text("Births", "出生"))
    Markup('<span lang="en">Births</span><span lang="zh-Hans">出生</span>')
    >>> both(Text("6.61", "6.61"))
    Markup('6.61')
    """
    return _in_both(text, "span")


def both_in_svg(text: Text | Markup | str) -> Markup:
    """The same inside an SVG text element."""
    return _in_both(text, "tspan")


def _in_both(text: Text | Markup | str, tag: str) -> Markup:
    return written(text.en, text.zh, tag) if isinstance(text, Text) else escape(text)


def one_line(text: Text) -> str:
    """Both languages one after the other, for attributes that cannot be hidden.

    >>> one_line(Text("Language", "语言"))
    'Language 语言'
    """
    reader = _reader.get()
    if reader is not None:
        return text.in_(reader)
    return text.en if text.en == text.zh else f"{text.en} {text.zh}"


def kept(chinese: str) -> Markup:
    """A Chinese name inside English text, shown in both languages."""
    pattern = Markup('<span class="keep" lang="{}">{}</span>')
    return pattern.format(CHINESE, chinese)
