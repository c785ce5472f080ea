"""The house's look as a Vega-Lite configuration, from the tokens of the style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..template import asset

SIZE = 12  # of every text
Inks = Mapping[str, str]


@cache
def look(theme: str) -> Mapping[str, object]:
    """The configuration of a theme, "light" or "dark"."""
    inks = _inks(theme)
    return {
        "background": inks["paper"],
        "font": inks["sans"],
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "color": inks["ink"],
            "fontSize": 16,
            "fontWeight": 600,
            "subtitleColor": inks["ink3"],
            "subtitleFontSize": SIZE,
            "offset": 12,
        },
        "axis": {
            "labelColor": inks["ink2"],
            "titleColor": inks["ink2"],
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "titleFontWeight": 400,
            "gridColor": inks["rule"],
            "domainColor": inks["edge"],
            "tickColor": inks["edge"],
            "tickCount": 5,
        },
        "text": {"fontSize": SIZE, "color": inks["ink2"]},
        "style": _styles(inks),
    }


def _inks(theme: str) -> Inks:
    """The tokens of a theme; what the dark one does not state is as in the light."""
    sheet = asset("city.css")
    light, dark = sheet.index(":root"), sheet.index("@media")
    begins = [light] if theme == "light" else [light, dark]
    inks: dict[str, str] = {}
    for begin in begins:
        rule = sheet[begin : sheet.index("}", begin)]
        inks |= re.findall(r"--([\w-]+):([^;}]+)", rule)
    return inks


def _styles(inks: Inks) -> Mapping[str, object]:
    """What the marks of every spec are called, and the ink of each."""
    blue, edge, ochre = inks["blue"], inks["edge"], inks["ochre"]
    return {
        "main": {"color": blue, "strokeWidth": 1.5},
        "second": {"color": edge, "strokeWidth": 1.5},
        "third": {"color": inks["ink"], "strokeWidth": 1.5},
        "nation": {"color": inks["ink3"], "strokeWidth": 1, "strokeDash": [3, 2.5]},
        "earlier": {"color": ochre, "strokeWidth": 1.5, "strokeDash": [2, 2]},
        "main-band": {"color": inks["band"], "opacity": 1},
        "second-band": {"color": inks["rule"], "opacity": 1},
        "third-band": {"color": inks["rule"], "opacity": 0.6},
        "earlier-band": {"color": inks["ochre-t"], "opacity": 1},
        "dot": {"color": blue, "stroke": inks["paper"], "strokeWidth": 0.5},
        "hollow": {"color": ochre, "fill": inks["paper"], "strokeWidth": 1.75},
        "found": {"color": inks["ink"], "strokeWidth": 2},
        "whisker": {"color": blue, "strokeWidth": 2},
        "cap": {"color": blue},
        "bar": {"color": blue},
        "second-bar": {"color": edge},
        "moves": {"color": inks["band"], "stroke": blue, "strokeWidth": 1},
        "outline": {"color": ochre},
        "limit": {"color": inks["ink3"], "strokeWidth": 1},
        "limit-95": {"color": inks["ink3"], "strokeWidth": 1, "strokeDash": [4, 3]},
        "mean": {"color": edge, "strokeWidth": 1, "strokeDash": [1, 3]},
        "rule": {"color": edge, "strokeWidth": 1},
        "label": {"color": inks["ink"], "fontSize": SIZE, "fontWeight": 600},
        "note": {"color": inks["ink2"], "fontSize": SIZE},
    }
