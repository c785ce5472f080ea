"""The picture of the synthetic city beside the census."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from renkou.report.census_pyramids import census_pyramids, write_census_pyramids
from renkou.report.census_rows import cell_name, census_rows
from renkou.snapshot.synthetic.comparison import CensusComparison
from renkou.snapshot.synthetic.figures import AGE_LOWER, COUNTIES, figures

SVG = "{http://www.w3.org/2000/svg}"
PERSONS = 100_000


@pytest.fixture
def compared() -> CensusComparison:
    size = figures(PERSONS)
    return CensusComparison(
        counties=COUNTIES,
        age_lower=AGE_LOWER,
        simulated=size.residents_2020,
        census=size.exact_2020,
        full_size=False,
    )


def _distorted(compared: CensusComparison) -> CensusComparison:
    """Women of 35 to 39 in Zizhong, half as many again."""
    simulated = compared.simulated.copy()
    simulated[3, 1, 8] = simulated[3, 1, 8] * 3 // 2
    return replace(compared, simulated=simulated)


def _drawn(compared: CensusComparison) -> ElementTree.Element:
    return ElementTree.fromstring(census_pyramids(compared, PERSONS, 7))


def _inked(root: ElementTree.Element, ink: str) -> list[str]:
    return [e.get("d", "") for e in root.iter(f"{SVG}path") if e.get("class") == ink]


def test_each_county_has_a_panel_with_bars_and_the_outline(
    compared: CensusComparison,
) -> None:
    root = _drawn(compared)
    names = ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]
    for row in census_rows(compared):
        assert f"{row.name.en} {row.name.zh}" in names
    assert len(_inked(root, "d")) == 6 * 2 * 18 + 1  # and the legend's
    assert len(_inked(root, "c")) == 6 * 2 + 1


def test_the_picture_names_its_sources_and_needs_no_other_file(
    compared: CensusComparison,
) -> None:
    text = census_pyramids(compared, PERSONS, 7)
    assert "seventh national population census" in text
    assert "第七次全国人口普查" in text
    assert "100,000 registered persons in 2010, seed 7" in text
    assert "var(" not in text
    assert "#134f86" in text


def test_a_longer_bar_leaves_the_outline_as_it_was(compared: CensusComparison) -> None:
    before, after = _drawn(compared), _drawn(_distorted(compared))
    pairs = zip(_inked(before, "d"), _inked(after, "d"), strict=True)
    assert sum(a != b for a, b in pairs) == 1
    assert _inked(before, "c") == _inked(after, "c")
    assert "match" in "".join(before.itertext())
    assert "match" not in "".join(after.itertext())


def test_the_row_of_a_county_names_the_cell_that_fails(
    compared: CensusComparison,
) -> None:
    rows = census_rows(_distorted(compared))
    assert [row.within for row in rows] == [True, True, True, False, True, True]
    assert (rows[3].cell_sex, rows[3].cell_age) == ("female", "35-39")
    assert rows[3].cell_error == pytest.approx(0.5, abs=0.02)
    assert cell_name(rows[3]).zh == "女35–39岁"
    assert cell_name(replace(rows[3], cell_age="85+")).zh == "女85岁及以上"
    (whole,) = census_rows(compared.whole())
    assert whole.area == "511000000000"
    assert whole.simulated == compared.simulated.sum()
    assert whole.census == pytest.approx(np.sum(compared.census))


def test_a_picture_that_cannot_be_drawn_leaves_the_old_one(
    compared: CensusComparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "census.svg"
    out.write_text("old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_census_pyramids(compared, PERSONS, 7, out)
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["census.svg"]
