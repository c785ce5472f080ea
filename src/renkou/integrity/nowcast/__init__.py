"""How many events there were, while some of them are still to be recorded.

How long events wait to be recorded is told from both ends: only delays that have had
time to be seen are compared (the reverse hazard), so that recent dates do not look
prompter than they were.
"""

from .hazard import Nowcast, lawless
from .hierarchy import HierarchicalNowcast, hierarchical

__all__ = ["HierarchicalNowcast", "Nowcast", "hierarchical", "lawless"]
