from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.snapshot.synthetic import build
from renkou.snapshot.synthetic.build import build_city, write_city
from renkou.snapshot.synthetic.lives import Lives
from renkou.snapshot.synthetic.summary import comparison, counts


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("small") / "city"
    build_city(2_000, 5, out)
    return out


def test_the_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    build_city(2_000, 5, tmp_path / "again")
    first, second = _hashes(small), _hashes(tmp_path / "again")
    assert first == second
    assert len(first) == 11 + 10 + 1 + 4 + 19


def test_another_seed_gives_another_city(small: Path, tmp_path: Path) -> None:
    build_city(2_000, 6, tmp_path / "other")
    first, second = _hashes(small), _hashes(tmp_path / "other")
    assert not {first[n] for n in first if n.startswith("snapshot/p")} & set(
        second.values()
    )


def test_only_the_four_folders_are_made(small: Path) -> None:
    assert {path.name for path in small.iterdir()} == set(build.FOLDERS)
    assert [path.name for path in small.parent.iterdir()] == ["city"]


@pytest.mark.parametrize("persons", [0, -1, 99, 10_000_001, 10**9])
def test_a_size_that_cannot_be_built_is_refused(tmp_path: Path, persons: int) -> None:
    with pytest.raises(Problem, match="a city has from 100 to 10,000,000") as caught:
        build_city(persons, 1, tmp_path / "city")
    assert "户籍人口" in caught.value.text.zh
    assert not list(tmp_path.iterdir())


def test_a_seed_below_nought_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="--seed is -1"):
        build_city(2_000, -1, tmp_path / "city")


def test_a_second_run_leaves_the_first_intact(small: Path) -> None:
    before = _hashes(small)
    with pytest.raises(Problem, match="something is there already"):
        build_city(2_000, 6, small)
    assert _hashes(small) == before


def test_a_file_in_the_way_is_refused(lives: Lives, tmp_path: Path) -> None:
    (tmp_path / "city").write_text("mine")
    with pytest.raises(Problem, match="this is a file"):
        write_city(lives, tmp_path / "city", replace=True)
    assert (tmp_path / "city").read_text() == "mine"


def test_replace_replaces_once_the_new_city_is_complete(
    small: Path, lives: Lives, tmp_path: Path
) -> None:
    out = tmp_path / "city"
    shutil.copytree(small, out)
    (out / "note.txt").write_text("old")
    seen = []

    def watch(done: float, message: Text, /) -> None:
        seen.append((out / "note.txt").exists())

    write_city(lives, out, replace=True, progress=watch)
    assert all(seen)
    assert len(seen) > 10
    assert not (out / "note.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["city"]


def test_a_failure_half_way_leaves_what_was_there(lives: Lives, tmp_path: Path) -> None:
    out = tmp_path / "city"
    out.mkdir()
    (out / "note.txt").write_text("old")

    def stop(done: float, message: Text, /) -> None:
        if done > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_city(lives, out, replace=True, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["city"]
    assert (out / "note.txt").read_text() == "old"


def test_a_full_disk_is_foreseen(
    lives: Lives, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10_000))
    with pytest.raises(Problem, match=r"not enough room on this disk.*about 12 MB"):
        write_city(lives, tmp_path / "city")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_fills_is_said_plainly(
    lives: Lives, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "moves.parquet")

    monkeypatch.setattr(build, "write_parquet", full)
    with pytest.raises(Problem, match="not enough room on this disk"):
        write_city(lives, tmp_path / "city")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_end_cleans_up(tmp_path: Path, number: signal.Signals) -> None:
    script = (
        "import sys; from renkou.cli import main; sys.exit(main(['city', 'build', "
        f"'--persons', '20000', '--seed', '1', '--out', {str(tmp_path / 'city')!r}]))"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script],
        stderr=subprocess.PIPE,
        env={**os.environ, "RENKOU_LANG": "en"},
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".city-*/truth")) and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(number)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.rstrip().endswith("Interrupted.")
    assert not list(tmp_path.iterdir())


def test_the_summary_sets_figures_beside_the_real_ones(
    lives: Lives, tmp_path: Path
) -> None:
    built = write_city(lives, tmp_path / "city")
    for text in (comparison(built).en, comparison(built).zh):
        assert "22,600" in text
        assert "45,400" in text
        assert f"{built.census.simulated.sum():,}" in text
    assert f"{built.rows['register']['names']:,}" in counts(built)
