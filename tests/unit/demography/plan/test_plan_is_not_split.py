"""A plan is checked whole: nothing takes it to areas, offices or a scorecard."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

from renkou.cli.commands import COMMANDS
from renkou.cli.plan import command
from renkou.demography import plan
from renkou.demography.plan import PlanError

PEOPLE = {"male": [500] * 18, "female": [500] * 18}
SPLITTING = re.compile(
    r"areas|county|counties|township|village|office|score|by_area|allocat|quota|shares?_of"
)


def _functions() -> Iterator[tuple[str, Any]]:
    """Every function and class of the package, by its module and name."""
    for module in pkgutil.iter_modules(plan.__path__):
        loaded = importlib.import_module(f"{plan.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            own = getattr(value, "__module__", "") == loaded.__name__
            if own and (inspect.isfunction(value) or inspect.isclass(value)):
                yield f"{module.name}.{name}", value


def _splits(name: str, value: Any) -> list[str]:
    """The names in a function or class that would take a plan to parts of a city."""
    names = [name]
    if inspect.isfunction(value):
        names += list(inspect.signature(value).parameters)
    if dataclasses.is_dataclass(value):
        names += [field.name for field in dataclasses.fields(value)]
    return [n for n in names if SPLITTING.search(n)]


def test_no_function_takes_a_plan_to_areas() -> None:
    found = {name: _splits(name, value) for name, value in _functions()}
    assert found
    assert {name: words for name, words in found.items() if words} == {}


def test_a_function_that_splits_is_seen() -> None:
    def planted(plan: object, counties: object) -> None: ...

    assert _splits("planted", planted) == ["counties"]


@pytest.mark.parametrize("area", [["511002", "511011"], {"511002": 0.2}, None])
def test_a_plan_of_several_areas_is_refused(area: object) -> None:
    given = {
        "plan": {"area": area, "start": 2021, "end": 2025},
        "base": {"date": "2020-12-31", "population": PEOPLE},
        "figure": [{"name": "births", "at_most": 100}],
    }
    with pytest.raises(PlanError) as caught:
        plan.check(given, draws=10)
    assert "never split over areas" in caught.value.en
    assert "不向下分解" in caught.value.zh


def test_the_command_has_no_way_to_split_or_export() -> None:
    assert "plan" in COMMANDS
    names = {
        name
        for sub in command.commands.values()
        for param in sub.params
        for name in param.opts
    }
    assert names == {
        *("file", "--format", "--out", "--draws", "--seed", "--quiet"),
        "name",
    }


def test_the_text_says_whose_advice_it_is_and_that_it_sets_no_quota() -> None:
    given = {
        "plan": {"start": 2021, "end": 2025},
        "base": {"date": "2020-12-31", "population": PEOPLE},
        "figure": [{"name": "births", "at_most": 100}],
    }
    text = plan.check(given, draws=10).text
    for said in ("schools, care and pensions", "sets nobody a quota", "not split over"):
        assert said in text.en
    for said in ("学校、托育、医疗和养老", "不给任何人下达生育数量", "不用于考核"):
        assert said.replace("不用于", "也不用于") in text.zh or said in text.zh
