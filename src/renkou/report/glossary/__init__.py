"""The words of this field as Renkou uses them: one list for pages and documentation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from renkou.schema.text import Text

GROUPS: dict[str, Text] = {
    "populations": Text("Populations and ages", "人口与年龄"),
    "births": Text("Births", "出生与生育"),
    "deaths": Text("Deaths", "死亡"),
    "change": Text("Change", "人口变动"),
    "structure": Text("Structure", "人口结构"),
    "families": Text("Families", "婚姻与家庭"),
    "trust": Text("How far to trust a figure", "数字的可信程度"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, and what it means here, in both languages."""

    group: str
    name: Text
    meaning: Text

    @property
    def key(self) -> str:
        """What an address calls it.

        >>> terms()[1].key
        'registered-population-hukou'
        """
        return "-".join(re.findall(r"[a-z0-9]+", self.name.en.lower()))


@cache
def terms() -> tuple[Term, ...]:
    """Every term of the list, in its order."""
    written = (files(__name__) / "glossary.toml").read_text(encoding="utf-8")
    return tuple(
        Term(
            row["group"],
            Text(row["en"], row["zh"]),
            Text(row["means"], row["means_zh"]),
        )
        for row in tomllib.loads(written)["term"]
    )


@cache
def by_key() -> Mapping[str, Term]:
    """The terms by what an address calls them."""
    return {term.key: term for term in terms()}
