"""Definitions on DuckDB: figures of any area, period and as-known date."""

from .measuring import measure
from .workspace import Workspace

__all__ = ["Workspace", "measure"]
