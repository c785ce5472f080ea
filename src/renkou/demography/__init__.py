"""The science of populations on NumPy arrays: no files, no database, no server.

Age is the last axis; sex, where there is one, the axis before it, in the order of
`SEXES`. Rates are per person per year. Bad input raises ValueError that names the
argument, the first offending index and the rule.

Each module is imported when it is first asked for:

>>> import renkou.demography as demography
>>> demography.structure.median_age([10, 10, 10, 10], [0, 20, 40, 60]).round(1)
np.float64(40.0)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

SEXES = ("male", "female")

if TYPE_CHECKING:
    from . import age_quality as age_quality
    from . import child_mortality as child_mortality
    from . import completeness as completeness
    from . import fertility as fertility
    from . import graduation as graduation
    from . import life_table as life_table
    from . import migration as migration
    from . import mortality as mortality
    from . import plan as plan
    from . import projection as projection
    from . import sex_ratio as sex_ratio
    from . import smoothing as smoothing
    from . import stable as stable
    from . import structure as structure

_MODULES = (
    "age_quality",
    "child_mortality",
    "completeness",
    "fertility",
    "graduation",
    "life_table",
    "migration",
    "mortality",
    "plan",
    "projection",
    "sex_ratio",
    "smoothing",
    "stable",
    "structure",
)
__all__ = ["SEXES", *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
