"""How well findings fit the faults that were planted: the only reader of the truth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import pyarrow.compute as pc
import pyarrow.parquet as pq

from renkou import areas
from renkou.schema.problem import Problem
from renkou.snapshot.manifest import read_manifest

from .faults import EXTRACTS, KINDS, OFFICE
from .findings import Finding, is_of_areas, misfit, read_findings
from .successors import SHOWN_ON

MONTH = 365.25 / 12
NOBODY_LOOKED = "—"
"""In place of a detector: the fault was planted, and nothing looked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One detector's findings of one kind, against what was planted.

    A finding counts once for each area or person it names. `right` of the `claimed`
    were planted: `precision`. `found` of the `planted` are named: `recall`. Either is
    None where there is nothing to divide by. `months_until_found` is the median over
    the areas found, from the fault's beginning (or the snapshot's) to the first
    `found_on` that names them; `months` the months of the snapshot.
    """

    detector: str
    kind: str
    claimed: int
    right: int
    planted: int
    found: int
    months_until_found: float | None = None
    months: int = 0

    @property
    def false_a_month(self) -> float | None:
        """What was claimed and is not right, by months of the snapshot."""
        return (self.claimed - self.right) / self.months if self.months else None

    @property
    def complete(self) -> bool:
        """Whether all that was claimed is right and all that was planted is found."""
        return self.claimed == self.right and self.found == self.planted

    @property
    def precision(self) -> float | None:
        """The share of what was claimed that is right."""
        return self.right / self.claimed if self.claimed else None

    @property
    def recall(self) -> float | None:
        """The share of what was planted that was found."""
        return self.found / self.planted if self.planted else None


def score(folder: str | Path, findings: str | Path) -> tuple[Score, ...]:
    """Set a file of findings beside the truth of the city in `folder`.

    Of an office's fault a finding is right if its area lies in a planted one, or is
    one, and its period, where given, does not end before the fault begins; of a fault
    in extracts if its person, by the snapshot's id, was hit in any extract. Kinds that
    were planted and not looked for come last. Raises Problem, naming line and column,
    for a file that does not fit, and for a folder that is no built city.

    >>> from renkou.snapshot.synthetic import build_city
    >>> from renkou.schema.findings import FINDING_COLUMNS
    >>> city = build_city(300, 1, "city").path
    >>> found = Path("findings.csv")
    >>> _ = found.write_text(",".join(FINDING_COLUMNS) + "\\nd,late,511002,,,,,,\\n")
    >>> [(each.kind, each.claimed) for each in score(city, found)][:2]
    [('late', 1), ('omitted', 0)]
    """
    city = Path(folder)
    truth = city / "truth"
    if not (truth / "faults.parquet").is_file():
        raise Problem(
            f"{city}: there is no truth here. Give the folder of a city that "
            "`renkou city build` made.",
            f"{city}：此处没有真值。请给出由renkou city build生成的城市文件夹。",
        )
    path = Path(findings)
    offices, persons = _planted_areas(truth), _planted_persons(truth)
    span = _span(city)
    grouped: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for row in read_findings(path):
        grouped[row.detector, row.kind].append(row)
    scores = [
        _score_areas(key, found, offices.get(key[1], {}), path, span)
        if is_of_areas(key[1])
        else _score_persons(key, found, persons.get(key[1], set()), path)
        for key, found in sorted(grouped.items())
    ]
    looked = {kind for _, kind in grouped}
    planted = {kind: len(hit) for kind, hit in (offices | persons).items()}
    missed = [kind for kind in KINDS if planted.get(kind) and kind not in looked]
    return (*scores, *(_unsought(kind, planted[kind]) for kind in missed))


def _unsought(kind: str, planted: int) -> Score:
    return Score(
        detector=NOBODY_LOOKED, kind=kind, claimed=0, right=0, planted=planted, found=0
    )


def _planted_areas(truth: Path) -> dict[str, dict[str, date | None]]:
    """For each kind of office's fault the areas, and since when."""
    found: dict[str, dict[str, date | None]] = defaultdict(dict)
    for row in pq.read_table(truth / "faults.parquet").to_pylist():
        if KINDS[row["kind"]].made_in == OFFICE:
            found[row["kind"]][row["area"]] = row["since"]
    return dict(found)


def _planted_persons(truth: Path) -> dict[str, set[int]]:
    """For each kind of fault in extracts the persons, by the snapshot's id."""
    found: dict[str, set[int]] = defaultdict(set)
    for extract in EXTRACTS:
        table = pq.read_table(truth / f"faults-{extract}.parquet")
        kinds = table["kind"].cast("string")
        for kind in pc.unique(kinds).to_pylist():
            hit = table.filter(pc.equal(kinds, kind))["snapshot_id"]
            found[kind].update(hit.to_pylist())
    return dict(found)


def _score_areas(
    key: tuple[str, str],
    rows: list[Finding],
    planted: dict[str, date | None],
    path: Path,
    span: tuple[date, date],
) -> Score:
    right: set[str] = set()
    found: dict[str, date] = {}
    for row in rows:
        inside = _chain(row, path) & planted.keys()
        hit = {code for code in inside if not _too_early(row, planted[code], path)}
        if hit:
            right.add(row.area)
            for code in hit:
                found[code] = min(row.found_on or date.max, found.get(code, date.max))
    return Score(
        detector=key[0],
        kind=key[1],
        claimed=len({row.area for row in rows}),
        right=len(right),
        planted=len(planted),
        found=len(found),
        months_until_found=_waited(found, planted, span[0]),
        months=round((span[1] - span[0]).days / MONTH),
    )


def _waited(
    found: dict[str, date], planted: dict[str, date | None], first: date
) -> float | None:
    """The median of months from a fault's beginning to its first finding."""
    waits = [
        (day - max(planted[code] or first, first)).days / MONTH
        for code, day in found.items()
        if day < date.max
    ]
    return median(waits) if waits else None


def _span(city: Path) -> tuple[date, date]:
    """The first and the last day of the city's snapshot."""
    manifest = read_manifest(city / "snapshot")
    return manifest.first_day or date.max, manifest.last_day or date.max


def _chain(row: Finding, path: Path) -> set[str]:
    """The codes of the area and of what it lies in, on the list of 2023."""
    tree = areas.bundled()
    try:
        unit = tree.by_code(row.area, SHOWN_ON)
    except Problem as error:
        text = error.text
        raise misfit(path, row.line, "area", row.area, text.en, text.zh) from error
    return {unit.code, *(up.code for up in tree.ancestors(unit.key, SHOWN_ON))}


def _too_early(row: Finding, since: date | None, path: Path) -> bool:
    """Whether the finding's period ends before the fault begins."""
    if since is None or not row.period:
        return False
    parts = row.period.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        raise misfit(
            path,
            row.line,
            "period",
            row.period,
            "It must be such as 2024 or 2024-03.",
            "应如2024或2024-03。",
        )
    begins = (since.year, since.month, since.day)[: len(parts)]
    return tuple(int(part) for part in parts) < begins


def _score_persons(
    key: tuple[str, str], rows: list[Finding], planted: set[int], path: Path
) -> Score:
    claimed = set()
    for row in rows:
        if not row.person.isdigit():
            raise misfit(
                path,
                row.line,
                "person_id",
                row.person,
                "It must be an id of the snapshot.",
                "应为快照中的编号。",
            )
        claimed.add(int(row.person))
    right = len(claimed & planted)
    return Score(
        detector=key[0],
        kind=key[1],
        claimed=len(claimed),
        right=right,
        planted=len(planted),
        found=right,
    )
