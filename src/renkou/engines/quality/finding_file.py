"""The findings of the last day, kept beside the tables once they are computed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from ..trust import Detector, Finding, examine
from ..workspace import Workspace

FINDINGS, BEGUN = "quality-findings.json", "quality.begun"
CERTIFICATES = "health.csv"


class State(Enum):
    """Whether there are findings to read."""

    READY = "ready"
    UNDER_WAY = "under way"
    NONE = "none"
    REFUSED = "refused"


@dataclass(frozen=True)
class Kept:
    """What the detectors said as known on `day`; `problem` where they could not."""

    state: State
    day: date | None = None
    certificates: bool = False
    findings: tuple[Finding, ...] = ()
    detectors: tuple[Detector, ...] = ()
    problem: Text | None = None


def keep_findings(
    work: Workspace,
    folder: Path,
    *,
    extracts: Path | None = None,
    progress: Progress = silent,
) -> None:
    """Run every detector as known on the last day and keep what they say.

    `extracts` may hold the birth certificates (health.csv); where they are refused,
    births left out are sought from counts alone and it is said why.
    """
    given = extracts if extracts and (extracts / CERTIFICATES).is_file() else None
    try:
        content = _examined(work, given, progress)
    except Problem as problem:
        content = {"problem": asdict(problem.text)}
    content |= {"made": datetime.now(UTC).isoformat(timespec="seconds")}
    with whole_file(folder / FINDINGS) as unfinished:
        unfinished.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _examined(
    work: Workspace, extracts: Path | None, progress: Progress
) -> dict[str, Any]:
    refused = None
    try:
        found = examine(work, extracts=extracts, progress=progress)
    except Problem as problem:
        if extracts is None:
            raise
        refused, extracts = asdict(problem.text), None
        found = examine(work, progress=progress)
    return {
        "day": found.register.known_on.isoformat(),
        "certificates": extracts is not None,
        "problem": refused,
        "detectors": [asdict(each) for each in found.detectors],
        "findings": [_plain(each) for each in found.findings],
    }


def _plain(finding: Finding) -> dict[str, Any]:
    found = asdict(finding)
    found["detector"] = finding.detector.key
    found["found_on"] = finding.found_on.isoformat()
    return found


def kept_findings(folder: Path) -> Kept:
    """The findings that are kept, or why there are none."""
    try:
        content = json.loads((folder / FINDINGS).read_text("utf-8"))
    except FileNotFoundError:
        return Kept(State.UNDER_WAY if under_way(folder) else State.NONE)
    problem = Text(**content["problem"]) if content.get("problem") else None
    if "day" not in content:
        return Kept(State.REFUSED, problem=problem)
    detectors = {each["key"]: _detector(each) for each in content["detectors"]}
    return Kept(
        State.READY,
        date.fromisoformat(content["day"]),
        content["certificates"],
        tuple(_finding(each, detectors) for each in content["findings"]),
        tuple(detectors.values()),
        problem,
    )


@contextmanager
def begun(folder: Path) -> Iterator[None]:
    """Within, the folder says that this process computes what is lacking."""
    (folder / BEGUN).write_text(str(os.getpid()), encoding="utf-8")
    try:
        yield
    finally:
        (folder / BEGUN).unlink(missing_ok=True)


def under_way(folder: Path) -> bool:
    """Whether a process that computes what is lacking still runs."""
    try:
        os.kill(int((folder / BEGUN).read_text("utf-8")), 0)
    except (OSError, ValueError):
        return False
    return True


def _detector(kept: dict[str, Any]) -> Detector:
    words = {name: Text(**kept[name]) for name in ("title", "wrong", "settle", "sees")}
    return Detector(key=kept["key"], kind=kept["kind"], **words)


def _finding(kept: dict[str, Any], detectors: dict[str, Detector]) -> Finding:
    words = {name: Text(**kept[name]) for name in ("name", "what", "sure", "why")}
    return Finding(
        detector=detectors[kept["detector"]],
        area=kept["area"],
        period=kept["period"],
        score=kept["score"],
        p=kept["p"],
        found_on=date.fromisoformat(kept["found_on"]),
        **words,
    )
