"""A page as a tree of elements, enough to ask what stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
# What stands alike in both languages.
SAME_IN_BOTH = {"Renkou", "English", "Esc", "CSV"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """An element, its attributes, and what it holds: elements and text in order."""

    tag: str
    attributes: dict[str, str]
    above: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def classes(self) -> set[str]:
        return set((self.get("class") or "").split())

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.inside:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            element
            for element in self.walk()
            if element.tag == tag
            and all(element.get(name) == value for name, value in wanted.items())
        ]

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.walk() if name in element.classes]

    def ancestors(self) -> Iterator[Element]:
        above = self.above
        while above is not None:
            yield above
            above = above.above

    def text(self, lang: str | None = None) -> str:
        """The text as a reader of `lang` ("en", "zh-Hans") sees it; None: all of it."""
        parts = []
        for child in self.inside:
            if isinstance(child, str):
                parts.append(child)
            elif not _hidden(child, lang):
                parts.append(child.text(lang))
        return "".join(parts)


def _hidden(element: Element, lang: str | None) -> bool:
    own = element.get("lang")
    return (
        lang is not None and own not in (None, lang) and "keep" not in element.classes
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.here = self.root
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, self.here)
        self.here.inside.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, self.here)
        self.here.inside.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag or self.here.above is None:
            raise AssertionError(f"</{tag}> closes <{self.here.tag}>")
        self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def read_page(html: str) -> Element:
    """The page as a tree; an element that is not closed fails."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is not closed"
    return reader.root


def one_language_only(page: Element) -> list[str]:
    """The texts that a reader of the other language would meet too."""
    return sorted(
        text
        for text, lang in _texts(page)
        if (lang in (None, "en") and HAN.search(text))
        or (lang is None and set(WORD.findall(text)) - SAME_IN_BOTH)
    )


def _texts(page: Element) -> Iterator[tuple[str, str | None]]:
    """Each run of text with the language that it is marked as."""
    for element in page.walk():
        if element.tag in ("script", "style", "title"):
            continue
        chain = [element, *element.ancestors()]
        marked = [e["lang"] for e in chain if e.get("lang") and e.tag != "html"]
        for text in element.inside:
            if isinstance(text, str) and text.strip():
                yield text.strip(), marked[0] if marked else None
