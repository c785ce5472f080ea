"""The findings and the detectors as tables, shown and downloaded alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from renkou.engines.trust import Detector, Finding
from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits, text_cell
from ..markup import both
from ..numbers import long_date

Link = Callable[[str], str | None]
OPEN = Text("Open", "查看")
FINDINGS = (
    Column(("detector", "what"), Text("What", "内容"), kind="said"),
    Column(("p", "score"), Text("How sure", "把握"), kind="said"),
    Column(("why",), Text("Why it may be", "可能的原因"), kind="said"),
    Column(("settle",), Text("What would settle it", "如何核实"), kind="said"),
    Column(("found_on",), Text("Found on", "发现日期"), kind=""),
)


def findings_table(findings: Sequence[Finding], link: Link | None = None) -> DataTable:
    """A row a finding, in their order; `link` gives the address of an area."""
    return DataTable(
        "findings-table",
        Text("Findings", "发现"),
        Text("Where", "地点"),
        ("area", "name"),
        FINDINGS,
        tuple(_row(i, finding, link) for i, finding in enumerate(findings)),
    )


def _row(number: int, finding: Finding, link: Link | None) -> Row:
    detector, day = finding.detector, long_date(finding.found_on)
    what = Markup("<b>{}</b> {}").format(both(detector.title), both(finding.what))
    cells = [
        Cell(what, (detector.key, finding.what.en)),
        Cell(_sure(finding), (digits(finding.p), digits(finding.score))),
        text_cell(finding.why, finding.why.en),
        text_cell(detector.settle, detector.settle.en),
        text_cell(day, finding.found_on.isoformat()),
    ]
    return Row(
        key=f"finding-{number + 1}",
        head=_linked(finding, link),
        head_raw=(finding.area, finding.name.en),
        cells=tuple(cells),
    )


def _linked(finding: Finding, link: Link | None) -> Text | Markup:
    """Where, with *Open* to what the area looks like, where there is such a page."""
    address = link(finding.area) if link else None
    if address is None:
        return finding.name
    return Markup('{} <a class="open" href="{}">{}</a>').format(
        both(finding.name), address, both(OPEN)
    )


def _sure(finding: Finding) -> Markup:
    """The chance in words, then p and the score in figures."""
    figures = Text(
        f"p {finding.p:.2g}, score {finding.score:.3g}",
        f"p值{finding.p:.2g}，得分{finding.score:.3g}",
    )
    return Markup('{} <span class="small quiet">{}</span>').format(
        both(finding.sure), both(figures)
    )


DETECTORS = (
    Column(("findings",), Text("Findings", "发现")),
    Column(("false_alarms",), Text("How often it is wrong", "误报率"), kind="said"),
    Column(("power",), Text("What it could see here", "在此能识别什么"), kind="said"),
)


def detectors_table(
    detectors: Sequence[Detector], findings: Sequence[Finding]
) -> DataTable:
    """A row a detector: how often it is wrong, and what it could not have seen."""
    counts: dict[str, int] = {}
    for finding in findings:
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
        for each in detectors
    )
    return DataTable(
        "detectors-table",
        Text("Detectors", "检测方法"),
        Text("Looked for", "检查内容"),
        ("detector",),
        DETECTORS,
        rows,
    )
