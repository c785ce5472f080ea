"""What a check found: the rule, where, how often, and a few rows to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from renkou.schema import Text


class Severity(StrEnum):
    """An error makes figures wrong or a person known; a warning may be the truth."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold: what is wrong, why it matters, how to mend it."""

    key: str
    severity: Severity
    what: Text
    why: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class Example:
    """A row that breaks a rule: its file, its number from 1, and the value."""

    file: str
    row: int
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows of `table` that break `rule` in `column`: how many, and the first few."""

    rule: Rule
    table: str
    column: str
    count: int
    examples: tuple[Example, ...] = ()
    detail: Text | None = None

    @property
    def is_error(self) -> bool:
        """Whether the snapshot fails because of this."""
        return self.rule.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, errors first, and the rows of each table that was read."""

    findings: tuple[Finding, ...]
    rows: Mapping[str, int]
    rules: int

    @property
    def passed(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not any(finding.is_error for finding in self.findings)
