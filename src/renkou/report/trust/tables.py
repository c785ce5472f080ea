"""The findings and the detectors as tables, shown and downloaded alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from renkou.engines.trust import Detector, Finding
from renkou.schema.text import Text

from ..data_table import Cell, Column, DataTable, Row, digits, text_cell
from ..markup import both
from ..numbers import long_date

Link = Callable[[str], str | None]
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
OPEN = Text("Open", "查看")
FINDINGS = (
    Column(("detector", "what"), Text("What", "内容"), kind="said"),
    Column(("p", "score"), Text("How sure", "把握"), kind="said"),
    Column(("why",), Text("Why it may be", "可能的原因"), kind="said"),
    Column(("settle",), Text("What would settle it", "如何核实"), kind="said"),
    Column(("found_on",), Text("Found on", "发现日期"), kind=""),
)
COMMON = FINDINGS[2:4]  # the same for all findings of a detector


@dataclass(frozen=True)
class Group:
    """The findings of one detector: what is common to them is said once."""

    detector: Detector
    why: Text
    table: DataTable


def groups(findings: Sequence[Finding], link: Link | None = None) -> list[Group]:
    """Findings by detector and by why it may be, in their order."""
    found: dict[tuple[str, Text], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.detector.key, finding.why), []).append(finding)
    return [
        Group(each[0].detector, why, _group(f"findings-{key}-{number}", each, link))
        for number, ((key, why), each) in enumerate(found.items())
    ]


def _group(name: str, findings: Sequence[Finding], link: Link | None) -> DataTable:
    whole = findings_table(findings, link)
    kept = [at for at, column in enumerate(FINDINGS) if column not in COMMON]
    rows = [
        replace(
            row,
            key=f"{name}-{row.key}",
            cells=(
                text_cell(finding.what, finding.what.en),
                *(row.cells[at] for at in kept[1:]),
            ),
        )
        for row, finding in zip(whole.rows, findings, strict=True)
    ]
    columns = tuple(FINDINGS[at] for at in kept)
    return replace(whole, id=name, columns=columns, rows=tuple(rows))


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


def power_of_ten(value: float) -> str:
    """A small number as it is written by hand.

    >>> power_of_ten(0.0123), power_of_ten(2.94e-12), power_of_ten(0.0)
    ('0.012', '2.9×10⁻¹²', '<10⁻³⁰⁰')
    """
    if value >= 0.001:
        return f"{value:.2g}"
    if value < 1e-300:  # too small for the machine's numbers
        return f"<10{'-300'.translate(RAISED)}"
    digits_, power = f"{value:.1e}".split("e")
    return f"{digits_}×10{str(int(power)).translate(RAISED)}"


def _sure(finding: Finding) -> Markup:
    """The chance in words, then p and the score in figures."""
    p = power_of_ten(finding.p)
    figures = Text(
        f"p {p}, score {finding.score:.3g}", f"p值{p}，得分{finding.score:.3g}"
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
