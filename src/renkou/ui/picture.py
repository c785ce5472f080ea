"""A chart as a picture that stands alone: title, what is measured, drawing, source."""

from __future__ import annotations

import re

from markupsafe import Markup

from renkou.report.chart import Chart
from renkou.report.inks import inks
from renkou.report.markup import one_line
from renkou.schema.text import Text

MARGIN, HEAD, FOOT, LINE = 16, 56, 28, 18
VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
SCALE = 2  # pixels of the PNG for one of the drawing


def picture(chart: Chart, sources: Text | None) -> str:
    """The chart as an SVG document in the light colours."""
    drawn = str(chart.drawing)
    found = VIEW.search(drawn)
    if found is None:
        raise ValueError(f"chart {chart.id}: its drawing states no size")
    width, height = (float(n) for n in found.groups())
    foot = HEAD + height + FOOT
    inside = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    wide = max(width, 560.0)
    body = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
        'viewBox="{m} 0 {w} {h}" role="img" aria-labelledby="title">'
        '<title id="title">{title}</title><style>{style}</style>'
        '<rect x="{m}" width="{w}" height="{h}" fill="#ffffff"/>'
        '<text x="0" y="24" class="em title">{title}</text>'
        '<text x="0" y="42">{measured}</text>'
        '<g transform="translate(0 {head})">{inside}</g>'
        '<text x="0" y="{foot}" class="foot">{sources}</text></svg>'
    )
    return body.format(
        w=wide + 2 * MARGIN,
        h=foot + LINE,
        m=-MARGIN,
        title=one_line(chart.title),
        measured=one_line(chart.measured),
        style=Markup(inks()),
        head=HEAD,
        inside=Markup(inside),
        foot=foot,
        sources=one_line(sources) if sources else "",
    )


def png(svg: str) -> bytes:
    """The picture as a PNG, twice as large."""
    import vl_convert

    found: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return found
