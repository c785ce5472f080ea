"""`make nowcast-backtest`: births foretold on past days, beside what came true."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from renkou.engines import Workspace
from renkou.snapshot.synthetic.build import build_city

from .trial import AGES, Array, Trial, run

BUILT = Path("city/snapshot")  # what `make city` makes
PERSONS = 400_000
Flags = npt.NDArray[np.bool_]


def main() -> int:
    """Print the errors of every method, and what its intervals held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", nargs="?", type=Path)
    parser.add_argument("--population", default="registered")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--persons", type=int, default=PERSONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        snapshot = asked.snapshot or _city(Path(folder), asked.persons, asked.seed)
        work = Workspace(snapshot)
        trial = run(work, population=asked.population, seed=asked.seed, say=_say)
    print(f"{snapshot}, {asked.population} population: {len(trial.days)} nowcasts,")
    print(f"{trial.days[0]} to {trial.days[-1]}, of {trial.truth.shape[1]} townships")
    _print(trial)
    return 0


def _city(folder: Path, persons: int, seed: int) -> Path:
    if BUILT.is_dir():
        return BUILT
    _say(f"building a city of {persons:,}")
    build_city(persons, seed, folder / "city")
    return folder / "city" / "snapshot"


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _print(trial: Trial) -> None:
    small = trial.smallest_quarter()
    for title, areas in (
        ("the smallest quarter of townships", small),
        ("all townships", np.ones(small.shape, dtype=np.bool_)),
    ):
        truth = trial.truth[:, areas]
        mean = truth.mean(axis=(0, 1))
        print(f"\n{title}: {areas.sum()}, {mean.mean():.1f} births a month")
        print("root mean square error and mean absolute error, births")
        _head()
        for name, told in trial.told.items():
            off = told.expected[:, areas] - truth
            _row(name, np.sqrt((off**2).mean(axis=(0, 1))), np.abs(off).mean((0, 1)))
    print("\nthe city, from its townships: mean absolute error, per cent of births")
    print(f"{'':24}" + "".join(f"{age:>8} mo" for age in AGES))
    whole = trial.truth.sum(axis=1)
    for name, told in trial.told.items():
        off = np.abs(told.expected.sum(axis=1) - whole) / whole
        print(f"{name:24}" + "".join(f"{100 * one:>11.2f}" for one in off.mean(axis=0)))
    _held(trial, small)


def _held(trial: Trial, small: Flags) -> None:
    print("\n95% intervals: share that held the truth, and their mean width in births")
    print(f"{'':24}{'':10}" + "".join(f"{age:>17} mo" for age in AGES))
    for name, told in trial.told.items():
        if told.low is None or told.high is None:
            continue
        for which, areas in (("smallest", small), ("all", np.ones_like(small))):
            low, high = told.low[:, areas], told.high[:, areas]
            inside = (low <= trial.truth[:, areas]) & (trial.truth[:, areas] <= high)
            finite = np.isfinite(high)
            cells = [
                f"{inside[..., at].mean():>11.1%}{_width(low, high, finite, at):>9.1f}"
                for at in range(len(AGES))
            ]
            print(f"{name:24}{which:10}" + "".join(cells))


def _width(
    low: Array,
    high: Array,
    finite: Flags,
    at: int,
) -> float:
    kept = finite[..., at]
    return float((high[..., at][kept] - low[..., at][kept]).mean())


def _head() -> None:
    print(f"{'':24}" + "".join(f"{age:>13} mo" for age in AGES))


def _row(name: str, root: Array, absolute: Array) -> None:
    cells = (f"{r:>10.3f}{a:>6.3f}" for r, a in zip(root, absolute, strict=True))
    print(f"{name:24}" + "".join(cells))


if __name__ == "__main__":
    sys.exit(main())
