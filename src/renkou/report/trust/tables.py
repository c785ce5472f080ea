"""The findings and the detectors as tables, shown and downloaded alike."""

from __future__ import annotations

from markupsafe import Markup

from renkou.engines.trust import Examination, Finding
from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits, text_cell
from ..markup import both
from ..numbers import long_date

FINDINGS = (
    Column(("detector", "what"), Text("What", "内容"), kind="said"),
    Column(("sure",), Text("How sure", "把握"), kind="said"),
    Column(("why",), Text("Why it may be", "可能的原因"), kind="said"),
    Column(("settle",), Text("What would settle it", "如何核实"), kind="said"),
    Column(("found_on",), Text("Found on", "发现日期"), kind=""),
)


def findings_table(found: Examination) -> DataTable:
    """A row a finding, the surest of each kind first."""
    return DataTable(
        "findings-table",
        Text("Findings", "发现"),
        Text("Where", "地点"),
        ("area", "name"),
        FINDINGS,
        tuple(_row(i, finding) for i, finding in enumerate(found.findings)),
    )


def _row(number: int, finding: Finding) -> Row:
    detector, day = finding.detector, long_date(finding.found_on)
    what = Markup("<b>{}</b> {}").format(both(detector.title), both(finding.what))
    cells = [
        Cell(what, (detector.key, finding.what.en)),
        text_cell(finding.sure, digits(finding.p)),
        text_cell(finding.why, finding.why.en),
        text_cell(detector.settle, detector.settle.en),
        text_cell(day, finding.found_on.isoformat()),
    ]
    return Row(
        key=f"finding-{number + 1}",
        head=finding.name,
        head_raw=(finding.area, finding.name.en),
        cells=tuple(cells),
    )


DETECTORS = (
    Column(("findings",), Text("Findings", "发现")),
    Column(("false_alarms",), Text("How often it is wrong", "误报率"), kind="said"),
    Column(("power",), Text("What it could see here", "在此能识别什么"), kind="said"),
)


def detectors_table(found: Examination) -> DataTable:
    """A row a detector: how often it is wrong, and what it could not have seen."""
    counts: dict[str, int] = {}
    for finding in found.findings:
        key = finding.detector.key
        counts[key] = counts.get(key, 0) + 1
    rows = tuple(
        Row(
            key=f"detector-{each.key}",
            head=each.title,
            head_raw=(each.key,),
            cells=(
                text_cell(
                    Text(str(counts.get(each.key, 0)), str(counts.get(each.key, 0))),
                    str(counts.get(each.key, 0)),
                ),
                text_cell(each.wrong, each.wrong.en),
                text_cell(each.sees, each.sees.en),
            ),
        )
        for each in found.detectors
    )
    return DataTable(
        "detectors-table",
        Text("Detectors", "检测方法"),
        Text("Looked for", "检查内容"),
        ("detector",),
        DETECTORS,
        rows,
    )
