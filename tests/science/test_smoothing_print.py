"""Smoothing against printed figures; where each was read stands beside it."""

import numpy as np
import pytest

from renkou.demography import smoothing

# fmt: off
# United States Census Bureau, Population Analysis Spreadsheets, AGESMTH, males in
# five-year groups, 80 and over last, as copied out in timriffe/DemoTools,
# dev/AGESMTH.R (rdrr.io/github/timriffe/DemoTools/src/dev/AGESMTH.R).
AGESMTH = [
    642367, 515520, 357831, 275542, 268336, 278601, 242515, 198231, 165937, 122756,
    96775, 59307, 63467, 32377, 29796, 16183, 34729,
]
NAN = np.nan
CARRIER_FARRAG = [
    NAN, NAN, 346290, 287083, 285855, 261082, 237937, 202809, 162973, 125720, 88730,
    67352, 55187, 40657, NAN, NAN, 34729,
]
KARUP_KING_NEWTON = [
    NAN, NAN, 354871, 278502, 285508, 261429, 236513, 204233, 162138, 126555, 90094,
    65988, 54803, 41041, NAN, NAN, 34729,
]
ARRIAGA = [
    662761, 495126, 345744, 287629, 285919, 261018, 237469, 203277, 161733, 126960,
    88586, 67496, 54587, 41257, 28790, 17189, 34729,
]
STRONG = [
    646617, 511270, 386889, 317345, 273736, 240058, 218645, 188297, 153931, 124347,
    93254, 71858, 53594, 39721, 27887, 18092, 34729,
]
UNITED_NATIONS = [
    NAN, NAN, 364491, 279123, 268724, 272228, 243638, 200923, 162752, 126304, 91662,
    67432, 54677, 38833, NAN, NAN, 34729,
]
MOVING_AVERAGE = [
    NAN, 505239, 382964, 300570, 274160, 263151, 239782, 202228, 162308, 128489, 92946,
    73183, 51717, 41880, 26119, NAN, 34729,
]
# fmt: on


@pytest.mark.printed(
    "smoothing.carrier_farrag",
    "smoothing.karup_king_newton",
    "smoothing.arriaga",
    "smoothing.strong",
    "smoothing.united_nations",
    "smoothing.moving_average",
    source="United States Census Bureau, Population Analysis Spreadsheets, AGESMTH",
    address="timriffe/DemoTools tests/testthat/test-smooth_age_5.R (74eab45) and, for "
    "the United Nations' formula, R/AGESMTH.R (1f273be)",
)
@pytest.mark.parametrize(
    ("name", "printed", "places"),
    [
        ("carrier_farrag", CARRIER_FARRAG, 0.51),
        ("karup_king_newton", KARUP_KING_NEWTON, 0.51),
        ("arriaga", ARRIAGA, 0.51),
        # The spreadsheet rounds between its steps.
        ("strong", STRONG, 1.0),
        ("united_nations", UNITED_NATIONS, 0.51),
        ("moving_average", MOVING_AVERAGE, 0.51),
    ],
)
def test_census_bureau_agesmth(name: str, printed: list[float], places: float) -> None:
    found = getattr(smoothing, name)(AGESMTH, ends="missing")
    np.testing.assert_allclose(found, printed, rtol=0, atol=places)


@pytest.mark.printed(
    "smoothing.zigzag_objective",
    "smoothing.zigzag",
    source='Feeney (2013), Removing "Zigzag" from Age Data, its spreadsheet',
    address="timriffe/DemoTools tests/testthat/test-zigzag.R (c477f29 and before)",
)
def test_feeney_zigzag() -> None:
    """Deaths, South Africa 1997; the shares are those that his solver had found."""
    # fmt: off
    deaths = [
        13331, 4151, 1746, 1585, 3859, 8354, 11146, 12076, 12216, 12016, 12473, 11513,
        12899, 11413, 12710, 11516, 11408, 6733, 4031, 2069,
    ]
    # fmt: on
    age = [0, 1, *range(5, 95, 5)]
    shares = [
        0.0235802695087692,
        0.0724286618207911,
        0.0242327829742267,
        0.0883411499065237,
    ]
    left = smoothing.zigzag_objective(deaths, age, shares)
    assert float(left) == pytest.approx(106.1147411629, abs=1e-9)
    assert float(smoothing.zigzag(deaths, age).objective) <= 106.1147411629


