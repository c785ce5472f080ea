"""A result folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from renkou.schema.problem import Problem


@contextmanager
def new_folder(out: str | Path, *, replace: bool = False) -> Iterator[Path]:
    """A folder to write into, renamed to `out` when the block ends without an error.

    Until then `out` is as it was; after an error or an interrupt what was written is
    removed. Raises Problem where `out` exists and holds anything, unless `replace`.

    >>> from tempfile import mkdtemp
    >>> out = Path(mkdtemp()) / "result"
    >>> with new_folder(out) as folder:
    ...     _ = (folder / "figures.csv").write_text("1")
    ...     out.exists()
    False
    >>> (out / "figures.csv").read_text()
    '1'
    """
    target = Path(out).absolute()
    if not replace:
        refuse_existing(target)
    _refuse_file(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        folder.chmod(0o755)
        yield folder
        _swap(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_existing(out: Path) -> None:
    """Raise Problem where `out` exists and is not an empty folder.

    >>> refuse_existing(Path("new-city"))
    """
    _refuse_file(out)
    if out.is_dir() and any(out.iterdir()):
        raise Problem(
            f"{out}: something is there already; it was left as it is. Give another "
            "folder, or --replace.",
            f"{out}：该处已有内容，未作改动。请换一个文件夹，或加--replace。",
        )


def _refuse_file(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Problem(
            f"{out}: this is a file; a folder is to be written. Give another name.",
            f"{out}：这是一个文件，而此处要写文件夹。请换一个名称。",
        )


def _swap(folder: Path, target: Path) -> None:
    if not target.exists():
        folder.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    try:
        folder.rename(target)
    except BaseException:
        (old / target.name).rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
