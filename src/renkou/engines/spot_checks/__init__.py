"""Spot checks: how many, which ones, and what the answers say."""

from .designing import Design, design
from .drawing import draw_sample
from .estimating import estimate
from .frames import UNITS, Frame, frame_of_file, frame_of_snapshot

__all__ = [
    "UNITS",
    "Design",
    "Frame",
    "design",
    "draw_sample",
    "estimate",
    "frame_of_file",
    "frame_of_snapshot",
]
