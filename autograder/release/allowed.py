"""The allow-list: words of an answer that a released file may say, where, and why.

An entry that nothing needs is an error, and so is one that is long enough to be an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.release.errors import ReleaseError
from autograder.release.lexemes import RUN, Run, cut
from autograder.settings import Document, TomlError, fill

__all__ = ["Allowances", "Allowed", "load_allowed"]

BESIDE = Path(__file__).with_name("allowed.toml")
LONGEST = 2 * RUN


@dataclass(frozen=True)
class Allowed:
    """Words that may be said in these files; `why` says what makes them no answer."""

    says: str
    files: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class _File:
    allowed: tuple[Allowed, ...] = ()


@dataclass
class Allowances:
    """The entries, and which of them have been needed so far, each by its number and file."""

    entries: tuple[Allowed, ...] = ()
    document: Document | None = None
    needed: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Cut what the entries say once."""
        self.said = [_spaced(_words(entry.says)) for entry in self.entries]

    def covers(self, path: str, run: Run) -> bool:
        """Whether an entry lets this file say these words in a row; it has then been needed."""
        found = {
            (number, path)
            for number, entry in enumerate(self.entries)
            if path in entry.files and _spaced(run) in self.said[number]
        }
        self.needed |= found
        return bool(found)

    def unneeded(self) -> Iterator[ReleaseError]:
        """Yield an error for each file of an entry that has never been needed."""
        for number, entry in enumerate(self.entries):
            for file in entry.files:
                if (number, file) not in self.needed:
                    yield self._error(number, f"nothing in {file} needs this", "take it off")

    def unreasoned(self) -> Iterator[ReleaseError]:
        """Yield an error for each entry without a reason, or long enough to be an answer."""
        for number, entry in enumerate(self.entries):
            if not entry.why.strip():
                yield self._error(number, "no reason is given", 'add why = "…"')
            if (size := len(_words(entry.says))) > LONGEST:
                rule = f"{size} words and operators are an answer; {LONGEST} may be allowed"
                yield self._error(number, rule, "take it out of the file instead")

    def _error(self, number: int, rule: str, fix: str) -> ReleaseError:
        path, line = "allowed.toml", None
        if self.document is not None:
            path, line = self.document.file, self.document.lines["allowed", number]
        return ReleaseError(path, line, rule, fix=fix)


def load_allowed(path: Path = BESIDE) -> Allowances:
    """Read the allow-list; TomlError, with its line, when it is not one."""
    document = Document.read(path, TomlError)
    return Allowances(fill(_File, document).allowed, document)


def _words(text: str) -> Run:
    return tuple(lexeme.text for lexeme in cut([(1, text)]))


def _spaced(run: Run) -> str:
    return f" {' '.join(run)} "
