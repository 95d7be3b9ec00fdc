"""Words as they are compared: no case, no plural, no small words, and slips of the pen forgiven."""

import re
import unicodedata
from functools import cache

__all__ = ["HAN", "plain", "same", "words"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters, as a range of a regular expression."""

_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_SMALL = frozenset(
    {"a", "an", "the", "of", "your", "my", "our", "in", "on", "for", "to", "with", "and", "or"}
    | {"by", "this", "its", "is", "are", "be"}
)
_KEPT = ("ss", "as", "is", "us")  # loss, bias, analysis, status


def plain(text: str) -> str:
    """Return a text without what is not seen, compatible forms of letters made one."""
    folded = unicodedata.normalize("NFKC", text)
    hidden: dict[str, str | int | None] = {}
    for char in set(folded):
        kind = unicodedata.category(char)
        if kind.startswith("C"):  # formats vanish, private and control characters part words
            hidden[char] = "" if kind == "Cf" else " "
    return " ".join(folded.translate(str.maketrans(hidden)).split())


@cache
def words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, in the singular; Chinese stays in runs."""
    lower = plain(text).casefold().replace("q&a", "qa").replace("'", "").replace("\u2019", "")
    found = [_singular(word) for word in _WORD.findall(lower)]
    return tuple(word for word in found if word not in _SMALL) or tuple(found)


def _singular(word: str) -> str:
    if word.endswith("ses"):
        return word[:-2]
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(_KEPT)
    return word[:-1] if plural else word


def same(mine: tuple[str, ...], known: tuple[str, ...]) -> int | None:
    """Return how many slips lie between two texts, None for texts that are not the same.

    Each word may have its own slips; where words are joined or parted, the whole may have one.
    """
    one, other = "".join(mine), "".join(known)
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 2 * len(known):
        return None
    if len(mine) == len(known):
        return _slips(mine, known)
    return 1 if len(other) >= 8 and _distance(one, other, 1) == 1 else None


def _slips(mine: tuple[str, ...], known: tuple[str, ...]) -> int | None:
    total = 0
    for word, right in zip(mine, known, strict=True):
        allowed = 0 if len(right) < 5 or not right.isascii() else 1 if len(right) < 8 else 2
        slips = _distance(word, right, allowed)
        if slips > allowed:
            return None
        total += slips
    return total if total <= 3 else None


def _distance(one: str, other: str, limit: int) -> int:
    """Return the edits from one word to the other, a swap of neighbours being one edit.

    More than `limit` is returned as `limit + 1`.
    """
    if abs(len(one) - len(other)) > limit or (limit == 0 and one != other):
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(best, older[j - 2] + 1) if swapped else best)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
