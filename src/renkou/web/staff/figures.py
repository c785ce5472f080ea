"""The kept figures in the form that the reports' charts and tables read."""

from __future__ import annotations

from renkou.report.kept import KeptFigures

__all__ = ["KeptFigures"]
