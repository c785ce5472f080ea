"""The page of findings: one file in both languages, no server and no net."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from renkou.engines.trust import Examination
from renkou.schema.text import Text

from ..data_table import digits
from ..numbers import long_date
from ..page import MARK
from ..style import styles
from ..template import asset, environment, write_html
from .funnels import funnels
from .tables import detectors_table, findings_table
from .tiles import tiles
from .triangle import triangle
from .words import NOTES, WORDS


def render_trust(found: Examination) -> str:
    """The page of an examination as HTML."""
    templates = environment(digits=digits, words=WORDS)
    table, looked = (
        findings_table(found.findings),
        detectors_table(found.detectors, found.findings),
    )
    parts = templates.get_template("parts.html").module
    return templates.get_template("trust.html").render(
        parts=parts,
        mark=MARK,
        title=_title(found),
        city_name=found.city[1],
        synthetic=found.synthetic,
        summary=_summary(found),
        known=_known(found),
        table=table,
        looked=looked,
        triangle=triangle(found),
        tiles=tiles(found),
        funnels=funnels(found),
        notes=NOTES,
        styles=Markup(
            asset("city.css") + styles([], [table, looked]) + asset("trust.css")
        ),
        script=Markup(asset("document.js")),
    )


def write_trust_html(found: Examination, out: Path) -> Path:
    """Write the page to `out`; what was there stays until it is whole."""
    return write_html(render_trust(found), out)


def _title(found: Examination) -> Text:
    city = found.city[1]
    return Text(
        f"How far to trust the births of {city.en}", f"{city.zh}出生数的可信程度"
    )


def _summary(found: Examination) -> Text:
    count, looked = len(found.findings), len(found.detectors)
    places = len({finding.area for finding in found.findings})
    if not count:
        return Text(
            f"{looked} detectors looked and none found more than chance explains.",
            f"{looked}种检测方法均未发现超出偶然的情况。",
        )
    areas = "1 area" if places == 1 else f"{places} areas"
    findings = "1 finding asks" if count == 1 else f"{count} findings ask"
    return Text(
        f"{findings} for a look in {areas}; {looked} detectors looked.",
        f"{looked}种检测方法在{places}个地区共有{count}条发现，有待核实。",
    )


def _known(found: Examination) -> Text:
    day = long_date(found.register.known_on)
    births = len(found.register.day)
    return Text(
        f"{births:,} births, as known on {day.en}, by place of registration.",
        f"{births:,}例出生，截至{day.zh}所知，按登记地。",
    )
