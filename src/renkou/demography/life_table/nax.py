"""Which nax a life table takes: by rule, as given, and where no rule can hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, one_of, positive, refuse, together

from ..separation import (
    A0_RULES,
    REGIONS,
    andreev_kingkade,
    coale_demeny,
    constant_force,
    greville,
)
from .ages import begins_at_birth

_SEXES = ("male", "female", "both")
_ROUNDS = 50
_STILL = 1e-13  # years


@dataclass(frozen=True, eq=False)
class Separation:
    """How the years lived by those who die are found; refuses unknown names."""

    sex: str
    a0: str
    region: str
    nax: npt.ArrayLike | str | None

    def __post_init__(self) -> None:
        one_of("sex", self.sex, _SEXES)
        one_of("a0", self.a0, A0_RULES)
        one_of("region", self.region, REGIONS)
        if self.by_rule:
            one_of("nax", self.nax, (None, "greville"))

    @property
    def by_rule(self) -> bool:
        """Whether nax follows from the rates, not from an array given."""
        return self.nax is None or isinstance(self.nax, str)

    def of_rates(self, nMx: Floats, age: Floats, q0: Floats | None) -> Floats:
        """nax of death rates, (..., A); `q0` where 1q0 is known from elsewhere."""
        if not self.by_rule:
            lived = self._given(nMx.shape, age)
            nobody = lived[..., :-1] * nMx[..., :-1] > 1
            rule = "leave nqx at 1 or below (nax·nMx <= 1)"
            refuse("nax", nobody, lived[..., :-1], rule)
            return lived
        begins_at_birth(age)
        lived, width = self._ruled(nMx, age, q0), np.diff(age)
        closed, rates = lived[..., :-1], nMx[..., :-1]
        unfit = (closed * rates >= 1) | (closed < 0) | (closed > width)
        if unfit.any():
            groups = np.broadcast_to(width, unfit.shape)[unfit]
            closed[unfit] = constant_force(rates[unfit], groups)
        return lived

    def of_probabilities(
        self, nqx: Floats, open_rate: Floats, age: Floats, q0: Floats | None
    ) -> tuple[Floats, Floats]:
        """nMx and nax of probabilities of dying, that belong together."""
        width, chance = np.diff(age), nqx[..., :-1]
        rates = np.concatenate([chance, open_rate[..., None]], axis=-1)
        if not self.by_rule:
            lived = self._given(nqx.shape, age)
            rates[..., :-1] = _rates(chance, lived[..., :-1], width)
            return rates, lived
        begins_at_birth(age)
        if self.region != "west" and q0 is None:
            q0 = nqx[..., 0]
        lived = np.broadcast_to(np.append(width / 2, 1.0), nqx.shape)
        for _ in range(_ROUNDS):
            rates[..., :-1] = _rates(chance, lived[..., :-1], width)
            before, lived = lived, self._ruled(rates, age, q0)
            if np.all(np.abs(lived - before)[..., :-1] <= _STILL):
                break
        closed = lived[..., :-1]
        unfit = (closed < 0) | (closed > width)
        if unfit.any():
            groups = np.broadcast_to(width, unfit.shape)[unfit]
            closed[unfit] = constant_force(-np.log1p(-chance[unfit]) / groups, groups)
        rates[..., :-1] = _rates(chance, closed, width)
        return rates, lived

    def _ruled(self, nMx: Floats, age: Floats, q0: Floats | None) -> Floats:
        lived = np.empty(nMx.shape)
        lived[..., :-1] = np.diff(age) / 2
        lived[..., -1] = 1 / nMx[..., -1]
        if self.nax == "greville":
            lived = greville(nMx, age, lived)
        if self.a0 == "andreev-kingkade":
            lived[..., 0] = andreev_kingkade(nMx[..., 0], self.sex)
            return lived
        first, second = coale_demeny(nMx[..., 0], self.sex, self.region, q0)
        lived[..., 0] = first
        if age.size > 2 and age[2] == 5:
            lived[..., 1] = second
        return lived

    def _given(self, shape: tuple[int, ...], age: Floats) -> Floats:
        assert self.nax is not None
        lived = positive("nax", self.nax)
        if together(table=np.empty(shape), nax=lived) != shape:
            raise ValueError(f"nax: {lived.shape} must fit the table, {shape}")
        lived = np.broadcast_to(lived, shape).copy()
        closed = lived[..., :-1]
        refuse("nax", closed > np.diff(age), closed, "be within the width of its group")
        return lived


def _rates(nqx: Floats, nax: Floats, width: Floats) -> Floats:
    return nqx / (width - (width - nax) * nqx)
