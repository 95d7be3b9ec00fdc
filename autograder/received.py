"""What was handed in, as reports and criteria see it: who, in which form, with which document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.document import examined
from autograder.handin import Finding, Submission, Weight
from autograder.trouble import GraderFault

__all__ = ["Received"]

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Received:
    """One hand-in, opened; `required` are the sections of the rubric that its report must have."""

    submission: Submission
    required: frozenset[str] = frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as the sheet asks, but for what the course ignores."""
        return tuple(f for f in self.submission.findings if f.weight is not Weight.IGNORED)

    @property
    def has_document(self) -> bool:
        """Whether it is known which file is the report."""
        return self.submission.document is not None

    @cached_property
    def document(self) -> Facts:
        """What stands in the report; {} where there is none. Read once.

        Raises GraderFault where documents cannot be read at all.
        """
        path = self.submission.document
        return examined(path) if path else {}

    @property
    def about_document(self) -> Facts:
        """The same for a report, which is made even where documents cannot be read at all."""
        try:
            return self.document
        except GraderFault:  # handin.report is not graded then, and says whose fault it is
            return {}

    @property
    def who(self) -> Facts:
        """What a report says about the submission."""
        return {
            "key": self.submission.key,
            "id": self.submission.student_id,
            "name": self.submission.name,
            "source": self.submission.source.name,
            "notes": [note.text for note in self.submission.remarks],
            **self.submission.facts,
        }

    @property
    def format(self) -> tuple[Facts, ...]:
        """The findings as a report holds them."""
        return tuple(
            {
                "rule": str(finding.rule),
                "weight": str(finding.weight),
                "expected": finding.expected,
                "found": finding.found,
            }
            for finding in self.findings
        )
