"""The script of interactive charts: Vega-Lite, made once and served from here.

It is bundled by the library that makes pictures, kept packed beside the computed
figures, and asked for by the version it is of, so that a reader's browser keeps it.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from renkou.schema.whole_file import whole_file

A_YEAR = 365 * 24 * 3600
# Vega's own parser makes functions of text, which no page allows; `charts.js` asks for
# the interpreter instead.
SNIPPET = "window.vegaEmbed = vegaEmbed;"


def version() -> str:
    """What the script is of; another library makes another script."""
    return metadata.version("vl-convert-python")


def address() -> str:
    """Where the script is served."""
    return f"/script/vega-{version()}.js"


def make_script(folder: Path) -> Path:
    """The script in `folder`, packed; bundled where it is not there yet."""
    place = folder / f"vega-{version()}.js.gz"
    if not place.exists():
        import vl_convert

        packed = gzip.compress(vl_convert.javascript_bundle(SNIPPET).encode(), mtime=0)
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(place) as unfinished:
            unfinished.write_bytes(packed)
    return place


@cache
def _packed(folder: Path) -> bytes:
    return make_script(folder).read_bytes()


def chart_script(request: HttpRequest, made_by: str) -> HttpResponse:
    """The script; whatever version is asked for, the one there is."""
    data = _packed(settings.RENKOU_SCRIPTS)
    headers = {"Vary": "Accept-Encoding"}
    if made_by == version():
        headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        data = gzip.decompress(data)
    return HttpResponse(data, content_type="text/javascript", headers=headers)
