"""The detectors of an area: what each found, how often it is wrong, what it can see."""

from __future__ import annotations

from collections.abc import Sequence

from renkou.engines.trust import Detector, Finding
from renkou.schema.text import Text

from ..data_table import Column, DataTable, Row, text_cell
from .measured import power, wrongly

COLUMNS = (
    Column(("findings",), Text("Findings here", "本地区发现"), kind="num"),
    Column(("false_alarms",), Text("How often it is wrong", "误报率"), kind="said"),
    Column(
        ("power",), Text("What it found where it was tested", "测试结果"), kind="said"
    ),
    Column(("sees",), Text("What it could see here", "在此能识别什么"), kind="said"),
)


def in_area(findings: Sequence[Finding], codes: frozenset[str]) -> list[Finding]:
    """The findings of an area and of those within it."""
    return [finding for finding in findings if finding.area in codes]


def detectors_table(
    detectors: Sequence[Detector], findings: Sequence[Finding]
) -> DataTable:
    """A row a detector; those that found nothing here were quiet."""
    counts = {each.key: 0 for each in detectors}
    for finding in findings:
        counts[finding.detector.key] += 1
    return DataTable(
        "detectors",
        Text("What was tested", "检查内容"),
        Text("Looked for", "检查内容"),
        ("detector",),
        COLUMNS,
        tuple(_row(each, counts[each.key]) for each in detectors),
    )


def _row(detector: Detector, number: int) -> Row:
    measured = wrongly(detector.key)
    wrong = detector.wrong
    if measured is not None:
        wrong = Text(f"{wrong.en} {measured.en}", f"{wrong.zh}{measured.zh}")
    found = power(detector.key)
    shown = Text(str(number), str(number)) if number else Text("quiet", "无")
    return Row(
        key=f"detector-{detector.key}",
        head=detector.title,
        head_raw=(detector.key,),
        cells=(
            text_cell(shown, str(number)),
            text_cell(wrong, wrong.en),
            text_cell(found, found.en),
            text_cell(detector.sees, detector.sees.en),
        ),
    )


def summary(findings: Sequence[Finding], detectors: int) -> Text:
    """What the findings come to, in a sentence."""
    places = len({finding.area for finding in findings})
    if not findings:
        return Text(
            f"{detectors} detectors looked and were quiet: nothing here is more than "
            "chance explains.",
            f"{detectors}种检测方法均无提示：没有超出偶然的情况。",
        )
    ask = "1 finding asks" if len(findings) == 1 else f"{len(findings)} findings ask"
    where = "1 area" if places == 1 else f"{places} areas"
    return Text(
        f"{ask} for a look in {where}; {detectors} detectors looked.",
        f"{detectors}种检测方法在{places}个地区共有{len(findings)}条发现，有待核实。",
    )
