"""Say what a submission raised without running any of its code; loaded by path, in a worker."""

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["TEXT", "told"]

TEXT = 300  # characters of an exception's text that travel
FRAMES = 6


def told(error: BaseException, folder: str) -> dict[str, Any]:
    """Say what was raised: its type, its text, and where in the submission in this folder."""
    builtin = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    return {
        "type": type(error).__name__[:60],
        "kind": builtin,
        "text": text_of(error),
        "frames": list(frames_of(error, folder))[-FRAMES:],
    }


def text_of(error: BaseException) -> str:
    """Return the exception's text without running any code of the student's.

    An exception may have a `__str__` of its own that never returns, so only plain arguments
    under a built-in `__str__` are looked at.
    """
    if isinstance(error, SyntaxError):
        return str(error.msg)[:TEXT] if type(error.msg) is str else ""
    plain = all(type(a) in (str, int, float, type(None)) for a in error.args)
    if not plain or not isinstance(type(error).__str__, types.WrapperDescriptorType):
        return ""
    if len(error.args) == 1 and type(error.args[0]) is str:
        return error.args[0][:TEXT]
    return str(error)[:TEXT] if sum(len(a) for a in error.args if type(a) is str) < TEXT else ""


def frames_of(error: BaseException, folder: str) -> Iterator[list[Any]]:
    """Yield file, line and function of each frame that lies in the submission, outermost first."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith(folder):
        yield [relative(str(error.filename), folder), error.lineno or 0, "import"]
        return
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if folder and code.co_filename.startswith(folder):
            yield [relative(code.co_filename, folder), trace.tb_lineno, code.co_name[:60]]
        trace = trace.tb_next


def relative(file: str, folder: str) -> str:
    """Return the file's path inside the submission, with forward slashes."""
    return Path(file).relative_to(folder).as_posix()[:200]
