"""Recognize sources on which Python's own parser runs out of memory or time.

Measured with Python 3.11: of `import a.a.a…` it keeps every beginning, so 400 kB of it ask for
40 GB; in an f-string it seeks each field from the start again, so 300 kB take 20 seconds; and a
tree takes up to 900 bytes for each word and sign, so a megabyte of one-letter lines takes 900 MB.
"""

import re

LONGEST_NAME = 100
"""Parts of a dotted name that are read."""

MOST_FIELDS = 20_000
"""Braces that are read of a file with f-strings in it."""

MOST_TOKENS = 250_000
"""Words, signs and line ends that are read, of one file and of all files of a submission together.

Ten thousand lines have about half as many.
"""

_LETTER = r"[\w\x80-\U0010ffff]"
_GAP = r"[\s\\]*+"  # `a \` on one line and `. a` on the next are one name
_LONG_NAME = re.compile(
    rf"(?<!{_LETTER})(?:{_LETTER}++{_GAP}\.{_GAP}){{{LONGEST_NAME}}}",
)
_F_STRING = re.compile(r"\b(?:[fF][rR]?|[rR][fF])['\"]")
_TOKEN = re.compile(r"\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\w+|\n|[^\w\s]")


def tokens(text: str) -> int:
    """Return how many words, signs and line ends a text has, in strings and comments too."""
    return sum(1 for _ in _TOKEN.finditer(text))


def is_bomb(text: str) -> bool:
    """Tell whether a text must not be given to the parser."""
    has_many_fields = text.count("{") > MOST_FIELDS and _F_STRING.search(text) is not None
    return has_many_fields or tokens(text) > MOST_TOKENS or _LONG_NAME.search(text) is not None
