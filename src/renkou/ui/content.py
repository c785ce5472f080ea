"""What a page holds before it is written: its words, and its charts and tables by id.

A page and its exports are one value: what is downloaded is what is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from renkou.report.chart import Chart
from renkou.report.data_table import DataTable
from renkou.schema.text import Text


@dataclass(frozen=True)
class Content:
    """A page: its template, its title, what the template is given, and its exports.

    `charts` and `tables` are offered as CSV, XLSX and, for charts, PNG and SVG, each by
    its id: `?as=csv&of=pyramid`. `sources` stands on every picture and sheet.
    """

    template: str
    title: Text
    words: Mapping[str, object] = field(default_factory=dict)
    charts: Sequence[Chart] = ()
    tables: Sequence[DataTable] = ()
    sources: Text | None = None

    def chart(self, wanted: str) -> Chart | None:
        """The chart of an id."""
        return next((c for c in self.charts if c.id == wanted), None)

    def table(self, wanted: str) -> DataTable | None:
        """The table of an id, its own or that of the chart of this id."""
        chart = self.chart(wanted)
        if chart is not None:
            return chart.table
        return next((t for t in self.tables if t.id == wanted), None)
