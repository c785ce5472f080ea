"""Moved to `renkou.chance`."""

from renkou.chance.intervals import *  # noqa: F403
