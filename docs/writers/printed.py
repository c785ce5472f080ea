"""The science against print: which function meets which published figure."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import renkou.demography
import renkou.integrity
from renkou.schema import Text

TESTS = Path(__file__).parents[2] / "tests" / "science"
ROOMS = {
    "intervals": "renkou.chance.intervals",
    **{
        name: f"renkou.demography.{name}"
        for name in renkou.demography.__all__
        if name != "SEXES"
    },
    **{name: f"renkou.integrity.{name}" for name in renkou.integrity.__all__},
}
_WAYS = ("from_rates", "from_events")  # a class that has one computes
TITLE = Text("The science against print", "与已刊数字的对照")
INTRODUCTION = Text(
    "Each figure below was typed into a test from a document or repository that was "
    "open at the time; the test fails where our own differs in a printed digit. "
    "Written out from the tests: `pytest -m printed` runs them all.",
    "下列数字均在编写测试时照打开的文献或代码库录入；"
    "我方结果若与所刊数字有一位不同，测试即失败。"
    "本页由测试生成；运行 `pytest -m printed` 可全部重算。",
)
HEADS = Text("| function | printed in | read in |", "| 函数 | 刊于 | 读自 |")
WITHOUT = Text("Without a published figure", "尚无已刊数字")
WITHOUT_WHY = Text(
    "For these no printed figure was found. They are held against an independent "
    "implementation or against properties that must hold.",
    "以下函数未找到可对照的已刊数字，以独立实现或必须成立的性质检验。",
)


@dataclass(frozen=True)
class Print:
    """One test against print: the functions it tries, its source and address."""

    test: str
    functions: tuple[str, ...]
    source: str
    address: str


def prints() -> list[Print]:
    """Every test that carries the mark `printed`, in the order of its file."""
    found = []
    for path in sorted(TESTS.glob("test_*.py")):
        for name, test in vars(import_module(f"tests.science.{path.stem}")).items():
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "printed":
                    found.append(
                        Print(f"{path.stem}.{name}", tuple(mark.args), **mark.kwargs)
                    )
    return found


def public() -> list[str]:
    """Every public function and class of the library, as `module.name`."""
    return [
        f"{room}.{name}"
        for room, module in ROOMS.items()
        for name, what in sorted(vars(import_module(module)).items())
        if not name.startswith("_") and _is_computed(what, module)
    ]


def _is_computed(what: object, module: str) -> bool:
    """Functions, and classes that compute: not those that only hold a result."""
    if not getattr(what, "__module__", "").startswith(module):
        return False
    return inspect.isfunction(what) or any(hasattr(what, way) for way in _WAYS)


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    found = prints()
    yield f"# {TITLE.in_(language)}\n"
    yield f"{INTRODUCTION.in_(language)}\n"
    yield HEADS.in_(language)
    yield "|---|---|---|"
    rows = [(name, one) for one in found for name in one.functions]
    for name, one in sorted(rows, key=lambda row: row[0]):
        yield f"| `{name}` | {one.source} | {one.address} |"
    yield f"\n## {WITHOUT.in_(language)}\n"
    yield f"{WITHOUT_WHY.in_(language)}\n"
    met = {name for name, _ in rows}
    for name in public():
        if not any(one == name or one.startswith(f"{name}.") for one in met):
            yield f"- `{name}`"
