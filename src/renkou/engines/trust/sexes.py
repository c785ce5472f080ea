"""Sex ratios at birth of areas that cannot be chance; never of a birth or a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.demography.sex_ratio import compare, many, power
from renkou.integrity.control_limits import false_discovery
from renkou.schema.text import Text

from .finding import Detector, Finding
from .register import Register
from .wording import by_chance, discovery

Floats = npt.NDArray[np.float64]
RATE = 0.05
YEARS = 5
USUAL = 107.0  # the upper end of what is usual, 105 to 107
SETTLE = Text(
    "See whether girls are registered later than boys here, and set the certificates "
    "beside the register by sex.",
    "查看本处女孩登记是否晚于男孩，并按性别将出生证明与登记册比对。",
)
WHY = Text(
    "Girls may be registered late or elsewhere, a sex may have been entered wrongly, "
    "or births may be missing. The ratio says nothing of any family.",
    "可能是女孩登记较晚或在外地登记、性别录入有误，或有出生未登记。该比值不涉及任何家庭。",
)


@dataclass(frozen=True, eq=False)
class SexRatios:
    """Boys and girls of each township over five years, and the ratio of all."""

    boys: Floats
    girls: Floats
    ratio: float
    findings: tuple[Finding, ...]
    detectors: tuple[Detector, ...]


def sex_ratios(
    register: Register, names: tuple[Text, ...], city: tuple[str, Text]
) -> SexRatios:
    """Townships against the whole, and the whole against 107 boys per 100 girls."""
    months, n = register.months, len(register.units)
    start = register.months.bounds[max(months.count - 12 * YEARS, 0)]
    rows = register.day >= start
    area, sex = register.area[rows], register.sex[rows]
    boys = np.bincount(area[sex == 1], minlength=n).astype(np.float64)
    girls = np.bincount(area[sex == 2], minlength=n).astype(np.float64)
    total_boys, total_girls = float(boys.sum()), float(girls.sum())
    if not total_boys or not total_girls:
        return SexRatios(boys, girls, float("nan"), (), ())
    ratio = 100 * total_boys / total_girls
    towns, whole = (
        _towns_detector(boys + girls, ratio),
        _city_detector(total_boys + total_girls),
    )
    period = months.name(months.count - 1)
    p = compare(boys, girls, against=ratio).p
    flagged = false_discovery(p, rate=RATE).flagged
    shrunk = many(boys, girls, against=ratio).shrunk
    found = [
        Finding(
            detector=towns,
            area=register.units[i].code,
            name=names[i],
            period=period,
            score=float(shrunk[i]),
            p=float(p[i]),
            found_on=register.known_on,
            what=Text(
                f"{boys[i]:,.0f} boys and {girls[i]:,.0f} girls in five years; in the "
                f"city {ratio:.0f} boys per 100 girls.",
                f"五年内男{boys[i]:,.0f}例、女{girls[i]:,.0f}例；全市为每100名女孩"
                f"{ratio:.0f}名男孩。",
            ),
            sure=by_chance(float(p[i]), n),
            why=WHY,
        )
        for i in np.flatnonzero(flagged)
    ]
    p_city = float(compare(total_boys, total_girls, against=USUAL).p)
    if p_city <= RATE / 2 and ratio > USUAL:
        found.append(
            Finding(
                detector=whole,
                area=city[0],
                name=city[1],
                period=period,
                score=ratio,
                p=p_city,
                found_on=register.known_on,
                what=Text(
                    f"{ratio:.1f} boys per 100 girls in five years, of "
                    f"{total_boys + total_girls:,.0f} births; 105 to 107 is usual.",
                    f"五年{total_boys + total_girls:,.0f}例出生中，每100名女孩"
                    f"{ratio:.1f}名男孩；通常为105至107。",
                ),
                sure=by_chance(p_city, 1),
                why=WHY,
            )
        )
    return SexRatios(boys, girls, ratio, tuple(found), (towns, whole))


def _towns_detector(births: Floats, ratio: float) -> Detector:
    middle = max(round(float(np.median(births))), 1)
    said = power(middle, 1.2 * ratio, against=round(ratio, 1))
    return Detector(
        key="sex-ratio-of-area",
        kind="sex_ratio",
        title=Text("Sex ratio at birth, townships", "出生性别比（乡镇）"),
        wrong=discovery(RATE),
        settle=SETTLE,
        sees=Text(str(said.en), str(said.zh)),
    )


def _city_detector(births: float) -> Detector:
    said = power(births, 110.0, against=USUAL)
    return Detector(
        key="sex-ratio-of-city",
        kind="sex_ratio",
        title=Text("Sex ratio at birth, city", "出生性别比（全市）"),
        wrong=Text(
            "Where the true ratio is 107 it flags in 2.5% of checks.",
            "若真实比值为107，约2.5%的检查会误报。",
        ),
        settle=SETTLE,
        sees=Text(str(said.en), str(said.zh)),
    )
