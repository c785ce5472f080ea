"""The import contract is the design's, is kept, and can fail."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The design's layers, top to bottom, with the room that docs/adr/0001 adds. Rooms of
# one set may not import each other. A room not built yet is optional in the contract.
LAYERS = (
    {"cli"},
    {"config"},
    {"web"},
    {"programmes"},
    {"casework", "exchange", "releases"},
    {"payments"},
    {"ui"},
    {"register"},
    {"ledger"},
    {"access"},
    {"report"},
    {"engines", "linkage"},
    {"snapshot"},
    {"indicators"},
    {"definitions"},
    {"areas", "reference"},
    {"schema"},
    {"demography", "integrity"},
    {"chance"},  # ADR 6
)


def _contract(text: str) -> dict[str, object]:
    tool = tomllib.loads(text)["tool"]["importlinter"]
    (contract,) = (c for c in tool["contracts"] if c["type"] == "layers")
    assert isinstance(contract, dict)
    return contract


def _difference(text: str) -> str:
    """What makes the contract of a pyproject looser than the design, or nothing."""
    contract = _contract(text)
    if contract.get("exhaustive") is not True:
        return "not exhaustive"
    loose = {"ignore_imports", "unmatched_ignore_imports_alerting"}
    if contract.get("exhaustive_ignores") != ["__main__"]:  # `python -m renkou`
        return "other rooms left out"
    if loose & contract.keys():
        return "has exceptions"
    layers = contract["layers"]
    assert isinstance(layers, list)
    stated = tuple(
        {name.strip().strip("()") for name in layer.split("|")} for layer in layers
    )
    if any(":" in layer for layer in layers):
        return "a layer whose rooms may import each other"
    return "" if stated == LAYERS else "other layers"


def test_contract_is_the_design() -> None:
    assert _difference((ROOT / "pyproject.toml").read_text()) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("exhaustive = true", "exhaustive = false"),
        ("exhaustive = true", 'exhaustive = true\nignore_imports = ["a -> b"]'),
        ('["__main__"]', '["__main__", "access"]'),
        ('"areas | reference"', '"areas : reference"'),
        ('    "snapshot",\n', ""),
    ],
)
def test_a_looser_contract_is_seen(before: str, after: str) -> None:
    text = (ROOT / "pyproject.toml").read_text()
    assert before in text
    assert _difference(text.replace(before, after)) != ""


def _lint(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    program = (
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(source), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_contract_is_kept() -> None:
    result = _lint(ROOT, ROOT / "src")
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_import_upwards_breaks_it(tmp_path: Path) -> None:
    package = tmp_path / "src" / "renkou"
    for room in (
        "chance",
        "demography",
        "integrity",
        "schema",
        "areas",
        "reference",
        "definitions",
    ):
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").touch()
    for room in ("indicators", "snapshot", "engines", "report", "cli"):
        (package / room).mkdir()
        (package / room / "__init__.py").touch()
    (package / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    assert _lint(tmp_path, tmp_path / "src").returncode == 0

    (package / "schema" / "__init__.py").write_text("import renkou.engines\n")
    result = _lint(tmp_path, tmp_path / "src")
    assert result.returncode == 1
    assert "renkou.schema is not allowed to import renkou.engines" in result.stdout
