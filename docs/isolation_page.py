"""Make docs/isolation.md from what was measured: python docs/isolation_page.py.

The figures stand in isolation.json, which benchmarks/isolation.py writes. With --check nothing is
written, and the exit status is 1 if the page would change.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from generated import written  # noqa: E402 — beside this program

PLAIN = "plain"
MEANS = {
    "plain": "an ordinary process",
    "D": "limits",
    "C": "limits, seccomp",
    "A": "limits, Landlock, seccomp",
    "A+": "the same inside bubblewrap",
}
PAGE = """\
# What shutting in costs

Milliseconds, as medians; in brackets what a tier adds to an ordinary process, of the least that
was measured of each. A worker counts from the request for it until it has proven that it is shut
in and has loaded a submission. *Cold* starts a Python and imports NumPy; *forked* comes from a
process that has both. A submission is the reference, graded as a whole. Tiers took turns in one
run, on {machine} with Python {python}: {runs} workers and {submissions} gradings of each kind.

| tier | layers | cold worker | forked worker | submission |
|---|---|---|---|---|
{rows}

`python benchmarks/isolation.py --write docs/isolation.json` measures anew, and
`python docs/isolation_page.py` makes this page of it. What the tiers are stands in the
[threat model](threat-model.md).
"""


def main() -> int:
    """Write the page, or say with --check that it would change."""
    measured = json.loads((DOCS / "isolation.json").read_text(encoding="utf-8"))
    return written(DOCS / "isolation.md", page(measured), "isolation.json")


def page(measured: Mapping[str, Any]) -> str:
    """Return the page for these figures."""
    kinds = measured["kinds"]
    rows = [
        f"| {kind} | {MEANS[kind]} | "
        + " | ".join(added(kinds, kind, what) for what in ("cold", "forked", "submission"))
        + " |"
        for kind in kinds
    ]
    return PAGE.format(rows="\n".join(rows), **measured)


def added(kinds: Mapping[str, Any], kind: str, what: str) -> str:
    """Return a median, and how much more the least is than an ordinary process's."""
    here, plain = kinds[kind][what], kinds[PLAIN][what]
    more = here["least"] - plain["least"]
    return f"{here['median']:,.1f}" + (f" ({more:+.1f})" if kind != PLAIN else "")


if __name__ == "__main__":
    sys.exit(main())
