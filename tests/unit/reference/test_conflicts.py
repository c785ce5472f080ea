"""What the sources disagree on stays visible, with both figures and both sources."""

import csv
from importlib.resources import files

import pytest

from renkou.reference import bulletin, census, conflicts


def _find(measure: str, code: str, period: str) -> tuple[float, float]:
    found = [
        c
        for c in conflicts()
        if (c.measure, c.area, c.period) == (measure, f"{code}000000", period)
        and c.first_source != c.second_source
    ]
    assert len(found) == 1
    return round(found[0].first, 2), found[0].second


@pytest.mark.parametrize(
    ("measure", "code", "period", "yearbook", "bulletin"),
    [
        ("sex-ratio", "511000", "2020", 101.05, 101.58),
        ("urban-population", "511000", "2010", 1_401_041, 1_457_298),
        ("rural-population", "511000", "2010", 2_301_806, 2_245_549),
        ("population", "510100", "2010", 14_047_625, 15_118_840),
        ("population", "512000", "2010", 3_665_057, 2_593_843),
        ("share-65-over", "511700", "2020", 17.96, 17.69),
        ("share-65-over", "510400", "2010", 9.13, 13.01),
    ],
)
def test_known_conflicts(
    measure: str, code: str, period: str, yearbook: float, bulletin: float
) -> None:
    assert _find(measure, code, period) == (yearbook, bulletin)


def test_jianyang_explains_chengdu_and_ziyang() -> None:
    c = census(2010)
    moved = c.column("pop")[c.index("512081")]
    chengdu, ziyang = (_find("population", k, "2010") for k in ("510100", "512000"))
    assert chengdu[0] + moved == pytest.approx(chengdu[1], abs=1)
    assert ziyang[0] - moved == pytest.approx(ziyang[1], abs=1)
    assert census(2020).names[census(2020).index("510185")] == "简阳市"


def test_none_is_forgotten() -> None:
    """The counts of people compared again, straight from the files."""
    folder = files("renkou.reference") / "data"

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((folder / name).read_text("utf-8").splitlines()))

    printed = {r["city_code"]: r for r in rows("china_census_prefecture_2010_2020.csv")}
    expected = set()
    for year in (2010, 2020):
        for row in rows(f"china_census{year}_county_age_sex.csv"):
            other = printed.get(row["code"])
            for measure, ours, theirs in (
                ("population", "pop", f"popu_{year}"),
                ("urban-population", "urban", f"popu_urban_{year}"),
                ("rural-population", "rural", f"popu_rural_{year}"),
            ):
                if other and float(row[ours] or 0) != float(other[theirs] or 0):
                    expected.add((measure, row["code"], str(year)))
    counts = {"population", "urban-population", "rural-population"}
    found = {
        (c.measure, c.area[:6], c.period)
        for c in conflicts()
        if c.measure in counts and "Census bulletins" in c.second_source
        if c.first_source != c.second_source and c.area[:6] in printed
    }
    assert found == expected


def test_bulletin_against_itself() -> None:
    b = bulletin()
    own = [c for c in conflicts() if c.first_source == c.second_source]
    assert [c.area[:6] for c in own] == ["510600", "510900", "512000"]
    for c in own:
        i = b.codes.index(c.area[:6])
        parts = b.column("popu_urban_2010")[i] + b.column("popu_rural_2010")[i]
        assert (c.first, c.second) == (b.column("popu_2010")[i], parts)


def test_province_and_nation() -> None:
    assert _find("population", "510000", "2010") == (80_417_528, 80_417_578)
    first, second = _find("population", "000000", "2020")
    assert first == 1_409_778_724
    assert second == pytest.approx(1_439_323_774, abs=1)


def test_texts_name_the_place_both_values_and_both_sources() -> None:
    for c in conflicts():
        for text in (c.text.en, c.text.zh):
            assert c.area_name in text
            assert c.period in text
        assert c.first != c.second
        assert c.first_source in c.text.en
        assert c.second_source in c.text.en
        assert c.text.zh.endswith("。")
        assert c.text.en.endswith(".")
    moved = next(c for c in conflicts() if c.area == "512000000000")
    assert "Jianyang" in moved.text.en
    assert "简阳" in moved.text.zh
