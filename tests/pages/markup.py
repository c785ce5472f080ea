"""A page's HTML read plainly: its elements, and its text with the language it is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
VOID |= {"source", "track", "wbr"}
UNREAD = {"script", "style", "code", "kbd"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "aria-description")


@dataclass
class Element:
    """An element: its tag, its attributes, what it is in, what is in it."""

    tag: str
    attributes: dict[str, str]
    above: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.attributes.get(name, "")

    @property
    def language(self) -> str:
        """The language that it is in, of itself or of what it is in."""
        here: Element | None = self
        while here is not None:
            if here.get("lang"):
                return here.get("lang")
            here = here.above
        return ""

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of some tags within, in order; all where none is named."""
        for each in self.inside:
            if isinstance(each, Element):
                if not tags or each.tag in tags:
                    yield each
                yield from each.all(*tags)

    def within(self, *tags: str) -> Element | None:
        """The nearest element of some tags that it is in."""
        here = self.above
        while here is not None and here.tag not in tags:
            here = here.above
        return here

    @property
    def text(self) -> str:
        """What is written within, as one line."""
        parts = [e if isinstance(e, str) else e.text for e in self.inside]
        return " ".join("".join(parts).split())

    def runs(self) -> Iterator[tuple[str, str]]:
        """Every text within and its language, spoken attributes among them."""
        if self.tag in UNREAD:
            return
        for name in SPOKEN:
            if self.get(name):
                yield self.language, self.get(name)
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.runs()
            elif each.strip():
                yield self.language, each


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = self.here = Element("document", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        made = Element(tag, given, self.here)
        self.here.inside.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.here.inside.append(Element(tag, given, self.here))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.here.tag != tag:
            raise AssertionError(f"</{tag}> where <{self.here.tag}> is open")
        assert self.here.above is not None
        self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def read(html: str) -> Element:
    """The document; every element must be closed by its own tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.here.tag != "document":
        raise AssertionError(f"<{reader.here.tag}> is never closed")
    return reader.document
