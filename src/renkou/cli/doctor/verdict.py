"""What the examination of one part of an installation found."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.schema.text import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """One part: whether it is good, what was found, and what to do if it is not.

    What is not `needed` fails nothing by its absence, which `found` explains.
    """

    part: Text
    good: bool
    found: Text | str
    mend: Text | None = None
    needed: bool = True
