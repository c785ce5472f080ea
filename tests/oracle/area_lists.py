"""Real villages for a small city, and lists of its own that redraw them."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

OLDER, NEWER = "2019-10-31", "2023-06-30"
Shares = list[tuple[str, str, float]]
VILLAGES = (
    Path(__file__).parents[2] / "src/renkou/areas/data/neijiang_villages_5vintages.csv"
)


def village_codes(vintage: str) -> list[str]:
    """All village codes of the list of `vintage`, such as "2019-10-31"."""
    with VILLAGES.open(encoding="utf-8") as file:
        return [
            row["code"] for row in csv.DictReader(file) if row["vintage"] == vintage
        ]


def some_villages(rng: Random, vintage: str) -> list[str]:
    """Villages in three counties, up to two townships each, so that all moves occur."""
    codes = village_codes(vintage)
    counties = sorted({code[:6] for code in codes})
    chosen = rng.sample(counties, 2)
    if "511071" in counties and "511071" not in chosen:
        chosen.append("511071")
    villages = []
    for county in chosen:
        townships = sorted({code[:9] for code in codes if code[:6] == county})
        for township in rng.sample(townships, 2):
            here = [code for code in codes if code[:9] == township]
            villages += rng.sample(here, min(2, len(here)))
    return villages


def redrawn(villages: list[str], seed: int) -> Shares:
    """Merges and splits of villages, some over the border of a township or county."""
    rng = Random(f"lists {seed}")
    left = rng.sample(villages, len(villages))
    shares: Shares = []
    one, other = left.pop(), left.pop()
    shares += [(one, one, 1.0), (other, one, 1.0)]  # merged, maybe across counties
    split, into = left.pop(), left.pop()
    third = f"{split[:9]}9{split[10:]}"
    shares += [(split, code, 1 / 3) for code in (split, into, third)]
    halved, beside = left.pop(), left.pop()
    shares += [(halved, code, 0.5) for code in (beside, f"{halved[:9]}8{halved[10:]}")]
    shares += [(code, code, 1.0) for code in (into, beside, *left)]
    return sorted(shares)


def square_kilometres(code: str) -> float:
    """The size that the newer list states for a village."""
    return 1 + int(code[-3:]) % 7 / 4


def _above(codes: set[str]) -> list[str]:
    return sorted({code[:n].ljust(12, "0") for code in codes for n in (4, 6, 9)})


def write_lists(shares: Shares, path: Path) -> Path:
    """Both lists as `areas.csv`, every village naming its successors."""
    old, new = {s for s, _, _ in shares}, {t for _, t, _ in shares}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["vintage", "code", "name", "parent", "area_km2", "successor"])
        for vintage, codes in ((OLDER, old), (NEWER, new)):
            for code in _above(codes):
                width = 4 if code.endswith("0" * 8) else 6 if code[6:9] == "000" else 9
                parent = {4: "", 6: code[:4], 9: code[:6]}[width]
                parent = parent and parent.ljust(12, "0")
                out.writerow([vintage, code, f"区{code[:width]}", parent, "", ""])
            for code in sorted(codes):
                to = " ".join(t for s, t, _ in shares if s == code)
                last = vintage == NEWER
                size = square_kilometres(code) if last else ""
                township = code[:9].ljust(12, "0")
                row = [vintage, code, f"第{code[4:]}村", township, size]
                out.writerow([*row, "" if last else to])
    return path
