"""`renkou plan`: check a plan before it is signed, or begin from an example."""

from __future__ import annotations

from ..bilingual import Group
from ..commands import COMMANDS

command = Group("plan", COMMANDS["plan"].text)

from . import checking, example  # noqa: E402, F401 - they add themselves
