"""Every chart and every table offers its figures, and they are those that it shows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import pytest

from tests.pages.markup import Element
from tests.pages.reader import Reader
from tests.pages.walk import Page, told

DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")  # the file has it as 2025-01-31
NUMBER = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?")
SIGNATURES = {"xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}


def offers(figure: Element) -> dict[str, str]:
    """The files and the link under a chart, by kind."""
    links = [a.get("href") for a in figure.all("a") if "csv" in a.get("class").split()]
    found = {}
    for link in links:
        kind = re.search(r"[?&]as=(\w+)", link)
        found[kind[1] if kind else "link"] = link
    return found


def charts(pages: Iterable[Page]) -> list[tuple[Page, Element]]:
    """Every drawing that has an address of its own, on the English pages."""
    return [
        (page, figure)
        for page in pages
        if page.language == "en"
        for figure in page.document.all("figure")
        if any("drawn" in e.get("class").split() for e in figure.all("div"))
    ]


def test_every_chart_offers_table_files_and_link(pages: Sequence[Page]) -> None:
    faults = []
    for page, figure in charts(pages):
        found = offers(figure)
        name = f"{page.name}: {figure.get('id')}"
        if not any(figure.all("table")):
            faults.append(f"{name} has no table")
        faults += [
            f"{name} offers no {kind}"
            for kind in ("csv", "xlsx", "png", "link")
            if kind not in found
        ]
        if not found.get("link", "").endswith("#" + figure.get("id")):
            faults.append(f"{name}: its link leads elsewhere: {found.get('link')}")
    told(faults)


def numbers(text: str) -> list[tuple[float, int, float]]:
    """The numbers of a text, each with its decimals and what it is written in."""
    found = []
    for match in NUMBER.finditer(DATE.sub("", text)):
        written = match[0].replace(",", "").replace("−", "-")
        _, _, decimals = written.partition(".")
        after = text[match.end() : match.end() + 1]
        found.append((float(written), len(decimals), 100.0 if after == "%" else 1.0))
    return found


def is_among(value: float, decimals: int, unit: float, raw: list[float]) -> bool:
    """Whether a number shown is one of the file's, rounded as it is shown.

    A change in per cent is that of a change and a value which the file has.
    """
    half = 0.5 * 10.0**-decimals * (1 + 1e-6)
    there = [each * by for each in raw for by in {1.0, unit}]
    if unit != 1.0:
        there += [100 * a / (b - a) for a in raw for b in raw if a != b]
    return any(abs(value - each) <= half for each in there)


def rows_of(table: Element) -> list[list[str]]:
    """The cells that a table shows, row by row, without what explains them."""
    shown = []
    for body in table.all("tbody"):
        for row in body.all("tr"):
            cells = [c for c in row.inside if isinstance(c, Element) and c.tag == "td"]
            shown.append([cell.text for cell in cells])
    return shown


def figures(line: Iterable[str]) -> list[float]:
    """The numbers of a row; of a date its year and its day, of words those in them."""
    found = []
    for text in line:
        date = re.fullmatch(r"(\d{4})-\d{2}-(\d{2})", text)
        if date:
            found += [float(date[1]), float(date[2])]
        elif re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text):
            found.append(float(text))
        else:
            found += [value for value, _, _ in numbers(text)]
    return found


def read_csv(data: bytes) -> list[list[float]]:
    """The numbers of a CSV, row by row."""
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines, "an empty file"
    return [figures(line) for line in lines[1:]]


def read_xlsx(data: bytes) -> list[list[float]]:
    """The same of a workbook's first sheet."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    texts = [["" if c is None else str(c) for c in line] for line in lines[1:]]
    return [figures(line) for line in texts]


def unlike(table: Element, raw: list[list[float]]) -> list[str]:
    """What a table shows that its file does not say."""
    shown = rows_of(table)
    if len(shown) != len(raw):
        return [f"{len(shown)} rows shown, {len(raw)} in the file"]
    return [
        f"shows {value:.10g}, the file says {there}"
        for cells, there in zip(shown, raw, strict=True)
        for cell in cells
        for value, decimals, unit in numbers(cell)
        if not is_among(value, decimals, unit, there)
    ]


def test_the_files_say_what_the_tables_show(pages: Sequence[Page]) -> None:
    faults = []
    seen: set[tuple[str, str]] = set()
    for page, figure in charts(pages):
        found, name = offers(figure), f"{page.name}: {figure.get('id')}"
        table = next(figure.all("table"), None)
        if table is None or (page.route, figure.get("id")) in seen:
            continue
        seen.add((page.route, figure.get("id")))
        answers = {k: Reader().get(a) for k, a in found.items() if k in SIGNATURES}
        for kind, answer in answers.items():
            if not answer.content.startswith(SIGNATURES[kind]):
                faults.append(f"{name}: no {kind} at {found[kind]}")
        comma, sheet = Reader().get(found["csv"]).content, answers["xlsx"].content
        faults += [f"{name}, CSV: {f}" for f in unlike(table, read_csv(comma))]
        if read_csv(comma) != read_xlsx(sheet):
            faults.append(f"{name}: CSV and XLSX differ")
    assert seen
    told(faults)


def test_every_other_table_that_offers_a_file_shows_what_it_says(
    pages: Sequence[Page],
) -> None:
    faults = []
    for page in pages:
        if page.language != "en":
            continue
        tables = {t.get("id"): t for t in page.document.all("table") if t.get("id")}
        for link in page.links:
            of = re.search(r"as=csv&of=([\w-]+)", link)
            if of is None or of[1] not in tables:
                continue
            answer = Reader().get(link)
            if answer.status_code != 200:
                faults.append(f"{page.name}: {link} is not there")
                continue
            raw = read_csv(answer.content)
            faults += [
                f"{page.name}: {of[1]}: {fault}" for fault in unlike(tables[of[1]], raw)
            ]
    told(faults)


@pytest.mark.parametrize(
    ("cell", "raw", "agrees"),
    [
        ("28,446", [28446.0], True),
        ("28,446", [28447.0], False),
        ("3.6 – 5.2", [3.5781, 5.2401], True),
        ("−0.2", [-0.2301], True),
        ("84%", [0.8412], True),
        ("84%", [0.8612], False),
        ("−1.1%", [4228.0, -47.0], True),
        ("−1.2%", [4228.0, -47.0], False),
    ],
)
def test_a_table_that_differs_from_its_file_is_found(
    cell: str, raw: list[float], agrees: bool
) -> None:
    row = Element("tr", {}, None, [Element("td", {}, None, [cell])])
    table = Element("table", {}, None, [Element("tbody", {}, None, [row])])
    assert (unlike(table, [raw]) == []) is agrees
