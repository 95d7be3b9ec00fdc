"""What people marked in formgrader, as it was read back: OUT/marks.json, laid over every report.

A decision in decisions.toml goes before a mark of the same criterion. A mark that only confirms
what the program proposes holds as long as the program says the same.
"""

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.report import Override, Report, Ruling
from autograder.rubric import Rubric

__all__ = ["WHO", "Mark", "Marks", "MarksError", "load_marks", "unusable"]

WHO = "formgrader"
SCHEMA = 1
_MEMBERS: Mapping[str, tuple[type, ...]] = {
    "points": (int, float), "comment": (str,), "when": (str,), "confirms": (bool,),
}  # fmt: skip


class MarksError(Exception):
    """Marks that cannot be laid over anything, and why, in one line."""


@dataclass(frozen=True)
class Mark:
    """What a person gave for one criterion; `when` is the day on which it was read back.

    One that `confirms` is what the program had proposed, and the person left as it was.
    """

    points: float
    comment: str = ""
    when: str = ""
    confirms: bool = False

    @property
    def why(self) -> str:
        """The reason that pages show."""
        return self.comment or f"{'confirmed' if self.confirms else 'marked'} in {WHO}"


@dataclass(frozen=True)
class Marks:
    """The marks of a class: by the key of a hand-in, and then by criterion."""

    of_key: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)

    def over(self, report: Report, said: Sequence[Override | Ruling] = ()) -> tuple[Override, ...]:
        """Return the marks of a report that count beside what else is decided about it."""
        decided = {decision.criterion for decision in said if isinstance(decision, Override)}
        earned = {result.criterion: result.earned for result in report.results}
        return tuple(
            Override(criterion=criterion, points=mark.points, who=WHO, when=mark.when, why=mark.why)
            for criterion, mark in sorted(self._of(report).items())
            if criterion not in decided
            and (not mark.confirms or earned.get(criterion) == mark.points)
        )

    def beaten(self, report: Report, said: Sequence[Override | Ruling]) -> Iterator[str]:
        """Yield a line for each mark that a decision of other points goes before."""
        key = report.submission.get("key")
        for decision in said:
            mark = self._of(report).get(getattr(decision, "criterion", ""))
            if isinstance(decision, Override) and mark and mark.points != decision.points:
                yield (
                    f"{key}, {decision.criterion}: decisions.toml says {decision.points:g} and "
                    f"{WHO} {mark.points:g}; decisions.toml counts"
                )

    def to_text(self) -> str:
        """Return the text of the file, the same for the same marks."""
        marks = {
            key: {criterion: asdict(mark) for criterion, mark in sorted(of.items())}
            for key, of in sorted(self.of_key.items())
            if of
        }
        whole = {"schema": SCHEMA, "marks": marks}
        return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def _of(self, report: Report) -> Mapping[str, Mark]:
        return self.of_key.get(str(report.submission.get("key")), {})


def load_marks(path: Path, rubric: Rubric) -> Marks:
    """Return the marks in this file, none where there is none; MarksError for nonsense.

    Marks of criteria that are not enabled wait in the file.
    """
    try:
        document = json.loads(path.read_bytes().decode())
        if document["schema"] != SCHEMA:
            raise MarksError(f"{path} is of another version of the kit; collect it again")
        of_key = {key: _marks(of) for key, of in document["marks"].items()}
    except FileNotFoundError:
        return Marks()
    except OSError as error:
        raise MarksError(f"{path} cannot be read ({error.strerror}); make it readable") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MarksError(f"{path} is damaged ({error}); collect it again") from error
    for key, of in of_key.items():
        for criterion, mark in of.items():
            if why := unusable(rubric, (criterion,), mark.points):
                raise MarksError(f"{path}: {key}, {criterion}: {why}")
    return Marks({k: {c: m for c, m in of.items() if rubric.has(c)} for k, of in of_key.items()})


def unusable(rubric: Rubric, criteria: Collection[str], points: float) -> str:
    """Return why nobody can have these points for these criteria, and what mends it; or ""."""
    for criterion in criteria:
        if criterion not in rubric.known:
            return f"{points:g}, but the rubric has no such criterion; put it back into rubric.toml"
        if not rubric.has(criterion):
            continue
        most = rubric[criterion].points
        if not (math.isfinite(points) and 0 <= points <= most):
            return f"{points:g} is no number from 0 to {most:g}; correct it in formgrader"
    return ""


def _marks(of: Mapping[str, Any]) -> dict[str, Mark]:
    found = {}
    for criterion, members in of.items():
        for name, types in _MEMBERS.items():
            if type(members[name]) not in types:
                raise TypeError(f"{criterion}: {name} cannot be {members[name]!r}")
        found[criterion] = Mark(**members | {"points": float(members["points"])})
    return found
