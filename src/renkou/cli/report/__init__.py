"""`renkou report`: what an office hands out on paper."""

from __future__ import annotations

from ..bilingual import Group
from ..commands import COMMANDS

command = Group("report", COMMANDS["report"].text)

from . import annual  # noqa: E402, F401 - it adds itself
