"""Births of recent months before all of them are recorded."""

from .nowcasting import METHODS, nowcast_births
from .triangles import Triangles, triangles

__all__ = ["METHODS", "Triangles", "nowcast_births", "triangles"]
