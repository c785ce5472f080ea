"""Moved to `renkou.chance`."""

from renkou.chance.input_rules import *  # noqa: F403
