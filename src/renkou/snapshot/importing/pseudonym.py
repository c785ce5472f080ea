"""Pseudonyms: numbers made from identity numbers with a key, and not to be undone."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from renkou.schema.problem import Problem

from .mapping import ImportPlan

LEAST = 16  # bytes of a key
_BLOCK = 64  # of SHA-256


def read_key(plan: ImportPlan) -> bytes:
    """The key of the mapping, from its file or from the environment.

    Raises Problem where there is none, or one too short to keep a secret.
    """
    if plan.key_file is not None:
        key, place = _from_file(plan.key_file), str(plan.key_file)
    elif plan.key_variable is not None:
        key = os.environ.get(plan.key_variable, "").strip().encode()
        place = plan.key_variable
    else:
        raise Problem(
            f"{plan.path}: no key for pseudonyms. Under [pseudonyms] name a key_file "
            "of at least 16 random bytes, kept apart from the snapshot.",
            f"{plan.path}：缺少化名密钥。请在[pseudonyms]中以key_file指定"
            "至少16个随机字节的密钥文件，并与快照分开保管。",
        )
    if len(key) < LEAST:
        raise Problem(
            f"{place}: the key has {len(key)} bytes; it needs at least {LEAST}. With "
            "a short key identity numbers could be guessed back.",
            f"{place}：密钥仅{len(key)}字节，至少需要{LEAST}字节，"
            "否则可由化名反推身份号码。",
        )
    return key


def _from_file(path: Path) -> bytes:
    if not path.is_file():
        raise Problem(
            f"{path}: there is no such key file. Make one of at least {LEAST} random "
            "bytes and keep it: another key gives other pseudonyms.",
            f"{path}：密钥文件不存在。请生成至少{LEAST}个随机字节并妥善保管；"
            "更换密钥后化名编号也会改变。",
        )
    return path.read_bytes().strip()


def add_pseudonym(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give the connection a function `pseudonym(domain, text)`: HMAC-SHA-256, 63 bits.

    Equal texts of one domain (person, household) give equal numbers. The key is held
    in a table of the connection's memory and goes into no file.
    """
    padded = key.ljust(_BLOCK, b"\0") if len(key) <= _BLOCK else _hashed(key)
    inner = bytes(byte ^ 0x36 for byte in padded)
    outer = bytes(byte ^ 0x5C for byte in padded)
    connection.execute("CREATE TEMP TABLE secret (inner_pad BLOB, outer_pad BLOB)")
    connection.execute("INSERT INTO secret VALUES (?, ?)", [inner, outer])
    connection.execute(
        """
        CREATE TEMP MACRO pseudonym(domain, said) AS
        (('0x' || left(sha256((SELECT outer_pad FROM secret) || unhex(sha256(
            (SELECT inner_pad FROM secret) || encode(domain || '|' || said)))), 16)
        )::UBIGINT >> 1)::BIGINT"""
    )


def _hashed(key: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(key).digest().ljust(_BLOCK, b"\0")
