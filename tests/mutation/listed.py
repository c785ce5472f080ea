"""The survivors that are listed, each with the reason why it may live."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .mutant import Mutant

LIST = Path(__file__).parent / "survivors.toml"
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Outcome:
    """Survivors with a reason, without one, and reasons for what did not survive."""

    listed: tuple[tuple[Mutant, str], ...]
    unlisted: tuple[Mutant, ...]
    stale: tuple[Key, ...]

    @property
    def good(self) -> bool:
        """Whether the list says what is."""
        return not self.unlisted and not self.stale


def reasons(path: Path = LIST) -> dict[Key, str]:
    """Every listed survivor, by its key, with its reason."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", [])
    found = {}
    for row in rows:
        key = (row["file"], row["in"], row["line"], row["change"])
        if key in found or not row["reason"].strip():
            raise ValueError(f"{path.name}: {key} stands twice, or without a reason")
        found[key] = row["reason"]
    return found


def compared(
    tried: Iterable[Mutant], alive: Iterable[Mutant], why: dict[Key, str]
) -> Outcome:
    """The survivors beside the list, so far as its mutants were tried."""
    alive, keys = list(alive), {mutant.key for mutant in tried}
    files = {mutant.file for mutant in tried}
    living = {mutant.key for mutant in alive}
    return Outcome(
        listed=tuple((m, why[m.key]) for m in alive if m.key in why),
        unlisted=tuple(m for m in alive if m.key not in why),
        stale=tuple(k for k in why if k[0] in files and k not in living & keys),
    )


def entry(mutant: Mutant) -> str:
    """How a survivor is to be listed; the reason is for a person to write."""
    file, scope, line, change = mutant.key
    rows = (("file", file), ("in", scope), ("line", line), ("change", change))
    body = "\n".join(f"{name} = {_quoted(value)}" for name, value in rows)
    return f'[[survivor]]\n{body}\nreason = ""\n'


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
