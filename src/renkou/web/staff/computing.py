"""A day that is not kept: asked for, waited for, told when it fails."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from renkou.engines.tables import Failed, Underway
from renkou.report.numbers import long_date
from renkou.schema.text import Text
from renkou.ui.pending import Pending
from renkou.ui.refused import Unmade

from .site import Site


def require_computed(request: HttpRequest, site: Site, day: date) -> None:
    """Nothing where the figures known on a day are there by now.

    Else they are asked for: raises Pending while they are computed, Unmade where that
    failed, Problem for a day out of range.
    """
    site.snapshot.require_recording()
    match site.asked.ask(day, again="again" in request.GET):
        case Underway() as state:
            raise pending(request, day, state)
        case Failed(why=why):
            said = long_date(day)
            raise Unmade(
                Text(
                    f"The figures known on {said.en} could not be computed. {why.en}",
                    f"未能计算截至{said.zh}所知的数据。{why.zh}",
                ),
                again=_address(request, again="1"),
            )


def pending(request: HttpRequest, day: date, state: Underway) -> Pending:
    """What is said while a day is computed."""
    said = long_date(day)
    return Pending(
        Text(
            f"The figures known on {said.en} are being computed, once; then they are "
            "kept. This page opens when they are there.",
            f"正在计算截至{said.zh}所知的数据，只需计算一次，之后会保存。"
            "完成后本页自动打开。",
        ),
        done=state.done,
        now=state.now,
        poll=f"/known/{day}",
        back=_address(request, known=None),
    )


def _address(request: HttpRequest, **change: str | None) -> str:
    """The address asked for, with something changed in it or (None) left out."""
    query = {k: v for k, v in request.GET.items() if k != "again"} | change
    kept = {key: value for key, value in query.items() if value is not None}
    return f"{request.path}?{urlencode(kept)}"
