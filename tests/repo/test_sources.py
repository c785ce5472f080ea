"""Where the data come from, and what no committed file may name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.repo.tree import PACKAGE, ROOT, committed

DATA = {".csv", ".parquet", ".json", ".txt", ".tsv", ".xlsx"}
# Put together here so that this file does not hold what it looks for.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("npmmirror", "com"),
        ("deb", "debian"),
        ("tuna", "tsinghua"),
        ("mirrors", "aliyun"),
        ("index", "crates"),
    )
)
FOLDERS = tuple(
    re.compile(rf"(?<![\w.])/{name}/") for name in ("work", "tmp", "root", "opt/wheels")
)
SHARED = re.compile(r"\.\./" + r"shared\b")
# The addresses of XML vocabularies are names; nothing is fetched from them.
REMOTE = re.compile(
    r"""(?:src|href)\s*=\s*["']https?:|url\(\s*["']?https?:|@import|fetch\(["']https?:"""
)


def _text(path: Path) -> str:
    try:
        return (ROOT / path).read_text()
    except UnicodeDecodeError:
        return ""


def _forbidden(text: str) -> list[str]:
    """The registry hosts, machine folders and shared files that a text names."""
    found = [host for host in HOSTS if host in text]
    found += [pattern.pattern for pattern in FOLDERS if pattern.search(text)]
    return found + (["shared"] if SHARED.search(text) else [])


def _unsourced(folder: Path) -> list[str]:
    """Data files of a folder that its README.md does not list with a source."""
    readme = folder / "README.md"
    text = readme.read_text() if readme.exists() else ""
    rows = [line for line in text.splitlines() if line.count("|") >= 4]
    files = sorted(path.name for path in folder.iterdir() if path.suffix in DATA)
    return [
        name
        for name in files
        if not any(
            name in row or name.partition(".")[0] in row.partition(".csv")[0]
            for row in rows
        )
    ]


def test_no_file_names_a_host_or_this_machine() -> None:
    named = {str(path): _forbidden(_text(path)) for path in committed()}
    assert {path: found for path, found in named.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        f"--index-url https://{HOSTS[0]}/simple",
        "open('/" + "tmp/x')",
        "see ../" + "shared/DESIGN.md",
    ],
)
def test_a_named_host_or_folder_is_seen(text: str) -> None:
    assert _forbidden(text)


def test_requirements_are_pins_without_addresses() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = [line for line in lines if not line.lstrip().startswith("#")]
    shape = re.compile(r"[a-z0-9._-]+(\[[a-z,]+\])?==[0-9][^ ]*( ; .*)?")
    assert [line for line in pins if not shape.fullmatch(line)] == []
    for binding in ("duckdb==1.5.5", "ibis-framework==12.0.0", "sqlglot==30.17.0"):
        assert any(pin.startswith(binding) for pin in pins), binding


def test_every_data_file_has_its_source() -> None:
    folders = {
        (ROOT / path).parent
        for path in committed()
        if path.suffix in DATA and (ROOT / path).is_relative_to(PACKAGE)
    }
    assert folders
    missing = {str(f.relative_to(ROOT)): _unsourced(f) for f in folders}
    assert {folder: names for folder, names in missing.items() if names} == {}


def test_a_data_file_without_source_is_seen(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("| known.csv | 3 | a census | columns |\n")
    for name in ("known.csv", "found.csv"):
        (tmp_path / name).touch()
    assert _unsourced(tmp_path) == ["found.csv"]


def test_the_united_nations_are_named_with_their_licence() -> None:
    for path in ("NOTICE", "README.md", "README.zh-CN.md"):
        text = (ROOT / path).read_text()
        assert "CC BY 3.0 IGO" in text, path
        assert "World Population Prospects" in text, path


def test_pages_fetch_nothing() -> None:
    assert REMOTE.search('<script src="https://cdn.example/x.js">')
    pages = [p for p in committed() if p.suffix in {".html", ".css", ".js", ".svg"}]
    assert [str(path) for path in pages if REMOTE.search(_text(path))] == []
