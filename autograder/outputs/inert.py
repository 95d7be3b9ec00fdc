"""Make text that a student wrote harmless for what shows it: a terminal, a log, a spreadsheet.

Nothing is dropped, so whoever looks for a name or a message still finds it: what could act is
spelled out, and what could be taken for a formula gets an apostrophe in front.
"""

import unicodedata

__all__ = ["cell", "visible"]

_SPELLED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format (bidirectional marks are among them), half characters, separators of lines."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 — a spreadsheet takes these for = + - @


def visible(text: str) -> str:
    r"""Return text on one line, with every character that acts and shows nothing as \uXXXX."""
    return "".join(_spelled(c) if unicodedata.category(c) in _SPELLED else c for c in text)


def cell(text: str) -> str:
    """Return text that every spreadsheet takes for text, whatever it begins with."""
    risky = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return ("'" if risky else "") + visible(text)


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
