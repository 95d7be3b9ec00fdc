"""What can be seen of a hand-in in another layout, put before a person: facts, and no points."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath

from autograder.course import Course
from autograder.handin import Code, Submission, read_code
from autograder.outputs import visible
from autograder.reading import Parsed, Start, claims, definitions, imported, parse, start
from autograder.session import archive_limits
from autograder.worker import Source
from autograder.worker.program import Ran, run_program

__all__ = ["seen", "with_seen"]

FILES, IMPORTS, FUNCTIONS, CLAIMS, LINES, COLUMNS = 60, 40, 120, 8, 30, 160
SHOWN = 6  # names in a line of the summary
NAMES_OF_PROGRAMS = ("main", "train", "run", "lab1", "lab_1", "__main__")


def with_seen(submission: Submission, course: Course, spare: Source) -> Submission:
    """Return a submission that has code but no package with what can be seen of it.

    The fact `seen` goes into the report, and a summary under the reason why it was not graded.
    """
    if submission.package or submission.files is None:
        return submission
    code = read_code(submission.files, archive_limits(course))
    if not code.files:
        return submission
    found = seen(code, course, spare)
    problem = f"{submission.problem}\n\n{summary(found)}"
    return replace(submission, problem=problem, facts={**submission.facts, "seen": found})


def seen(code: Code, course: Course, spare: Source) -> Mapping[str, object]:
    """Return files, imports, functions, and what the likeliest program printed in a worker."""
    parsed = parse(code.files)
    names = {path: visible(name) for path, name in code.origins.items()}
    functions = [
        {"file": names[path], "line": d.line, "name": d.name, "arguments": d.arguments}
        for path, module in parsed.modules.items()
        for d in definitions(module.tree)
    ]
    asked = {name for module in parsed.modules.values() for name in imported(module.tree)}
    return {
        "files": sorted(names.values())[:FILES],
        "imports": sorted(asked)[:IMPORTS],
        "functions": functions[:FUNCTIONS],
        "ran": _ran(code, parsed, names, course, spare),
    }


def program(parsed: Parsed) -> str | None:
    """Return the file that looks like the program; None if nothing does anything when it is run.

    A file that says what to do when it is run goes first, then the usual names, then the outermost.
    """

    def place(path: str) -> tuple[bool, bool, int, str]:
        guarded = starts[path] is Start.GUARDED
        usual = PurePosixPath(path).stem.casefold() in NAMES_OF_PROGRAMS
        return not usual, not guarded, path.count("/"), path

    starts = {path: start(module.tree) for path, module in parsed.modules.items()}
    found = [path for path, how in starts.items() if how is not Start.NONE]
    return min(found, key=place, default=None)


def _ran(
    code: Code, parsed: Parsed, names: Mapping[str, str], course: Course, spare: Source
) -> Mapping[str, object] | None:
    """Run the program where it lies among copies of all files, and return what came of it."""
    path = program(parsed)
    if path is None:
        return None
    with tempfile.TemporaryDirectory(prefix="lab-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # readable for a worker of another user
        for name, content in code.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        ran = run_program(
            spare(drawing="matplotlib" in imported(parsed.modules[path].tree)),
            folder / PurePosixPath(path).parent,
            PurePosixPath(path).name,
            roots=(),
            load_seconds=course.limits.load_seconds,
            cpu_seconds=course.limits.training_cpu_seconds,
            output_kb=course.limits.output_kb,
        )
    return _told(ran, names[path])


def _told(ran: Ran, file: str) -> Mapping[str, object]:
    claimed = list(dict.fromkeys(claims(ran.printed)))[-CLAIMS:]
    return {
        "file": file,
        "ended": ran.ended,
        "why": visible(ran.why),
        "printed": _last_lines(ran.printed),
        "claims": [asdict(claim) for claim in claimed],
    }


def _last_lines(printed: str) -> str:
    """Return the end of a text, harmless; of a line that rewrites itself, what it came to."""
    lines = [line.rstrip().rsplit("\r", 1)[-1] for line in printed.rstrip().split("\n")[-LINES:]]
    return "\n".join(visible(line[:COLUMNS]) for line in lines)


def summary(found: Mapping[str, object]) -> str:
    """Return what was seen in a few lines of at most 76 columns."""
    functions = found["functions"]
    assert isinstance(functions, list)
    tops = [f"{f['name']}" for f in functions if "." not in f["name"]]
    lines = [f"defines  {_few(tops)}"] if tops else []
    ran = found["ran"]
    if isinstance(ran, Mapping):
        why = f": {ran['why']}" if ran["why"] else ""
        lines.append(f"run      {ran['file']} {ran['ended']}{why}")
        said = [f"claims   {claim['text']}" for claim in ran["claims"]]
        lines += said[-2:] or ["claims   no accuracy"]
    else:
        lines.append("run      no file does anything when it is run")
    return "\n".join(f"    {line}"[:76] for line in lines)


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
