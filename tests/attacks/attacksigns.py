"""Signs by which it shows that an attack has succeeded, and what came of one.

seen      a secret is in what comes back
said      the payload could do what it attempts, and says so
passed    the attacked criterion passes, without the work
derailed  other criteria of the same submission lose their points
written   dummy secrets have changed, or something lies where everybody may write
heard     a listener was connected to
hit       the victim has ended, stands still, or has other limits or another rank
left      a process is left
flooded   what comes back is larger than a report may be
endless   it does not end within its time
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from attacksecrets import SECRET

__all__ = ["REPORT_BYTES", "SIGNS", "Found", "spoken"]

SIGNS = (
    "seen", "said", "passed", "derailed", "written", "heard", "hit", "left", "flooded", "endless",
)  # fmt: skip
REPORT_BYTES = 10**6


@dataclass(frozen=True)
class Found:
    """What came of a payload: the signs of its success with what shows them, and its outcome."""

    signs: Mapping[str, object]
    outcome: str
    earned: float | None
    said: str

    def __str__(self) -> str:
        return f"{self.outcome}, {self.earned} points, {dict(self.signs)}\n{self.said[-3000:]}"


def spoken(text: str) -> dict[str, object]:
    """Return what a text gives away, however its lines are broken."""
    squeezed = re.sub(r"(\\n|\s)+", "", text)
    signs: dict[str, object] = {}
    if SECRET in squeezed:
        signs["seen"] = SECRET
    if "done:" in squeezed:
        signs["said"] = squeezed[squeezed.index("done:") :][:80]
    if len(text) > REPORT_BYTES:
        signs["flooded"] = len(text)
    return signs
