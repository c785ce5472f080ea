"""The findings of a check told of the rows of the city's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from renkou.schema import Text

from ..checking import Example, Finding, Report
from .assembling import Assembled
from .fault import CellFault, Faults


def faults_of(report: Report, folder: Path, assembled: dict[str, Assembled]) -> Faults:
    """The errors of a report as faults of the files the rows came from."""
    errors = [finding for finding in report.findings if finding.is_error]
    kept = tuple(
        fault
        for finding in errors
        for fault in _of(finding, folder, assembled[finding.table])
    )
    return Faults(sum(max(finding.count, 1) for finding in errors), kept)


def _of(finding: Finding, folder: Path, rows: Assembled) -> Iterator[CellFault]:
    rule, mend = _closed(finding.rule.what), _closed(finding.rule.mend)
    if not finding.examples:
        name = rows.sources[0].source.file.name
        yield CellFault(name, 1, finding.column, "", rule, mend)
        return
    file = folder / f"{finding.table}.parquet"
    records = pq.read_table(file, columns=["record_id"]).column(0).to_numpy()
    own = rows.rows.column("record_id").to_numpy()
    for example in finding.examples:
        [place] = np.flatnonzero(own == records[example.row - 1])[:1]
        source = rows.sources[int(rows.source[place])].source
        names = (name.strip() for name in finding.column.split(","))
        headers = [h for name in names for h in source.columns.get(name, (name,))]
        yield CellFault(
            source.file.name,
            int(rows.row_in_file[place]),
            " / ".join(headers),
            _value(finding, example),
            rule,
            mend,
        )


def _value(finding: Finding, example: Example) -> str:
    """Pseudonyms say nothing to the reader; days and codes do."""
    ids = finding.column.split(",")[0].strip().endswith("_id")
    return "" if ids else example.value


def _closed(text: Text) -> Text:
    """A rule's sentence within another: no full stop of its own."""
    return Text(text.en.rstrip("."), text.zh.rstrip("。"))
