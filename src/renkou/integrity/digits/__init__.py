"""What digits and series show of numbers that were made up rather than counted.

Each test refuses where it has too few numbers to say anything, and names the fewest it
needs. An unusual digit has many causes, rounding above all: a small p is a reason to
look, and of honest series one in twenty has a p below 0.05.
"""

from .ends import LastDigit, LastTwoDigits, last_digit, last_two_digits
from .leading import Benford, benford, leading_digits
from .series import Repeated, TooSmooth, repeated, too_smooth

__all__ = [
    "Benford",
    "LastDigit",
    "LastTwoDigits",
    "Repeated",
    "TooSmooth",
    "benford",
    "last_digit",
    "last_two_digits",
    "leading_digits",
    "repeated",
    "too_smooth",
]
