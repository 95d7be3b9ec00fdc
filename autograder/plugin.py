"""Let pytest run the criteria: its objects in, ours out, and nothing decided here."""

import tempfile
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest

from autograder import board, tries
from autograder.report import Outcome, Result
from autograder.run import Grading
from autograder.session import KIT, ROOT, LabSession, SessionError
from autograder.session import open_session as open_lab

__all__ = ["CriterionItem", "LabPlugin"]

NEVER_COLLECTED = (ROOT / "student", ROOT / "solution")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the lab."""
    group = parser.getgroup("lab", "the backpropagation lab")
    group.addoption("--report", metavar="FILE", help="write the report as JSON to FILE")
    group.addoption("--hints", action="store_true", help="show a hint under every message")
    group.addoption(
        "--submission",
        metavar="PATH",
        help="grade this package folder, hand-in folder or zip instead of student/",
    )
    group.addoption(
        "--adapter",
        metavar="FILE",
        help="with --submission: says which of its functions is which of the lab's",
    )
    group.addoption(
        "--cases", metavar="FILE", help="use the inputs and expected arrays of this case file"
    )
    group.addoption(
        "--seeds",
        metavar="LIST",
        nargs="?",
        const=tries.SEEDS,
        help="after the criteria, also train from each of these seeds (by default "
        f"{tries.SEEDS}; or --seeds=3,5,7) and say from how many the network becomes right. "
        "A right program can start unluckily now and then; where several seeds miss, other "
        "widths, rates or epochs serve you better. It takes a training for each seed and data "
        "set, and counts for no points",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugin, and let `pytest autograder` mean the kit's in every subfolder."""
    config.pluginmanager.register(LabPlugin(config), "lab")
    here = config.invocation_params.dir
    for position, argument in enumerate(config.args):
        if argument == KIT.name and not (here / argument).exists() and ROOT in here.parents:
            config.args[position] = str(KIT)


