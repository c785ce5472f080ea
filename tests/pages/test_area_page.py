"""The page of an area."""

from __future__ import annotations

from tests.pages.reader import Reader


def test_the_first_address_leads_to_the_city(reader: Reader) -> None:
    page = reader.read("/")
    assert "people lived in Neijiang at the end of 2024" in page
    assert "内江市常住人口" in Reader("zh").read("/")


def test_a_past_day_is_told(reader: Reader) -> None:
    page = reader.read("/area/511000000000?year=2023&known=2024-01-31")
    assert "You read the register as known on 31 Jan 2024." in page