@pytest.mark.printed(
    "smoothing.feeney",
    source="Feeney (1979), Asian and Pacific Census Forum 5(3), tables 1 and 2",
    address="timriffe/DemoTools tests/testthat/test-t9r5l.R (6b13258)",
)
def test_indonesia_1971() -> None:
    """His total holds 15 thousand of unstated age; he worked with few digits."""
    # fmt: off
    thousands = [
        2337, 3873, 3882, 3952, 4056, 3685, 3687, 3683, 3611, 3175, 3457, 2379, 3023,
        2375, 2316, 2586, 2014, 2123, 2584, 1475, 3006, 1299, 1236, 1052, 992, 3550,
        1334, 1314, 1337, 942, 3951, 1128, 1108, 727, 610, 3919, 1221, 868, 979, 637,
        3409, 887, 687, 533, 313, 2488, 677, 426, 524, 333, 2259, 551, 363, 290, 226,
        1153, 379, 217, 223, 152, 1500, 319, 175, 143, 89, 670, 149, 96, 97, 69, 696,
        170, 60, 38, 23, 745,
    ]
    printed = [
        18004, 17351, 14018, 10927, 8837, 8145, 7823, 7029, 5748, 4326, 3289, 2415,
        1794, 1197, 982, 741,
    ]
    # fmt: on
    found = smoothing.feeney(thousands)
    found *= (found.sum() + 15) / found.sum()
    np.testing.assert_allclose(found, printed, rtol=0, atol=8)


@pytest.mark.printed(
    "smoothing.spencer",
    source="Roger, Waltisperger and Corbille-Guitton (1981), Les structures par sexe "
    "et âge en Afrique, tables 15 and 16",
    address="timriffe/DemoTools tests/testthat/test-spencer.R (b2f5c4e)",
)
def test_ghana_1970() -> None:
    # fmt: off
    people = [
        286487, 282182, 319718, 345610, 329133, 324683, 330555, 269536, 271593, 253798,
        242297, 165755, 233159, 185812, 175647, 187138, 160864, 128099, 178568, 123386,
        194999, 113372, 139088, 106190, 127482, 178375, 123286, 95637, 151514, 82614,
        239243, 74788, 112354, 61746, 72366, 144828, 92563, 53924, 94635, 52351, 178832,
    ]
    printed = [
        233847, 216876, 201938, 189873, 179734, 171529, 164280, 158214, 152477, 147735,
        143099, 139301, 135930, 133889, 132458, 132495, 132660, 132894, 131463, 128560,
        123150,
    ]
    # fmt: on
    found = smoothing.spencer(people, ends="missing")
    np.testing.assert_allclose(found[10:31], printed, rtol=0, atol=0.51)
    assert np.isnan(found[:10]).all()
    assert np.isnan(found[31:]).all()


@pytest.mark.printed(
    "smoothing.zelnik",
    source="Gray (1987), The missing ages, table 2",
    address="timriffe/DemoTools tests/testthat/test-zelnik.R (c477f29)",
)
def test_bangladesh_1974() -> None:
    """Males; age 44 is 40 lower than printed there, as the printed results need."""
    # fmt: off
    males = [
        941307, 1041335, 1237034, 1411359, 1383853, 1541942, 1321576, 1285877, 1563448,
        886705, 1623998, 562924, 1485173, 543216, 771219, 903496, 686431, 370007,
        942999, 250820, 1023667, 200131, 688640, 222011, 281738, 1239965, 288363,
        263326, 483143, 78635, 1349886, 68438, 415127, 101596, 100758, 1392434, 178633,
        126351, 286520, 50836, 1331036, 48995, 251153, 58393, 54995 - 40, 1033812,
        68792, 72766, 175943, 28254, 1038747, 32894, 136179, 37667, 38230, 596049,
        52602, 36493, 74106, 16759, 790643, 20596, 70109, 18044, 19891, 357491, 15253,
        17489, 31057, 8481, 429816, 7951, 35583, 8612, 6589,
    ]
    first = [
        1151172, 1077888, 982103, 891354, 828173, 762583, 718528, 649206, 579004,
        535521, 552769, 572789, 543715, 504766, 456185, 484627, 516545, 487585, 458525,
        437117, 442480, 456052, 440706, 415651, 400515, 403565, 409668, 402329, 391982,
        392801, 362520, 327180, 322889, 318215, 316334, 296278, 276958, 275057, 272350,
        279354, 244466, 209374, 214178, 210162, 208499, 191717, 173916, 173882, 172936,
        176417, 158124, 138487, 141009, 142779, 145479,
    ]
    second = [
        769826, 711733, 663995, 623069, 584797, 552352, 530538, 515578, 505073, 497808,
        489977, 479740, 469326, 460446, 454699, 449240, 439744, 429856, 422980, 419200,
        414487, 403537, 389871, 378716, 370274, 361289, 348796, 334849, 321901, 310028,
        298308, 286242, 274796, 263983, 253143, 242464, 232007, 221636, 211372, 200807,
        191057, 183573, 176971, 170539, 164776,
    ]
    # fmt: on
    once = smoothing.zelnik(males, ends="missing")
    np.testing.assert_allclose(once[10:65], first, rtol=0, atol=1.0)
    twice = smoothing.zelnik(males, order=2, ends="missing")
    np.testing.assert_allclose(twice[15:60], second, rtol=0, atol=1.0)
    assert np.isnan(once[:10]).all()
    assert np.isnan(twice[60:]).all()
