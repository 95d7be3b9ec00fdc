"""Make text that a student wrote harmless for what shows it: a terminal, a log, a spreadsheet.

Nothing is dropped, so whoever looks for a name or a message still finds it: what could act is
spelled out, and what could be taken for a formula gets an apostrophe in front.
"""

from unicodedata import normalize

from autograder.joblog import inactive

__all__ = ["cell", "visible"]

_FORMULA = frozenset("=+-@")  # and whatever is one of them in another form: full-width, small


def visible(text: str) -> str:
    r"""Return text on one line, with every character that acts and shows nothing as \uXXXX.

    What a job's log would take for a command is spelled out as well.
    """
    return inactive(text)


def cell(text: str) -> str:
    """Return text that every spreadsheet takes for text, whatever it begins with."""
    risky = normalize("NFKC", text.lstrip()[:1]) in _FORMULA or text[:1] in tuple("\t\r\n")
    return ("'" if risky else "") + visible(text)
