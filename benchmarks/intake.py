"""Time and memory of reading a class's download: one Moodle zip of a gigabyte, 300 hand-ins.

    python benchmarks/intake.py [--handins 300] [--megabytes 1024]

Every hand-in is copied out once. The bytes are random and stored, so that neither the disk's nor
the zip's compression helps. What is written is deleted afterwards.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.lms import collected

MIB = 1024 * 1024


def make(path: Path, handins: int, megabytes: int) -> None:
    """Write a download of so many hand-ins, all of one size."""
    size = megabytes * MIB // handins
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(handins):
            handin = f"DL_LAB1_{313550000 + number}_陳{number}.zip"
            name = f"陳{number}_{5000 + number}_assignsubmission_file_/{handin}"
            with archive.open(name, "w") as entry:
                for start in range(0, size, MIB):
                    entry.write(os.urandom(min(MIB, size - start)))


def peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kib / 1024 if sys.platform != "darwin" else kib / MIB


def main() -> None:
    """Make the download, read it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--handins", type=int, default=300)
    parser.add_argument("--megabytes", type=int, default=1024)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "download.zip"
        make(path, options.handins, options.megabytes)
        measure(path, Path(folder))


def measure(path: Path, folder: Path) -> None:
    """Print what listing and copying out take."""
    before, start = peak(), time.perf_counter()
    with collected(path) as collection:
        listed, held = time.perf_counter(), peak()
        copied = 0
        for arrival in collection.arrivals:
            for piece in arrival.pieces:
                target = folder / "copy"
                with piece.open() as stream, target.open("wb") as copy:
                    shutil.copyfileobj(stream, copy, MIB)
                copied += target.stat().st_size
        end = time.perf_counter()
    print(f"{len(collection.arrivals)} hand-ins, {copied / MIB:,.0f} MiB")
    print(f"listed in {listed - start:.2f} s; peak memory {before:.0f} -> {held:.0f} MiB")
    print(f"copied out in {end - listed:.2f} s; peak memory {peak():.0f} MiB")


if __name__ == "__main__":
    main()
