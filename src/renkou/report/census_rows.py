"""Each county of the synthetic city beside the census of 2020, as a row of figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from renkou.areas import bundled
from renkou.areas.search import spell
from renkou.schema.text import Text
from renkou.snapshot.synthetic.comparison import CensusComparison
from renkou.snapshot.synthetic.places import LIST_OF_THE_CENSUS

from .places import english

SEXES = ("male", "female")
SEX_NAMES = {"male": Text("male", "男"), "female": Text("female", "女")}
ZONE = Text(" Development Zone", "经济开发区")


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusRow:
    """An area's residents of 2020-11-01, simulated and by the census at that size.

    `cell_…` is the sex and age group that comes nearest its bound, or lies farthest
    outside; `within` tells whether the area and all of its cells keep theirs.
    """

    area: str
    name: Text
    simulated: int
    census: float
    error: float
    cell_sex: str
    cell_age: str
    cell_simulated: int
    cell_census: float
    cell_error: float
    within: bool


def census_rows(compared: CensusComparison) -> tuple[CensusRow, ...]:
    """The rows of a comparison's areas, in its order.

    >>> from renkou.snapshot.synthetic.comparison import census_comparison
    >>> from renkou.snapshot.synthetic.live import live
    >>> [row.name.en for row in census_rows(census_comparison(live(500, seed=1)))][:2]
    ['Shizhong', 'Dongxing']
    """
    return tuple(_row(compared, number) for number in range(len(compared.counties)))


def _row(compared: CensusComparison, number: int) -> CensusRow:
    use = compared.cell_use()[number]
    sex, group = divmod(int(use.argmax()), use.shape[1])
    code = compared.counties[number]
    return CensusRow(
        area=f"{code}000000",
        name=name_of(code),
        simulated=int(compared.simulated[number].sum()),
        census=float(compared.census[number].sum()),
        error=float(compared.county_errors()[number]),
        cell_sex=SEXES[sex],
        cell_age=_ages(compared.age_lower.tolist())[group],
        cell_simulated=int(compared.simulated[number, sex, group]),
        cell_census=float(compared.census[number, sex, group]),
        cell_error=float(compared.errors()[number, sex, group]),
        within=bool(compared.county_use()[number] <= 1 and np.all(use <= 1)),
    )


def cell_name(row: CensusRow) -> Text:
    """What a row's cell is called, such as "female 80–84" or "男85岁及以上"."""
    sex, age = SEX_NAMES[row.cell_sex], row.cell_age.replace("-", "–")
    years = f"{age[:-1]}岁及以上" if age.endswith("+") else f"{age}岁"
    return Text(f"{sex.en} {age}", f"{sex.zh}{years}")


def name_of(code: str) -> Text:
    """The name of a county, or of the city, on the list that the census used.

    >>> name_of("511071").en
    'Neijiang Development Zone'
    """
    tree = bundled()
    name = tree.by_code(code, tree.list_for(LIST_OF_THE_CENSUS)).name
    if name.endswith(ZONE.zh):
        town = spell(name.removesuffix(ZONE.zh))[0].capitalize()
        return Text(town + ZONE.en, name)
    return english(name)


def _ages(lower: list[int]) -> list[str]:
    """Names of age groups that begin at these ages.

    >>> _ages([0, 1, 5])
    ['0', '1-4', '5+']
    """
    names = [
        str(first) if after == first + 1 else f"{first}-{after - 1}"
        for first, after in pairwise(lower)
    ]
    return [*names, f"{lower[-1]}+"]
