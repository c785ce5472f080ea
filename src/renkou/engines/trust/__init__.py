"""The signs of a bad number, sought in a snapshot: findings that ask for a look.

Offices are measured, people are not. A finding says what, where, how sure, why, and
what would settle it; each detector says how often it is wrong and what it cannot see.
"""

from .examining import Examination, examine
from .finding import Detector, Finding, table_of

__all__ = ["Detector", "Examination", "Finding", "examine", "table_of"]
