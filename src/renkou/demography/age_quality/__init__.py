"""How well ages are reported: digit preference, and scores of age and sex groups."""

from .accuracy import age_ratio_score, age_sex_accuracy, sex_ratio_score
from .digit_preference import coale_li, noumbissi, spoorenberg, whipple
from .digit_shares import bachi, myers
from .dissimilarity import index_of_dissimilarity, index_of_relative_difference

__all__ = [
    "age_ratio_score",
    "age_sex_accuracy",
    "bachi",
    "coale_li",
    "index_of_dissimilarity",
    "index_of_relative_difference",
    "myers",
    "noumbissi",
    "sex_ratio_score",
    "spoorenberg",
    "whipple",
]
