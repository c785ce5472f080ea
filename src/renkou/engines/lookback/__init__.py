"""A figure as first published, at each closing, and now."""

from .looking import look_back
from .publication import closings

__all__ = ["closings", "look_back"]
