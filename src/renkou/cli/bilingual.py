"""Click commands whose help is written in both languages and shown in the user's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from renkou.schema.problem import language
from renkou.schema.text import Text

_USAGE = Text("Usage: ", "用法：")
_OPTIONS = Text("Options", "选项")
_ARGUMENTS = Text("Arguments", "参数")
_COMMANDS = Text("Commands", "命令")
_HELP = Text("Show this message.", "显示此说明。")
_DEFAULT = Text("[default: {}]", "[默认：{}]")
_REQUIRED = Text("[required]", "[必填]")


def say(text: Text) -> str:
    """`text` in the user's language."""
    return text.in_(language())


class Option(click.Option):
    """An option with a help Text; its default and that it is required are shown."""

    def __init__(self, names: Sequence[str], text: Text, **settings: Any) -> None:
        self.text = text
        self.shown = settings.pop("shown_default", None)
        super().__init__(names, **settings)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's names and its help in the user's language."""
        self.help = say(self.text)
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], f"{say(self.text)}{self._note(ctx)}"

    def _note(self, ctx: click.Context) -> str:
        if self.required:
            return "  " + say(_REQUIRED)
        default = self.shown if self.shown else self.get_default(ctx, call=False)
        if self.is_flag or not isinstance(default, (str, int, float)):
            return ""
        return "  " + say(_DEFAULT).format(default)


class Argument(click.Argument):
    """An argument with a help Text, listed under its own heading."""

    def __init__(self, names: Sequence[str], text: Text, **settings: Any) -> None:
        self.text = text
        super().__init__(names, **settings)


class _Shown:
    """What a bilingual command and group show alike."""

    text: Text

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), say(_USAGE))

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.text))

    def get_short_help_str(self, limit: int = 45) -> str:
        first, *_ = say(self.text).split("\n\n")
        return first

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if found is not None:
            found.help = say(_HELP)
        return found

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        params: list[click.Parameter] = self.get_params(ctx)  # type: ignore[attr-defined]
        arguments = [
            (param.make_metavar(ctx), say(param.text))
            for param in params
            if isinstance(param, Argument)
        ]
        records = [
            param.get_help_record(ctx)
            for param in params
            if not isinstance(param, click.Argument)
        ]
        options = [record for record in records if record is not None]
        for title, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(say(title)):
                    formatter.write_dl(rows)


class Command(_Shown, click.Command):
    """A command with a help Text."""

    def __init__(self, name: str, text: Text, **settings: Any) -> None:
        self.text = text
        super().__init__(name, **settings)


class Group(_Shown, click.Group):
    """A group of commands with a help Text."""

    def __init__(self, name: str, text: Text, **settings: Any) -> None:
        self.text = text
        super().__init__(name, no_args_is_help=False, **settings)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands, then the options."""
        rows = self.short_helps(ctx)
        if rows:
            with formatter.section(say(_COMMANDS)):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def short_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each command's name and what it does, in a line."""
        found = (
            (name, self.get_command(ctx, name)) for name in self.list_commands(ctx)
        )
        return [(name, c.get_short_help_str()) for name, c in found if c is not None]

    def add(self, text: Text, name: str) -> Callable[[Callable[..., Any]], Command]:
        """A decorator that makes a function one of the group's commands."""

        def register(function: Callable[..., Any]) -> Command:
            made = command(text, name)(function)
            self.add_command(made)
            return made

        return register


def command(text: Text, name: str) -> Callable[[Callable[..., Any]], Command]:
    """A decorator that makes a function a command; it returns the exit status or None.

    >>> @command(Text("Say nothing.", "不作声。"), "quiet")
    ... def quiet() -> int:
    ...     return 0
    >>> quiet.name
    'quiet'
    """

    def make(function: Callable[..., Any]) -> Command:
        params = list(reversed(getattr(function, "__click_params__", [])))
        return Command(name, text, callback=function, params=params)

    return make


def option(*names: str, text: Text, **settings: Any) -> Callable[..., Any]:
    """A decorator that adds an option, with click's settings."""
    return _adding(lambda: Option(names, text, **settings))


def argument(*names: str, text: Text, **settings: Any) -> Callable[..., Any]:
    """A decorator that adds an argument, with click's settings."""
    return _adding(lambda: Argument(names, text, **settings))


def _adding(make: Callable[[], click.Parameter]) -> Callable[..., Any]:
    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        params = getattr(function, "__click_params__", [])
        function.__click_params__ = [*params, make()]  # type: ignore[attr-defined]
        return function

    return add


def format_option(*choices: str, default: str = "table") -> Callable[..., Any]:
    """The option `--format`, which stands in `form`."""
    return option(
        "--format",
        "form",
        text=Text("How the result is written.", "结果的格式。"),
        type=click.Choice(choices),
        default=default,
    )


def quiet_option() -> Callable[..., Any]:
    """The option `--quiet`, which stops progress on standard error."""
    return option(
        "--quiet",
        text=Text("Show no progress.", "不显示进度。"),
        is_flag=True,
    )
