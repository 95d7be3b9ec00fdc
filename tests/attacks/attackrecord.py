"""What came of every attack, for docs/attacks.json, from which the page of attacks is made."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Record"]


@dataclass
class Record:
    """Attacks that work where nothing stops them, times they were tried and gained, points lost.

    `lost` counts criteria of the same submission that lost points to an attack, and `honest` those
    of honest submissions that were graded with them.
    """

    works: set[str] = field(default_factory=set)
    tried: Counter[str] = field(default_factory=Counter)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    honest: int = 0
    runs: set[str] = field(default_factory=set)

    def note(self, name: str, run: str, *, gained: bool, lost: int = 0) -> None:
        """Note one attempt through the door; `run` says as whom and how well it was shut in."""
        self.tried[name] += 1
        self.gained[name] += gained
        self.lost[name] += lost
        self.runs.add(run)

    def add(self, path: Path) -> None:
        """Add what another run has written."""
        other: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.runs |= set(other["runs"])
        self.honest += other["honest"]
        for name, found in other["attacks"].items():
            self.works |= {name} if found["works"] else set()
            self.tried[name] += found["tried"]
            self.gained[name] += found["gained"]
            self.lost[name] += found["lost"]

    def write(self, path: Path) -> None:
        """Write it, the same each time."""
        attacks = {
            name: {
                "works": name in self.works,
                "tried": self.tried[name],
                "gained": self.gained[name],
                "lost": self.lost[name],
            }
            for name in sorted(self.works | set(self.tried))
        }
        found = {"runs": sorted(self.runs), "honest": self.honest, "attacks": attacks}
        text = json.dumps(found, indent=1)
        path.write_text(f"{text}\n", encoding="utf-8")
