"""The worked examples and the oracle notice a wrong bound, key or condition.

`make mutate` tries every such change; here are a few, in every test run, and one that
changes nothing, which proves that what notices can also be silent.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from . import listed
from .handful import handful
from .mutant import rewritten
from .operators import DEFINITIONS, ENGINE, mutants

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def deaths() -> dict[str, str]:
    """What each of the handful died of, "" where it lives."""
    command = [sys.executable, "-m", "tests.mutation.handful"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return dict(line.split("\t", 1) for line in run.stdout.splitlines())


def test_every_mutant_of_the_handful_is_noticed(deaths: dict[str, str]) -> None:
    assert deaths.keys() == handful().keys()
    alive = [name for name, death in deaths.items() if not death]
    assert alive == ["nothing"]


def test_figures_notice_them_and_not_an_error(deaths: dict[str, str]) -> None:
    noticed = {death.partition(":")[0] for death in deaths.values() if death}
    assert noticed <= {"worked examples", "oracle", "docstring"}


def test_a_mutant_says_where_it_is() -> None:
    found = list(mutants("renkou/engines/known.py", ENGINE))
    changes = {mutant.change for mutant in found}
    assert (
        "_month_day(day) < _month_day(birth) → _month_day(day) <= _month_day(birth)"
        in (changes)
    )
    assert "_.known_from < _.known_to → nothing" in changes
    keys = [
        mutant.key for mutant in mutants("renkou/indicators/births.py", DEFINITIONS)
    ]
    assert len(keys) == len(set(keys))


def test_texts_and_worked_examples_are_left_alone() -> None:
    found = list(mutants("renkou/indicators/households.py", DEFINITIONS))
    assert any("18" not in mutant.change for mutant in found)
    assert not any("Text(" in mutant.change for mutant in found)
    assert not any("15 / 8" in mutant.change for mutant in found)
    assert not list(mutants("renkou/indicators/units.py", DEFINITIONS))


def test_the_list_must_say_what_lives() -> None:
    file = "renkou/engines/known.py"
    one, other = list(mutants(file, ENGINE))[:2]
    why = {one.key: "It does nothing."}
    assert listed.compared([one, other], [one], why).good
    assert listed.compared([one, other], [one, other], why).unlisted == (other,)
    assert listed.compared([one, other], [], why).stale == (one.key,)
    gone = {(file, "", "no such line", "1 → 2"): "It stood there once."}
    assert listed.compared([one], [], gone).stale == tuple(gone)


def test_every_listed_survivor_stands_in_the_code() -> None:
    for file, scope, line, change in listed.reasons():
        operators = ENGINE if file.startswith("renkou/engines") else DEFINITIONS
        keys = {mutant.key for mutant in mutants(file, operators)}
        assert (file, scope, line, change) in keys


def test_a_listed_survivor_can_be_read_back(tmp_path: Path) -> None:
    mutant = rewritten("renkou/engines/known.py", "% 100 != 0", "% 100 == 0")
    path = tmp_path / "survivors.toml"
    path.write_text(listed.entry(mutant).replace('""', '"Why."'), encoding="utf-8")
    assert listed.reasons(path) == {mutant.key: "Why."}
