"""Rules on area codes: each must be on the list whose codes the rows carry."""

from __future__ import annotations

from collections.abc import Iterator

from ..contents import Snapshot
from .finding import Finding
from .session import Session


def check_areas(session: Session, snapshot: Snapshot) -> Iterator[Finding]:
    """Findings of codes that are on no list, or on another than the one in use."""
    return iter(())
