"""The page of a checked plan: one file in both languages, no server and no net."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from renkou.demography.plan import Verdict
from renkou.demography.plan.sentences import ADVICE
from renkou.schema.problem import Problem

from ..markup import both, kept, one_line
from ..page import MARK
from ..style import styles
from .drivers import drivers
from .ranges import ranges
from .table import figures_table, text
from .words import METHOD, WORDS


def render_plan(verdict: Verdict) -> str:
    """The page of `verdict` as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("renkou.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals.update(both=both, kept=kept, one_line=one_line, words=WORDS)
    table = figures_table(verdict)
    parts = environment.get_template("parts.html").module
    return environment.get_template("plan.html").render(
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
        styles=Markup(_asset("city.css") + styles([], [table]) + _asset("plan.css")),
        script=Markup(_asset("plan.js")),
    )


def write_plan_html(verdict: Verdict, out: Path) -> Path:
    """Write the page to `out`; what was there stays until it is whole."""
    if out.is_dir():
        raise Problem(
            f"{out}: this is a folder. Name the file to write, such as plan.html.",
            f"{out}：这是文件夹。请给出要写入的文件名，如plan.html。",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        unfinished.write_text(render_plan(verdict), encoding="utf-8")
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return out


def _asset(name: str) -> str:
    return (files("renkou.report") / "assets" / name).read_text(encoding="utf-8")
