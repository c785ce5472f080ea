"""Records of one person found across files: by identity number, then by likelihood.

Rows that name a person are *entries*. An entry is linked first where its identity
number and its name agree with one person's; what is left is compared field by field in
a model of Fellegi and Sunter, estimated by Splink on DuckDB. Every link keeps its rule,
its probability and the weight of each field, and can be taken back.

Files are read into a temporary place that is removed again, after an error too; results
hold pseudonyms and row numbers, never a name, an identity number or a date of birth.
"""

from .earlier import unlink
from .files import Linked, link_files
from .reconciling import Reconciled, reconcile
from .register import RegisterFiles
from .threshold import Threshold, choose_threshold, clerical_sample

__all__ = [
    "Linked",
    "Reconciled",
    "RegisterFiles",
    "Threshold",
    "choose_threshold",
    "clerical_sample",
    "link_files",
    "reconcile",
    "unlink",
]
