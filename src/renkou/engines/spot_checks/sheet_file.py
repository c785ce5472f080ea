"""CSV files that pass through offices: with or without a byte-order mark, or in GBK."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant

ENCODINGS = ("utf-8-sig", "gb18030")


def read_rows(path: str | Path, *, needs: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file by column, cells stripped; Problem where it is none."""
    file = Path(path)
    reader = csv.DictReader(io.StringIO(_text(file)))
    columns = [name.strip() for name in reader.fieldnames or []]
    for name in needs:
        if name not in columns:
            hint = meant(name, columns)
            raise Problem(
                f"{file}: the column {name} is missing. {hint.en}",
                f"{file}：缺少列{name}。{hint.zh}",
            )
    rows = [
        {
            (key or "").strip(): (value or "").strip()
            for key, value in row.items()
            if key
        }
        for row in reader
    ]
    if not rows:
        raise Problem(
            f"{file}: there are no rows under the heads.", f"{file}：表头之下没有数据。"
        )
    return rows


def _text(file: Path) -> str:
    content = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(
        f"{file}: this is no text in UTF-8 or GBK. Save it as CSV and try again.",
        f"{file}：不是UTF-8或GBK编码的文本。请另存为CSV后重试。",
    )
