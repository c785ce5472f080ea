"""Documents that a statistician makes on a laptop: one file each, no server, no net."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .city_html import write_city_html

__all__ = ["write_city_html"]


def __getattr__(name: str) -> Any:
    if name == "write_city_html":
        from .city_html import write_city_html

        return write_city_html
    raise AttributeError(f"module 'renkou.report' has no attribute {name!r}")
