"""A city and its areas carried into the future from what its register shows."""

from .projecting import project_city

__all__ = ["project_city"]
