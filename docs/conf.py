"""How Sphinx builds the documentation: offline, from this tree alone.

It is built once for each language: the pages of `docs` in English, those of `docs/zh`
in Chinese. A page has the same name in both.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docs.han_search import HanSearch
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "Renkou 人口"
author = "The Renkou authors"
copyright = "2026, the Renkou authors"
language = "en"
extensions = ["myst_parser"]
smartquotes = False  # a CJK font draws them as wide as a character
exclude_patterns = ["_build", "zh", "adr/template.md"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "人口 Renkou"
html_static_path = ["_static"]
html_css_files = ["renkou.css"]
templates_path = ["_templates"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_permalinks_icon = "#"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
FONTS = (
    '"Segoe UI",-apple-system,BlinkMacSystemFont,Roboto,"PingFang SC",'
    '"Microsoft YaHei UI","Microsoft YaHei","HarmonyOS Sans SC","Noto Sans CJK SC",'
    '"Source Han Sans SC",sans-serif'
)
html_theme_options = {
    "light_css_variables": {
        "font-stack": FONTS,
        "color-brand-primary": "#134f86",
        "color-brand-content": "#134f86",
        "color-brand-visited": "#134f86",
        "color-background-primary": "#ffffff",
        "color-background-secondary": "#f2f5f7",
        "color-foreground-primary": "#15212b",
    },
    "dark_css_variables": {
        "color-brand-primary": "#79b6ec",
        "color-brand-content": "#79b6ec",
        "color-brand-visited": "#79b6ec",
        "color-background-primary": "#10181f",
        "color-background-secondary": "#161f27",
        "color-foreground-primary": "#e7edf1",
    },
}
DOCS = Path(__file__).parent
FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
WIDE = r"\u2014\u201c\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
# After a wide character before another, or after a wide stop before a word or code.
BREAK = re.compile(
    rf"(?<=[{WIDE}])\n *(?=[{WIDE}])|(?<=[，。；：、])\n *(?=[A-Za-z\[]|`[^`]|\*\*)"
)


def other_language(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Give each page the address of the same page in the other language."""
    chinese = app.config.language.startswith("zh")
    folder = DOCS if chinese else DOCS / "zh"
    page = pagename if (folder / f"{pagename}.md").exists() else "index"
    up = "../" * pagename.count("/")
    context["other_page"] = f"{up}../{page}.html" if chinese else f"{up}zh/{page}.html"
    context["other_name"] = "English" if chinese else "中文"
    context["other_lang"] = "en" if chinese else "zh-CN"


def join_lines(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Take out the line breaks within Chinese text, which would show as spaces."""
    parts = FENCED.split(source[0])
    parts[::2] = [BREAK.sub("", part) for part in parts[::2]]
    source[0] = "".join(parts)


def setup(app: Sphinx) -> None:
    """Hook the link between the languages and the search in Chinese into Sphinx."""
    app.connect("html-page-context", other_language)
    app.connect("source-read", join_lines)
    app.add_search_language(HanSearch)
    app.add_lexer("csv", TextLexer)
