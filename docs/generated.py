"""Write a page that is made of other files, or say that it is not what they say any more."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.release.rubricpage import plain

__all__ = ["plain", "written"]


def written(target: Path, text: str, source: str) -> int:
    """Write the page and return 0; with --check only look, and return 1 if it is another one.

    `source` is what the page is made of, as in "rubric.toml".
    """
    parser = argparse.ArgumentParser(description=f"Make docs/{target.name} from {source}.")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    if not parser.parse_args().check:
        target.write_bytes(text.encode())
        return 0
    if target.exists() and target.read_bytes().decode() == text:
        return 0
    program = f"{target.stem}_page.py"
    sys.stderr.write(f"docs/{target.name} is not what {source} says: python docs/{program}\n")
    return 1
