"""The page of a checked plan: one file in both languages, no server and no net."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from renkou.demography.plan import Verdict
from renkou.demography.plan.sentences import ADVICE
from renkou.schema.problem import Problem

from ..page import MARK
from ..style import styles
from ..template import asset, environment, write_html
from .drivers import drivers
from .ranges import ranges
from .table import figures_table, text
from .words import METHOD, WORDS


def render_plan(verdict: Verdict) -> str:
    """The page of `verdict` as HTML."""
    templates = environment(words=WORDS)
    table = figures_table(verdict)
    parts = templates.get_template("parts.html").module
    return templates.get_template("plan.html").render(
        parts=parts,
        mark=MARK,
        title=text(verdict.title),
        summary=text(verdict.summary),
        advice=text(ADVICE),
        services=text(verdict.services),
        table=table,
        charts=(ranges(verdict), drivers(verdict)),
        assumed=[text(note) for note in verdict.assumed] or [WORDS["none_assumed"]],
        method=METHOD,
        styles=Markup(asset("city.css") + styles([], [table]) + asset("plan.css")),
        script=Markup(asset("document.js")),
    )


def write_plan_html(verdict: Verdict, out: Path) -> Path:
    """Write the page to `out`; what was there stays until it is whole."""
    if out.is_dir():
        raise Problem(
            f"{out}: this is a folder. Name the file to write, such as plan.html.",
            f"{out}：这是文件夹。请给出要写入的文件名，如plan.html。",
        )
    return write_html(render_plan(verdict), out)
