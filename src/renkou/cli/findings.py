"""The findings of a check as text, CSV or JSON, in the reader's language."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from renkou.schema.problem import language
from renkou.schema.text import Text
from renkou.snapshot.checking import Finding, Report, Severity

from .bilingual import say

_SEVERITY = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "提醒"),
}
COLUMNS = (
    "severity",
    "rule",
    "table",
    "column",
    "count",
    "file",
    "row",
    "value",
    "what",
    "why",
    "mend",
)


def as_text(report: Report) -> str:
    """Findings one below the other, then a line that sums up."""
    blocks = [_block(finding) for finding in report.findings]
    return "\n".join([*blocks, say(summary(report))])


def as_csv(report: Report) -> str:
    """One row for each example, or for a finding without one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in report.findings:
        rule = finding.rule
        head = (rule.severity, rule.key, finding.table, finding.column, finding.count)
        words = (_what(finding), say(rule.why), say(rule.mend))
        places = [(e.file, str(e.row), e.value) for e in finding.examples]
        for place in places or [("", "", "")]:
            writer.writerow((*head, *place, *words))
    return out.getvalue().rstrip("\n")


def as_json(report: Report) -> str:
    """The whole report as one object."""
    findings = [
        {
            "severity": finding.rule.severity,
            "rule": finding.rule.key,
            "table": finding.table,
            "column": finding.column,
            "count": finding.count,
            "what": _what(finding),
            "why": say(finding.rule.why),
            "mend": say(finding.rule.mend),
            "examples": [
                {"file": e.file, "row": e.row, "value": e.value}
                for e in finding.examples
            ],
        }
        for finding in report.findings
    ]
    whole = {
        "passed": report.passed,
        "language": language(),
        "rows": dict(report.rows),
        "findings": findings,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def summary(report: Report) -> Text:
    """How many errors and warnings in how many rows."""
    errors = sum(finding.is_error for finding in report.findings)
    warnings = len(report.findings) - errors
    rows = sum(report.rows.values())
    verdict = Text("passed", "通过") if report.passed else Text("failed", "未通过")
    return Text(
        f"Check {verdict.en}: {errors} errors, {warnings} warnings; {rows:,} rows in "
        f"{len(report.rows)} tables.",
        f"检查{verdict.zh}：错误{errors}项，提醒{warnings}项；"
        f"共{len(report.rows)}张表、{rows:,}行。",
    )


def _what(finding: Finding) -> str:
    text = say(finding.rule.what)
    return f"{text}: {say(finding.detail)}" if finding.detail else text


def _block(finding: Finding) -> str:
    rule = finding.rule
    place = ".".join(part for part in (finding.table, finding.column) if part)
    rows = Text(f"{finding.count:,} rows", f"{finding.count:,}行")
    count = f" ({say(rows)})" if finding.examples else ""
    lines = [f"{say(_SEVERITY[rule.severity])} {rule.key}  {place}{count}"]
    lines += [f"    {_what(finding)}"]
    lines += [f"    {example}" for example in _examples(finding)]
    lines += [f"    {say(rule.why)} {say(rule.mend)}", ""]
    return "\n".join(lines)


def _examples(finding: Finding) -> Iterator[str]:
    for example in finding.examples:
        row = Text(f"row {example.row}", f"第{example.row}行")
        yield f"  {example.file}, {say(row)}: {example.value}"
