"""Moved to `renkou.chance`."""

from renkou.chance.binomial import *  # noqa: F403