class CriterionItem(pytest.Item):
    """One criterion, run by the lab's own engine instead of being called by pytest."""

    def __init__(self, *, plugin: "LabPlugin", **keywords: Any) -> None:
        super().__init__(**keywords)
        self.plugin = plugin

    def setup(self) -> None:
        """Find the result; what could not be graded is an error, and nobody's failure."""
        self.plugin.asked.add(self.name)
        result = self.plugin.lab().grading.result(self.name)
        self.user_properties.append(("outcome", str(result.outcome)))
        if result.outcome is Outcome.NOT_GRADED:
            raise Reported(self.plugin.words(result))

    def runtest(self) -> None:
        """Tell pytest the outcome."""
        lab = self.plugin.lab()
        result = lab.grading.result(self.name)
        extra = lab.rubric.is_extra(self.name)
        if result.outcome is Outcome.NOT_REACHED or (
            result.outcome is Outcome.NOT_STARTED and extra
        ):
            pytest.skip(self.plugin.words(result))
        if result.outcome is not Outcome.PASSED:
            raise Reported(self.plugin.words(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> Any:
        """Show the message alone; a trace of the grader's own code teaches nobody."""
        if isinstance(excinfo.value, Reported):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Head a message with the criterion's title and points."""
        return self.path, None, board.heading(self.plugin.lab().rubric[self.name])


class Reported(Exception):  # noqa: N818 — carries a message to `repr_failure`
    """The message of a result that did not pass."""


class LabPlugin:
    """What one run of pytest knows of the lab: a session, opened when the first check needs it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.stack = ExitStack()
        self.session: LabSession | None = None
        self.asked: set[str] = set()
        self.known: list[str] = []
        self.seeds: list[int] = []
        if config.getoption("seeds"):
            try:
                self.seeds = tries.seeds_of(config.getoption("seeds"))
            except tries.SeedsError as error:
                raise pytest.UsageError(str(error)) from error

    def lab(self) -> LabSession:
        """Return the session, opening the submission at the first call."""
        if self.session is None:
            workspace = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="lab-"))
            submission, cases = self._path("submission"), self._path("cases")
            try:
                adapter = self._path("adapter")
                opened = open_lab(submission, Path(workspace), cases, adapter)
                self.session = self.stack.enter_context(opened)
            except SessionError as error:
                raise pytest.UsageError(str(error)) from error
        return self.session

    def _try_seeds(self, grading: Grading, terminal: Any) -> None:
        """Write a line for each data set, an accuracy at a time as they come."""
        case = grading.case
        terminal.write_line(f"\nFrom seeds {self.config.getoption('seeds')}, accuracies in %:")
        for data in tries.DATA:
            terminal.write(f"{data:<8}", flush=True)
            if waiting := tries.waits_for(grading, data):
                terminal.write_line(f"not tried: it needs {waiting} first")
                continue
            found = []
            for start in tries.starts(grading, data, self.seeds):
                found.append(start)
                terminal.write(f"{start} ", flush=True)
            for line in tries.verdict(found, case.threshold, case.tries):
                terminal.write_line(line)

    def words(self, result: Result) -> str:
        """Return what the student reads about a result."""
        return board.words(self.lab().rubric, result, hints=self.config.getoption("hints"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Open the submission before anything is collected: what is wrong with it is one line."""
        here = self.config.invocation_params.dir
        for argument in self.config.args:
            path = (here / argument.partition("::")[0]).absolute()
            if path == KIT or KIT in path.parents:
                self.lab()

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Keep a student's files out of the process that grades them."""
        inside = any(f in (collection_path, *collection_path.parents) for f in NEVER_COLLECTED)
        return True if inside else None

    def pytest_pycollect_makeitem(
        self, collector: pytest.Module | pytest.Class, name: str, obj: object
    ) -> Iterable[pytest.Item] | None:
        """Turn a check into an item that carries its criterion's name; disabled ones into none."""
        identity = getattr(obj, "criterion", None)
        if not name.startswith("test_") or not isinstance(identity, str):
            return None
        if not self.lab().rubric.has(identity):
            return []
        # One place for all of them, so that progress is one line in the order of the lab.
        node = f"{KIT.name}::{identity}"
        return [CriterionItem.from_parent(collector, name=identity, nodeid=node, plugin=self)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the criteria into the order of the lab."""
        if any(isinstance(item, CriterionItem) for item in items):
            order = self.known = [criterion.id for criterion in self.lab().rubric.program]
            items.sort(key=lambda i: order.index(i.name) if isinstance(i, CriterionItem) else -1)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say which criteria are near where -k fits none: pytest alone counts what it left out."""
        word = self.config.getoption("keyword")
        if word and self.known and not session.items:
            near = ", ".join(get_close_matches(word, self.known))
            where = f"near it: {near}" if near else "docs/rubric.md lists them all"
            raise pytest.UsageError(f"-k {word!r} fits no criterion that runs here; {where}")

    def pytest_report_teststatus(
        self, report: pytest.TestReport | pytest.CollectReport
    ) -> tuple[str, str, str] | None:
        """Call the outcomes by the lab's own words."""
        outcome = dict(getattr(report, "user_properties", ())).get("outcome")
        # An extra that nobody has begun is skipped, as pytest itself would say.
        begun = not report.skipped or outcome != str(Outcome.NOT_STARTED)
        return _STATUS.get(str(outcome)) if report.when == "call" and begun else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Show the message alone where setup raised it: pytest asks `repr_failure` only later."""
        report = yield
        if isinstance(item, CriterionItem) and call.when == "setup" and call.excinfo is not None:
            report.longrepr = item.repr_failure(call.excinfo)
        return report

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what to do next, then the points."""
        if self.session is not None and self.session.grading.results:
            report = self.session.report()
            # What ran only because something needed it is silent, unless it is what is wrong.
            results = tuple(
                result
                for result in report.results
                if result.criterion in self.asked or result.outcome is not Outcome.PASSED
            )
            lines = board.summary(self.session.rubric, replace(report, results=results))
            # Where no message stands above, pytest has left a line blank already.
            above = any(map(terminalreporter.stats.get, ("failed", "error")))
            for line in lines if above else lines[1:]:
                terminalreporter.write_line(line)
            if self.seeds:
                self._try_seeds(self.session.grading, terminalreporter)

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self) -> Generator[None, Any, Any]:
        """Write the report before the summary says where it is."""
        file = self.config.getoption("report")
        if file and self.session is not None:
            _write(self.config.invocation_params.dir / file, self.session)
        return (yield)

    def pytest_unconfigure(self) -> None:
        """End the workers and remove what was copied."""
        self.stack.close()

    def _path(self, option: str) -> Path | None:
        given = self.config.getoption(option)
        return self.config.invocation_params.dir / given if given else None


# Category for the last line's count, letter, word.
_STATUS = {
    "not started": ("not started", "n", "NOT STARTED"),
    "not reached": ("not reached", "r", "NOT REACHED"),
    "stopped": ("failed", "S", "STOPPED"),
}


def _write(file: Path, session: LabSession) -> None:
    try:
        file.write_text(session.report().to_json(), encoding="utf-8")
    except OSError as error:
        raise pytest.UsageError(
            f"the report cannot be written to {file}: {error.strerror}"
        ) from error
