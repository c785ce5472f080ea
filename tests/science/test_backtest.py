"""The backtest on Sichuan: what the page says, and what must be true of it."""

from __future__ import annotations

import re
from dataclasses import fields

import numpy as np
import pytest
from benchmarks.backtest.__main__ import PAGES
from benchmarks.backtest.ground import rates, setting, sichuan
from benchmarks.backtest.tables import held, score, shown, tables
from benchmarks.backtest.trial import PARENTS, hamilton_perry, model_without, outcome

from renkou import reference
from renkou.demography.projection import project_areas
from renkou.demography.projection.area_model import SICHUAN

NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> list[float]:
    return [float(n.replace("−", "-").replace(",", "")) for n in NUMBER.findall(text)]


def test_the_ground_holds_every_resident_of_both_censuses() -> None:
    ground = sichuan()
    for year, people in ((2010, ground.before), (2020, ground.after)):
        census = reference.census(year)
        whole = census.population[census.index("510000")].sum(axis=0)
        grouped = people.sum(axis=(0, 1))
        assert grouped.sum() == whole.sum()
        assert grouped[0] == whole[:2].sum()
        assert grouped[-1] == whole[-1]


@pytest.mark.parametrize("parent", PARENTS)
def test_the_middle_errs_less_than_all_three(parent: str) -> None:
    made = outcome(parent)
    scores = {name: score(found) for name, found in made.methods.items()}
    own = scores.pop("renkou")
    for other in scores.values():
        assert own.mean < 0.95 * other.mean
        assert own.cells < other.cells


@pytest.mark.parametrize("parent", PARENTS)
def test_counties_left_out_are_held_as_often_as_said(parent: str) -> None:
    h = held(outcome(parent))
    assert 0.75 <= h.own.mean() <= 0.85
    assert 0.75 <= h.cells.mean() <= 0.85


def test_the_coefficients_in_the_code_are_those_estimated() -> None:
    found = model_without(None)
    for field in fields(found):
        np.testing.assert_allclose(
            getattr(SICHUAN, field.name), getattr(found, field.name), atol=3e-3
        )


@pytest.mark.parametrize("language", list(PAGES))
def test_the_page_shows_what_comes_out(language: str) -> None:
    for name, table in tables(language).items():
        there = shown(PAGES[language], name)
        assert NUMBER.sub("0", there) == NUMBER.sub("0", table)
        np.testing.assert_allclose(numbers(there), numbers(table), atol=0.15)


def test_the_public_function_gives_what_the_page_is_about() -> None:
    """The same counties through the public name, by the model that has seen all."""
    ground, (survival, fertility, boys) = sichuan(), rates()
    course = setting(ground.before.sum(axis=0), ground.after.sum(axis=0)).parent
    found = project_areas(
        ground.before, survival, fertility, boys, parent=course, seed=1
    )
    truth = ground.after.sum(axis=(1, 2))
    inside = (found.total_low[:, -1] <= truth) & (truth <= found.total_high[:, -1])
    assert 0.75 <= inside.mean() <= 0.88
    own = np.abs(found.total_median[:, -1] / truth - 1).mean()
    perry = hamilton_perry(ground.before, course).sum(axis=(1, 2))
    assert own < 0.9 * np.abs(perry / truth - 1).mean()
    assert own < 0.9 * np.abs(ground.before.sum(axis=(1, 2)) / truth - 1).mean()
