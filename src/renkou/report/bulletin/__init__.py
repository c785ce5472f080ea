"""The yearly bulletin: a frozen value, and what writes it as PDF and DOCX."""

from .edition import Edition, OpenCity, open_city
from .foreseen import make_foreseen, read_foreseen
from .making import make_bulletin
from .rewritten import Rewritten, read_words
from .value import Bulletin

__all__ = [
    "Bulletin",
    "Edition",
    "OpenCity",
    "Rewritten",
    "make_bulletin",
    "make_foreseen",
    "open_city",
    "read_foreseen",
    "read_words",
]
