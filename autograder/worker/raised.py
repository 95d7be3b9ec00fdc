"""Turn what a worker says was raised into one of `trouble`: text to show, and never believed."""

from typing import Any

from autograder.trouble import Died, Frame, Missing, Raised, Stub

__all__ = ["trouble"]


def trouble(call: str, error: Any) -> Exception:
    """Turn the description of an exception, which nobody vouches for, into one of `trouble`."""
    if not isinstance(error, dict) or not isinstance(error.get("frames"), list):
        return Died(call, "it sent what is no answer")
    kind, text = _text(error.get("kind")), _text(error.get("text"))
    frames = tuple(_frame(f) for f in error["frames"][:10])
    raised = (call, _text(error.get("type")), kind, text, frames)
    if kind == "NotImplementedError" and text.startswith("TODO(") and text.endswith(")"):
        return Stub(*raised, criterion=text[5:-1])
    if not frames and kind in ("ModuleNotFoundError", "AttributeError"):
        return Missing(call, text)
    return Raised(*raised)


def _text(value: object) -> str:
    text = value[:300] if isinstance(value, str) else ""
    return "".join(c if c.isprintable() else "·" for c in text)


def _frame(value: Any) -> Frame:
    file, line, function = [*value, "", 0, ""][:3] if isinstance(value, list) else ("", 0, "")
    return Frame(_text(file), line if type(line) is int else 0, _text(function))
