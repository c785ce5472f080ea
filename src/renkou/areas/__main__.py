"""Write the decisions on the packaged lists beside them: `python -m renkou.areas`."""

from __future__ import annotations

from pathlib import Path

from . import bundled
from .decisions import write_decisions

if __name__ == "__main__":
    write_decisions(bundled(), Path(__file__).parent / "data")
