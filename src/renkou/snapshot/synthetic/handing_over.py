"""The extracts as files: each department's own headings and encoding."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from .spoiling import Spoilt

CHUNK = 262_144


@dataclass(frozen=True, slots=True)
class Form:
    """How a department writes: encoding, and heading and content of each column."""

    encoding: str
    columns: tuple[tuple[str, str], ...]


FORMS = {
    "public_security": Form(
        "utf-8",
        (
            ("公民身份号码", "number 0"),
            ("姓名", "name 0"),
            ("性别", "sex 0"),
            ("出生日期", "birth_day 0"),
            ("户籍地代码", "village"),
            ("登记时间", "recorded_at"),
        ),
    ),
    "health": Form(
        "utf-8",
        (
            ("certificate_number", "certificate"),
            ("child_name", "name 0"),
            ("child_sex", "sex code 0"),
            ("birth_date", "birth_day 0"),
            ("mother_name", "name 1"),
            ("mother_identity_number", "number 1"),
            ("place", "village"),
            ("recorded_at", "recorded_at"),
        ),
    ),
    "civil_affairs": Form(
        "gbk",
        (
            ("事项", "event"),
            ("发生日期", "day"),
            ("当事人一姓名", "name 0"),
            ("当事人一身份号码", "number 0"),
            ("当事人一出生日期", "birth_day 0"),
            ("当事人二姓名", "name 1"),
            ("当事人二身份号码", "number 1"),
            ("当事人二出生日期", "birth_day 1"),
            ("办理地代码", "village"),
            ("登记时间", "recorded_at"),
        ),
    ),
    "social_security": Form(
        "utf-8",
        (
            ("identity_number", "number 0"),
            ("name", "name 0"),
            ("birth_date", "birth_day 0"),
            ("area", "village"),
            ("recorded_at", "recorded_at"),
        ),
    ),
}
EVENT_NAMES = ("结婚", "离婚", "收养", "死亡")


def write_extract(
    folder: Path, spoilt: Spoilt, sex: NDArray[np.int8], villages: tuple[str, ...]
) -> Path:
    """Write the extract as CSV into `folder` in its department's form; the file."""
    form = FORMS[spoilt.sheet.name]
    path = folder / f"{spoilt.sheet.name}.csv"
    columns = [_column(what, spoilt, sex, villages) for _, what in form.columns]
    table = pa.table(columns, names=[heading for heading, _ in form.columns])
    options = pacsv.WriteOptions(
        batch_size=CHUNK, quoting_style="none", quoting_header="none"
    )
    if form.encoding == "utf-8":
        pacsv.write_csv(table, path, options)
        return path
    with path.open("wb") as file:
        for start in range(0, max(len(table), 1), CHUNK):
            buffer = BytesIO()
            options.include_header = start == 0
            pacsv.write_csv(table.slice(start, CHUNK), buffer, options)
            file.write(buffer.getvalue().decode("utf-8").encode(form.encoding))
    return path


def _column(
    what: str, spoilt: Spoilt, sex: NDArray[np.int8], villages: tuple[str, ...]
) -> Any:
    sheet = spoilt.sheet
    if what == "village":
        return _texts(sheet.village.astype(np.int16), villages)
    if what == "recorded_at":
        return pa.array(sheet.recorded_at).view(pa.timestamp("s"))
    if what == "day":
        return pa.array(sheet.day).view(pa.date32())
    if what == "event":
        return _texts(sheet.kind, EVENT_NAMES)
    if what == "certificate":
        return _certificates(len(sheet))
    content, slot = what.rsplit(" ", 1)
    if content == "sex":
        return _texts(sex[sheet.persons[:, int(slot)]] - 1, ("男", "女"))
    if content == "sex code":
        return pa.array(sex[sheet.persons[:, int(slot)]])
    return getattr(spoilt.slots[int(slot)], content)


def _texts(index: NDArray[Any], texts: tuple[str, ...]) -> pa.Array:
    dictionary = pa.DictionaryArray.from_arrays(pa.array(index), pa.array(texts))
    return dictionary.dictionary_decode()


def _certificates(count: int) -> pa.Array:
    """Certificate numbers: a letter and nine digits, as on paper; S for synthetic."""
    numbers = pa.array(np.arange(count) + 1_000_000_001).cast(pa.string())
    return pc.utf8_replace_slice(numbers, 0, 1, "S")
