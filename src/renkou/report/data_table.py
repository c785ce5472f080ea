"""A table as it is shown and as it is downloaded: one value, two faces."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from renkou.schema.text import Text

from .markup import both, written
from .numbers import MISSING, Form, amount, bare, interval


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its fields in the CSV, and the set it is shown in."""

    fields: tuple[str, ...]
    title: Text
    unit: Text | None = None
    group: str = ""
    kind: str = "num"  # the class of its cells
    form: Form | None = None  # how its figures are written, where a script does it

    @property
    def written(self) -> str:
        """The form for the script: `count`, or the most decimals."""
        if self.form is None:
            return ""
        return "count" if self.form.value.count else str(self.form.value.decimals)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown, what the CSV says (plain digits), what it sorts by."""

    shown: Text | Markup
    raw: tuple[str, ...]
    reason: Text | None = None  # why it is missing, where it is
    order: float | None = None
    link: str = ""  # where all is said of the figure

    @property
    def html(self) -> Markup:
        """The cell's content, with the reason where there is no figure."""
        if self.reason is None:
            return linked(both(self.shown), self.link)
        pattern = Markup('<abbr title="{}">–</abbr>')
        return written(pattern.format(self.reason.en), pattern.format(self.reason.zh))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its head, its cells, and what the search looks through."""

    key: str
    head: Text | Markup
    head_raw: tuple[str, ...]
    cells: tuple[Cell, ...]
    search: str = ""
    note: Text | None = None  # assumed rows say so
    total: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with its caption; `csv` and the page show the same cells."""

    id: str
    caption: Text
    head: Text
    head_fields: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.id}, row {row.key}: {len(row.cells)} cells for "
                    f"{len(self.columns)} columns"
                )

    def csv(self) -> str:
        """The table as CSV: plain digits, ISO dates, no units."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        names = [name for column in self.columns for name in column.fields]
        writer.writerow([*self.head_fields, *names])
        for row in self.rows:
            raw = [value for cell in row.cells for value in cell.raw]
            writer.writerow([*row.head_raw, *raw])
        return out.getvalue()

    @property
    def download(self) -> str:
        """The CSV as an address that needs no server; the mark is for Excel."""
        return csv_address(self.csv())


def linked(shown: Markup, address: str) -> Markup:
    """What is shown as a link, where there is an address.

    >>> linked(Markup("6.61"), "/about")
    Markup('<a class="fig" href="/about">6.61</a>')
    """
    if not address:
        return shown
    return Markup('<a class="fig" href="{}">{}</a>').format(address, shown)


def csv_address(text: str) -> str:
    """A CSV as a data address, with a byte-order mark."""
    return "data:text/csv;charset=utf-8,%EF%BB%BF" + quote(text, safe=",:+()/ -")


def digits(value: float | None) -> str:
    """A figure as the CSV writes it: empty where it is missing.

    >>> digits(1234.0), digits(0.1 + 0.2), digits(None)
    ('1234', '0.3', '')
    """
    return "" if value is None else f"{value:.10g}"


def short_digits(value: float | None) -> str:
    """A figure to six digits, for the CSV of all years; counts are whole.

    >>> short_digits(6.9180165), short_digits(1234567.0)
    ('6.91802', '1234567')
    """
    if value is None:
        return ""
    return f"{value:.0f}" if value == round(value) else f"{value:.6g}"


def value_cell(
    value: float | None,
    form: Form,
    places: int,
    *,
    sign: bool = True,
    reason: Text | None = None,
    link: str = "",
) -> Cell:
    """A figure; without `sign` its unit stands in the column's head."""
    shown = amount(value, form, places) if sign else bare(value, form, places)
    if value is None:
        return Cell(shown, ("",), reason)
    return Cell(shown, (digits(value),), None, value, link)


def interval_cell(
    lower: float | None,
    upper: float | None,
    form: Form,
    places: int,
    *,
    reason: Text | None = None,
) -> Cell:
    """An interval; its CSV has two fields; `reason` says why there is none."""
    shown, raw = interval(lower, upper, form, places), (digits(lower), digits(upper))
    if lower is None or upper is None:
        return Cell(shown, raw, reason)
    return Cell(shown, raw, None, upper - lower)


def text_cell(shown: Text | Markup, raw: str, order: float | None = None) -> Cell:
    """A cell that is no figure."""
    return Cell(shown, (raw,), None, order)


def missing_cell(fields: Sequence[str], reason: Text) -> Cell:
    """A cell without figures, and why."""
    return Cell(MISSING, ("",) * len(fields), reason)
