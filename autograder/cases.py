"""The inputs of every check, and the frozen arrays that they are compared with.

A case file is made where the reference is: the public one by `python -m autograder release`, from
a seed that everybody knows, and one to hold back by `python -m autograder cases make`. The kit
that is handed out has only the public file.
"""

import hashlib
import threading
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import datasets
from autograder.trouble import GraderFault

__all__ = ["CONTRACT", "PUBLIC", "Case", "load_case", "points", "read_arrays"]

CONTRACT = 1
"""Version of the student's contract: arrays made for another one prove nothing."""

PUBLIC = Path(__file__).with_name("expected") / "public.npz"


@dataclass(frozen=True)
class Case:
    """The arrays of one case file, by name, as in `linear.x` or `network.parameters.0`."""

    arrays: Mapping[str, NDArray[Any]]
    digest: str = ""
    public_seeds: tuple[int, ...] = tuple(range(5))
    tries: int = 5
    threshold: float = 0.9

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a copy, so that no check can change what another one is given."""
        return self.arrays[name].copy()

    def number(self, name: str) -> float:
        """Return a single number."""
        return float(self.arrays[name])

    def group(self, name: str) -> list[NDArray[Any]]:
        """Return the arrays `name.0`, `name.1`, … in order."""
        found: list[NDArray[Any]] = []
        while f"{name}.{len(found)}" in self.arrays:
            found.append(self[f"{name}.{len(found)}"])
        return found

    def rng(self, purpose: int) -> np.random.Generator:
        """Return a generator of our own for this case, one for each purpose."""
        return np.random.default_rng([int(self.arrays["seed"]), purpose])

    @property
    def held_back(self) -> bool:
        """Whether nobody but the instructor knows these numbers."""
        return _SEEDS in self.arrays

    @property
    def label(self) -> str:
        """What a report says of it: which file it was, and nothing of what is in it."""
        return f"held back {self.digest[:12]}" if self.held_back else "public"

    @property
    def seeds(self) -> list[int]:
        """The seeds that a training may start from, in the order in which they are tried.

        A held-back file brings seeds of its own.
        """
        seeds = self.arrays.get(_SEEDS, np.array(self.public_seeds))
        return [int(seed) for seed in seeds[: self.tries]]


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return all arrays of a case file by name; GraderFault when it is missing or broken."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except _UNREADABLE as error:
        why = error.strerror if isinstance(error, OSError) else None
        said = f"the case file {path.name} cannot be read ({why or error})"
        missing = isinstance(error, FileNotFoundError)
        raise GraderFault(f"{said}; {_anew(path, missing=missing)}") from error


def load_case(path: Path = PUBLIC) -> Case:
    """Read a case file; GraderFault when it is missing, broken or made for another contract."""
    arrays = read_arrays(path)
    contract = arrays.get("contract", np.array(0))
    if contract.shape or contract.dtype.kind != "i":
        said = f"the case file {path.name} cannot be read (contract: {contract})"
        raise GraderFault(f"{said}; {_anew(path)}")
    made_for = int(contract)
    if made_for != CONTRACT:
        said = f"the case file {path.name} is for contract {made_for}, this kit has {CONTRACT}"
        raise GraderFault(f"{said}; {_anew(path)}")
    return Case(arrays, hashlib.sha256(path.read_bytes()).hexdigest())


def points(data: str, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return inputs (n, 2) and labels (n, 1) of "linear" or "xor" from the kit's own generators.

    They draw from NumPy's global generator, which is put back afterwards; the lock keeps graders
    that run side by side from drawing each other's numbers.
    """
    with _GLOBAL:
        state = np.random.get_state()
        np.random.seed(seed)
        try:
            return datasets.generate_linear() if data == "linear" else datasets.generate_XOR_easy()
        finally:
            np.random.set_state(state)


_GLOBAL = threading.Lock()
_SEEDS = "training.seeds"  # only a held-back file brings its own


def _anew(path: Path, *, missing: bool = False) -> str:
    """Return what to do about a case file that is of no use."""
    if path == PUBLIC:
        return "unpack the lab again, or make it anew: tox -e release"
    if missing:
        return "name another, or make one with: python -m autograder cases make"
    return "make another with: python -m autograder cases rotate"


# TypeError: NumPy gives a single array, which is nothing to open, for a file that holds one.
_UNREADABLE = (
    OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
