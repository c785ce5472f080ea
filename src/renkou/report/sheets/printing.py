"""From a draw to a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file

from ..printing import missing, writer
from .page import render_sheets

if TYPE_CHECKING:
    import pyarrow as pa


def write_sheets(sample: pa.Table, out: Path, language: str) -> Path:
    """Write the sheets of a draw (`draw_sample`) to `out`, in "en" or "zh".

    What was there stays until the new one is whole. Raises
    renkou.schema.problem.Problem where this machine cannot print.
    """
    lacking = missing()
    if lacking is not None:
        raise Problem(
            f"{out}: printed sheets cannot be made here. {lacking.en}",
            f"{out}：本机无法生成打印件。{lacking.zh}",
        )
    page = render_sheets(sample.to_pylist(), language)
    with whole_file(out) as unfinished:
        writer()(string=page).write_pdf(unfinished)
    return out
