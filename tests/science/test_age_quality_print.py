"""Age quality against printed figures; where each was read stands beside it."""

import numpy as np
import pytest

from renkou.demography import age_quality

# United States Census Bureau, Population Analysis Spreadsheets, SINGAGE, males, single
# ages 0 to 99, as copied out in timriffe/DemoTools, DemoTools/R/Whipple.R (commit
# d2d6a6e).
# fmt: off
SINGAGE = [
    80626, 95823, 104315, 115813, 100796, 105086, 97266, 116328, 75984, 89982, 95525,
    56973, 78767, 65672, 53438, 85014, 47600, 64363, 42195, 42262, 73221, 30080, 34391,
    29072, 20531, 66171, 24029, 44227, 24128, 23599, 82088, 16454, 22628, 17108, 12531,
    57325, 17220, 28425, 16206, 17532, 65976, 11593, 15828, 13541, 8133, 44696, 11165,
    18543, 12614, 12041, 55798, 9324, 10772, 10453, 6773, 28358, 9916, 13348, 8039,
    7583, 42470, 5288, 5317, 6582, 3361, 17949, 3650, 5873, 3279, 3336, 27368, 1965,
    2495, 2319, 1335, 12022, 1401, 1668, 1360, 1185, 9167, 424, 568, 462, 282, 6206,
    343, 409, 333, 291, 4137, 133, 169, 157, 89, 2068, 68, 81, 66, 57,
]
# fmt: on
AGE = range(100)


@pytest.mark.printed(
    "age_quality.whipple",
    source="United States Census Bureau, Population Analysis Spreadsheets, SINGAGE",
    address="timriffe/DemoTools tests/testthat/test-AGEHEAP.R (1f273be)",
)
def test_census_bureau_singage() -> None:
    assert float(age_quality.whipple(SINGAGE, AGE)) == pytest.approx(2.34, abs=5e-3)


@pytest.mark.printed(
    "age_quality.coale_li",
    "age_quality.bachi",
    "age_quality.myers",
    "age_quality.noumbissi",
    "age_quality.spoorenberg",
    source="DemoTools, reference manual, on the Census Bureau's SINGAGE",
    address="timriffe/DemoTools docs/reference/check_heaping_noumbissi.html and "
    "check_heaping_bachi.html (01ca1e4); https://timriffe.github.io/DemoTools/reference/"
    "check_heaping_coale_li.html, check_heaping_bachi.html, check_heaping_myers.html, "
    "check_heaping_spoorenberg.html",
)
def test_demotools_manual() -> None:
    found = [float(age_quality.coale_li(SINGAGE, AGE, digit)) for digit in (0, 5)]
    np.testing.assert_allclose(found, [3.707479, 3.470823], rtol=0, atol=5e-7)
    shares = float(age_quality.bachi(SINGAGE, AGE))
    assert shares == pytest.approx(28.93849, abs=5e-6)
    # An older edition of the page has the spreadsheet's own blend.
    counts = float(age_quality.bachi(SINGAGE, AGE, blend="counts"))
    assert counts == pytest.approx(28.96891, abs=5e-6)
    assert float(age_quality.myers(SINGAGE, AGE)) == pytest.approx(23.62787, abs=5e-6)
    # fmt: off
    printed = [
        2.324269, 0.5502185, 0.7298055, 0.7610771, 0.5158693, 2.040742, 0.6597471,
        1.077396, 0.5700284, 0.5895384,
    ]
    # fmt: on
    found = [float(age_quality.noumbissi(SINGAGE, AGE, d)) for d in range(10)]
    np.testing.assert_allclose(found, printed, rtol=0, atol=5.1e-7)
    total = float(age_quality.spoorenberg(SINGAGE, AGE))
    assert total == pytest.approx(5.066123, abs=5e-7)


@pytest.mark.printed(
    "age_quality.age_ratio_score",
    "age_quality.sex_ratio_score",
    "age_quality.age_sex_accuracy",
    source="Kpedekpo (1982), Essentials of Demographic Analysis for Africa, table 3.3",
    address="EDKOMANU/DemogAnr tests/testthat/test-age-quality.R (ea928ce)",
)
def test_ghana_1960() -> None:
    """The book rounds the sex ratio score to 8.7 and so has 45.9 for the index."""
    # fmt: off
    ghana = [
        [643041, 515520, 357831, 275542, 268336, 278601, 242515, 198231, 168937, 122756,
         96775, 59307, 63467, 113185],
        [654258, 503070, 323460, 265534, 322576, 306329, 245883, 179182, 145572, 95590,
         81715, 48412, 54572, 100392],
    ]
    # fmt: on
    ages = age_quality.age_ratio_score(ghana)
    np.testing.assert_allclose(ages, [7.9, 11.9], rtol=0, atol=0.05)
    sex = float(age_quality.sex_ratio_score(ghana))
    assert sex == pytest.approx(8.77, abs=0.05)
    whole = float(age_quality.age_sex_accuracy(ghana))
    assert whole - 3 * sex + 3 * 8.7 == pytest.approx(45.9, abs=0.1)


@pytest.mark.printed(
    "age_quality.index_of_dissimilarity",
    "age_quality.index_of_relative_difference",
    source="Siegel and Swanson (2004), The Methods and Materials of Demography, "
    "table 7.20",
    address="timriffe/DemoTools tests/testthat/test-IRDID.R (75cfe20)",
)
def test_siegel_and_swanson_table_7_20() -> None:
    first = [7.38, 14.16, 14.79, 17.36, 15.11, 10.14, 8.50, 7.28, 5.28]
    second = [6.48, 12.27, 15.25, 15.10, 14.66, 10.80, 8.95, 9.28, 7.21]
    apart = float(age_quality.index_of_dissimilarity(first, second))
    assert apart == pytest.approx(5.5, abs=0.05)
    relative = float(age_quality.index_of_relative_difference(second, first))
    assert relative == pytest.approx(6.7, abs=0.05)
