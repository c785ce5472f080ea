"""The doctor finds what is broken and says how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from renkou.cli import main
from renkou.cli.doctor import examination
from renkou.cli.doctor.package_data import _hash, damaged


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def test_this_installation_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--format", "json"]) == 0
    verdicts = {v["part"]: v for v in json.loads(capsys.readouterr().out)}
    assert verdicts["Time zone Asia/Shanghai"]["found"] == "+0800"
    assert sum(part.startswith("Ibis on DuckDB") for part in verdicts) == 5
    assert all(verdict["mend"] is None for verdict in verdicts.values())


def test_a_package_of_another_version_fails_with_its_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        examination, "_requirements", lambda: ["duckdb==0.1", "no-such-package"]
    )
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "FAILED  duckdb==0.1" in out
    assert "Run: pip install 'duckdb==0.1'" in out
    assert "FAILED  no-such-package: –" in out
    assert "2 failed." in out


def test_what_breaks_in_an_examination_is_a_finding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ImportError("libduckdb")

    changed = [(part, broken) for part, _ in examination._EXAMINATIONS]
    monkeypatch.setattr(examination, "_EXAMINATIONS", changed)
    assert main(["doctor"]) == 1
    assert "ImportError: libduckdb" in capsys.readouterr().out


def test_too_little_memory_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "_memory", lambda: 0.5)
    assert main(["doctor"]) == 1
    assert "FAILED  Memory available: 0.5 GiB" in capsys.readouterr().out


def test_changed_emptied_and_lost_data_are_found(tmp_path: Path) -> None:
    package = tmp_path / "renkou"
    package.mkdir()
    for name in ("good", "changed", "emptied"):
        (package / f"{name}.csv").write_text(name)
    names = ("good", "changed", "emptied", "lost")
    hashes = {f"renkou/{name}.csv": _hash(name.encode()) for name in names}
    hashes["renkou-0.1.0.dist-info/top_level.txt"] = "the installer's, elsewhere"
    assert list(damaged(package, hashes)) == ["renkou/lost.csv"]
    (package / "changed.csv").write_text("other")
    (package / "emptied.csv").write_text("")
    assert list(damaged(package, {})) == ["renkou/emptied.csv"]
    assert list(damaged(package, hashes)) == [
        "renkou/changed.csv",
        "renkou/emptied.csv",
        "renkou/lost.csv",
    ]
