"""How far figures are to be trusted, computed beforehand and kept beside the tables."""

from .delays import EVENTS, LONGEST, Delays, Reporting, grid_of
from .finding_file import Kept, State, keep_findings, kept_findings
from .making import look_closer, make_nowcasts, make_quality, open_quality
from .nowcasts import Nowcasts, Told
from .outlines import Outlines
from .store import Quality

__all__ = [
    "EVENTS",
    "LONGEST",
    "Delays",
    "Kept",
    "Nowcasts",
    "Outlines",
    "Quality",
    "Reporting",
    "State",
    "Told",
    "grid_of",
    "keep_findings",
    "kept_findings",
    "look_closer",
    "make_nowcasts",
    "make_quality",
    "open_quality",
]
