"""Whether two names or two identity numbers may be the same person's, written twice.

A comparison says how two texts differ, never that two people are one: thousands share
a common name, and a homophone is often another person.
"""

from .comparison import compare
from .identity_number import (
    complete_identity_number,
    identity_number_repairs,
    repair_identity_number,
    valid_identity_number,
)

__all__ = [
    "compare",
    "complete_identity_number",
    "identity_number_repairs",
    "repair_identity_number",
    "valid_identity_number",
]
