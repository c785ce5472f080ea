"""A finding: what, where, how sure, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from renkou.schema.findings import FINDING_COLUMNS
from renkou.schema.text import Text

WORDS = ("what", "where", "sure", "why", "settle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One test: what it looks for, how often it is wrong, how an office settles it.

    `wrong` says the rate of false alarms that it is held to; `sees` what it could see
    in this snapshot, in words.
    """

    key: str
    kind: str
    title: Text
    wrong: Text
    settle: Text
    sees: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure of an office that asks for a look; it accuses nobody.

    `area` is a 12-digit code, `name` its name in both languages; `period` the last
    month or year that speaks for it; `score` the size of what is seen, in the
    detector's own unit; `p` how probable so much is by chance; `found_on` the first day
    from which it was to be seen without a break.
    """

    detector: Detector
    area: str
    name: Text
    period: str
    score: float
    p: float
    found_on: date
    what: Text
    sure: Text
    why: Text


def table_of(findings: Iterable[Finding]) -> pa.Table:
    """The findings as FINDINGS.csv has them, then what they say in both languages.

    >>> table_of([]).column_names[:4]
    ['detector', 'kind', 'area', 'person_id']
    """
    rows = [_row(finding) for finding in findings]
    kinds = {"score": pa.float64(), "p": pa.float64(), "found_on": pa.date32()}
    words = [f"{word}_{lang}" for word in WORDS for lang in ("en", "zh")]
    schema = pa.schema(
        [(name, kinds.get(name, pa.string())) for name in (*FINDING_COLUMNS, *words)]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _row(finding: Finding) -> dict[str, object]:
    detector = finding.detector
    said = {
        "what": finding.what,
        "where": finding.name,
        "sure": finding.sure,
        "why": finding.why,
        "settle": detector.settle,
    }
    row: dict[str, object] = {
        "detector": detector.key,
        "kind": detector.kind,
        "area": finding.area,
        "person_id": "",
        "period": finding.period,
        "score": finding.score,
        "p": finding.p,
        "claim": finding.what.en,
        "found_on": finding.found_on,
    }
    for word, text in said.items():
        row |= {f"{word}_en": text.en, f"{word}_zh": text.zh}
    return row
