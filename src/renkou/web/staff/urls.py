"""The addresses of the pages of figures."""

from __future__ import annotations

from django.urls import path

from renkou.ui.chart_script import chart_script
from renkou.ui.reader import change_language

from .pages.area import area
from .pages.bulletin import (
    bulletin,
    bulletin_file,
    bulletin_make,
    bulletin_state,
    bulletin_words,
)
from .pages.compare import compare
from .pages.life_table import life_table_page
from .pages.measure import measure
from .pages.measures import measures
from .pages.plan import plan
from .pages.projection import projection
from .pages.quality import quality
from .pages.start import start

urlpatterns = [
    path("", start),
    path("language/<str:to>", change_language),
    path("script/vega-<str:made_by>.js", chart_script),
    path("area/<str:code>", area),
    path("measure/<str:key>/<str:code>", measure),
    path("measures/<str:code>", measures),
    path("compare/<str:code>", compare),
    path("life-table/<str:code>", life_table_page),
    path("plan/<str:code>", plan),
    path("quality/<str:code>", quality),
    path("bulletin/<str:code>", bulletin),
    path("bulletin/<str:code>/words", bulletin_words),
    path("bulletin/<str:code>/make", bulletin_make),
    path("bulletin/<str:code>/state", bulletin_state),
    path("bulletin/<str:code>/file/<str:form>", bulletin_file),
    path("projection/<str:code>", projection),
]
