"""A place in a sentence that a number stands in."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.schema.text import Text

from .citing import Cite


@dataclass(frozen=True, slots=True)
class Slot:
    """A number by its name: as it is written, what it is, and where it is from.

    `text` is None where there is no figure; `cite` is None for what is no figure, such
    as the year.
    """

    name: str
    text: Text | None
    about: Text
    cite: Cite | None = None


def fact(name: str, text: Text | None, about: Text) -> Slot:
    """A slot that is no figure: the area's name, the year, a day."""
    return Slot(name, text, about)
