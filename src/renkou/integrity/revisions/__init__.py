"""Counts as first recorded and as later known, and what is still to be recorded.

A triangle holds, for each period of occurrence, what was recorded by the end of each
later period. From how earlier periods grew, the chain ladder says how the recent ones
will, and how sure that is.
"""

from .mack import ChainLadder, chain_ladder
from .triangle import Triangle

__all__ = ["ChainLadder", "Triangle", "chain_ladder"]
