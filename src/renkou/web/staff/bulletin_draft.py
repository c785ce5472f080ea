"""What a reader is writing: a form's paragraphs, and what its buttons do to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from renkou.report.bulletin.editing import PLACEHOLDER
from renkou.report.bulletin.paragraphs import SECTIONS
from renkou.report.bulletin.slot import Slot
from renkou.report.numbers import MISSING
from renkou.schema.text import Text

Sections = dict[str, list[str]]
BUTTON = re.compile(r"(up|down|remove|add):([a-z]+):(\d+)")


def of_form(posted: QueryDict) -> Sections:
    """The paragraphs of a posted form, by section, without the empty ones."""
    return {
        key: [_tidy(text) for text in posted.getlist(f"p-{key}") if text.strip()]
        for key in SECTIONS
    }


def _tidy(text: str) -> str:
    """One line a paragraph: a browser's line breaks are spaces."""
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", text).strip()


def pressed(sections: Sections, button: str) -> Sections:
    """The paragraphs after a button: `up:births:2`, `down:…`, `remove:…`, `add:…`.

    >>> pressed({"births": ["a", "b"]}, "up:births:1")
    {'births': ['b', 'a']}
    """
    found = BUTTON.fullmatch(button)
    if found is None or found[2] not in sections:
        return sections
    what, key, at = found[1], found[2], int(found[3])
    lines = list(sections[key])
    if what == "add":
        lines.append("")
    elif at < len(lines):
        line = lines.pop(at)
        if what != "remove":
            to = at - 1 if what == "up" else at + 1
            lines.insert(max(0, to), line)
    return {**sections, key: lines}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph as it reads: words, or a number with its name."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph in the editor."""

    id: str
    text: str
    parts: Sequence[Part]
    faults: Sequence[Text]


def parts_of(text: str, slots: Mapping[str, Slot], language: str) -> list[Part]:
    """A paragraph as it reads, its numbers apart."""
    found = []
    for at, piece in enumerate(PLACEHOLDER.split(text)):
        if at % 2 == 0:
            found.append(Part(piece))
        elif piece in slots:
            found.append(Part(reads(slots[piece], language), piece))
        else:
            found.append(Part("{" + piece + "}"))
    return [part for part in found if part.text]


def reads(slot: Slot, language: str) -> str:
    """What a slot is written as; a dash where there is no figure."""
    return (slot.text or MISSING).in_(language)
