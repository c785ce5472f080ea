"""All measures in groups, searched by name, key or pinyin, with an area's figures."""

from __future__ import annotations

from django.http import HttpRequest

from renkou.definitions import Measure
from renkou.engines.tables import Series
from renkou.report.data_table import DataTable
from renkou.report.figures import NONE, Figure
from renkou.report.measure.groups import GROUPS, Group, found
from renkou.report.measure.listing import listing
from renkou.report.measure.words import WHO, WORDS
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..as_known import about
from ..columns import line_of
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of
from .area import sources


@page
def measures(request: HttpRequest, code: str) -> Content:
    """The page of all measures."""
    here = site()
    view = view_of(request, here, code)
    wanted = request.GET.get("q", "")
    groups = found(GROUPS, wanted)
    caption = _caption(view)
    tables = [_table(here, view, group, caption) for group in groups]
    whole = _together(tables, caption)
    return Content(
        template="measures.html",
        title=Text(
            f"Measures, {view.place.name.en}, {view.year}, Renkou",
            f"指标，{view.place.chinese}{view.year}年 · 人口",
        ),
        words={
            "shell": shell(request, here, view, "measures"),
            "says": WORDS,
            "groups": list(zip(groups, tables, strict=True)),
            "caption": caption,
            "wanted": wanted,
        },
        tables=[whole, *tables],
        sources=sources(view, here),
    )


def _caption(view: View) -> Text:
    who, name = WHO[view.population], view.place
    return Text(
        f"{name.name.en}, {who.en}, {view.year}",
        f"{view.year}年{name.chinese}，{who.zh}",
    )


def _table(here: Site, view: View, group: Group, caption: Text) -> DataTable:
    known = here.known(view.known)

    def look(measure: Measure) -> Figure:
        if len(measure.categories) > 1:
            return NONE
        series = Series(measure.key, view.population)
        return line_of(known, series, view.place, [view.year], first=False)[0]

    def link(key: str) -> str:
        return view.address(f"measure/{key}")

    def of(key: str) -> str:
        return about(view)(key, view.place.code, view.year)

    return listing(group, look, link, of, caption)


def _together(tables: list[DataTable], caption: Text) -> DataTable:
    """All groups as one, for the download."""
    rows = tuple(row for table in tables for row in table.rows)
    model = tables[0] if tables else None
    return DataTable(
        "measures",
        caption,
        Text("Measure", "指标"),
        ("measure", "name"),
        model.columns if model else (),
        rows,
    )
