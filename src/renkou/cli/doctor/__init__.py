"""`renkou doctor`: whether this installation can do what it should."""

from __future__ import annotations

import json

import click

from renkou.schema.text import Text

from ..bilingual import command as cli_command
from ..bilingual import format_option, say
from ..commands import COMMANDS
from .verdict import Verdict

MARK = {True: Text("good", "正常"), False: Text("FAILED", "未通过")}
ABSENT = Text("absent", "缺少")


@cli_command(COMMANDS["doctor"].text, "doctor")
@format_option("table", "json")
def command(form: str) -> int:
    """Print a verdict on each part; 1 where one of them fails."""
    from .examination import examine

    verdicts = examine()
    click.echo(_json(verdicts) if form == "json" else _table(verdicts))
    return 0 if not any(map(_failed, verdicts)) else 1


def _failed(verdict: Verdict) -> bool:
    return verdict.needed and not verdict.good


def _table(verdicts: list[Verdict]) -> str:
    lines = []
    for verdict in verdicts:
        mark = MARK[verdict.good] if verdict.needed or verdict.good else ABSENT
        lines.append(f"{say(mark)}  {say(verdict.part)}: {_found(verdict)}")
        if not verdict.good and verdict.mend:
            lines.append(f"      {say(verdict.mend)}")
    failed = sum(map(_failed, verdicts))
    end = Text(
        f"{len(verdicts)} parts examined, {failed} failed.",
        f"共检查{len(verdicts)}项，{failed}项未通过。",
    )
    return "\n".join([*lines, say(end)])


def _json(verdicts: list[Verdict]) -> str:
    plain = [
        {
            "part": say(verdict.part),
            "good": verdict.good,
            "found": _found(verdict),
            "mend": None if verdict.good or not verdict.mend else say(verdict.mend),
        }
        for verdict in verdicts
    ]
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _found(verdict: Verdict) -> str:
    return say(verdict.found) if isinstance(verdict.found, Text) else verdict.found
