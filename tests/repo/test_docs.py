"""What the documents show is run, and both languages show the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from docs import generate
from docs.writers import diagram
from tests.repo.fences import (
    Failed,
    Fence,
    fences,
    markdown,
    run_console,
    run_python,
)
from tests.repo.tree import ROOT

from renkou.report.glossary import GROUPS, terms

BUILD = "renkou city build"
SMALL = "renkou city build --persons 2000 --seed 1 --out city"
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SHOWN_ONLY = {"", "text", "csv", "mermaid"}
DOCUMENTS = markdown(ROOT)
PAIRS = [
    (ROOT / "README.md", ROOT / "README.zh-CN.md"),
    *(
        (page, ROOT / "docs" / "zh" / page.name)
        for page in sorted((ROOT / "docs").glob("*.md"))
        if page.name != "decisions.md"
    ),
]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city that the documents build, built once."""
    folder = tmp_path_factory.mktemp("documented")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run_console(Fence("console", f"$ {SMALL} --quiet\n", None))
    return folder / "city"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_examples_run(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENKOU_LANG", "en")
    text = document.read_text(encoding="utf-8")
    if "city/" in text and BUILD not in text:
        (tmp_path / "city").symlink_to(request.getfixturevalue("city"))
    names: dict[str, object] = {"__name__": "example"}
    for fence in fences(text):
        if fence.skipped is None:
            _run(fence, names, document.name)


def _run(fence: Fence, names: dict[str, object], where: str) -> None:
    """Run one example in the way of its language."""
    match fence.language.split(" ")[0]:
        case "console":
            run_console(fence)
        case "python":
            run_python(fence, names, where)
        case "toml":
            tomllib.loads(fence.text)
        case "sh":
            unknown = set(re.findall(r"^make ([a-z-]+)", fence.text, re.M)) - TARGETS
            if unknown:
                raise Failed(f"make has no {', '.join(sorted(unknown))}")
        case language if language in SHOWN_ONLY or language.startswith("{"):
            pass
        case language:
            raise Failed(f"nothing runs an example in {language!r}")


@pytest.mark.parametrize(
    "fence",
    [
        Fence("console", "$ renkou no-such-command\n", None),
        Fence("console", "$ renkou --version\nrenkou of old\n", None),
        Fence("console", "$ rm -r city\n", None),
        Fence("python", "import renkou\nrenkou.nothing\n", None),
        Fence("python", ">>> 1 + 1\n3\n", None),
        Fence("sh", "make nothing\n", None),
        Fence("fortran", "END\n", None),
    ],
    ids=lambda fence: fence.text.strip(),
)
def test_a_wrong_example_is_seen(fence: Fence) -> None:
    with pytest.raises((Failed, AttributeError)):
        _run(fence, {}, "planted")


def test_an_example_that_is_not_run_says_why() -> None:
    text = "<!-- not run: full size -->\n```console\n$ renkou demo\n```\n"
    assert [fence.skipped for fence in fences(text)] == ["full size"]
    for document in DOCUMENTS:
        for fence in fences(document.read_text(encoding="utf-8")):
            assert fence.skipped is None or fence.skipped.strip(), document


def _shape(text: str) -> list[str]:
    """The levels of the headings and the examples that run, in their order."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    levels = re.findall(r"^#+(?= )", outside, re.MULTILINE)
    shown = [f.text for f in fences(text) if f.language in {"console", "python", "sh"}]
    return levels + shown


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_both_languages_have_the_same_sections_and_examples(
    pair: tuple[Path, Path],
) -> None:
    english, chinese = (_shape(path.read_text(encoding="utf-8")) for path in pair)
    assert english == chinese


def test_a_missing_section_or_another_example_is_seen() -> None:
    assert _shape("# A\n\n## B\n") != _shape("# 甲\n")
    assert _shape("```sh\nmake demo\n```\n") != _shape("```sh\nmake test\n```\n")


def test_the_pages_written_out_hold_what_they_are_for(tmp_path: Path) -> None:
    for language in ("en", "zh"):
        pages = {name: write(language) for name, write in generate.PAGES.items()}
        assert "`recorded_at`" in pages["dictionary.md"]
        assert "人年" in pages["glossary.md"]
        assert "Person-years" in pages["glossary.md"]
        rooms = [name for row in diagram.layers() for name in row]
        assert all(f">{name}</text>" in pages["architecture.svg"] for name in rooms)


def test_every_term_stands_in_a_group_that_is_shown() -> None:
    assert {term.group for term in terms()} == set(GROUPS)
