"""A figure as first published, at each closing, and now."""

from .looking import look_back
from .publication import closings, first_publication

__all__ = ["closings", "first_publication", "look_back"]
