"""The plan checker: figures typed or pasted, set beside one another and the base."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import numpy as np
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from renkou.demography.plan import PlanError, Verdict, check
from renkou.demography.plan.catalogue import NAMES, QUANTITIES
from renkou.demography.plan.sentences import ADVICE
from renkou.engines.by_age import Array
from renkou.engines.tables import read_by_age
from renkou.report.plan.drivers import drivers
from renkou.report.plan.examples import example_plan
from renkou.report.plan.plan_file import decoded, parse_plan
from renkou.report.plan.ranges import ranges
from renkou.report.plan.table import figures_table, text
from renkou.report.plan.typed import HOW, TypedFigure, TypedPlan
from renkou.report.plan.words import METHOD, PAGE, WORDS
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.guard import accepts
from renkou.ui.page import page

from ..outlooks import base_year
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of
from .area import sources

EXAMPLES = ("2006-2010", "2021-2025")
LONGEST = 20_000  # characters of a plan, which stands in the address
ROWS, SPARE = 6, 2
BEGUN = ("births", "crude-birth-rate", "population", "women-20-29")


@dataclass(frozen=True)
class Given:
    """A plan as the address gives it: its text, and the form where it was typed."""

    text: str | None
    form: TypedPlan
    wrong: Text | None = None  # what in it is to be mended


@accepts("POST")
@page
def plan(request: HttpRequest, code: str) -> Content | HttpResponse:
    """The page of the plan checker."""
    here = site()
    view = view_of(request, here, code)
    if request.method == "POST":
        return _uploaded(request, view)
    given = _given(request, here, view)
    if given.text is not None and request.GET.get("as") == "toml":
        return _file(given.text)
    verdict, wrong = _judged(given)
    table = None if verdict is None else figures_table(verdict)
    charts = [] if verdict is None else [ranges(verdict), drivers(verdict)]
    return Content(
        template="plan_page.html",
        title=Text(
            f"{view.place.name.en}, plan checked, Renkou",
            f"{view.place.chinese}规划检查 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "plan", conditional=given.text is None),
            "request": request,
            "say": {**WORDS, **PAGE},
            "advice": text(ADVICE),
            "verdict": verdict,
            "wrong": wrong,
            "said": None if verdict is None else _said(verdict),
            "table": table,
            "method": METHOD,
            "given": given,
            "how": HOW,
            "names": _names(),
            "units": UNITS,
            "action": f"/plan/{view.place.code}",
            "examples": [
                (name, view.address("plan", example=name)) for name in EXAMPLES
            ],
        },
        charts=charts,
        tables=[] if table is None else [table],
        sources=sources(view, here),
    )


UNITS = ("persons", "万", "millions", "‰", "per cent", "children", "years", "per 100")


def _said(verdict: Verdict) -> dict[str, object]:
    return {
        "title": text(verdict.title),
        "summary": text(verdict.summary),
        "services": text(verdict.services),
        "assumed": [text(note) for note in verdict.assumed] or [WORDS["none_assumed"]],
    }


def _names() -> list[tuple[str, Text]]:
    from renkou.demography.plan.catalogue import quantity
    from renkou.demography.plan.wording import Wording

    place = Wording("figure", "项目")
    keys = dict.fromkeys([*BEGUN, *QUANTITIES, *NAMES])
    return [(key, text(quantity(key, place).title)) for key in keys]


def _given(request: HttpRequest, here: Site, view: View) -> Given:
    base = base_year(view.known)
    begun = [TypedFigure(name) for name in BEGUN] + [TypedFigure()] * (
        ROWS - len(BEGUN)
    )
    empty = TypedPlan(str(base + 1), str(base + 5), begun)
    query = request.GET
    if "example" in query:
        if query["example"] not in EXAMPLES:
            raise Problem(
                f"example: there is no {query['example']!r}. There are "
                f"{', '.join(EXAMPLES)}.",
                f"示例：没有{query['example']!r}。可选{'、'.join(EXAMPLES)}。",
            )
        return Given(example_plan(query["example"]), empty)
    if query.get("plan", "").strip():
        return Given(_short(str(query["plan"])), empty)
    if "value" not in query:
        return Given(None, empty)
    fields = [query.getlist(name) for name in TypedFigure.__dataclass_fields__]
    rows = [TypedFigure(*row) for row in zip(*fields, strict=False)]
    spare = [TypedFigure()] * SPARE
    form = TypedPlan(query.get("start", ""), query.get("end", ""), [*rows, *spare])
    if all(row.blank for row in rows):
        return Given(None, form)
    day = f"{base}-12-31"
    name = Text(view.place.name.en, view.place.chinese)
    try:
        made = form.toml(view.place.code, name, _base(here, view), day)
    except Problem as problem:
        return Given(None, form, problem.text)
    return Given(made, form)


def _judged(given: Given) -> tuple[Verdict | None, Text | None]:
    """The verdict, or what is to be mended before there can be one."""
    if given.text is None:
        return None, given.wrong
    try:
        return _verdict(given.text), None
    except Problem as problem:
        return None, problem.text


def _base(here: Site, view: View) -> Array:
    """Persons by sex and five-year age at the end of the last year over, (2, 18)."""
    kept = read_by_age(here.tables, view.known, view.population)
    at = here.tables.axes.area_at[view.place.code]
    groups: Array = np.add.reduceat(
        kept.observed.base[at], np.arange(0, 90, 5), axis=-1
    )
    return groups


@lru_cache(maxsize=16)
def _verdict(plan_text: str) -> Verdict:
    """The verdict on a plan: the same text has the same, so it is worked out once."""
    read = parse_plan(plan_text)
    base = read.get("base")
    if isinstance(base, dict) and isinstance(base.get("file"), str):
        raise Problem(
            f"[base] file: {base['file']} cannot be read from here. Write the "
            "population into the plan: [base.population] male = […], female = […].",
            f"[base] file：无法从此处读取{base['file']}。请把人口写入计划："
            "[base.population] male = […]、female = […]。",
        )
    try:
        return check(read)
    except PlanError as error:
        raise Problem(error.en, error.zh) from error


def _short(plan_text: str) -> str:
    if len(plan_text) > LONGEST:
        raise Problem(
            f"plan: {len(plan_text):,} characters are more than {LONGEST:,}, which an "
            "address holds. Leave out comments, or run `renkou plan check`.",
            f"计划：{len(plan_text):,}个字符，超过网址所能容纳的{LONGEST:,}个。"
            "请删去注释，或运行renkou plan check。",
        )
    return plan_text


def _uploaded(request: HttpRequest, view: View) -> HttpResponse:
    """On to the address that holds the plan of the file: nothing is stored."""
    file = request.FILES.get("file")
    if file is None:
        raise Problem(
            "file: no PLAN.toml was chosen. Choose one, or paste its text.",
            "文件：尚未选择PLAN.toml。请选择文件，或粘贴其内容。",
        )
    raw = file.read(4 * LONGEST + 1)  # bytes of so many characters, and one more
    found = _short(decoded(raw, str(file.name)))
    return HttpResponseRedirect(view.address("plan") + "&" + urlencode({"plan": found}))


def _file(plan_text: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="PLAN.toml"'}
    kind = "application/toml; charset=utf-8"
    return HttpResponse(plan_text.encode(), content_type=kind, headers=headers)
