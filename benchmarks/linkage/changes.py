"""A day's changed rows: rows of the extracts recorded again, and their old places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from renkou.linkage.inputs import find_extracts
from renkou.snapshot.importing.csv_file import read_csv

AGAIN = "2025-12-31 16:45:00"


def write_changes(extracts: Path, out: Path, count: int, seed: int) -> int:
    """Write about `count` rows of the extracts, each in its share; how many it is."""
    draw = np.random.default_rng(seed)
    tables = {
        each.path.name: (each.layout, read_csv(each.path, each.layout.headings()).cells)
        for each in find_extracts(extracts)
    }
    whole = sum(table.num_rows for _, table in tables.values())
    out.mkdir(parents=True)
    written = 0
    for name, (layout, table) in tables.items():
        share = round(count * table.num_rows / whole)
        rows = draw.choice(table.num_rows, share, replace=False)
        taken = table.take(pa.array(rows))
        place = taken.column_names.index(str(layout.recorded_at))
        again = pa.array([AGAIN] * share, pa.string())
        taken = taken.set_column(place, str(layout.recorded_at), again)
        pa_csv.write_csv(taken, out / name)
        written += share
    return written
