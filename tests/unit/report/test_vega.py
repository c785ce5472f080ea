"""Every chart of the sample city as a spec that Vega-Lite draws."""

from __future__ import annotations

import json

import pytest

from renkou.report.chart import Chart
from renkou.report.city import City
from renkou.report.components import components
from renkou.report.dot_plot import dot_plot
from renkou.report.markup import reading
from renkou.report.pyramid import pyramid
from renkou.report.trends import trends


def _charts(city: City) -> list[Chart]:
    return [pyramid(city), components(city), dot_plot(city), *trends(city)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_spec_is_drawn_without_a_gap(city: City, language: str) -> None:
    vl_convert = pytest.importorskip("vl_convert")
    with reading(language):
        charts = _charts(city)
    for chart in charts:
        spec = {**(chart.spec or {}), "width": 381}
        svg = vl_convert.vegalite_to_svg(json.dumps(spec))
        assert chart.title.in_(language).split()[0] in svg, chart.id
        assert "NaN" not in svg, chart.id


def test_a_file_in_both_languages_has_no_specs(city: City) -> None:
    assert all(chart.spec is None for chart in _charts(city))
