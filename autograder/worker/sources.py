"""What of a submission a worker is given: its files, and the names under which it finds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["ADAPTER", "DATASETS", "HANDED_IN", "OWN_DATASETS", "Sources"]

DATASETS = Path(__file__).parents[2] / "datasets.py"
"""The kit's own data sets, which stand before whatever was handed in under that name."""
OWN_DATASETS = "datasets_as_handed_in"
"""Under which name a submission's own copy of them is staged."""
HANDED_IN, ADAPTER = "handed_in", "adapter.py"  # within a package that was put together


@dataclass(frozen=True)
class Sources:
    """A submission's package: the private copy that runs, and the same files as bytes.

    `name` is what its folder was called, which its modules may use for each other. Of a package
    that was put together, `roots` are the folders in which a plain import looks first, `origins`
    has the file of each name of the contract, and `adapted` says that a person's adapter was used.
    """

    folder: Path
    files: Mapping[str, bytes]
    name: str
    roots: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    adapted: bool = False
