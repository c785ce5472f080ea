"""From counts to figures: every measure of docs/conventions.md, written out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from math import exp, expm1

from . import intervals
from .intervals import Limits
from .oracle import KIND, Bag, Oracle, Period, halving_age

FIVE = [(low, low + 5) for low in range(0, 85, 5)] + [(85, 10_000)]
FERTILE = [(low, low + 5) for low in range(15, 50, 5)]
ABRIDGED = [(0, 1), (1, 5), *FIVE[1:]]
SEXES = {"total": (1, 2), "male": (1,), "female": (2,)}
ALL = (0, 10_000)


def label(low: int, high: int) -> str:
    """`15-19`, or `85+`."""
    return f"{low}+" if high == 10_000 else f"{low}-{high - 1}"


BY_SEX = frozenset(
    {
        *("population", "population-by-age", "person-years", "person-years-by-age"),
        *("births", "births-by-order", "recorded-within-30-days"),
        *("deaths", "deaths-by-age", "crude-death-rate", "life-expectancy"),
        *("infant-mortality-rate", "under-five-mortality-rate"),
        *("in-migrants", "out-migrants", "net-migration-rate", "growth-rate"),
        *("mean-age-at-first-marriage", "age-at-first-marriage", "median-age"),
        *("young-dependency", "old-dependency", "total-dependency", "ageing-index"),
    }
)


@dataclass(frozen=True)
class Figure:
    """A value (None: missing) with its interval and, of a quotient, its two parts."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    limits: Limits | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one area in one period and in the one before, for one sex."""

    now: Bag
    past: Bag
    moved: Bag
    sexes: tuple[int, ...]
    year_days: int
    past_year_days: int
    sex: str
    km2: float | None

    def total(self, name: str) -> float:
        """All that was counted under `name`, whatever its sex, age or order."""
        return sum(n for key, n in self.now.items() if key[0] == name)

    def persons(self, name: str, ages: tuple[int, int], sexes: Iterable[int]) -> float:
        """Those counted under `name` of these sexes and completed ages."""
        low, high = ages
        return sum(
            n
            for key, n in self.now.items()
            if key[0] == name and key[1] in sexes and low <= key[2] < high
        )

    def stock(self, low: int = -10_000, high: int = 10_000) -> float:
        """Persons on the period's last day."""
        return self.persons("stock", (low, high), self.sexes)

    def before(self) -> float:
        """Persons on the last day of the period before."""
        return self.persons("before", (-10_000, 10_000), self.sexes)

    def years(
        self, low: int = -10_000, high: int = 10_000, sexes: Iterable[int] = ()
    ) -> float:
        """Person-years."""
        days = self.persons("days", (low, high), tuple(sexes) or self.sexes)
        return days / self.year_days

    def deaths(self, low: int = -10_000, high: int = 10_000) -> float:
        """Deaths at these completed ages."""
        return self.persons("death", (low, high), self.sexes)

    def births(
        self,
        order: Callable[[int | None], bool] = lambda order: True,
        mothers: tuple[int, int] = (-10_000, 10_000),
        sexes: Iterable[int] = (),
    ) -> float:
        """Births by sex of the child, order and age of the mother."""
        wanted = tuple(sexes) or self.sexes
        return sum(
            n
            for key, n in self.now.items()
            if key[0] == "birth"
            and key[1] in wanted
            and order(key[2])
            and mothers[0] <= key[3] < mothers[1]
        )

    def moves(self, way: str) -> float:
        """Moves `in` or `out`."""
        return sum(self.moved.get((way, sex), 0.0) for sex in self.sexes)


Found = dict[str, Figure]


def over(top: float, bottom: float, per: float = 1.0) -> Found:
    """A quotient; missing where the denominator is 0."""
    return {"": Figure(top / bottom * per if bottom else None, top, bottom)}


def rate(events: float, exposure: float) -> Figure:
    """Events per 1,000 of exposure, with exact Poisson limits."""
    if not exposure:
        return Figure(None, events, exposure)
    low, high = (limit / exposure * 1000 for limit in intervals.garwood(events))
    return Figure(events / exposure * 1000, events, exposure, (low, high))


def balance(plus: float, minus: float, exposure: float) -> Figure:
    """What is added less what is taken away, per 1,000 of exposure."""
    if not exposure:
        return Figure(None, plus - minus, exposure)
    low, high = intervals.difference(plus, minus)
    limits = (low / exposure * 1000, high / exposure * 1000)
    return Figure((plus - minus) / exposure * 1000, plus - minus, exposure, limits)


def share(part: float, whole: float) -> Figure:
    """Per cent of the whole."""
    if not whole:
        return Figure(None, part, whole)
    low, high = intervals.wilson(part, whole)
    return Figure(part / whole * 100, part, whole, (low * 100, high * 100))


