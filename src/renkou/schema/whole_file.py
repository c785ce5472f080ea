"""A file written whole or not at all: what stood there stays until it is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to, which takes its place when the block ends well.

    Where the block fails, nothing is left of it and `out` is as it was.

    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp()) / "figures.csv"
    >>> with whole_file(out) as unfinished:
    ...     _ = unfinished.write_text("births,4\\n")
    >>> out.read_text(), [path.name for path in out.parent.iterdir()]
    ('births,4\\n', ['figures.csv'])
    """
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
