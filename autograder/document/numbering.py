"""What numbers a heading, in all the ways that people write it, and what is left without it."""

import re
from dataclasses import dataclass

from autograder.document.spelling import HAN, plain

__all__ = ["Numbered", "numbered"]


@dataclass(frozen=True)
class Numbered:
    """A heading in its pieces: its number or letter ("" for none), its words, what it admits.

    `letter` is "A" for `A.`, `(a)`, `2.1`, `2-A`; `undone` is true for "(not implemented)".
    """

    number: str
    letter: str
    text: str
    undone: bool = False

    @property
    def labelled(self) -> bool:
        """Whether it has a number or a letter."""
        return bool(self.number or self.letter)


_BULLETS = re.compile(
    r"^(?:[\u2022\u2023\u25a0-\u25ff\u2605\u2606\u2713\u2714\u27a2\u27a4\u2794"
    r"\u00b7\u2219\u2756\u2666*#>§\uffed\-\u2013\u2014]+\s*|o\s+(?=\S))+"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_HAN_DIGITS = "一二三四五六七八九十"
_END = r"(?:\s*[.):\]、,_\-\u2013]+\s*|\s+(?=\S)|$)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # 2.1 · 2-1 · 3.1. · 2.A · 2A. · (2-A), and deeper ones
        rf"[(\[]?(?P<n>\d{{1,2}})\s?[.\-_]\s?(?P<l>[A-Ha-h]|\d{{1,2}})(?P<deep>[.\-]\d{{1,2}})?{_END}",
        rf"[(\[]?(?P<n>\d)(?P<l>[A-Ha-h]){_END}",
        rf"(?:(?:section|part|chapter|question|q|第)\s*\.?\s*)(?P<n>\d{{1,2}})[章節部題]?{_END}",
        rf"[(\[]?(?P<n>\d{{1,2}})(?:{_END}|(?=[A-Z{HAN}]))",
        rf"[(\[]?(?P<r>VIII|VII|VI|IV|V|III|II|I|viii|vii|vi|iv|iii|ii){_END}",
        rf"[(\[第]?(?P<h>[{_HAN_DIGITS}])[章節部題]?[.):\]、,\s]+",
        rf"[(\[]?(?P<l>[A-H]){_END}",
        r"[(\[]?(?P<l>[a-h])\s*[.):\]、]+\s*",
    )
)
_LETTER = re.compile(r"[(\[]?(?P<l>[A-Ha-h])\s*[.)\]、:]+\s*")
_ASIDE = re.compile(
    r"\s*[(\[][^()\[\]]{0,60}[)\]]\s*$|\s*[-:\u2013]?\s*\d{1,3}\s*(?:%|分|points?|pts?)\s*$"
)
_UNDONE = re.compile(
    r"[(\[\-\u2013:]\s*(?:it is |was )?(?:not|un)[ -]?(?:yet )?(?:implemented|done|finished|"
    r"attempted|completed)[^()\[\]]{0,20}[)\]]?\s*$|[(\[]?\s*(?:未實作|未完成|沒有實作)\s*[)\]]?\s*$",
    re.IGNORECASE,
)


def numbered(text: str) -> Numbered:
    """Return a line in its pieces; `text` is then without bullet, number, weight and colon."""
    rest = _BULLETS.sub("", plain(text)[:300])
    number = letter = ""
    for form in _FORMS:
        if found := form.match(rest):
            number, letter = _read(found.groupdict(default=""))
            rest = rest[found.end() :]
            break
    if number and not letter and (found := _LETTER.match(rest)):
        letter, rest = found["l"].upper(), rest[found.end() :]
    undone = _UNDONE.search(rest)
    if undone:
        rest = rest[: undone.start()]
    return Numbered(number, letter, _without_end(rest), undone is not None)


def _read(found: dict[str, str]) -> tuple[str, str]:
    """Return number and letter of a match."""
    number = found.get("n", "").lstrip("0")
    if roman := found.get("r", ""):
        number = str(_ROMAN[roman.upper()])
    if han := found.get("h", ""):
        number = str(_HAN_DIGITS.index(han) + 1)
    letter = found.get("l", "").upper()
    if letter.isdecimal():
        order = int(letter)
        letter = "ABCDEFGH"[order - 1] if 1 <= order <= 8 else "?"
    return number, "?" if found.get("deep") else letter


def _without_end(text: str) -> str:
    """Return a title without asides in brackets, weights, and the colon or dash at its end."""
    before = None
    while before != text:
        before = text
        text = text.rstrip(" :;.,-\u2013\u2014、。_?!")
        shorter = _ASIDE.sub("", text)
        text = shorter or text
    return text
