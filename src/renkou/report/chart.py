"""A chart with the sentence that it shows and the table that it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .data_table import DataTable


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of the page: what is seen, what is measured, drawing and table.

    `before` is what steers the chart, such as a slider; `all_years` the address of a
    CSV that holds more years than the table shows; `spec` the chart in Vega-Lite, for
    readers who want to look into it.
    """

    id: str
    title: Text
    measured: Text
    drawing: Markup
    table: DataTable
    note: Text | None = None
    before: Markup | None = None
    all_years: str = ""
    spec: Mapping[str, object] | None = None
