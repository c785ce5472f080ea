"""About these figures: from what they were computed, when, and what is kept."""

from __future__ import annotations

from django.http import HttpRequest

from renkou.report.computed import days_table
from renkou.report.numbers import long_date
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.page import page

from ..shell import shell
from ..site import Site, site
from ..view import view_of


@page
def computed(request: HttpRequest) -> Content:
    """The page about the kept figures."""
    here = site()
    table = days_table({day: here.made_on(day) for day in here.days})
    return Content(
        template="computed.html",
        title=Text("About these figures, Renkou", "关于这些数据 · 人口"),
        words={
            "shell": shell(
                request,
                here,
                view_of(request, here),
                "about",
                conditional=False,
                to="area",
            ),
            "facts": facts(here),
            "snapshot": here.tables.about["snapshot"],
            "days": table,
        },
    )


def facts(here: Site) -> list[tuple[Text, Text]]:
    """What the figures stand on, one thing a row."""
    manifest, axes = here.snapshot.manifest, here.tables.axes
    last = long_date(here.last_day)
    kind = Text(
        "Synthetic city: its people are invented" if manifest.synthetic else "Register",
        "合成城市，其中人物均为虚构" if manifest.synthetic else "登记数据",
    )
    measures = len({series.measure for series in axes.series})
    kept = f"{len(axes.areas):,}", f"{axes.years[0]}", f"{axes.years[-1]}"
    version = here.tables.about["renkou"]
    return [
        (Text("Source", "来源"), kind),
        (Text("Its last day", "快照截止日"), last),
        (
            Text("Computed with", "计算程序"),
            Text(f"Renkou {version}", f"人口{version}"),
        ),
        (
            Text("What is kept", "保存内容"),
            Text(
                f"{measures} measures of {kept[0]} areas, {kept[1]} to {kept[2]}",
                f"{kept[0]}个地区、{kept[1]}至{kept[2]}年的{measures}项指标",
            ),
        ),
    ]
