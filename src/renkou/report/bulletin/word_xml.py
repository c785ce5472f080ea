"""What python-docx has no words for: links within, heads that repeat, page numbers."""

from __future__ import annotations

from typing import Any

LATIN, CHINESE = "Segoe UI", "Noto Sans CJK SC"
INK, QUIET = "15212B", "43525E"
STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Header", "Footer")


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":")), value)
    return made


def set_fonts(document: Any) -> None:
    """One face for both scripts in every style, in ink; a style for commands."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in STYLES:
        style = document.styles[name]
        style.font.name = LATIN
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:eastAsia", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), CHINESE if kind == "w:eastAsia" else LATIN)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Heading 2"].font.size = Pt(11)
    command = document.styles.add_style("Command", WD_STYLE_TYPE.PARAGRAPH)
    command.base_style = document.styles["Normal"]
    command.font.name, command.font.size = "Consolas", Pt(7.5)
    command.font.color.rgb = RGBColor.from_string(QUIET)


def set_language(document: Any, tag: str) -> None:
    """The language of all text, for spelling and for reading aloud."""
    chinese = tag.startswith("zh")
    run = document.styles["Normal"].element.get_or_add_rPr()
    run.append(
        _element(
            "w:lang",
            w_val="en-GB" if not chinese else "zh-CN",
            w_eastAsia="zh-CN",
        )
    )


def repeat_head(row: Any) -> None:
    """Repeat a table's head on every page; no row breaks across pages."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", w_val="true"))
    for each in row._tr.getparent().tr_lst:
        each.get_or_add_trPr().append(_element("w:cantSplit", w_val="true"))


def keep_row(paragraph: Any) -> None:
    """Keep a line of the appendix with its command."""
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = 0


def page_number(paragraph: Any) -> None:
    """The number of the page, of all pages."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        made = _element("w:fldSimple", w_instr=field)
        run = _element("w:r")
        text = _element("w:t")
        text.text = "1"
        run.append(text)
        made.append(run)
        paragraph._p.append(made)
        if after:
            paragraph.add_run(after)


def link(paragraph: Any, text: str, target: str) -> None:
    """A small raised link to a bookmark of the same document."""
    from docx.oxml.ns import qn

    made = _element("w:hyperlink", w_anchor=target, w_history="1")
    run, look, words = _element("w:r"), _element("w:rPr"), _element("w:t")
    look.append(_element("w:color", w_val="134F86"))
    look.append(_element("w:vertAlign", w_val="superscript"))
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(look)
    run.append(words)
    made.append(run)
    paragraph._p.append(made)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """What links lead to."""
    paragraph._p.insert(
        1 if paragraph._p.pPr is not None else 0,
        _element("w:bookmarkStart", w_id=str(number), w_name=name),
    )
    paragraph._p.append(_element("w:bookmarkEnd", w_id=str(number)))


def describe(shape: Any, name: str, text: str) -> None:
    """What a picture shows, for those who do not see it."""
    properties = shape._inline.docPr
    properties.set("name", name)
    properties.set("descr", text)
