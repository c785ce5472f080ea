"""A city's own CSV file as columns of text, whatever its encoding."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant

_BLOCK = 1 << 22
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TRIED = ("utf-8-sig", "gb18030")  # GB 18030 reads every GBK and GB 2312 file


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row with more or fewer cells than the header."""

    row: int
    cells: int
    expected: int
    text: str


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The cells as text, and the row of each in the file; the header is row 1."""

    path: Path
    cells: pa.Table
    rows: npt.NDArray[np.int64]
    broken: tuple[BrokenRow, ...]


def read_csv(
    path: Path, headers: Iterable[str], *, encoding: str = "", delimiter: str = ","
) -> CsvFile:
    """Read the columns `headers` of a CSV file as text.

    Without an `encoding` UTF-8 is tried, then GB 18030. Rows with a wrong number of
    cells are given apart. Raises Problem where the file cannot be decoded or lacks a
    header.
    """
    used = _encoding(path, encoding)
    wanted = tuple(headers)
    _check_header(path, wanted, used, delimiter)
    broken: list[BrokenRow] = []
    blank: list[int] = []

    def wrong(row: pa_csv.InvalidRow) -> str:
        if row.text.strip(f" \t\r\n{delimiter}"):
            broken.append(
                BrokenRow(
                    row.number, row.actual_columns, row.expected_columns, row.text
                )
            )
        else:
            blank.append(row.number)
        return "skip"

    table = pa_csv.read_csv(
        path,
        read_options=pa_csv.ReadOptions(
            encoding=used, use_threads=False, block_size=_BLOCK
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=wrong,
        ),
        convert_options=pa_csv.ConvertOptions(
            include_columns=list(_named(path, wanted, used, delimiter).values()),
            column_types=dict.fromkeys(
                _named(path, wanted, used, delimiter).values(), pa.string()
            ),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    table = table.rename_columns(list(wanted))
    skipped = sorted([*blank, *(row.row for row in broken)])
    return CsvFile(path, table, _numbers(table.num_rows, skipped), tuple(broken))


def _numbers(count: int, skipped: list[int]) -> npt.NDArray[np.int64]:
    """The row of each line that was kept; those skipped leave a gap."""
    rows = np.arange(2, count + 2 + len(skipped), dtype=np.int64)
    return np.delete(rows, np.asarray(skipped, dtype=np.int64) - 2)


def _encoding(path: Path, stated: str) -> str:
    """The encoding in which the whole file can be read."""
    if stated:
        try:
            codecs.lookup(stated)
        except LookupError:
            raise Problem(
                f"{path}: there is no encoding {stated!r}. Leave it out, or state "
                "utf-8 or gb18030.",
                f"{path}：没有编码{stated!r}。请去掉，或写utf-8、gb18030。",
            ) from None
    with path.open("rb") as file:
        start = file.read(4)
    marked = [name for mark, name in _MARKS if start.startswith(mark)]
    tried = [stated] if stated else marked or list(TRIED)
    failed = []
    for name in tried:
        # GBK is part of GB 18030, which also has the rare characters of names.
        name = "gb18030" if name.lower() in ("gbk", "gb2312", "cp936") else name
        line = _undecodable_line(path, name)
        if line is None:
            return name
        failed.append((name, line))
    said_en = "; ".join(f"as {name} it fails in line {line}" for name, line in failed)
    said_zh = "；".join(f"按{name}在第{line}行出错" for name, line in failed)
    raise Problem(
        f"{path}: the text cannot be read: {said_en}. State its encoding in the "
        "mapping, or save it as UTF-8.",
        f"{path}：无法读取文本：{said_zh}。请在映射文件中写明encoding，或另存为UTF-8。",
    )


def _undecodable_line(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                line += decoder.decode(block).count("\n")
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _header(path: Path, encoding: str, delimiter: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return next(csv.reader(file, delimiter=delimiter), [])


def _named(
    path: Path, wanted: tuple[str, ...], encoding: str, delimiter: str
) -> dict[str, str]:
    """Each header as the mapping writes it, and as the file does."""
    as_written = {_clean(name): name for name in _header(path, encoding, delimiter)}
    return {name: as_written[_clean(name)] for name in wanted}


def _check_header(
    path: Path, wanted: tuple[str, ...], encoding: str, delimiter: str
) -> None:
    found = [_clean(name) for name in _header(path, encoding, delimiter)]
    if not found:
        raise Problem(
            f"{path}: the file is empty. Its first row names the columns.",
            f"{path}：文件为空。首行应为列名。",
        )
    for name in wanted:
        count = found.count(_clean(name))
        if count == 1:
            continue
        if count > 1:
            raise Problem(
                f"{path}, row 1: the header {name!r} stands {count} times. Rename all "
                "but one.",
                f"{path}第1行：列名{name!r}出现{count}次。请只保留一个。",
            )
        hint = meant(name, [header for header in found if header])
        raise Problem(
            f"{path}, row 1: there is no header {name!r}. {hint.en}",
            f"{path}第1行：没有列名{name!r}。{hint.zh}",
        )


def _clean(header: str) -> str:
    return header.strip().strip("\ufeff\u3000").strip()
