"""What a terminal shows of a grading: a message, the next thing to do, the points by section."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.joblog import inactive
from autograder.report import Deduction, Outcome, Report, Result
from autograder.rubric import Criterion, Rubric, Section
from autograder.score import Score, next_step, score

__all__ = ["heading", "summary", "words"]

COLUMNS = 76
FREE = "; it costs nothing"
MARKS = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.STOPPED: "✗",
    Outcome.NOT_STARTED: "·",
    Outcome.NOT_REACHED: "-",
    Outcome.NOT_GRADED: "?",
}
LEGEND = "✓ passed  ✗ failed or stopped  · not started  - not reached  ? not graded"


def heading(criterion: Criterion) -> str:
    """Return the line over a criterion's message."""
    return f"{criterion.title} ({_points(criterion.points)})"


def words(rubric: Rubric, result: Result, *, hints: bool) -> str:
    """Return what a student reads about a result that did not pass."""
    criterion = rubric[result.criterion]
    text = result.message or ""
    if result.outcome is Outcome.NOT_STARTED:
        return f"{text}. {criterion.hint_in_short}"
    if hints and result.outcome in (Outcome.FAILED, Outcome.STOPPED):
        lines = _beside("  Hint", criterion.hint)
        lines += [f"  Read   docs/{criterion.reading}"] if criterion.reading else []
        return "\n".join([text, "", *lines])
    if result.outcome is Outcome.NOT_GRADED and "\n" not in text:
        return textwrap.fill(text, COLUMNS, initial_indent="  ", subsequent_indent="  ")
    return text


def summary(rubric: Rubric, report: Report) -> list[str]:
    """Return the lines under a run, beginning with the one thing to do next."""
    total = score(rubric, report.results)
    lines = [
        "",
        *_next(rubric, report),
        "",
        *_sections(rubric, report.results, total, report.deductions),
        LEGEND,
        *_not_reached(report.results),
        "",
        *(_by_person(rubric) if report.complete else ()),
        *_noted(report.format),
        *_training(report),
        report.made_with,
    ]
    return [inactive(line) for line in lines]


def _next(rubric: Rubric, report: Report) -> Iterator[str]:
    step = next_step(rubric, report.results)
    if step is None:
        left = " What is left is the report." if report.complete else ""
        yield from _beside("Next", f"{_done(report.results)}{left}")
        return
    criterion = rubric[step]
    result = next(r for r in report.results if r.criterion == step)
    begun = "write" if result.outcome is Outcome.NOT_STARTED else "mend"
    place = f", in student/{criterion.look}" if criterion.look else ""
    yield from _beside("Next", f"{begun} {criterion.title}{place}")
    yield f"       {criterion.rerun}"


def _beside(head: str, text: str) -> list[str]:
    """Return the lines of a text beside its head, with three blanks between them."""
    begin = f"{head}   "
    return textwrap.wrap(text, COLUMNS, initial_indent=begin, subsequent_indent=" " * len(begin))


def _done(results: Sequence[Result]) -> str:
    if not results:
        return "Nothing was run."
    if any(result.outcome is Outcome.NOT_GRADED for result in results):
        return "A person looks at what is not graded; all else that was run has passed."
    return "All that was run has passed."


def _sections(
    rubric: Rubric, results: Sequence[Result], total: Score, deductions: Iterable[Deduction]
) -> Iterator[str]:
    found = {result.criterion: result for result in results}
    yield f"{'section':<47} points"
    for section in rubric.sections:
        criteria = [c for c in rubric.program if c.section == section.id and c.id in found]
        if criteria:
            yield _section(section, total)
            marks = (f"{MARKS[found[c.id].outcome]} {c.id}" for c in criteria)
            yield from _wrapped_marks(marks)
    yield f"{'':<6}{'together':<41} {_together(rubric, results, total)}"
    for off in deductions:
        rules = ", ".join(dict.fromkeys(reason.partition(":")[0] for reason in off.reasons))
        yield f"{'':<6}{'off for ' + off.kind:<41} {off.points:g}: {rules}"


def _together(rubric: Rubric, results: Sequence[Result], total: Score) -> str:
    points, run = total.required, {result.criterion for result in results}
    required = [c for c in rubric.program if not rubric.is_extra(c.id)]
    not_run = sum(c.points for c in required if c.id not in run)
    rest = {
        "not graded": points.withheld - not_run,
        "not run": not_run,
        "a person's": points.person,
    }
    others = "".join(f", {value:g} {name}" for name, value in rest.items() if value)
    return f"{points.earned:g} of {points.possible - sum(rest.values()):g}{others}"


def _wrapped_marks(marks: Iterable[str]) -> Iterator[str]:
    """Wrap between marks only, never between a mark and its criterion."""
    glued = "  ".join(mark.replace(" ", "\N{NO-BREAK SPACE}") for mark in marks)
    indent = " " * 6
    for line in textwrap.wrap(glued, COLUMNS, initial_indent=indent, subsequent_indent=indent):
        yield line.replace("\N{NO-BREAK SPACE}", " ")


def _not_reached(results: Sequence[Result]) -> Iterator[str]:
    """Say what to mend first, once for all criteria that wait for the same thing."""
    waiting: dict[str, list[str]] = {}
    for result in results:
        if result.outcome is Outcome.NOT_REACHED:
            waiting.setdefault(result.message or "", []).append(result.criterion)
    for reason, criteria in waiting.items():
        text = f"- {', '.join(criteria)}: {reason}"
        yield from textwrap.wrap(text, COLUMNS, subsequent_indent="  ")


def _section(section: Section, total: Score) -> str:
    points = total.sections[section.id]
    title = textwrap.shorten(section.title, 40, placeholder=" …")
    of_program = points.possible - points.person
    if not of_program:
        return f"{section.id:<6}{title:<41} none"
    proposed = " (a person confirms)" if points.proposed else ""
    return f"{section.id:<6}{title:<41} {points.earned:g} of {of_program:g}{proposed}"


def _by_person(rubric: Rubric) -> Iterator[str]:
    def is_extra(criterion: Criterion) -> bool:
        return rubric.is_extra(criterion.id)

    for extra, kind in ((False, "sections"), (True, "extra")):
        marked = [f"{c.section} ({c.points:g})" for c in rubric.people if is_extra(c) is extra]
        if marked:
            yield f"A person still marks {kind} {', '.join(marked)}"


def _noted(findings: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield a line for each thing that is not as the sheet asks and costs nothing."""
    for finding in findings:
        if finding["weight"] == "noted":
            what = f"Noted  {finding['rule']}: "
            room = COLUMNS - len(what) - len(FREE)
            found = str(finding["found"])
            shown = found if len(found) <= room else f"{found[: room - 2]} …"
            yield f"{what}{shown}{FREE}"


def _training(report: Report) -> Iterator[str]:
    budget = report.training.get("budget_seconds")
    for data, used in report.training.items():
        if isinstance(used, dict):
            of = f"{used['seconds']:g} of {budget:g} s of {used['clock']} time"
            yield f"Training on {data} took {of}"


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"
