"""The pages in a real browser: they sort and search, fit a phone, and run nothing but their own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.outputs import write_pages
from autograder.report import Outcome, Report
from autograder.rubric import load_rubric
from autograder.score import score

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request, Route

EXAMPLE = Path(__file__).parents[2] / "docs" / "report.example.json"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NAMES = ["陳敬中", "Émile", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1200, "height": 900}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@dataclass
class Watched:
    """A page, and whatever happened on it that must not happen."""

    page: "Page"
    events: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note what the page says, asks, and fetches."""
        self.page.on("console", lambda message: self.events.append(message.text))
        self.page.on("pageerror", lambda error: self.events.append(str(error)))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: "Dialog") -> None:
        self.events.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def column(self, number: int) -> list[str]:
        """Return the texts of a column of the hand-ins that are shown."""
        rows = self.page.locator("#handins tbody tr:visible").all()
        return [row.locator("th, td").nth(number).inner_text().strip() for row in rows]


Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of a small class whose names are out to do harm."""
    out, rubric = tmp_path_factory.mktemp("pages"), load_rubric()
    example = Report.from_json(EXAMPLE.read_text(encoding="utf-8"))
    reports = []
    for n, name in enumerate(NAMES * 2):
        outcome = Outcome.NOT_GRADED if n == 5 else Outcome.PASSED
        results = [
            replace(r, outcome=outcome, earned=outcome.earns(r.possible), message=name)
            if n == 5 or r.criterion.startswith("accuracy") or n > 5
            else r
            for r in example.results
        ]
        who = {"key": f"k{n}", "id": f"31355100{n}", "name": name, "source": f"{name}.zip"}
        reports.append(
            replace(
                example,
                submission={**example.submission, **who},
                results=tuple(results),
                points=score(rubric, results).points(),
            )
        )
    write_pages(out, rubric, reports, "Deep Learning · Spring 2027")
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as driver:
        # Chromium's own sandbox needs what a container, or root, has not; the pages are ours.
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_page(browser: "Browser", folder: Path) -> Iterator[Open]:
    contexts = []

    def opened(name: str = "dashboard.html", **options: object) -> Watched:
        context = browser.new_context(**{"viewport": DESK, **options})  # type: ignore[arg-type]
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.watch()
        watched.page.route("**/*", lambda route, request: only_files(watched, route, request))
        watched.page.goto((folder / name).as_uri())
        return watched

    yield opened
    for context in contexts:
        context.close()


def only_files(watched: Watched, route: "Route", request: "Request") -> None:
    """Let nothing but files through, and note what was asked for."""
    if request.url.startswith("file:"):
        route.continue_()
    else:
        watched.events.append(request.url)
        route.abort()


@pytest.mark.parametrize("name", ["dashboard.html", *(f"feedback/k{n}.html" for n in range(8))])
def test_nothing_happens_that_must_not(open_page: Open, name: str) -> None:
    watched = open_page(name)
    watched.page.wait_for_timeout(100)
    assert [] == watched.events
    assert 0 == watched.page.locator("img, iframe, object").count()


def test_a_script_that_is_not_ours_is_refused(open_page: Open) -> None:
    for name in ("dashboard.html", "feedback/k0.html"):
        watched = open_page(name)
        ran = watched.page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
            " document.body.append(s); return window.ran ?? null; }"
        )
        assert ran is None
        assert any("Content Security Policy" in event for event in watched.events)


def test_headings_sort_up_and_down_with_the_empty_ones_last(open_page: Open) -> None:
    watched = open_page()
    heading = watched.page.locator("#handins th", has_text="Points so far")
    button = heading.get_by_role("button")
    button.click()
    up = watched.column(3)
    assert "ascending" == heading.get_attribute("aria-sort")
    button.click()
    down = watched.column(3)
    assert "descending" == heading.get_attribute("aria-sort")
    assert "\N{EN DASH}" == up[-1] == down[-1]
    assert [float(n) for n in up[:-1]] == sorted(float(n) for n in down[:-1])
    assert up[:-1] == down[-2::-1]
    assert len(NAMES * 2) == len(up)
    assert [] == watched.events


def test_sorting_works_by_keyboard(open_page: Open) -> None:
    watched = open_page()
    button = watched.page.locator("#handins th button").first
    button.focus()
    watched.page.keyboard.press("Enter")
    watched.page.keyboard.press("Space")
    assert [f"k{n}" for n in reversed(range(8))] == watched.column(0)
    assert "0px" != button.evaluate("e => getComputedStyle(e).outlineWidth")


def test_a_search_shows_who_fits_and_says_how_many(open_page: Open) -> None:
    watched = open_page()
    field_ = watched.page.get_by_label("Search")
    for typed, keys in [("陳敬中", ["k0", "k4"]), ("E\u0301MILE", ["k1", "k5"]),
                        ("k1 graded", ["k1"]), ("<IMG", ["k2", "k6"]), ("nobody", [])]:  # fmt: skip
        field_.fill(typed)
        assert keys == watched.column(0)
        assert f"{len(keys)} of 8 hand-ins" == watched.page.get_by_role("status").inner_text()
    field_.fill("")
    assert 8 == len(watched.column(0))


def test_links_lead_to_the_pages_they_name(open_page: Open) -> None:
    watched = open_page()
    watched.page.locator("#handins").get_by_role("link", name="k2").click()
    assert watched.page.url.endswith("/feedback/k2.html")
    assert NAMES[2] in watched.page.locator("header").inner_text()


def test_all_of_it_can_be_read_without_a_script(open_page: Open) -> None:
    watched = open_page(java_script_enabled=False)
    assert 8 == len(watched.column(0))
    assert 0 == watched.page.get_by_role("button").count()
    assert not watched.page.get_by_label("Search").is_visible()


@pytest.mark.parametrize("name", ["dashboard.html", "feedback/k0.html", "feedback/k5.html"])
def test_a_phone_shows_it_without_scrolling_sideways(open_page: Open, name: str) -> None:
    watched = open_page(name, viewport=PHONE)
    width = watched.page.evaluate("document.documentElement.scrollWidth")
    assert PHONE["width"] == width


def test_a_dark_screen_gets_a_dark_page_and_a_printer_a_light_one(open_page: Open) -> None:
    watched = open_page("feedback/k0.html", color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert "rgb(20, 23, 27)" == watched.page.evaluate(ground)
    watched.page.emulate_media(media="print")
    assert "rgb(255, 255, 255)" == watched.page.evaluate(ground)


def test_the_first_key_shows_the_way_past_the_heading(open_page: Open) -> None:
    watched = open_page("feedback/k0.html")
    skip = watched.page.get_by_role("link", name="Skip to the content")
    watched.page.keyboard.press("Tab")
    place = skip.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    watched.page.keyboard.press("Enter")
    assert watched.page.url.endswith("#main")
