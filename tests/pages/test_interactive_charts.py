"""Charts that a reader looks into: the same figures, drawn by a script of our own."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.pages.reader import Reader

CITY = "/area/511000000000"


def _charts(page: str) -> list[str]:
    return re.findall(r'<figure id="([\w-]+)" tabindex="-1" data-spec=', page)


def test_a_spec_holds_the_figures_of_its_table(reader: Reader) -> None:
    charts = _charts(reader.read(CITY))
    assert {"pyramid", "components", "trend-births"} <= set(charts)
    for chart in charts:
        spec = reader.get(f"{CITY}?as=vega&of={chart}").json()  # type: ignore[attr-defined]
        text = reader.read(f"{CITY}?as=csv&of={chart}").removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        data = spec["data"]["values"]
        assert len(data) == len(rows)
        for held, row in zip(data, rows, strict=True):
            for field, raw in row.items():
                said = "" if held[field] is None else held[field]
                assert said == raw or float(said) == pytest.approx(float(raw))


def test_a_spec_is_in_the_readers_language_and_in_both_themes(reader: Reader) -> None:
    address = f"{CITY}?as=vega&of=trend-life-expectancy"
    spec = Reader("zh").get(address).json()  # type: ignore[attr-defined]
    assert spec["title"]["text"] != reader.get(address).json()["title"]["text"]  # type: ignore[attr-defined]
    assert spec["config"]["background"] == "#fff"
    assert spec["usermeta"]["dark"]["background"] == "#10181f"


def test_the_script_is_our_own_and_kept_by_the_browser(reader: Reader) -> None:
    page = reader.read(CITY)
    (address,) = re.findall(r'data-vega="([^"]+)"', page)
    answer = reader.get(address)
    assert "vegaEmbed" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]
    assert not re.findall(r'(?:src|href)="https?:', page)
