"""The period life table, from rates, from deaths or from probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    positive,
    refuse,
    together,
)

from .ages import lower_bounds, widths
from .nax import Separation
from .survival import merge_groups, survival_ratios

_CLOSES = ("inverse-rate",)


@dataclass(frozen=True, eq=False)
class LifeTable:
    """A period life table; age is the last axis, all other axes lead.

    `age` and `width` are (A,), the width of the open group inf; all else is (..., A):
    death rates nMx, years lived by those who die nax, probabilities of dying nqx and
    surviving npx, survivors lx, deaths ndx, years lived nLx and Tx, expectation ex.
    """

    age: Floats
    width: Floats
    nMx: Floats
    nax: Floats
    nqx: Floats
    npx: Floats
    lx: Floats
    ndx: Floats
    nLx: Floats
    Tx: Floats
    ex: Floats

    @classmethod
    def from_rates(
        cls,
        nMx: npt.ArrayLike,
        age: npt.ArrayLike,
        *,
        sex: str,
        a0: str = "andreev-kingkade",
        region: str = "west",
        nax: npt.ArrayLike | str | None = None,
        radix: float = 100_000,
        close: str = "inverse-rate",
        q0: npt.ArrayLike | None = None,
    ) -> Self:
        """The life table of death rates, (..., A), per person per year.

        `age` holds lower bounds from 0 (0, 1, 5, 10, … or single years), the last
        group open; it must have a rate above 0. nqx = n·nMx/(1 + (n − nax)·nMx), the
        open group 1 with nax = 1/nMx (`close="inverse-rate"`). `sex`: "male",
        "female" or "both", which takes the mean of the sexes' values.

        `a0`: "andreev-kingkade" (1a0 from 1m0) or "coale-demeny" (1a0 and, in abridged
        tables, 4a1) of a `region` "west", "north", "south" or "east".
        `nax`: None (n/2 above), "greville" (from age 15) or all of them as an array,
        for which any ascending ages will do.
        Where one of these rules would let nobody survive a group (nax·nMx of 1 or
        more, as in very small populations) or leave the group (nax below 0 or above
        n) the group takes the nax of a constant force instead; the same in an array
        given is an error.
        `q0` replaces 1q0 before lx is formed; 1m0 stays as given.

        Source: Preston, Heuveline and Guillot (2001), chapter 3. ValueError names the
        argument, index and rule of bad input.

        >>> table = LifeTable.from_rates([0.01, 0.001, 0.1], [0, 1, 5], sex="female")
        >>> table.lx.round().tolist(), table.ex.round(3).tolist()
        ([100000.0, 99009.0, 98613.0], [14.805, 13.952, 10.0])
        """
        rates, ages = not_negative("nMx", nMx), lower_bounds(age)
        rule = Separation(sex, a0, region, nax)
        one_of("close", close, _CLOSES)
        _last_axis("nMx", rates, ages)
        open_rate = rates[..., -1]
        refuse("nMx", open_rate <= 0, open_rate, "be above 0 in the open group")
        chance = None if q0 is None else _infant(q0)
        if chance is not None:
            shape = together(nMx=rates[..., 0], q0=chance)
            rates = np.broadcast_to(rates, (*shape, ages.size))
        lived = rule.of_rates(rates, ages, chance)
        return cls._of(ages, rates, lived, radix, chance)

    @classmethod
    def from_deaths(
        cls,
        deaths: npt.ArrayLike,
        exposure: npt.ArrayLike,
        age: npt.ArrayLike,
        *,
        sex: str,
        a0: str = "andreev-kingkade",
        region: str = "west",
        nax: npt.ArrayLike | str | None = None,
        radix: float = 100_000,
        close: str = "inverse-rate",
        q0: npt.ArrayLike | None = None,
    ) -> Self:
        """The life table of deaths and person-years, both (..., A), by age.

        nMx = deaths/exposure; all else as in `from_rates`. Every age group must have
        person-years and the open one deaths (`can_be_built` says where they do), and
        no group more deaths than person-years: where so few lived that it has, give
        the rates to `from_rates`. Source: Preston, Heuveline and Guillot (2001), 3.2.

        >>> LifeTable.from_deaths([1, 0, 5], [100, 400, 50], [0, 1, 5], sex="male").age
        array([0., 1., 5.])
        """
        died, lived = not_negative("deaths", deaths), positive("exposure", exposure)
        shape = together(deaths=died, exposure=lived)
        died = np.broadcast_to(died, shape)
        refuse("deaths", died > lived, died, "be no more than exposure")
        last = died[..., -1]
        refuse("deaths", last <= 0, last, "be above 0 in the open group")
        return cls.from_rates(
            died / lived,
            age,
            sex=sex,
            a0=a0,
            region=region,
            nax=nax,
            radix=radix,
            close=close,
            q0=q0,
        )

    @classmethod
    def from_probabilities(
        cls,
        nqx: npt.ArrayLike,
        age: npt.ArrayLike,
        *,
        sex: str,
        open_rate: npt.ArrayLike,
        a0: str = "andreev-kingkade",
        region: str = "west",
        nax: npt.ArrayLike | str | None = None,
        radix: float = 100_000,
        close: str = "inverse-rate",
        q0: npt.ArrayLike | None = None,
    ) -> Self:
        """The life table of probabilities of dying, (..., A), the last of them 1.

        `open_rate`, (...) or a number, is the death rate of the open group, which no
        probability tells. nMx = nqx/(n − (n − nax)·nqx), with the nax that the same
        rules give those rates, so that the table is the one `from_rates` makes of
        them; Coale–Demeny's other regions read 1a0 and 4a1 from 1q0 itself.
        All else as in `from_rates`. ValueError for a probability not from 0 up to, in
        closed groups, below 1.

        Source: Preston, Heuveline and Guillot (2001), 3.2.

        >>> table = LifeTable.from_probabilities(
        ...     [0.01, 0.004, 1], [0, 1, 5], sex="female", open_rate=0.1
        ... )
        >>> table.lx.round().tolist(), table.nMx.round(5).tolist()
        ([100000.0, 99000.0, 98604.0], [0.01009, 0.001, 0.1])
        """
        chance, ages = numeric("nqx", nqx), lower_bounds(age)
        rule = Separation(sex, a0, region, nax)
        one_of("close", close, _CLOSES)
        _last_axis("nqx", chance, ages)
        _probabilities(chance)
        last = positive("open_rate", open_rate)
        infant = None if q0 is None else _infant(q0)
        others = {} if infant is None else {"q0": infant}
        shape = together(nqx=chance[..., 0], open_rate=last, **others)
        chance = np.broadcast_to(chance, (*shape, ages.size))
        last = np.broadcast_to(last, shape)
        rates, lived = rule.of_probabilities(chance, last, ages, infant)
        known = chance[..., 0] if infant is None else infant
        return cls._of(ages, rates, lived, radix, known)

    @classmethod
    def _of(
        cls, age: Floats, nMx: Floats, nax: Floats, radix: float, q0: Floats | None
    ) -> Self:
        if not (np.isfinite(radix) and radix > 0):
            raise ValueError(f"radix: {radix} must be above 0")
        width = widths(age)
        nqx, npx = _chances(nMx, nax, width, q0)
        lx = np.empty_like(npx)
        lx[..., 0] = radix
        np.cumprod(npx[..., :-1], axis=-1, out=lx[..., 1:])
        lx[..., 1:] *= radix
        ndx = lx * nqx
        nLx = nax * ndx
        nLx[..., :-1] += width[:-1] * lx[..., 1:]
        nLx[..., -1] = lx[..., -1] / nMx[..., -1]
        Tx = np.cumsum(nLx[..., ::-1], axis=-1)[..., ::-1]
        ex = _expectation(nMx, nax, nqx, npx, width)
        return cls(age, width, nMx, nax, nqx, npx, lx, ndx, nLx, Tx, ex)

    def survival_ratios(self, width: int = 5, open_age: int | None = None) -> Floats:
        """Survival ratios of groups of equal `width`, (..., G + 1).

        Ages within a group (0 and 1–4) are merged first, and all from `open_age` on
        (None: the table's own open group). As the function of the same name.

        >>> table = LifeTable.from_rates([0.01, 0.001, 0.1], [0, 1, 5], sex="female")
        >>> table.survival_ratios().round(3).tolist()
        [0.989, 0.666, 0.666]
        """
        merged = merge_groups(self.nLx, self.age, width, open_age)
        return survival_ratios(merged, radix=self.lx[..., 0], width=width)


def _last_axis(argument: str, values: Floats, age: Floats) -> None:
    if values.shape[-1:] != age.shape:
        raise ValueError(
            f"{argument}: the last axis, {values.shape[-1:]}, must match age, "
            f"{age.shape}"
        )


def _infant(q0: npt.ArrayLike) -> Floats:
    chance = numeric("q0", q0)
    refuse("q0", ~((chance >= 0) & (chance < 1)), chance, "be 0 or more, below 1")
    return chance


def _probabilities(nqx: Floats) -> None:
    outside = ~((nqx >= 0) & (nqx < 1))
    outside[..., -1] = False
    refuse("nqx", outside, nqx, "be 0 or more, below 1")
    last = nqx[..., -1]
    refuse("nqx", last != 1, last, "be 1 in the open group")


def _chances(
    nMx: Floats, nax: Floats, width: Floats, q0: Floats | None
) -> tuple[Floats, Floats]:
    """nqx and npx, each formed directly so that neither is lost to rounding."""
    n, M, a = width[:-1], nMx[..., :-1], nax[..., :-1]
    divisor = 1 + (n - a) * M
    nqx, npx = np.ones(nMx.shape), np.zeros(nMx.shape)
    nqx[..., :-1] = np.minimum(n * M / divisor, 1.0)  # rounding may pass 1
    npx[..., :-1] = np.maximum(1 - a * M, 0.0) / divisor
    if q0 is not None:
        nqx[..., 0], npx[..., 0] = q0, 1 - q0
    return nqx, npx


def _expectation(
    nMx: Floats, nax: Floats, nqx: Floats, npx: Floats, width: Floats
) -> Floats:
    """ex from the oldest group down: defined even where nobody is left alive."""
    ex = np.empty(nMx.shape)
    ex[..., -1] = 1 / nMx[..., -1]
    for i in range(width.size - 2, -1, -1):
        later = width[i] + ex[..., i + 1]
        ex[..., i] = npx[..., i] * later + nqx[..., i] * nax[..., i]
    return ex
