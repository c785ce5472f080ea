"""The register as columns: Parquet with the schema's contract, opened and checked."""

from .checking import Report, check
from .contents import Snapshot, TableFiles
from .folder import new_folder, refuse_existing
from .manifest import Manifest, read_manifest, write_manifest
from .opening import open_snapshot
from .writing import write_table

__all__ = [
    "Manifest",
    "Report",
    "Snapshot",
    "TableFiles",
    "check",
    "new_folder",
    "open_snapshot",
    "read_manifest",
    "refuse_existing",
    "write_manifest",
    "write_table",
]
