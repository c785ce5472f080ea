"""Which of the two kernels does the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from . import plain_kernel
from .step_inputs import Central, Ints, Reals, Shocks


class Kernel(NamedTuple):
    """What costs time, in Numba or in NumPy; documented in `plain_kernel`."""

    run: Callable[[Central, Shocks, Ints, Reals, Reals, bool], None]
    accumulate: Callable[[Reals, Reals, Reals], None]
    polynomial: Callable[[Sequence[Reals], Reals], Reals]


def kernel() -> Kernel:
    """Numba's where it is there and `RENKOU_NUMBA` is not 0, else NumPy's."""
    if os.environ.get("RENKOU_NUMBA") != "0":
        try:
            from . import fast_kernel as fast
        except ImportError:
            pass
        else:
            return Kernel(fast.run, fast.accumulate, fast.polynomial)
    plain = plain_kernel
    return Kernel(plain.run, plain.accumulate, plain.polynomial)
