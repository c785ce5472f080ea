"""Sheets on which a spot check is written down, printed on A4."""

from ..printing import missing
from .printing import write_sheets

__all__ = ["missing", "write_sheets"]
