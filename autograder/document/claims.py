"""The accuracy that a report claims, where it says so in text that can be read.

Only what is surely a claim: the word and a figure in one line. A goal ("at least 90 %"), a weight
("(20%)") or the accuracy of something else is none; what is missed, a person sees anyway.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.document.content import Content, Line

__all__ = ["Claim", "claims"]

MOST = 200  # claims of one document
NEAR = 200  # characters of a line that are looked at
HEADING = 60  # characters: a longer line is no heading
WEIGHTS = 0.5  # "Accuracy 20%" without anything between is a title with its weight

ASCII = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""The full-width signs of Chinese text, by those that they stand for."""
WORD = r"(?:accuracy|acc|[準准正精][確确][率度])"
ABOUT = r"(?:rate|score|on|for|with|the|test|testing|training|data|dataset|set|linear|xor)"
IS = r"(?:is|was|are|of|about|reaches|reached|equals|[為为是]|[可能]?[達达]到?了?|到)"
LINK = rf"(?:\s*\((?:%|linear|xor)\))?(?:\s+{ABOUT}){{0,6}}\s*(?P<is>{IS}?\s*[:=≈~]{{0,2}})\s*"
PERCENT = r"(?P<percent>\d{1,3}(?:\.\d+)?)\s*%"
SHARE = r"(?P<share>[01]\.\d+|(?<=[:=])[01]|(?<=[:=]\s)[01])(?![\d.]*\s*[%\d])"
FORWARD = re.compile(rf"(?<![A-Za-z]){WORD}{LINK}(?:{PERCENT}|{SHARE})", re.IGNORECASE)
BACKWARD = re.compile(rf"(?<![\d.]){PERCENT}\s*(?:的\s*|of\s+)?{WORD}(?![A-Za-z])", re.IGNORECASE)
GOAL = re.compile(
    r"at\s+least|or\s+(?:more|higher|above|better)|(?:more|higher|greater|less|lower)\s+than"
    r"|\b(?:above|over|exceed\w*|below|under|should|must|require\w*|goal|target|threshold|until)\b"
    r"|[≥>≧<≤]|以上|以下|至少|[超高低][過过於于]|大[於于]|[應应]|要求|需",
    re.IGNORECASE,
)
BREAK = re.compile(r"[,;。]|\.(?!\d)")
BRACKETS = re.compile(r"\s*\([^)]{1,30}\)")
DATA = re.compile(
    r"(?P<neither>non[-\s]?linear|非[線线]性|linear(?:ly|\s+(?:layer|transform|unit)))"
    r"|(?P<linear>(?<![a-z])linear|[線线]性)|(?P<xor>(?<![a-z])xor|[異异]或)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """What stands there, the accuracy between 0 and 1, "linear", "xor" or None, and the page."""

    text: str
    value: float
    data: str | None
    page: int


def claims(content: Content) -> tuple[Claim, ...]:
    """Return the claims of accuracy in a document, in its order."""
    return tuple(_all(content))[:MOST]


def _all(content: Content) -> Iterator[Claim]:
    heading: str | None = None
    size = 0.0
    for page in content.pages:
        for line in page.lines:
            text = line.text[:NEAR].translate(ASCII)
            names = _names(text)
            if _may_head(line) and (names or line.size > size + 0.5):
                heading, size = _only(names), line.size
            before = 0
            for found, value in _figures(text):
                own = _only(names) or _nearest(text, found, before)
                yield Claim(
                    " ".join(found[0].split()), value, own if names else heading, page.number
                )
                before = found.end()


def _figures(text: str) -> Iterator[tuple[re.Match[str], float]]:
    end = 0
    both = (*FORWARD.finditer(text), *BACKWARD.finditer(text))
    for found in sorted(both, key=lambda found: found.start()):
        if found.start() < end or GOAL.search(_around(text, found)):
            continue
        end = found.end()
        parts = found.groupdict()
        value = float(parts["percent"]) / 100 if parts["percent"] else float(parts["share"])
        weight = parts.get("is") == "" and value <= WEIGHTS
        if value <= 1 and not weight:
            yield found, value


def _around(text: str, found: re.Match[str]) -> str:
    """Return the claim with the few words before and after it that may turn it into a goal."""
    before = BREAK.split(text[: found.start()])[-1][-30:]
    after = BREAK.split(text[found.end() :])[0][:20]
    return before + found[0] + after


def _nearest(text: str, found: re.Match[str], before: int) -> str | None:
    """Return the name in brackets after a claim, or the one name since the claim before it."""
    behind = BRACKETS.match(text, found.end())
    return _only(_names(behind[0]) if behind else _names(text[before : found.end()]))


def _names(text: str) -> list[str]:
    return [m.lastgroup for m in DATA.finditer(text) if m.lastgroup in ("linear", "xor")]


def _only(names: list[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None


def _may_head(line: Line) -> bool:
    return len(line.text) <= HEADING and not line.text.rstrip().endswith((".", "。", ","))
