"""What a terminal says of files for a learning platform: in few lines, each reason once."""

from collections.abc import Iterable, Iterator

from autograder.lms.mark import Left
from autograder.lms.moodle_out import Filled
from autograder.outputs.inert import visible

__all__ = ["count", "reasons", "to_choose"]

NAMED = 5  # rows that are named for one reason; a class can have hundreds


def reasons(left: Iterable[Left]) -> Iterator[str]:
    """Yield each reason once, with the rows it is true of."""
    rows: dict[str, list[str]] = {}
    for line, name, why in left:
        rows.setdefault(why, []).append(f"{name} (line {line})" if line else name)
    for why, names in rows.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield visible(f"  left: {', '.join(names[:NAMED])}{more}: {why}")


def to_choose(moodle: Filled) -> Iterator[str]:
    """Yield what Moodle has to be told at the upload, of a file unlike most."""
    if moodle.encoding != "utf-8":
        yield f"  it is in {moodle.encoding}, not UTF-8: choose that where you upload it"
    if moodle.delimiter != ",":
        yield f"  its separator is {moodle.delimiter!r}: choose that where you upload it"


def count(number: int, what: str) -> str:
    """Return so many of something, as in: 1 row, 2 rows."""
    return f"{number} {what}{'' if number == 1 else 's'}"
