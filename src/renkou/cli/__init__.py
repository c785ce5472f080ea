"""`renkou …`: the command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run `renkou` with `argv` (None: the process's own) and give the exit status.

    0 done, 1 findings or a failed check, 2 wrong call or bad input, with one message
    on standard error in the user's language.

    >>> main(["--version"])
    renkou ...
    0
    """
    try:
        from .app import run
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print(
            "The command line needs more than the bare library: "
            "pip install 'renkou[engine]'\n"
            "命令行需要完整安装：pip install 'renkou[engine]'",
            file=sys.stderr,
        )
        return 2
    return run(argv)
