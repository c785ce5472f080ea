"""Both languages in one document: the reader's is shown, the other is hidden."""

from __future__ import annotations

from markupsafe import Markup, escape

from renkou.schema.text import Text

CHINESE = "zh-Hans"


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
    if not isinstance(text, Text):
        return escape(text)
    if text.en == text.zh:
        return escape(text.en)
    pattern = Markup('<{0} lang="en">{1}</{0}><{0} lang="{2}">{3}</{0}>')
    return pattern.format(tag, text.en, CHINESE, text.zh)


def one_line(text: Text) -> str:
    """Both languages one after the other, for attributes that cannot be hidden.

    >>> one_line(Text("Language", "语言"))
    'Language 语言'
    """
    return text.en if text.en == text.zh else f"{text.en} {text.zh}"


def kept(chinese: str) -> Markup:
    """A Chinese name inside English text, shown in both languages."""
    return Markup('<span class="keep" lang="{}">{}</span>').format(CHINESE, chinese)