def boys_per_100_girls(boys: float, girls: float) -> Figure:
    """The sex ratio at birth."""
    if not girls:
        return Figure(None, boys, girls)
    low, high = intervals.odds(boys, girls)
    return Figure(boys / girls * 100, boys, girls, (low * 100, high * 100))


def count(number: float) -> Found:
    """A number as counted."""
    return {"": Figure(number, number)}


def population_by_age(f: Facts) -> Found:
    return {label(*g): Figure(f.stock(*g), f.stock(*g)) for g in FIVE}


def person_years_by_age(f: Facts) -> Found:
    return {label(*g): Figure(f.years(*g), f.years(*g)) for g in FIVE}


def deaths_by_age(f: Facts) -> Found:
    return {label(*g): Figure(f.deaths(*g), f.deaths(*g)) for g in FIVE}


ORDERS: dict[str, Callable[[int | None], bool]] = {
    "1": lambda order: order == 1,
    "2": lambda order: order == 2,
    "3": lambda order: order == 3,
    "4+": lambda order: order is not None and order >= 4,
}


NOT_STATED = "not-stated"  # left out of a table that has none anywhere


def births_by_order(f: Facts) -> Found:
    found = {name: Figure(f.births(o), f.births(o)) for name, o in ORDERS.items()}
    unknown = f.births(lambda order: order is None)
    return found | {NOT_STATED: Figure(unknown, unknown)}


def women_by_children(f: Facts) -> Found:
    found = dict.fromkeys(("0", "1", "2", "3+"), 0.0)
    for key, n in f.now.items():
        if key[0] == "mothers":
            found[str(key[1]) if key[1] < 3 else "3+"] += n
    return {name: Figure(n, n) for name, n in found.items()}


def fertility_rates(f: Facts) -> list[float | None]:
    """Births per woman and year in the seven groups; None without women."""
    found: list[float | None] = []
    for group in FERTILE:
        women = f.years(*group, sexes=(2,))
        found.append(f.births(mothers=group) / women if women else None)
    return found


def age_specific_fertility_rate(f: Facts) -> Found:
    found = {}
    for group in FERTILE:
        women = f.years(*group, sexes=(2,))
        found[label(*group)] = rate(f.births(mothers=group), women)
    return found


def total_fertility_rate(f: Facts) -> Found:
    women = [f.years(*group, sexes=(2,)) for group in FERTILE]
    if not all(women):
        return {"": Figure(None)}
    births = [f.births(mothers=group) for group in FERTILE]
    weights = [5 / years for years in women]
    value = 5 * sum(b / w for b, w in zip(births, women, strict=True))
    return {"": Figure(value, limits=intervals.weighted_sum(births, weights))}


def mean_age_at_birth(f: Facts) -> Found:
    rates = fertility_rates(f)
    known = [rate for rate in rates if rate is not None]
    if len(known) < 7 or not sum(known):
        return {"": Figure(None)}
    middles = [low + 2.5 for low, _ in FERTILE]
    mean = sum(m * r for m, r in zip(middles, known, strict=True)) / sum(known)
    women = [f.years(*group, sexes=(2,)) for group in FERTILE]
    triples = zip(middles, known, women, strict=True)
    variance = sum(r / w * (m - mean) ** 2 for m, r, w in triples) / sum(known) ** 2
    return {"": Figure(mean, limits=intervals.normal(mean, variance))}


def sex_ratio_at_birth(f: Facts) -> Found:
    return {"": boys_per_100_girls(f.births(sexes=(1,)), f.births(sexes=(2,)))}


def sex_ratio_at_birth_by_order(f: Facts) -> Found:
    return {
        name: boys_per_100_girls(f.births(o, sexes=(1,)), f.births(o, sexes=(2,)))
        for name, o in ORDERS.items()
    }


def years_lived_by_infants(m0: float, sex: str) -> float:
    """1a0 of Andreev and Kingkade, for both sexes the mean of the two.

    Andreev and Kingkade (2015), from 1m0 as in the Methods Protocol of the Human
    Mortality Database, version 6; read from the public repository timriffe/DemoTools,
    function lt_rule_ak_m0_a0. The constants meet at the upper break to five digits.
    """
    if sex == "total":
        both = [years_lived_by_infants(m0, one) for one in ("male", "female")]
        return sum(both) / 2
    if sex == "male":
        if m0 < 0.0230:
            return 0.14929 - 1.99545 * m0
        return 0.02832 + 3.26021 * m0 if m0 < 0.08307 else 0.29915
    if m0 < 0.01724:
        return 0.14903 - 2.05527 * m0
    return 0.04667 + 3.88089 * m0 if m0 < 0.06891 else 0.31411


