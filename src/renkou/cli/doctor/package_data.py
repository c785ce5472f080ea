"""The data files of the package: whether they are as they were installed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

DATA = (".csv", ".toml", ".txt", ".parquet", ".html", ".css", ".js")


def data_files(package: Path) -> list[Path]:
    """Every data file below `package`, in order."""
    return sorted(p for p in package.rglob("*") if p.suffix in DATA and p.is_file())


def recorded_hashes() -> dict[str, str]:
    """The SHA-256 that the installation recorded for each file, by its path.

    Empty where the package runs from its source, which records none.
    """
    try:
        recorded = files("renkou") or []
    except PackageNotFoundError:
        return {}
    return {
        str(path): path.hash.value
        for path in recorded
        if path.hash is not None and path.hash.mode == "sha256"
    }


def damaged(package: Path, hashes: dict[str, str]) -> Iterator[str]:
    """The files that cannot be read, are empty, or differ from what was recorded.

    A recorded data file that is no longer there is damaged too.
    """
    present = {str(p.relative_to(package.parent)): p for p in data_files(package)}
    for name in sorted(present.keys() | set(_recorded_data(package.name, hashes))):
        try:
            content = (package.parent / name).read_bytes()
        except OSError:
            yield name
            continue
        if not content or (name in hashes and _hash(content) != hashes[name]):
            yield name


def _recorded_data(package: str, hashes: dict[str, str]) -> Iterator[str]:
    """The recorded data files of the package itself, not those of its installer."""
    for name in hashes:
        path = Path(name)
        if path.suffix in DATA and path.parts[0] == package:
            yield name


def _hash(content: bytes) -> str:
    """As the record of an installed package writes it: base64, no padding."""
    digest = hashlib.sha256(content).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
