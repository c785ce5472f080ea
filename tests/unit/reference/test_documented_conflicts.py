"""The page of the sources shows every conflict with the figures that were found."""

from pathlib import Path

from renkou import reference

PAGE = Path(__file__).parents[3] / "docs" / "reference.md"


def test_every_conflict_is_on_the_page() -> None:
    text = PAGE.read_text()
    missing = []
    for c in reference.conflicts():
        whole = c.measure.endswith("population")
        for value in (c.first, c.second):
            shown = f"{value:,.0f}" if whole else f"{value:.2f}"
            if shown not in text:
                missing.append((c.measure, c.area, c.period, shown))
    assert missing == []


def test_the_attribution_stands_there() -> None:
    text = " ".join(PAGE.read_text().split())
    assert "© United Nations" in text
    assert "CC BY 3.0 IGO" in text
