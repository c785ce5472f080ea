"""`renkou sample`: design a spot check, draw it, and estimate from its answers."""

from __future__ import annotations

from ..bilingual import Group
from ..commands import COMMANDS

command = Group("sample", COMMANDS["sample"].text)

from . import designing, drawing, estimating  # noqa: E402, F401 - they add themselves
