"""A page's tables and charts as files: CSV, XLSX, SVG, PNG, Vega-Lite."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from renkou.report.data_table import DataTable
from renkou.report.markup import one_line
from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .content import Content
from .picture import picture, png

FORMATS = ("csv", "xlsx", "svg", "png", "vega")
MARK = "\ufeff"  # tells Excel that a CSV is UTF-8


def export(request: HttpRequest, content: Content) -> HttpResponse:
    """The export that the address asks for: `?as=csv&of=pyramid`."""
    wanted, kind = request.GET.get("of", ""), request.GET["as"]
    make = _MAKERS.get(kind)
    if make is None:
        raise Problem(
            f"as: there is no export {kind!r}. There are {', '.join(FORMATS)}.",
            f"as：没有导出格式{kind!r}。可用{'、'.join(FORMATS)}。",
        )
    return make(request, content, wanted)


def _csv(request: HttpRequest, content: Content, wanted: str) -> HttpResponse:
    text = MARK + _table(content, wanted).csv()
    return _file(text.encode(), "text/csv; charset=utf-8", f"{wanted}.csv")


def _xlsx(request: HttpRequest, content: Content, wanted: str) -> HttpResponse:
    data = workbook(_table(content, wanted), content, request.build_absolute_uri())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(data, kind, f"{wanted}.xlsx")


def _svg(request: HttpRequest, content: Content, wanted: str) -> HttpResponse:
    return _file(_picture(content, wanted).encode(), "image/svg+xml", f"{wanted}.svg")


def _png(request: HttpRequest, content: Content, wanted: str) -> HttpResponse:
    return _file(png(_picture(content, wanted)), "image/png", f"{wanted}.png")


def _vega(request: HttpRequest, content: Content, wanted: str) -> HttpResponse:
    chart = content.chart(wanted)
    if chart is None or chart.spec is None:
        raise _absent(content, wanted, [c.id for c in content.charts if c.spec])
    return JsonResponse(chart.spec)


_MAKERS: dict[str, Callable[[HttpRequest, Content, str], HttpResponse]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "svg": _svg,
    "png": _png,
    "vega": _vega,
}


def _picture(content: Content, wanted: str) -> str:
    chart = content.chart(wanted)
    if chart is None:
        raise _absent(content, wanted, [c.id for c in content.charts])
    return picture(chart, content.sources)


def _table(content: Content, wanted: str) -> DataTable:
    table = content.table(wanted)
    if table is None:
        ids = [*(c.id for c in content.charts), *(t.id for t in content.tables)]
        raise _absent(content, wanted, ids)
    return table


def _absent(content: Content, wanted: str, ids: list[str]) -> Problem:
    listed = ", ".join(ids) or "–"
    return Problem(
        f"of: this page has no {wanted!r}. It has {listed}.",
        f"of：本页没有{wanted!r}。可选：{listed}。",
    )


def workbook(table: DataTable, content: Content, address: str) -> bytes:
    """A workbook: the figures on one sheet, what they are on another."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(one_line(Text("Figures", "数据")))
    names = [name for column in table.columns for name in column.fields]
    sheet.write_row(0, 0, [*table.head_fields, *names], bold)
    for at, row in enumerate(table.rows, start=1):
        for across, word in enumerate(row.head_raw):
            sheet.write_string(at, across, word)
        raw = [value for cell in row.cells for value in cell.raw]
        for across, value in enumerate(raw, start=len(row.head_raw)):
            _write(sheet, at, across, value)
    sheet.freeze_panes(1, len(table.head_fields))
    about = book.add_worksheet(one_line(Text("About", "说明")))
    lines = [one_line(content.title), one_line(table.caption), address]
    if content.sources is not None:
        lines.insert(2, one_line(content.sources))
    for at, line in enumerate(lines):
        about.write_string(at, 0, line)
    about.set_column(0, 0, 100)
    book.close()
    return out.getvalue()


def _write(sheet: object, row: int, column: int, value: str) -> None:
    write_number, write_string = sheet.write_number, sheet.write_string  # type: ignore[attr-defined]
    try:
        number = float(value)
    except ValueError:
        write_string(row, column, value)
    else:
        write_number(row, column, number)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)
