"""Every measure's worked examples, run on the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkou.definitions import Measure, Town, Worked
from renkou.engines import Workspace, measure
from renkou.indicators import MEASURES

from .drawn import write_town

CASES = [(m, w) for m in MEASURES.values() for w in m.worked]


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    return _Towns(tmp_path_factory.mktemp("towns"))


class _Towns(dict[str, Workspace]):
    """A workspace for each drawn town, opened when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __missing__(self, drawn: str) -> Workspace:
        snapshot = write_town(Town(drawn), self.folder / str(len(self)))
        self[drawn] = Workspace(snapshot)
        return self[drawn]


@pytest.mark.parametrize(
    ("what", "worked"), CASES, ids=[f"{m.key}-{w.period}-{w.sex}" for m, w in CASES]
)
def test_worked_example(
    what: Measure, worked: Worked, workspaces: dict[str, Workspace]
) -> None:
    year, _, month = worked.period.partition("-")
    table = measure(
        what.key,
        snapshot=workspaces[worked.town.drawn],
        years=int(year),
        period="month" if month else "year",
        population=worked.population,
        sex=worked.sex,
    )
    rows = [r for r in table.to_pylist() if r["period"] == worked.period]
    found = {r["category"]: r["value"] for r in rows}
    assert found == {
        category: pytest.approx(value, rel=worked.tolerance, abs=worked.tolerance)
        if value is not None
        else None
        for category, value in worked.expected.items()
    }, worked.why.en
