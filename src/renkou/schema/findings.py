"""FINDINGS.csv: what a detector claims, written by detectors and read by the score."""

from __future__ import annotations

FINDING_COLUMNS = (
    "detector",
    "kind",
    "area",
    "person_id",
    "period",
    "score",
    "p",
    "claim",
    "found_on",
)
