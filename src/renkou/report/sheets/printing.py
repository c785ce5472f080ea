"""From a draw to a PDF: whether this machine can print it, and printing it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from .page import render_sheets

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGE = Text(
    "WeasyPrint is not installed. Run: pip install 'renkou[reports]'",
    "未安装WeasyPrint。请运行：pip install 'renkou[reports]'",
)
PANGO = Text(
    "Pango is missing. On Debian run: apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0",
    "缺少Pango。Debian上请运行：apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0",
)
FONTS = Text(
    "There is no font with Chinese characters. On Debian run: apt-get install "
    "fonts-noto-cjk",
    "没有中文字体。Debian上请运行：apt-get install fonts-noto-cjk",
)


def missing() -> Text | None:
    """What this machine lacks to print a PDF, and the mend; None where nothing."""
    try:
        _writer()
    except ImportError:
        return PACKAGE
    except OSError:  # a shared library that cannot be loaded
        return PANGO
    return None if _has_chinese() else FONTS


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
        _writer()(string=page).write_pdf(unfinished)
    return out


def _writer() -> Callable[..., Any]:
    from weasyprint import HTML

    writer: Callable[..., Any] = HTML
    return writer


@cache
def _has_chinese() -> bool:
    """Whether the system lists a font for Chinese; true where nobody can tell."""
    listing = shutil.which("fc-list")
    if listing is None:
        return True
    found = subprocess.run(
        [listing, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip())
