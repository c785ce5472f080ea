"""The process that computes one day asked for: SNAPSHOT TABLES DAY."""

import sys
from datetime import date
from pathlib import Path

from .asked import compute_asked

if __name__ == "__main__":
    snapshot, place, day = sys.argv[1:]
    sys.exit(compute_asked(Path(snapshot), Path(place), date.fromisoformat(day)))
