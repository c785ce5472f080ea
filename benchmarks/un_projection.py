"""`make un-projection`: the UN's projection of 2019 made again, and how far off.

From the UN's base of 2020 and its rates; nothing after 2020 is fitted. See
`renkou.reference.un_projection` for what is assumed of migration by age.
"""

from __future__ import annotations

import numpy as np

from renkou.reference import ATTRIBUTION
from renkou.reference.files import Floats
from renkou.reference.un_projection import REVISION, WIDTH, Reproduction, reproduced

NATIONS = {"CHN": "China", "SWE": "Sweden"}


def main() -> int:
    """Print both nations' totals and errors at every step, and errors by age."""
    for iso3, name in NATIONS.items():
        found = reproduced(iso3)
        _by_year(name, found)
        _by_age(found)
    print(ATTRIBUTION)
    return 0


def _by_year(name: str, found: Reproduction) -> None:
    ours, published = (p.sum(axis=(1, 2)) / 1e3 for p in (found.ours, found.published))
    worst = np.abs(found.error).max(axis=(1, 2))
    print(f"{name}, World Population Prospects {REVISION}, medium variant")
    print("year    UN, thousands  made again, thousands   total off   worst cell off")
    for i, year in enumerate(found.year):
        print(
            f"{year} {published[i]:>16,.1f} {ours[i]:>22,.1f} "
            f"{100 * found.total_error[i]:>+10.4f}% {100 * worst[i]:>15.3f}%"
        )
    print()


def _by_age(made: Reproduction) -> None:
    def largest(sex: int) -> Floats:
        error = made.error[:, sex]
        at = np.abs(error).argmax(axis=0)
        found: Floats = np.take_along_axis(error, at[None], axis=0)[0]
        return found

    males, females = largest(0), largest(1)
    print("age        largest error of any year, males   females")
    for i, (male, female) in enumerate(zip(males, females, strict=True)):
        low = WIDTH * i
        age = f"{low}+" if i == males.size - 1 else f"{low}–{low + WIDTH - 1}"
        print(f"{age:<10} {100 * male:>35.3f}% {100 * female:>8.3f}%")
    print()


if __name__ == "__main__":
    raise SystemExit(main())
