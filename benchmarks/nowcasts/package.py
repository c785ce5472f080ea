"""The Python package `chainladder` on the same triangles (extra `bench`)."""

from __future__ import annotations

import warnings
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
FIRST = np.datetime64("1990-01")  # any month: the package wants dates


def package_ultimates(counts: Array) -> Array | None:
    """Its ultimates of each area and, last, of all together, (areas + 1, months).

    `counts` (areas, months, delays): increments, NaN where not yet known. None where
    the package is not installed.
    """
    if find_spec("chainladder") is None:
        return None
    import chainladder
    import pandas as pd

    every = np.concatenate([counts, counts.sum(axis=0, keepdims=True)])
    area, month, delay = np.nonzero(np.isfinite(every))
    rows = pd.DataFrame(
        {
            "area": [f"{at:05}" for at in area],
            "origin": (FIRST + month).astype("datetime64[ns]"),
            "recorded": (FIRST + month + delay).astype("datetime64[ns]"),
            "births": every[area, month, delay],
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of factors from nothing, area by area
        triangle = chainladder.Triangle(
            rows,
            origin="origin",
            development="recorded",
            columns="births",
            index="area",
            cumulative=False,
        ).incr_to_cum()
        fitted = chainladder.Chainladder().fit(triangle)
        ultimate: Array = fitted.ultimate_.set_backend("numpy").values[:, 0, :, 0]
    return ultimate
