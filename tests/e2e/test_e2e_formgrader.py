"""Formgrader in a real browser, started by the real command on a small class, and marked in."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from formclass import HOSTILE, report, report_of

from autograder.course import load_course
from autograder.marking import ASSIGNMENT, write_forms
from autograder.marking.gradebook import fill
from autograder.rubric import load_rubric

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).parents[2]
FOLDERS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
NAMES = {"313551001": "陳敬中", "313551002": "Wang Li", "313551003": "Eve Lee"}
STOP_SECONDS = 30.0
CREDIT = ".nbgrader_cell:has(#report-introduction)"


@dataclass
class Served:
    """A server that was started by the command, and the address that it printed."""

    process: "subprocess.Popen[str]"
    address: str

    @property
    def origin(self) -> str:
        """The server, without a path."""
        return self.address.split("/formgrader")[0]


@dataclass
class Watched:
    """A page, and whatever happened on it that must not happen."""

    page: "Page"
    origin: str
    events: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note dialogs, and answers of other servers."""
        self.page.on("dialog", self._refuse)
        self.page.on("response", lambda answer: self._seen(answer.url))

    def _refuse(self, dialog: "Dialog") -> None:
        self.events.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _seen(self, url: str) -> None:
        if not url.startswith((self.origin, "data:")):
            self.events.append(f"an answer from elsewhere: {url}")

    def go(self, address: str) -> None:
        """Open a page and wait until it has asked for all it needs."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "formgrader", *arguments]


def started(out: Path, *arguments: str) -> Served:
    process = subprocess.Popen(
        command(str(out), "--no-browser", *arguments),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    return Served(process, process.stdout.readline().strip())


def made(out: Path) -> Path:
    out.mkdir(exist_ok=True)
    hostile = " ".join(HOSTILE).replace("$", "")
    papers = [report_of(), report_of(hostile), b"%PDF-1.7 no more"]
    reports = [
        report(out, key, name, pdf) for (key, name), pdf in zip(NAMES.items(), papers, strict=True)
    ]
    write_forms(out, load_rubric(), reports, load_course())
    fill(out, load_rubric(), reports)
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("formgrader"))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    served = started(folder)
    yield served
    served.process.send_signal(signal.SIGINT)
    served.process.communicate(timeout=STOP_SECONDS)


@pytest.fixture
def watched(browser: "Browser", server: Served) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    tab = Watched(context.new_page(), server.origin)
    tab.watch()
    tab.go(server.address)
    yield tab
    context.close()


def ids(folder: Path) -> dict[str, str]:
    """Return the id of each student's notebook in the gradebook."""
    text = """select a.student_id, n.id from submitted_notebook n
              join submitted_assignment a on n.assignment_id = a.id"""
    with closing(sqlite3.connect(folder / "gradebook.db")) as book:
        return dict(book.execute(text).fetchall())


def marks(folder: Path) -> list[tuple[object, ...]]:
    """Return all that somebody has typed, as the gradebook holds it."""
    text = """select a.student_id, c.name, g.manual_score, g.extra_credit, g.needs_manual_grade
              from grade g join base_cell c on g.cell_id = c.id
              join submitted_notebook n on g.notebook_id = n.id
              join submitted_assignment a on n.assignment_id = a.id
              where g.manual_score is not null or g.extra_credit is not null
              order by a.student_id, c.name"""
    with closing(sqlite3.connect(folder / "gradebook.db")) as book:
        return book.execute(text).fetchall()


def comments(folder: Path) -> list[tuple[object, ...]]:
    text = """select a.student_id, c.name, m.manual_comment
              from comment m join base_cell c on m.cell_id = c.id
              join submitted_notebook n on m.notebook_id = n.id
              join submitted_assignment a on n.assignment_id = a.id
              where m.manual_comment is not null"""
    with closing(sqlite3.connect(folder / "gradebook.db")) as book:
        return book.execute(text).fetchall()


def opened(tab: Watched, folder: Path, key: str) -> None:
    tab.go(f"{tab.origin}/formgrader/submissions/{ids(folder)[key]}/")


def test_the_address_opens_the_lab_with_everybody_in_it(watched: Watched) -> None:
    watched.go(f"{watched.origin}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")

    assert len(NAMES) == watched.page.locator("tbody tr").count()
    assert [] == watched.events


def test_the_pages_of_a_section_are_seen_from_its_heading_on(
    watched: Watched, folder: Path
) -> None:
    opened(watched, folder, "313551001")
    images = watched.page.locator(".lab-pages img")

    assert images.count() > 5
    assert images.first.evaluate("image => image.complete && image.naturalWidth") > 500
    first, third = (watched.page.locator(".lab-pages").nth(n) for n in (0, 2))
    assert 0 < third.evaluate("box => box.scrollTop")
    assert first.bounding_box()["height"] < 700  # type: ignore[index]
    assert [] == watched.events


