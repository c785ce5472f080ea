"""One page of the sample city for all tests that only read it."""

from __future__ import annotations

import pytest
from tests.unit.report.page_reader import Element, read_page
from tests.unit.report.sample_city import sample_city

from renkou.report.city import City
from renkou.report.page import render


@pytest.fixture(scope="session")
def city() -> City:
    return sample_city()


@pytest.fixture(scope="session")
def html(city: City) -> str:
    return render(city)


@pytest.fixture(scope="session")
def page(html: str) -> Element:
    return read_page(html)
