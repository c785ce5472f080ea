"""What chance does to counts: exact intervals and tests, and the rules of input.

`demography` and `integrity` stand on this and know nothing of each other.
"""
