"""What a reader asks of an area's page beside the view: a day, columns, an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from renkou.engines.periods import Period
from renkou.report.area.children import Order, sortable
from renkou.report.area_tables import SETS
from renkou.schema.problem import Problem

from .site import Site
from .view import View


def since_days(here: Site, view: View) -> Sequence[date]:
    """The earlier days that are kept and on which the year was over, newest first."""
    over = Period(view.year).last
    return [day for day in reversed(here.days) if over <= day < view.known]


def since_asked(request: HttpRequest, here: Site, view: View) -> date | None:
    """The day that figures are set against: asked for, else of first publication.

    The earliest that is kept where that one is not; None where none is. Raises Problem
    for a day that is none of them.
    """
    days = since_days(here, view)
    asked = request.GET.get("since")
    if asked:
        found = next((day for day in days if day.isoformat() == asked), None)
        if found is None:
            raise _no_such_day(asked, days, view)
        return found
    published = Period(view.year).published
    if published in days:
        return published
    return days[-1] if days else None


def _no_such_day(asked: str, days: Sequence[date], view: View) -> Problem:
    if not days:
        return Problem(
            f"since: no day kept before {view.known} has the year {view.year} over. "
            "Choose an earlier year or a later day of knowledge.",
            f"since：{view.known}之前没有{view.year}年已结束的保存日期。"
            "请选择更早的年份或更晚的已知日期。",
        )
    return Problem(
        f"since: figures as known on {asked} are not kept beside those of "
        f"{view.known}; those of month-ends from {days[-1]} to {days[0]} are.",
        f"since：没有可与{view.known}对照的{asked}数据；"
        f"可选{days[-1]}至{days[0]}各月末。",
    )


def order_asked(request: HttpRequest) -> Order:
    """The columns, the order and the words to be found in the table of areas."""
    wanted = request.GET.get("set", SETS[0].key)
    chosen = next((each for each in SETS if each.key == wanted), None)
    if chosen is None:
        names = [each.key for each in SETS]
        raise Problem(
            f"set: there are no columns {wanted!r}. There are {', '.join(names)}.",
            f"set：没有栏目{wanted!r}。可选{'、'.join(names)}。",
        )
    by, names = request.GET.get("sort", ""), sortable(chosen)
    order = Order(chosen, by, request.GET.get("find", ""))
    if by and order.field.partition(" ")[0] not in names:
        raise Problem(
            f"sort: these columns have no {order.field!r}. "
            f"Sort by one of {', '.join(names)}.",
            f"sort：这些栏目没有{order.field!r}。可按{'、'.join(names)}排序。",
        )
    return order
