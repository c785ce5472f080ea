"""Every command and every option explains itself, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from renkou.cli import main
from renkou.cli.app import group
from renkou.cli.commands import COMMANDS
from renkou.schema import Text

HAN = re.compile(r"[\u4e00-\u9fff]")


def _commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all that stand below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, (*path, name))


ALL = list(_commands(group))


def _unexplained(command: click.Command) -> list[str]:
    """The parts of a command that lack a text in both languages."""
    parts = [
        (command.name or "", command),
        *((p.name or "", p) for p in command.params),
    ]
    return [name for name, part in parts if not isinstance(_text(part), Text)]


def _text(part: object) -> object:
    return getattr(part, "text", None)


@pytest.mark.parametrize(("path", "command"), ALL, ids=lambda value: str(value))
def test_everything_has_its_help(path: tuple[str, ...], command: click.Command) -> None:
    assert _unexplained(command) == []


def test_a_part_without_help_is_seen() -> None:
    planted = click.Command("planted", params=[click.Option(["--quiet"])])
    assert _unexplained(planted) == ["planted", "quiet"]


@pytest.mark.parametrize("path", [path for path, _ in ALL], ids=" ".join)
def test_help_is_in_the_language_asked_for(
    path: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = {}
    for language in ("en", "zh"):
        monkeypatch.setenv("RENKOU_LANG", language)
        assert main([*path, "--help"]) == 0
        shown[language] = capsys.readouterr().out
    assert HAN.search(shown["zh"])
    assert not HAN.search(shown["en"])
    assert "Usage" not in shown["zh"]


def test_the_list_says_what_each_command_says() -> None:
    for name, entry in COMMANDS.items():
        command = group.get_command(click.Context(group), name)
        assert command is not None
        first = _text(command)
        assert isinstance(first, Text)
        assert first.en.split("\n")[0] == entry.text.en, name
        assert first.zh.split("\n")[0] == entry.text.zh, name
