"""The command line: commands found by name, errors said once, exit statuses."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module

import click

import renkou
from renkou.schema.text import Text

from .bilingual import Group, Option, say
from .commands import COMMANDS
from .refusal import as_problem, fault, needs_engine

DONE, FOUND, REFUSED, BROKEN, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141
_ABOUT = Text(
    "The population figures of a city: computed, compared and checked.\n\n"
    "Exit status: 0 done, 1 findings or a failed check, 2 wrong call or bad input. "
    "Messages follow RENKOU_LANG (en or zh), else the system's language.",
    "一座城市的人口数据：计算、比较与检查。\n\n"
    "退出状态：0完成；1有发现或检查未通过；2调用或输入有误。"
    "语言由RENKOU_LANG（en或zh）决定，否则随系统。",
)


class LazyGroup(Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which somebody needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, attribute = entry.target.split(":")
        try:
            found: click.Command = getattr(import_module(module), attribute)
        except ModuleNotFoundError as error:
            raise needs_engine(error) from error
        return found

    def short_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each command's line, from the table: listing imports nothing."""
        return [(name, say(entry.text)) for name, entry in COMMANDS.items()]


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"renkou {renkou.__version__}")
        ctx.exit(DONE)


group = LazyGroup(
    "renkou",
    _ABOUT,
    params=[
        Option(
            ["--version"],
            Text("Show the version.", "显示版本。"),
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
        )
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(argv: Sequence[str] | None = None) -> int:
    """Run `renkou` with `argv` (None: the process's own) and give the exit status."""
    args = list(sys.argv[1:] if argv is None else argv)
    _end_as_by_a_key()
    try:
        status = _invoke(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        _tell(Text("Interrupted.", "已中断。"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last word
        problem = as_problem(error)
        if problem is not None:
            _tell(problem.text)
            _drop_output()
            return REFUSED
        _tell(fault(error))
        return BROKEN


def _end_as_by_a_key() -> None:
    """Let a request to end (SIGTERM) clean up as an interrupt by a key does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _invoke(args: list[str]) -> int:
    try:
        with group.make_context("renkou", args) as ctx:
            result = group.invoke(ctx)
    except click.exceptions.Exit as left:
        return left.exit_code
    return result if isinstance(result, int) else DONE


def _tell(text: Text) -> None:
    try:
        print(say(text), file=sys.stderr, flush=True)
    except BrokenPipeError:
        _drop_output()


def _drop_output() -> None:
    """Keep the interpreter from failing again when it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
