"""Benford's law against figures printed elsewhere."""

import pytest

from renkou.integrity.digits import benford


@pytest.mark.printed(
    "digits.benford",
    source="Orton (2026), Benford Analysis Report",
    address="elleryorton987/BenfordAnalysis output/benford_report.md",
)
def test_payments() -> None:
    counts = [11449, 6943, 4464, 3435, 2825, 2381, 1882, 1716, 2810]
    found = benford(counts)
    assert sum(counts) == 37_905
    assert round(found.chi2, 2) == 800.10
    assert round(found.mad, 4) == 0.0081
    off = [0.10, 0.71, -0.72, -0.63, -0.47, -0.41, -0.83, -0.59, 2.84]
    assert 100 * found.difference / 37_905 == pytest.approx(off, abs=0.0051)
