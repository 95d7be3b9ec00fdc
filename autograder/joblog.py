"""Make a line do nothing where it is shown: in a terminal, and in the log of a job.

GitHub takes `::error::…` at the start of a line for a command, blanks before it or not, and others
take `##vso[…]`, `##[…]` and `##teamcity[…]` for one wherever they stand. A student chooses what an
exception says; where it is logged, nothing follows from it.
"""

import re
import unicodedata

__all__ = ["inactive"]

_SPELLED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format (bidirectional marks are among them), half characters, separators of lines."""

_AT_START = re.compile(r"^(\s*):(?=:)")
_ANYWHERE = re.compile(r"#(?=#\w*\[)")


def inactive(text: str) -> str:
    r"""Return text on one line, with every character that acts and shows nothing as \uXXXX.

    Of what begins like a command, the first sign is spelled out in the same way.
    """
    line = "".join(_spelled(c) if unicodedata.category(c) in _SPELLED else c for c in text)
    return _ANYWHERE.sub(r"\\u0023", _AT_START.sub(r"\1\\u003A", line))


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
