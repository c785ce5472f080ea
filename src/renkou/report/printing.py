"""Whether this machine can print a PDF, and what it lacks where it cannot."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

from renkou.schema.text import Text

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
        writer()
    except ImportError:
        return PACKAGE
    except OSError:  # a shared library that cannot be loaded
        return PANGO
    return None if _has_chinese() else FONTS


def writer() -> Callable[..., Any]:
    """What makes a PDF of HTML."""
    from weasyprint import HTML

    made: Callable[..., Any] = HTML
    return made


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
