"""The tree that the tests of this folder are about."""

from __future__ import annotations

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "renkou"
WRITTEN = {
    ".venv",
    "_build",
    "generated",
    "city",
    "demo",
    "__pycache__",
    ".git",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "renkou.egg-info",
}


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is committed or would be, as paths from the root.

    Without git, or outside a checkout, every file that no tool wrote.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        paths = [Path(name) for name in listing.split("\0") if name]
    else:
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        paths = [path for path in paths if not WRITTEN & set(path.parts)]
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def modules(*rooms: str) -> tuple[Path, ...]:
    """The Python files of the package, or of these rooms of it."""
    folders = [PACKAGE / room for room in rooms] if rooms else [PACKAGE]
    return tuple(sorted(path for folder in folders for path in folder.rglob("*.py")))


def imports(source: str) -> set[str]:
    """The full names that a module imports anywhere; relative ones are left out."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module)
    return found
