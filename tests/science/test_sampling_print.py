"""Spot checks against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.integrity.sampling import (
    acceptance_probability,
    attribute_plan,
    code_letter,
    estimate_mean,
    estimate_total,
    lqas_errors,
    single_plan,
)


@pytest.mark.printed(
    "sampling.attribute_plan",
    "sampling.acceptance_probability",
    source="Truong (2025), AccSamplingDesign, introduction",
    address="mirror.dogado.de/cran/web/packages/AccSamplingDesign/vignettes/introduction.html",
)
def test_plans_of_accsamplingdesign() -> None:
    assert attribute_plan((0.01, 0.95), (0.05, 0.10)) == (132, 3)
    assert attribute_plan((0.01, 0.98), (0.05, 0.15)) == (144, 4)
    printed = [[0.04425251, 0.0992283, 0.4384354], [0.01534843, 0.1487162, 0.5656415]]
    for (n, c), (alpha, beta, middle) in zip(
        [(132, 3), (144, 4)], printed, strict=True
    ):
        found = acceptance_probability(n, c, [0.01, 0.05, 0.03])
        assert found == pytest.approx([1 - alpha, beta, middle], abs=6e-8)


# Lots to 8, 15, …, over 500,000: letter, n, and the rejection numbers at AQL 0.65 … 15,
# v and ^ the table's arrows. At A, 10 the guide's arrow points to no plan: "-".
_II_A = """
8 A 2 v v v v v 1 - v
15 B 3 v v v v 1 ^ v 2
25 C 5 v v v 1 ^ v 2 3
50 D 8 v v 1 ^ v 2 3 4
90 E 13 v 1 ^ v 2 3 4 6
150 F 20 1 ^ v 2 3 4 6 8
280 G 32 ^ v 2 3 4 6 8 11
500 H 50 v 2 3 4 6 8 11 15
1200 J 80 2 3 4 6 8 11 15 22
3200 K 125 3 4 6 8 11 15 22 ^
10000 L 200 4 6 8 11 15 22 ^ ^
35000 M 315 6 8 11 15 22 ^ ^ ^
150000 N 500 8 11 15 22 ^ ^ ^ ^
500000 P 800 11 15 22 ^ ^ ^ ^ ^
900000 Q 1250 15 22 ^ ^ ^ ^ ^ ^
"""


@pytest.mark.printed(
    "sampling.code_letter",
    "sampling.single_plan",
    source="MIL-STD-105E (1989), tables I and II-A, as a federal guide prints them",
    address="www.nibs.org/FMOC/DPW_AC/AC-TABLE.ASC",
)
def test_military_standard() -> None:
    rows = [line.split() for line in _II_A.split("\n") if line]
    for row, (lot, letter, n, *cells) in enumerate(rows):
        assert code_letter(int(lot)) == letter
        for place, aql in enumerate((0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10, 15)):
            if cells[place] == "-":
                continue
            found = single_plan(letter, aql)
            assert found.reject == found.accept + 1
            at = row
            while (cell := rows[at][3 + place]) in "v^":
                at += 1 if cell == "v" else -1
            assert (found.n, found.reject) == (int(rows[at][2]), int(cell))
            assert cells[place] in "v^" or found.n == int(n)


@pytest.mark.printed(
    "sampling.code_letter",
    source="MIL-STD-105E (1989), table I, as a chart of sampling plans prints it",
    address="pdfcoffee.com/aql-sampling-chart-pdf-free.html",
)
def test_letters_of_all_levels() -> None:
    last = [8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10000, 35000, 150000, 500000]
    printed = {  # from S-1 to III, each lot size from the smallest
        "S-1": "AAAABBBBCCCCDDD",
        "S-2": "AAABBBCCCDDDEEE",
        "S-3": "AABBCCDDEEFFGGH",
        "S-4": "AABCCDEEFGGHJJK",
        "I": "AABCCDEFGHJKLMN",
        "II": "ABCDEFGHJKLMNPQ",
        "III": "BCDEFGHJKLMNPQR",
    }
    for level, letters in printed.items():
        assert "".join(code_letter([*last, 500001], level=level)) == letters


# n, unvaccinated allowed, provider's risk at 80% covered, consumer's at 50%.
_LQAS = [
    (8, 0, 0.83, 0.00),
    (8, 1, 0.50, 0.04),
    (12, 3, 0.20, 0.07),
    (14, 4, 0.13, 0.09),
    (19, 5, 0.16, 0.03),
    (19, 6, 0.07, 0.08),
    (19, 7, 0.02, 0.18),
    (28, 8, 0.09, 0.02),
    (28, 9, 0.04, 0.04),
]


@pytest.mark.printed(
    "sampling.lqas_errors",
    source="Grant and Leavenworth (1988), as a study of vaccination prints it, table 1",
    address="pmc.ncbi.nlm.nih.gov/articles/PMC3013262/table/T1",
)
def test_lot_quality_assurance() -> None:
    for n, missed, provider, consumer in _LQAS:
        found = lqas_errors(n, n - missed, lower=0.5, upper=0.8)
        # The table rounds 0.0352 to 0.04 and 0.1445 to 0.14 or 0.15: to a hundredth.
        assert float(found.alpha) == pytest.approx(provider, abs=0.0065)
        assert float(found.beta) == pytest.approx(consumer, abs=0.0065)


@pytest.mark.printed(
    "sampling.estimate_mean",
    source="Lumley (2024), survey, example of fpc",
    address="cran/survey tests/fpc.Rout.save (014e4db)",
)
def test_strata_with_and_without_correction() -> None:
    x = [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2]
    strata, weights = [1] * 5 + [2] * 3, [3] * 5 + [4] * 3
    population = [15] * 5 + [12] * 3
    plain = estimate_mean(x, weights, strata=strata)
    assert (round(float(plain.estimate), 4), round(float(plain.se), 4)) == (
        5.4481,
        0.7413,
    )
    found = estimate_mean(x, weights, strata=strata, population=population)
    assert round(float(found.se), 3) == 0.616


@pytest.mark.printed(
    "sampling.estimate_mean",
    "sampling.estimate_total",
    source="Lumley (2024), survey, test of design effects",
    address="cran/survey tests/deff.Rout.save (014e4db)",
)
def test_design_effect() -> None:
    y = np.array([15, 143, 21, 51, 337, 50, 274, 145, 15, 86])
    alike = np.full(10, 100)
    mean, total = estimate_mean(y, alike), estimate_total(y, alike)
    assert [round(float(v), 4) for v in mean] == [
        113.7,
        pytest.approx(35.626, abs=6e-4),
        1.0101,
    ]
    assert [round(float(v)) for v in total[:2]] == [113700, 35626]
    assert float(total.deff) == pytest.approx(1.010101, abs=6e-7)
    weights = np.array([20, 200, 11, 25, 550, 30, 250, 100, 10, 55])
    mean, total = estimate_mean(y, weights), estimate_total(y, weights)
    assert [round(float(v), 3) for v in mean[:2]] == [243.914, 48.752]
    assert [round(float(v)) for v in total[:2]] == [305136, 184965]
    # Printed against sampling with replacement: 1/n instead of 1/n − 1/1251.
    replaced = 1 - 10 / 1251
    assert float(mean.deff) * replaced == pytest.approx(1.974067, abs=6e-7)
    assert float(total.deff) * replaced == pytest.approx(18.15669, abs=6e-6)
