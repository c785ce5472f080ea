"""The science of populations on NumPy arrays: no files, no database, no server.

Age is the last axis; sex, where there is one, the axis before it, in the order of
`SEXES`. Rates are per person per year. Bad input raises ValueError that names the
argument, the first offending index and the rule.
"""

SEXES = ("male", "female")

from . import fertility, life_table, uncertainty  # noqa: E402

__all__ = ["SEXES", "fertility", "life_table", "uncertainty"]