def expectation(rates: list[float], sex: str) -> tuple[float, list[float]]:
    """e0 of death rates at 0, 1–4, 5–9 … 85+, and how it moves with each.

    The second part is for each closed group (l·(n − nax + e))²·q²·(1 − q), to be
    divided by the deaths for the variance (Chiang 1984), and for the open group
    (l/M)² (Silcocks, Jenner and Reza 2001).
    Where a group's rate is so high that the rule for nax leaves no survivor
    (nax·nMx of 1 or more), deaths in it follow a constant force.
    """
    alive = 1.0
    steps = []
    for (low, high), rate in zip(ABRIDGED[:-1], rates, strict=False):
        n = high - low
        nax = years_lived_by_infants(rate, sex) if low == 0 else n / 2
        chance = n * rate / (1 + (n - nax) * rate)
        if nax * rate >= 1:
            chance = -expm1(-n * rate)
            nax = (1 / rate) - n * exp(-n * rate) / chance
        steps.append((alive, n, nax, chance))
        alive *= 1 - chance
    later = 1 / rates[-1]
    moves = [(alive / rates[-1]) ** 2]
    for survivors, n, nax, chance in reversed(steps):
        gain = survivors * (n - nax + later)
        moves.insert(0, gain**2 * chance**2 * (1 - chance))
        later = (1 - chance) * (n + later) + chance * nax
    return later, moves


def life_expectancy(f: Facts) -> Found:
    """e0, missing where the table cannot be made."""
    lived = [f.years(*group) for group in ABRIDGED]
    died = [f.deaths(*group) for group in ABRIDGED]
    if not all(lived) or not died[-1]:
        return {"": Figure(None)}
    rates = [d / y for d, y in zip(died, lived, strict=True)]
    e0, moves = expectation(rates, f.sex)
    variance = sum(m / d for m, d in zip(moves, died, strict=True) if d)
    return {"": Figure(e0, limits=intervals.normal(e0, variance))}


def mean_age_at_first_marriage(f: Facts) -> Found:
    married = f.persons("first", (-10_000, 10_000), f.sexes)
    years = sum(f.now.get(("first-years", sex), 0.0) for sex in f.sexes)
    squares = sum(f.now.get(("first-squares", sex), 0.0) for sex in f.sexes)
    if not married:
        return over(years, married)
    mean, limits = years / married, None
    if married > 1:
        variance = (squares - married * mean**2) / (married - 1)
        limits = intervals.normal(mean, variance / married)
    return {"": Figure(mean, years, married, limits)}


def age_at_first_marriage(f: Facts) -> Found:
    married = f.persons("first", (-10_000, 10_000), f.sexes)
    return {label(*g): share(f.persons("first", g, f.sexes), married) for g in FIVE}


def median_age(f: Facts) -> Found:
    ages: dict[int, float] = {}
    for key, n in f.now.items():
        if key[0] == "stock" and key[1] in f.sexes:
            ages[key[2]] = ages.get(key[2], 0.0) + n
    return {"": Figure(halving_age(ages))}


def density(f: Facts) -> Found:
    return over(f.stock(), f.km2) if f.km2 else {"": Figure(None, f.stock())}


def _women(bag: Bag, year_days: int) -> list[tuple[float, float]]:
    """Person-years of women and births to them in the seven groups."""
    found = []
    for low, high in FERTILE:
        days = births = 0.0
        for key, n in bag.items():
            if key[0] == "days" and key[1] == 2 and low <= key[2] < high:
                days += n
            if key[0] == "birth" and low <= key[3] < high:
                births += n
        found.append((days / year_days, births))
    return found


def births_decomposition(f: Facts) -> Found:
    """Das Gupta (1993): each factor's effect, averaged over the orders of change.

    A rate without women explains nothing: it is that of the other period. Missing
    where either period has no women of these ages at all.
    """
    then = _women(f.past, f.past_year_days)
    now = _women(f.now, f.year_days)
    number = [sum(women for women, _ in period) for period in (then, now)]
    factors = ("women", "age-structure", "rates")
    if not all(number):
        return {name: Figure(None) for name in factors}
    shares = [
        [women / total for women, _ in period]
        for period, total in zip((then, now), number, strict=True)
    ]
    rates = [
        [births / women if women else None for women, births in period]
        for period in (then, now)
    ]
    for group in range(7):
        for one, other in ((0, 1), (1, 0)):
            if rates[one][group] is None:
                rates[one][group] = rates[other][group]

    def births(chosen: dict[str, int]) -> float:
        pairs = zip(
            shares[chosen["age-structure"]], rates[chosen["rates"]], strict=True
        )
        return number[chosen["women"]] * sum(s * (r or 0) for s, r in pairs)

    effects = dict.fromkeys(factors, 0.0)
    orders = list(permutations(factors))
    for order in orders:
        chosen = dict.fromkeys(factors, 0)
        for factor in order:
            start = births(chosen)
            chosen[factor] = 1
            effects[factor] += (births(chosen) - start) / len(orders)
    return {name: Figure(effect) for name, effect in effects.items()}


