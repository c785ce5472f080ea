"""Random numbers: one independent stream for each purpose, all from one seed."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, purpose: str) -> np.random.Generator:
    """The generator for one purpose; no other purpose's draws can disturb it.

    >>> bool(stream(1, "names").random() == stream(1, "names").random())
    True
    """
    digest = hashlib.sha256(f"{seed}|{purpose}".encode()).digest()
    return np.random.Generator(
        np.random.PCG64(np.frombuffer(digest, np.uint32).tolist())
    )


def pick(
    generator: np.random.Generator, weights: NDArray[np.float64], size: int
) -> NDArray[np.int16]:
    """Indices into `weights`, each drawn with probability in proportion to its weight.

    A table of 65,536 steps stands for the distribution, so that millions are drawn
    without a search; a weight below 1/65,536 of the sum may never be drawn.
    """
    bounds = np.cumsum(weights) / np.sum(weights)
    steps = (np.arange(65_536) + 0.5) / 65_536
    table = np.searchsorted(bounds, steps).astype(np.int16)
    drawn: NDArray[np.int16] = table[generator.integers(0, 65_536, size, np.uint16)]
    return drawn


def some(generator: np.random.Generator, share: float, size: int) -> NDArray[Any]:
    """True with probability `share`, independently, `size` times."""
    flags: NDArray[Any] = generator.random(size, np.float32) < share
    return flags
