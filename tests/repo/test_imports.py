"""What each part loads and may load."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.repo.tree import ROOT, imports, modules

# Rooms whose contents are values: they need no database and no server.
PURE = ("schema", "areas", "reference", "definitions", "indicators", "demography")
DATABASES = {"django", "duckdb", "sqlite3", "pyspark", "psycopg", "adbc_driver_manager"}
PACKAGE_OF_IMPORT = {
    "axe_playwright_python": "axe-playwright-python",
    "csp": "django-csp",
    "docx": "python-docx",
    "vl_convert": "vl-convert-python",
    "ibis": "ibis-framework",
    "importlinter": "import-linter",
    "xdist": "pytest-xdist",
    "stdnum": "python-stdnum",
}
LOADED_BY = """
import sys, time
before = set(sys.modules)
start = time.perf_counter()
import {module}
print(time.perf_counter() - start, *sorted(set(sys.modules) - before))
"""


def _loaded_by(module: str, *, path: Path = ROOT / "src") -> tuple[float, set[str]]:
    """Seconds that importing `module` takes, and the modules it loads."""
    result = subprocess.run(
        [sys.executable, "-c", LOADED_BY.format(module=module)],
        env={"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, *names = result.stdout.split()
    return float(seconds), set(names)


def _strangers(names: set[str], allowed: set[str]) -> set[str]:
    """Top-level packages among `names` that are neither Python's own nor allowed."""
    tops = {name.partition(".")[0] for name in names}
    private = {top for top in tops if top.startswith("_")}
    return tops - private - sys.stdlib_module_names - allowed


def test_demography_loads_numpy_and_scipy_alone(
    record_property: Callable[[str, object], None],
) -> None:
    seconds, names = _loaded_by("renkou.demography")
    assert _strangers(names, {"renkou", "numpy", "scipy"}) == set()
    rooms = {name.split(".")[1] for name in names if name.startswith("renkou.")}
    assert rooms == {"demography"}
    record_property("reported", f"import renkou.demography takes {seconds:.2f} s")


def test_integrity_stands_on_chance_and_numpy_alone() -> None:
    rooms = ("revisions", "nowcast", "capture")
    _, names = _loaded_by(", ".join(f"renkou.integrity.{room}" for room in rooms))
    assert _strangers(names, {"renkou", "numpy"}) == set()
    loaded = {name.split(".")[1] for name in names if name.startswith("renkou.")}
    assert loaded == {"integrity", "chance"}


def test_renkou_itself_loads_nothing() -> None:
    _, names = _loaded_by("renkou")
    assert _strangers(names, set()) == {"renkou"}
    assert {name for name in names if name.startswith("renkou")} == {"renkou"}


def test_a_heavy_import_is_seen(tmp_path: Path) -> None:
    room = tmp_path / "renkou" / "demography"
    room.mkdir(parents=True)
    (tmp_path / "renkou" / "__init__.py").touch()
    (room / "__init__.py").write_text("import numpy, rich\n")
    _, names = _loaded_by("renkou.demography", path=tmp_path)
    assert _strangers(names, {"renkou", "numpy", "scipy"}) >= {"rich"}


def _databases(source: str) -> set[str]:
    return {name.partition(".")[0] for name in imports(source)} & DATABASES


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_needs_no_database(room: str) -> None:
    paths = modules(room)
    assert paths
    assert {path.name: _databases(path.read_text()) for path in paths} == {
        path.name: set() for path in paths
    }


@pytest.mark.parametrize(
    "source", ["import duckdb\n", "def f():\n    from django.db import models\n"]
)
def test_a_database_in_a_pure_room_is_seen(source: str) -> None:
    assert _databases(source)


def _undeclared(sources: list[str], requirements: list[str]) -> set[str]:
    """Packages that the sources import and no requirement names."""
    names = {re.split(r"[^A-Za-z0-9_.-]", line)[0].lower() for line in requirements}
    tops = {name.partition(".")[0] for source in sources for name in imports(source)}
    tops -= sys.stdlib_module_names | {"renkou", "tests", "docs", "benchmarks"}
    return {top for top in tops if PACKAGE_OF_IMPORT.get(top, top) not in names}


def _requirements(*extras: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = list(project["dependencies"])
    for extra in extras:
        declared += project["optional-dependencies"].get(extra, [])
    return declared


def test_every_package_imported_is_declared() -> None:
    package = [path.read_text() for path in modules()]
    used = _requirements("engine", "linkage", "reports", "server", "science-fast")
    assert _undeclared(package, used) == set()
    tests = [path.read_text() for path in (ROOT / "tests").rglob("*.py")]
    extras = ("engine", "server", "reports", "science-fast", "docs", "dev", "browser")
    everything = _requirements(*extras)
    assert _undeclared(tests, everything) == set()


def test_demography_is_declared_with_the_core_alone() -> None:
    sources = [path.read_text() for path in modules("demography")]
    assert _undeclared(sources, _requirements("science-fast")) == set()


def test_an_undeclared_package_is_seen() -> None:
    assert _undeclared(["import numpy\nimport requests\n"], ["numpy>=2"]) == {
        "requests"
    }
