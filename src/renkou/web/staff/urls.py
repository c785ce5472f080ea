"""The addresses of the pages of figures."""

from __future__ import annotations

from django.urls import path

from renkou.ui.chart_script import chart_script
from renkou.ui.reader import change_language

from .pages.about import about
from .pages.area import area
from .pages.bulletin import (
    bulletin,
    bulletin_file,
    bulletin_make,
    bulletin_state,
    bulletin_words,
)
from .pages.compare import compare
from .pages.computed import computed
from .pages.find import find
from .pages.help import help_page, tour, tour_seen
from .pages.life_table import life_table_page
from .pages.measure import measure
from .pages.measures import measures
from .pages.plan import plan
from .pages.projection import projection
from .pages.quality import quality
from .pages.start import start
from .pages.waiting import waiting

urlpatterns = [
    path("", start),
    path("language/<str:to>", change_language),
    path("about", computed),
    path("known/<str:day>", waiting),
    path("script/vega-<str:made_by>.js", chart_script),
    path("area/<str:code>", area),
    path("quality/<str:code>", quality),
    path("life-table/<str:code>", life_table_page),
    path("plan/<str:code>", plan),
    path("bulletin/<str:code>", bulletin),
    path("bulletin/<str:code>/words", bulletin_words),
    path("bulletin/<str:code>/make", bulletin_make),
    path("bulletin/<str:code>/state", bulletin_state),
    path("bulletin/<str:code>/file/<str:form>", bulletin_file),
    path("measure/<str:key>/<str:code>", measure),
    path("measures/<str:code>", measures),
    path("compare/<str:code>", compare),
    path("projection/<str:code>", projection),
    path("about/<str:measure>/<str:code>", about),
    path("find", find),
    path("help", help_page),
    path("tour", tour),
    path("tour/seen", tour_seen),
]
