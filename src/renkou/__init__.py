"""Renkou: how a city looks after its people's numbers and its families.

`renkou.demography` needs NumPy and SciPy alone; `renkou.measure` needs
`renkou[engine]`. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from renkou.engines import measure

__version__ = "0.1.0"
__all__ = ["__version__", "measure"]


def __getattr__(name: str) -> Any:
    if name == "measure":
        from renkou.engines import measure

        return measure
    raise AttributeError(f"module 'renkou' has no attribute {name!r}")
