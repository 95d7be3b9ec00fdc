"""What a round of grading knew beyond its reports, kept in OUT/round.json for `collect`.

With it the same tables, pages and files can be written again without any hand-in at hand.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.batch.ledger import LedgerError, WayBack
from autograder.outputs import Absent

__all__ = ["LastRound", "load_round"]

SCHEMA = 1


@dataclass(frozen=True)
class LastRound:
    """The hand-ins of the class by their keys, in order, and who else; files by their paths."""

    keys: tuple[str, ...]
    course: str  # as pages are headed
    absent: tuple[Absent, ...] = ()
    back: WayBack = field(default_factory=WayBack)
    decisions: Path | None = None
    """Where people decide, if that is not OUT/decisions.toml."""
    due: datetime | None = None

    def to_text(self) -> str:
        """Return the text of the file."""
        back = asdict(self.back) | {"worksheets": _paths(self.back.worksheets)}
        whole = {
            "schema": SCHEMA,
            "keys": self.keys,
            "course": self.course,
            "absent": [asdict(one) for one in self.absent],
            "back": back,
            "decisions": str(self.decisions) if self.decisions else None,
            "due": self.due.isoformat() if self.due else None,
        }
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def load_round(out: Path) -> LastRound:
    """Return what the last round in this folder knew; LedgerError where there was none."""
    path = out / "round.json"
    try:
        return _round(json.loads(path.read_bytes().decode()))
    except OSError as error:
        said = f"{path} cannot be read ({error.strerror})"
        raise LedgerError(f"{said}; grade the class once, and it is there") from error
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"{path} is damaged ({error}); grade the class once more") from error


def _round(known: Any) -> LastRound:
    if known["schema"] != SCHEMA:
        raise ValueError(f"schema {known['schema']!r}")
    back = known["back"]
    return LastRound(
        tuple(map(str, known["keys"])),
        str(known["course"]),
        tuple(Absent(**one) for one in known["absent"]),
        WayBack(**back | {"worksheets": tuple(map(Path, back["worksheets"]))}),
        Path(known["decisions"]) if known["decisions"] else None,
        datetime.fromisoformat(known["due"]) if known["due"] else None,
    )


def _paths(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths]
