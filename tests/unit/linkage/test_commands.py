"""`renkou link` and `renkou reconcile`: what they print, and their exit statuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkou.cli import main

from .conftest import Town


def _paths(town: Town) -> list[str]:
    return [str(town.extracts / name) for name in ("civil_affairs.csv", "health.csv")]


def test_link_prints_what_it_found(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "links.csv"
    assert main(["link", *_paths(town), "--out", str(out), "--quiet"]) == 0
    said = capsys.readouterr()
    assert "links, " in said.out
    assert said.err == ""
    assert out.read_text(encoding="utf-8").startswith("left_id,right_id,probability")
    assert main(["link", *_paths(town), "--out", str(out), "--quiet"]) == 2
    assert "--replace" in capsys.readouterr().err


def test_a_probability_below_even_odds_is_refused(
    town: Town,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    out = ["--out", str(tmp_path / "x.csv"), "--probability", "0.2"]
    assert main(["link", *_paths(town), *out]) == 2
    assert "应不小于0.5" in capsys.readouterr().err


def test_reconcile_says_what_differs(
    town: Town,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = town.planted("command")
    for path in folder.glob("*.csv"):
        if path.name != "social_security.csv":
            path.unlink()
    path = folder / "social_security.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")
    asked = ["reconcile", "--register", str(town.register), "--extracts", str(folder)]
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert main([*asked, "--out", str(tmp_path / "out"), "--quiet"]) == 1
    said = capsys.readouterr().out
    assert "人社\t居住人员\t部门数据缺失\t1" in said
    assert "登记册覆盖100.00%" in said
    assert main([*asked, "--out", str(tmp_path / "out"), "--quiet"]) == 2
    (path.parent / "public_security.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main([*asked, "--out", str(tmp_path / "next"), "--quiet"]) == 2
    assert not (tmp_path / "next").exists()
