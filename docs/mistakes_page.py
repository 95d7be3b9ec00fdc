"""Make mistakes.md anew from the planted mistakes: python docs/mistakes_page.py; --check looks."""

import functools
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLANTED = ROOT / "tests" / "planted"
TARGET = Path(__file__).with_name("mistakes.md")
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from generated import plain, written  # noqa: E402

from autograder.rubric import load_rubric  # noqa: E402 — found only now

INTRODUCTION = """\
<!-- Generated from tests/planted by docs/mistakes_page.py: change the planted files there. -->

# Mistakes

Every mistake that the checks are held against is planted on purpose: the reference with a
student's change, in a file of its own under `tests/planted/wrong`. The tests grade each of them
and demand that exactly the criteria that are listed here fail, that each gets the name that is
listed here, or none, and that all the other criteria pass or wait. {right} right programs in other
styles stand beside them, under `tests/planted/right`, and lose nothing.

A name is given only where the numbers prove it. It chooses the words of a message; points do not
depend on it. The others are caught all the same.
"""


@dataclass(frozen=True)
class Declared:
    """What one planted file says must come of it."""

    file: str
    title: str
    fails: Sequence[str] = ()
    person: Sequence[str] = ()
    mistake: Mapping[str, str] = field(default_factory=dict)

    @property
    def caught(self) -> list[str]:
        """The criteria that fail or go to a person, in the rubric's order."""
        return sorted({*self.fails, *self.person}, key=order().index)


def main() -> int:
    """Write the page, or with --check return 1 if it is not what the planted files say."""
    return written(TARGET, page(declared()), "tests/planted")


def declared(folder: Path = PLANTED / "wrong") -> list[Declared]:
    """Return what each wrong file declares; nothing is graded."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {k: data[k] for k in ("title", "fails", "person", "mistake") if k in data}
        found.append(Declared(path.stem, **known))
    return found


@functools.cache
def order() -> tuple[str, ...]:
    """Return the criteria that a program marks, in the rubric's order."""
    return tuple(criterion.id for criterion in load_rubric().program)


def page(wrong: Sequence[Declared]) -> str:
    """Return the page: names against criteria, then every planted mistake."""
    return "\n".join(_lines(wrong)) + "\n"


def _lines(wrong: Sequence[Declared]) -> Iterator[str]:
    right = len(list((PLANTED / "right").glob("*.toml")))
    yield INTRODUCTION.format(right=right)
    yield "## Names and criteria"
    yield ""
    names = {name for one in wrong for name in one.mistake.values()}
    yield f"{len(wrong)} mistakes are planted, and {len(names)} names are given to them. A cell"
    yield "counts the planted mistakes that the criterion of its column gives the name of its row."
    for group, criteria in _groups().items():
        yield from _matrix(group, criteria, wrong)
    yield ""
    yield "## Every planted mistake"
    for group, criteria in _groups().items():
        rows = [one for one in wrong if one.caught and one.caught[0] in criteria]
        yield from _list(group, sorted(rows, key=lambda one: order().index(one.caught[0])))


def _groups() -> dict[str, list[str]]:
    """Return the criteria by what stands before their first dot, in the rubric's order."""
    groups: dict[str, list[str]] = {}
    for criterion in order():
        groups.setdefault(criterion.partition(".")[0], []).append(criterion)
    return groups


def _matrix(group: str, criteria: Sequence[str], wrong: Sequence[Declared]) -> Iterator[str]:
    """Yield the table of the names that these criteria give; nothing where they give none."""
    given = Counter(pair for one in wrong for pair in one.mistake.items() if pair[0] in criteria)
    columns = [c for c in criteria if any(c == criterion for criterion, _ in given)]
    names = sorted(
        {name for _, name in given}, key=lambda n: ([not given[c, n] for c in columns], n)
    )
    if not names:
        return
    yield ""
    yield f"### {group.capitalize()}: names"
    yield ""
    yield _row("name", *(f"`{_short(c)}`" for c in columns))
    yield _row("---", *(":-:" for _ in columns))
    for name in names:
        yield _row(f"`{name}`", *(str(given[c, name] or "") for c in columns))


def _list(group: str, wrong: Sequence[Declared]) -> Iterator[str]:
    if not wrong:
        return
    yield ""
    yield f"### {group.capitalize()}: planted"
    yield ""
    yield _row("what the student did", "caught by", "name")
    yield _row("---", "---", "---")
    for one in wrong:
        caught = [f"`{c}`" + (" (a person looks)" if c in one.person else "") for c in one.caught]
        names = dict.fromkeys(f"`{one.mistake[c]}`" for c in one.caught if c in one.mistake)
        yield _row(plain(one.title), ", ".join(caught), ", ".join(names) or "no name")


def _short(criterion: str) -> str:
    """Return a criterion's name without what all columns of its table begin with."""
    return criterion.partition(".")[2] or criterion


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
