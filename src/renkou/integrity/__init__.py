"""How far to trust a report: what is late, missing, doubled or invented.

NumPy arrays in, arrays or frozen dataclasses out: no files, no database, no server.
A result is a flag or an estimate, said with how often it is wrong; none of them names
a cause or a person. Bad input raises ValueError that names the argument, the first
offending index and the rule.

Each module is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import capture as capture
    from . import control_limits as control_limits
    from . import digits as digits
    from . import names as names
    from . import nowcast as nowcast
    from . import revisions as revisions
    from . import sampling as sampling
    from . import signs as signs

_MODULES: tuple[str, ...] = (
    "capture",
    "control_limits",
    "digits",
    "names",
    "nowcast",
    "revisions",
    "sampling",
    "signs",
)
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
