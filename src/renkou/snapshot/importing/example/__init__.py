"""A complete example of a city's own files, in GBK with Chinese headers.

The people are invented; their identity numbers begin with 999999, which is nowhere.
"""

from __future__ import annotations

import secrets
from importlib import resources
from pathlib import Path

from ...folder import new_folder


def write_example(out: str | Path, *, replace: bool = False) -> Path:
    """Write the example's mapping, files and a new key into folder `out`."""
    here = resources.files(__name__)
    with new_folder(out, replace=replace) as folder:
        for file in here.iterdir():
            if file.name.endswith(".csv"):
                text = file.read_text(encoding="utf-8")
                (folder / file.name).write_text(text, encoding="gbk")
        mapping = here.joinpath("mapping.toml").read_text(encoding="utf-8")
        (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
        (folder / "pseudonym.key").write_text(secrets.token_hex(32))
        (folder / "pseudonym.key").chmod(0o600)
    return Path(out)