def test_nobody_is_named_on_the_page(watched: Watched, folder: Path) -> None:
    for key in NAMES:
        opened(watched, folder, key)
        said = watched.page.locator("#notebook").last.inner_text()
        assert not [word for word in (*NAMES, *NAMES.values()) if word in said]


def test_marks_and_a_comment_are_in_the_gradebook_and_nothing_else(
    watched: Watched, folder: Path
) -> None:
    page = watched.page
    opened(watched, folder, "313551001")
    page.fill("#report-introduction", "4")
    page.fill("#report-introduction-comment", "Which network, and why?")
    page.locator("#report-introduction-comment").blur()
    page.locator("#report-discussion").fill("12.5")
    page.locator("#report-discussion").blur()
    page.wait_for_load_state("networkidle")
    opened(watched, folder, "313551003")
    page.locator(CREDIT).locator(".full-credit").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)

    assert [
        ("313551001", "report-discussion", 12.5, None, 0),
        ("313551001", "report-introduction", 4.0, None, 0),
        ("313551003", "report-introduction", 5.0, None, 0),
    ] == marks(folder)
    assert [("313551001", "report-introduction", "Which network, and why?")] == comments(folder)
    assert [] == watched.events


def test_the_next_hand_in_is_one_click_away(watched: Watched, folder: Path) -> None:
    order = sorted(ids(folder).values())
    watched.go(f"{watched.origin}/formgrader/submissions/{order[0]}/")
    watched.page.locator("li.next a, .next a").first.click()
    watched.page.wait_for_url(f"**/{order[1]}/*")
    watched.page.wait_for_load_state("networkidle")

    assert watched.page.locator(".lab-box").count() == len(load_rubric().people)
    assert [] == watched.events


def test_a_hostile_report_is_text(watched: Watched, folder: Path) -> None:
    opened(watched, folder, "313551002")
    for summary in watched.page.locator("summary").all():
        summary.click()
    watched.page.wait_for_timeout(300)

    assert "<script>" in watched.page.locator("details pre").first.inner_text()
    assert 0 == watched.page.locator("#notebook iframe, #notebook script, #notebook svg").count()
    assert 0 == watched.page.locator("#notebook [onerror], #notebook [href^=javascript]").count()
    assert [] == watched.events


def test_a_page_can_load_nothing_from_elsewhere(watched: Watched, folder: Path) -> None:
    opened(watched, folder, "313551001")
    failures: list[str | None] = []
    watched.page.on("requestfailed", lambda request: failures.append(request.failure))
    came = watched.page.evaluate(
        "() => { const image = new Image(); image.src = 'http://203.0.113.7/x.png';"
        " document.body.append(image);"
        " return fetch('http://203.0.113.7/').then(() => true, () => false); }"
    )
    watched.page.wait_for_timeout(300)

    assert came is False
    assert {"csp"} == set(failures)


def test_without_the_token_nothing_is_shown(server: Served, browser: "Browser") -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.origin}/formgrader")

    assert "/login" in page.url
    context.close()


def test_a_folder_that_is_served_is_not_served_twice(server: Served, folder: Path) -> None:
    done = subprocess.run(
        command(str(folder), "--no-browser"), cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert 2 == done.returncode
    assert f"{folder} is served already: open {server.address}\n" == done.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_and_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    served = started(made(tmp_path))
    before = children(served.process.pid)
    served.process.send_signal(how)
    served.process.communicate(timeout=STOP_SECONDS)

    assert 0 == served.process.returncode
    assert before
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()]
    assert not (tmp_path / ".formgrader.json").exists()


def test_what_formgraders_other_buttons_call_destroys_nothing(tmp_path: Path) -> None:
    out = made(tmp_path / "class")
    before = {path: path.read_bytes() for path in (out / "autograded").rglob("*.*")}
    homes = {name: str(tmp_path / name) for name in FOLDERS}
    for what in ("autograde", "generate_assignment", "generate_feedback"):
        subprocess.run(
            [sys.executable, "-m", "nbgrader", what, ASSIGNMENT, "--force"],
            cwd=out, env={**os.environ, **homes}, capture_output=True, check=False,
        )  # fmt: skip

    assert before == {path: path.read_bytes() for path in (out / "autograded").rglob("*.*")}


def children(pid: int) -> list[int]:
    """Return the processes that this one has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in found.split()]


def refused(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert 2 == done.returncode
    assert 1 == done.stderr.count("\n")
    return done.stderr


def test_a_folder_without_a_gradebook_is_one_line(tmp_path: Path) -> None:
    assert refused(str(tmp_path)).startswith(f"{tmp_path} has no gradebook; make it: ")
    assert refused(str(tmp_path / "no")).startswith(f"{tmp_path / 'no'} does not exist; ")


def test_a_port_that_is_taken_is_one_line(server: Served, tmp_path: Path) -> None:
    made(tmp_path)
    port = server.origin.rpartition(":")[2]

    assert f"port {port} cannot be had" in refused(str(tmp_path), "--port", port)
