"""Every command and every option explains itself, in both languages."""

from __future__ import annotations

import re

import click
import pytest

from renkou.cli import main
from renkou.cli.app import group
from renkou.cli.commands import COMMANDS
from renkou.schema import Text

HAN = re.compile(r"[\u4e00-\u9fff]")


def _commands(*path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """The command of these words and all below it, each with the words that call it."""
    command: click.Command | None = group
    for word in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    found = [(path, command)]
    if path and isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found += _commands(*path, name)
    return found


def _unexplained(command: click.Command) -> list[str]:
    """The parts of a command that lack a text in both languages."""
    parts = [
        (command.name or "", command),
        *((p.name or "", p) for p in command.params),
    ]
    return [name for name, part in parts if not isinstance(_text(part), Text)]


def _text(part: object) -> object:
    return getattr(part, "text", None)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_everything_has_its_help(name: str) -> None:
    words = (name,) if name else ()
    missing = {path: _unexplained(command) for path, command in _commands(*words)}
    assert {path: names for path, names in missing.items() if names} == {}


def test_a_part_without_help_is_seen() -> None:
    planted = click.Command("planted", params=[click.Option(["--quiet"])])
    assert _unexplained(planted) == ["planted", "quiet"]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_the_language_asked_for(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, _ in _commands(*((name,) if name else ())):
        shown = {}
        for language in ("en", "zh"):
            monkeypatch.setenv("RENKOU_LANG", language)
            assert main([*path, "--help"]) == 0
            shown[language] = capsys.readouterr().out
        assert HAN.search(shown["zh"]), path
        assert not HAN.search(shown["en"]), path
        assert "Usage" not in shown["zh"], path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    (_, command), *_ = _commands(name)
    text, listed = _text(command), COMMANDS[name].text
    assert isinstance(text, Text)
    assert text.en.split("\n")[0] == listed.en
    assert text.zh.split("\n")[0] == listed.zh