MEASURES: dict[str, Callable[[Facts], Found]] = {
    "population": lambda f: count(f.stock()),
    "population-by-age": population_by_age,
    "person-years": lambda f: count(f.years()),
    "person-years-by-age": person_years_by_age,
    "births": lambda f: count(f.births()),
    "deaths": lambda f: count(f.deaths()),
    "deaths-by-age": deaths_by_age,
    "births-by-order": births_by_order,
    "marriages": lambda f: count(f.total("marriage")),
    "divorces": lambda f: count(f.total("divorce")),
    "in-migrants": lambda f: count(f.moves("in")),
    "out-migrants": lambda f: count(f.moves("out")),
    "women-15-49": lambda f: count(f.persons("stock", (15, 50), (2,))),
    "women-20-29": lambda f: count(f.persons("stock", (20, 30), (2,))),
    "women-by-children": women_by_children,
    "crude-birth-rate": lambda f: {"": rate(f.births(), f.years())},
    "crude-death-rate": lambda f: {"": rate(f.deaths(), f.years())},
    "natural-increase-rate": lambda f: {"": balance(f.births(), f.deaths(), f.years())},
    "net-migration-rate": lambda f: {
        "": balance(f.moves("in"), f.moves("out"), f.years())
    },
    "growth-rate": lambda f: over(f.stock() - f.before(), f.years(), 1000),
    "age-specific-fertility-rate": age_specific_fertility_rate,
    "total-fertility-rate": total_fertility_rate,
    "mean-age-at-birth": mean_age_at_birth,
    "sex-ratio-at-birth": sex_ratio_at_birth,
    "sex-ratio-at-birth-by-order": sex_ratio_at_birth_by_order,
    "infant-mortality-rate": lambda f: {"": rate(f.deaths(0, 1), f.births())},
    "under-five-mortality-rate": lambda f: {"": rate(f.deaths(0, 5), f.births())},
    "life-expectancy": life_expectancy,
    "mean-age-at-first-marriage": mean_age_at_first_marriage,
    "age-at-first-marriage": age_at_first_marriage,
    "median-age": median_age,
    "young-dependency": lambda f: over(f.stock(0, 15), f.stock(15, 65), 100),
    "old-dependency": lambda f: over(f.stock(65), f.stock(15, 65), 100),
    "total-dependency": lambda f: over(
        f.stock(0, 15) + f.stock(65), f.stock(15, 65), 100
    ),
    "ageing-index": lambda f: over(f.stock(65), f.stock(0, 15), 100),
    "recorded-within-30-days": lambda f: {
        "": share(sum(f.now.get(("prompt", sex), 0.0) for sex in f.sexes), f.births())
    },
    "density": density,
    "births-decomposition": births_decomposition,
    "household-size": lambda f: over(f.total("members"), f.total("household")),
    "one-person-households": lambda f: count(f.total("one-person")),
    "single-parent-households": lambda f: count(f.total("single-parent")),
    "empty-nest-households": lambda f: count(f.total("empty-nest")),
    "left-behind-households": lambda f: count(f.total("left-behind")),
}


def facts(
    oracle: Oracle,
    area: str,
    *,
    level: str,
    period: str,
    population: str,
    sex: str = "total",
    known_on: date | None = None,
) -> Facts:
    """What the oracle counted in one area (12 digits; nothing in an empty one)."""
    kind, span = KIND[population], Period.of(period)
    now = oracle.area_counts(kind, span, known_on, level)
    past = oracle.area_counts(kind, span.before, known_on, level)
    moved = oracle.area_moves(kind, span, known_on, level)
    return Facts(
        now=now.get(area, {}),
        past=past.get(area, {}),
        moved=moved.get(area, {}),
        sexes=SEXES[sex],
        year_days=span.year_days,
        past_year_days=span.before.year_days,
        sex=sex,
        km2=oracle.square_kilometres(area, level),
    )


def areas(
    oracle: Oracle,
    *,
    level: str,
    period: str,
    population: str,
    known_on: date | None = None,
) -> Iterator[str]:
    """The areas in which anything was counted in the period or the one before."""
    kind, span = KIND[population], Period.of(period)
    found = set(oracle.area_counts(kind, span, known_on, level))
    found |= set(oracle.area_counts(kind, span.before, known_on, level))
    found |= set(oracle.area_moves(kind, span, known_on, level))
    yield from sorted(found)
