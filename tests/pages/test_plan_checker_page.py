"""The page of the plan checker, and the command that gives the same."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from renkou.cli import main
from tests.pages.reader import Reader

CITY = "/plan/511000000000"


def test_page_and_command_give_the_same(
    reader: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given the plan of 2006, when page and command check it, then they agree."""
    file = tmp_path / "PLAN.toml"
    address = f"{CITY}?example=2006-2010"
    file.write_bytes(reader.get(f"{address}&as=toml").content)
    assert main(["plan", "check", str(file), "--format", "json", "--quiet"]) == 1
    told = json.loads(capsys.readouterr().out)["figures"]
    answer = reader.get(f"{address}&as=csv&of=figures-table").content
    rows = list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))
    assert len(rows) == len(told) == 10
    for row, figure in zip(rows, told, strict=True):
        assert row["verdict"] == figure["reason"]["en"]
        assert float(row["projected"]) == pytest.approx(figure["projected"]["median"])
        assert float(row["probability"]) == pytest.approx(figure["probability"])
    page = html.unescape(reader.read(address))
    assert "cannot be exported to a scorecard or split over areas" in page
    assert "cannot hold with" in page or "cannot be reached" in page
    chinese = Reader("zh").read(address)
    assert "不能同时成立" in chinese
    assert "不能导出为考核表" in chinese


def _typed(**row: str) -> str:
    fields = ("name", "when", "how", "value", "tolerance", "unit")
    return f"{CITY}?" + urlencode(
        {"start": "2026", "end": "2030"} | {f: row.get(f, "") for f in fields}
    )


def test_ones_own_figures_stand_on_the_registers_base(reader: Reader) -> None:
    page = reader.read(_typed(name="births", how="at_least", value="9,000"))
    assert "✕" in page
    assert "date = 2025-12-31" in html.unescape(page)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"name": "births", "value": "2x0"}, "row 1, value: '2x0' is not a number"),
        ({"name": "births", "value": "9", "when": "soon"}, "row 1, year: 'soon'"),
        ({"name": "births", "value": "9", "unit": "furlongs"}, "'furlongs'"),
        ({"name": "brths", "value": "9"}, "Did you mean births?"),
    ],
)
def test_bad_rows_are_told_beside_the_form(
    reader: Reader, row: dict[str, str], says: str
) -> None:
    page = html.unescape(reader.read(_typed(**row)))
    assert says in page
    assert f'value="{row["value"]}"' in page


def test_a_file_leads_to_an_address_that_holds_it(reader: Reader) -> None:
    from django.test import Client

    text = reader.get(f"{CITY}?example=2021-2025&as=toml").content
    client = Client(headers={"accept-language": "en", "host": "127.0.0.1"})
    answer = client.post(
        CITY, {"file": io.BytesIO(text)}, headers={"host": "127.0.0.1"}
    )
    assert answer.status_code == 302
    assert "A+sound+plan" in answer["Location"]


def test_a_base_in_another_file_is_asked_for(reader: Reader) -> None:
    plan = "[plan]\nstart=2026\nend=2030\n[base]\nfile='b.csv'\n"
    page = html.unescape(reader.read(f"{CITY}?" + urlencode({"plan": plan})))
    assert "b.csv cannot be read from here" in page
