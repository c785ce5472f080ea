"""Two plans to begin from, their bases made from the censuses kept with Renkou."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.demography.life_table import LifeTable
from renkou.demography.plan import back_projection
from renkou.reference import census, fertility_pattern, indicators, mortality_rates

Floats = npt.NDArray[np.float64]
CITY = "511000"
_WIDTH, _OPEN = 5, 85
_PLAN_2006 = """
[[figure]]
name = "births"               # mean of the five years
about = 48_000
unit = "persons"

[[figure]]
name = "crude-birth-rate"
at_most = 11
unit = "‰"

[[figure]]
name = "natural-increase-rate"
at_most = 5
unit = "‰"

[[figure]]
name = "population"           # at the end
about = 4.40
unit = "millions"

[[figure]]
name = "women-15-49"
year = 2005
about = 1.18
unit = "millions"

[[figure]]
name = "women-15-49"
year = 2010
about = 1.26
unit = "millions"

[[figure]]
name = "women-20-29"
year = 2010
about = 46
unit = "万"

[[figure]]
name = "crude-birth-rate"     # at the start
year = 2005
about = 10
unit = "per mille"

[[figure]]
name = "natural-increase-rate"
year = 2005
about = 4.5
unit = "per mille"

[[figure]]
name = "total-fertility-rate"
year = 2005
about = 1.5
unit = "children"
"""
_PLAN_2021 = """
[[figure]]
name = "population"
at_least = 295
unit = "万"

[[figure]]
name = "births"
about = 20_000
tolerance = "15%"
unit = "persons"

[[figure]]
name = "crude-birth-rate"
at_most = 8
unit = "per 1,000"

[[figure]]
name = "natural-increase-rate"
at_most = 0
unit = "‰"

[[figure]]
name = "women-15-49"
at_most = 0.62
unit = "millions"

[[figure]]
name = "old-dependency"       # aged 65 and over per 100 aged 15–64
at_least = 30
unit = "per 100"
"""


def example_plan(name: str) -> str:
    """The text of the example "2006-2010" or "2021-2025".

    The first is the plan of a city of four million whose figures cannot all hold; its
    base of 2005 is back-projected from the census of 2010. The second is sound: it is
    invented, on the census of 2020.

    >>> example_plan("2021-2025").splitlines()[0]
    '# A sound plan, invented for this example: nobody made it.'
    """
    return _of_2021() if name == "2021-2025" else _of_2006()


def _of_2006() -> str:
    counted = census(2010)
    row = counted.index(CITY)
    registered = float(counted.column("hukou_pop")[row])
    residents = _five_year(counted.population[row])
    then = registered / residents.sum() * residents
    base = back_projection(then, _survival(2005))
    return "\n".join(
        [
            "# A plan for 2006 to 2010, as it was written; do its figures hold "
            "together?",
            "# No count of 2005 by age is at hand. The base is back-projected: "
            "the census",
            "# of 1 November 2010 in Neijiang (residents by age and sex), "
            "scaled to its",
            f"# {registered:,.0f} registered persons, and taken back five years with",
            "# China's death rates of 2005-2010 (World Population Prospects 2024).",
            "# Assumed: that the registered are of the residents' ages, that "
            "nobody moved",
            "# in or out of the register, and that people died as in the nation.",
            "",
            "[plan]",
            'area = "511000"',
            'name = { en = "Neijiang", zh = "内江市" }',
            "start = 2006",
            "end = 2010",
            "",
            "[base]",
            "date = 2005-11-01",
            "assumed = true",
            *_population(base),
            "",
            *_rates(2005),
            "",
            "[spread]",
            "net_migration = 0.003  # of the population a year: a register "
            "moves slowly",
            _PLAN_2006,
        ]
    )


def _of_2021() -> str:
    counted = census(2020)
    base = _five_year(counted.population[counted.index(CITY)])
    return "\n".join(
        [
            "# A sound plan, invented for this example: nobody made it.",
            "# The base is the census of 1 November 2020 in Neijiang, residents.",
            "",
            "[plan]",
            'area = "511000"',
            'name = { en = "Neijiang", zh = "内江市" }',
            "start = 2021",
            "end = 2025",
            "",
            "[base]",
            "date = 2020-11-01",
            *_population(base),
            "",
            *_rates(2020),
            "total_fertility_rate = 1.3  # the planners' own reading of the "
            "latest year",
            _PLAN_2021,
        ]
    )


def _five_year(counts: Floats) -> Floats:
    """Ages 0 and 1–4 put together."""
    young = counts[:, :2].sum(axis=1, keepdims=True)
    return np.concatenate([young, counts[:, 2:]], axis=1).astype(np.float64)


def _survival(start: int) -> Floats:
    """The nation's survival ratios of the five years from `start`, (2, 19)."""
    rates = mortality_rates("CHN")
    period = [first for first, _ in rates.periods].index(start)
    return np.stack(
        [
            LifeTable.from_rates(
                rates.values[period, i], rates.age, sex=sex
            ).survival_ratios(_WIDTH, _OPEN)
            for i, sex in enumerate(("male", "female"))
        ]
    )


def _population(base: Floats) -> list[str]:
    lines = ["# Persons aged 0-4, 5-9, … 80-84, 85 and over.", "[base.population]"]
    for sex, row in zip(("male", "female"), base, strict=True):
        lines.append(f"{sex} = [{', '.join(str(round(x)) for x in row)}]")
    return lines


def _rates(start: int) -> list[str]:
    """The nation's level of mortality and ages of mothers in the five years."""
    nation = indicators("CHN")
    years = (nation.year >= start) & (nation.year < start + _WIDTH)
    male, female = nation.e0M[years].mean(), nation.e0F[years].mean()
    boys = 100 * nation.srb[years].mean()
    pattern = fertility_pattern("CHN")
    period = [first for first, _ in pattern.periods].index(start)
    mean_age = float(pattern.values[period] @ (pattern.age + _WIDTH / 2))
    return [
        f"# China's of {start}-{start + _WIDTH}, World Population Prospects 2024.",
        "[rates]",
        f"life_expectancy = {{ male = {male:.1f}, female = {female:.1f} }}",
        f"mean_age_at_birth = {mean_age:.1f}",
        f"sex_ratio_at_birth = {boys:.1f}",
    ]
