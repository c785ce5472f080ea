"""The documentation builds without a warning, whole, offline and in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.repo.site import Page, broken, pages, remote

WRITTEN = ("generated/handbook", "generated/dictionary", "generated/glossary")
WHOLE = ("index", "quick-start", "tour", "architecture", "add-a-measure", *WRITTEN)


@pytest.fixture(scope="module")
def site(documentation: Path) -> dict[Path, Page]:
    """The pages of the built site."""
    return pages(documentation)


def test_every_link_leads_somewhere(site: dict[Path, Page]) -> None:
    assert list(broken(site)) == []


def test_nothing_is_fetched_from_elsewhere(site: dict[Path, Page]) -> None:
    assert remote(site) == []


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_stands_in_both_languages(
    documentation: Path, site: dict[Path, Page], name: str
) -> None:
    up = "../" * name.count("/")
    english, chinese = (
        site[documentation / f"{name}.html"],
        site[documentation / f"zh/{name}.html"],
    )
    assert english.language == "en"
    assert chinese.language == "zh-CN"
    assert f"{up}zh/{name}.html" in english.links
    assert f"{up}../{name}.html" in chinese.links


def test_faults_of_a_site_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html">b</a><a href="a.html#c">c</a>'
        '<script src="https://cdn.example/x.js"></script>'
    )
    site = pages(tmp_path)
    assert sorted(broken(site)) == ["a.html: a.html#c", "a.html: b.html"]
    assert remote(site) == ["a.html: https://cdn.example/x.js"]
