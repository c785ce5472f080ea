"""Rules that keep a snapshot from saying who anybody is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa

from renkou.schema import Kind

from ..contents import TableFiles
from ..structure import footer
from . import rules
from .finding import Finding
from .session import Session

_NAMING = re.compile(
    r"(^|_)(name|xm|xingming|surname|given|sfzh|sfzhm|zjhm|idcard|id_card|id_number|"
    r"identity_number|passport|phone|mobile|telephone|tel|address|addr|email|wechat)"
    r"($|_)|姓名|身份|证件|证号|电话|手机|住址|地址|邮箱|微信",
    re.IGNORECASE,
)
# 18 digits whose 7th to 14th are a date, as text; in numbers the last cannot be X.
NUMBER_18 = r"[1-9]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
_NUMBER_15 = r"[1-9]\d{5}\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}"
_MOBILE = r"1[3-9]\d{9}"
_HAN_NAME = r"[\x{4e00}-\x{9fff}·]{2,15}"
# By chance a 63-bit pseudonym looks so about once in 20,000; a column that is truly
# one of identity numbers does in every row.
_BY_CHANCE = 0.001


def check_privacy(session: Session) -> Iterator[Finding]:
    """Findings of columns and values that name people, and of undeclared columns."""
    for files in session.tables.values():
        yield from _columns(files)
        yield from _values(session, files)


def _columns(files: TableFiles) -> Iterator[Finding]:
    seen: set[str] = set()
    for file in files.files:
        for name in footer(file)[1].names:
            if name in files.table.names or name in seen:
                continue
            seen.add(name)
            naming = _NAMING.search(name)
            rule = rules.NAMING_COLUMN if naming else rules.EXTRA_COLUMN
            yield Finding(rule, files.table.name, name, files.rows)


def _values(session: Session, files: TableFiles) -> Iterator[Finding]:
    """Text ids and free text that look like numbers or names; whole-number ids."""
    conditions = {}
    for column in files.table.columns:
        found = files.types[column.name]
        if column.name == "record_id" or pa.types.is_null(found):
            continue
        if column.kind not in (Kind.ID, Kind.TEXT):
            continue
        name = f'"{column.name}"'
        if pa.types.is_integer(found):
            looks = (
                f"{name} BETWEEN 110000000000000000 AND 830000000000000000 AND "
                f"regexp_full_match(CAST({name} AS VARCHAR), '{NUMBER_18}')"
            )
        else:
            pattern = f"{NUMBER_18}|{_NUMBER_15}|{_MOBILE}|{_HAN_NAME}"
            looks = f"regexp_full_match({name}, '{pattern}')"
        conditions[column.name] = looks
    if not conditions or not files.rows:
        return
    counts = ", ".join(
        f"count(*) FILTER (WHERE {looks})" for looks in conditions.values()
    )
    [found_counts] = session.rows(f"SELECT {counts} FROM {files.table.name}")
    for (column_name, looks), count in zip(
        conditions.items(), found_counts, strict=True
    ):
        number = int(str(count))
        if number > files.rows * _BY_CHANCE:
            masked = f"left(CAST({column_name} AS VARCHAR), 1) || '***'"
            rows = (
                f"SELECT _file, _row, {masked} AS value FROM {files.table.name} "
                f"WHERE {looks}"
            )
            yield Finding(
                rules.NAMING_VALUE,
                files.table.name,
                column_name,
                number,
                session.examples(rows),
            )
