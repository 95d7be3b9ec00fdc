"""Keys of our own making: what a hand-in's result files are called, unique within a class.

What a student chose never becomes a file name of ours as it is: a key is plain ASCII, so every
system, spreadsheet and web page can hold it.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.handin.names import oddity

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[0-9A-Za-z]{1,32}")


def safe_key(filename: str, student_id: str | None = None) -> str:
    """Return the id if it is plain; else what is plain in the name, and a hash of all of it."""
    if student_id and _PLAIN.fullmatch(student_id) and not oddity((student_id,)):
        return student_id
    name = normalize("NFC", filename)
    slug = re.sub(r"[^0-9A-Za-z]+", "-", name.removesuffix(".zip")).strip("-")[:40]
    return f"{slug or 'handin'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def safe_keys(filenames: Sequence[str], ids: Sequence[str | None]) -> tuple[str, ...]:
    """Return a key for each hand-in of a class, in order and unique even where case is ignored.

    An id that two hand-ins claim is the key of neither: each gets its own name's hash, so nobody's
    result depends on who came first. Only names that are equal get a number, in their order.
    """
    claims = Counter(student_id.casefold() for student_id in ids if student_id)
    keys = [
        safe_key(name, student_id if student_id and claims[student_id.casefold()] == 1 else None)
        for name, student_id in zip(filenames, ids, strict=True)
    ]
    seen: Counter[str] = Counter()
    unique = []
    for key in keys:
        seen[key.casefold()] += 1
        unique.append(key if seen[key.casefold()] == 1 else f"{key}-{seen[key.casefold()]}")
    return tuple(unique)
