"""The pages in a real browser: they sort and search, fit a phone, and run nothing but their own."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from richreport import ARRIVAL, paper, rich

from autograder.outputs import Absent, write_pages
from autograder.report import Outcome, Report
from autograder.rubric import load_rubric
from autograder.score import score

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request, Route

EXAMPLE = Path(__file__).parents[2] / "docs" / "report.example.json"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NAMES = ["陳敬中", "Émile", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"]
LONG = "W" * 90 + " and more " * 9
FULL = ["full/dashboard.html", *(f"full/feedback/k{n}.html" for n in range(4))]
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
    absent = [Absent("313551201", NAMES[2], "no hand-in", LONG)]
    write_pages(out / "full", rubric, full(reports), "Deep Learning", absent)
    return out


def full(reports: Sequence[Report]) -> list[Report]:
    """Return the class with all that reports can hold: k1 is final, k2 unread, k3 on time."""
    final = {"points": 60.0, "deducted": 0.0, "provisional": False}
    unread = paper(file=LONG, readable=False, why=LONG, layout=None, claims=[])
    long = {"rule": LONG, "weight": "penalised", "expected": LONG, "found": LONG}
    on_time = ARRIVAL | {"state": "on time", "seconds_late": 0, "doubts": [LONG]}
    changes: Mapping[int, dict[str, object]] = {
        1: {"grade": final, "format": (), "deductions": ()},
        2: {"document": unread, "format": (long,)},
        3: {"arrival": on_time, "decisions": ()},
    }
    return [rich(report, **changes.get(n, {})) for n, report in enumerate(reports)]


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


@pytest.mark.parametrize(
    "name", ["dashboard.html", *(f"feedback/k{n}.html" for n in range(8)), *FULL]
)
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
    button, place = heading.get_by_role("button"), heading.evaluate("e => e.cellIndex")
    button.click()
    up = watched.column(place)
    assert "ascending" == heading.get_attribute("aria-sort")
    button.click()
    down = watched.column(place)
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


@pytest.mark.parametrize("name", ["dashboard.html", "feedback/k0.html", "feedback/k5.html", *FULL])
def test_a_phone_shows_it_without_scrolling_sideways(open_page: Open, name: str) -> None:
    watched = open_page(name, viewport=PHONE)
    width = watched.page.evaluate("document.documentElement.scrollWidth")
    assert PHONE["width"] == width


def test_a_phone_shows_all_of_why_somebody_needs_a_person(open_page: Open) -> None:
    watched = open_page("full/dashboard.html", viewport=PHONE)
    region = watched.page.locator(".scroll[aria-labelledby=people]")
    assert LONG.split(maxsplit=1)[0] in region.inner_text().replace("\n", "")
    assert region.evaluate("e => e.scrollWidth") == region.evaluate("e => e.clientWidth")


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


FAINT = """() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const found = parts(getComputedStyle(e).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *:not(svg *):not(script)")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const both = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 80)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FULL)
def test_every_text_stands_out_from_what_is_behind_it(
    open_page: Open, name: str, scheme: str
) -> None:
    assert [] == open_page(name, color_scheme=scheme).page.evaluate(FAINT)


def test_a_choice_narrows_the_class_and_a_search_within_it(open_page: Open) -> None:
    watched = open_page("full/dashboard.html")
    only = watched.page.get_by_label("Show")
    keys_of = {
        "final": ["k1"],
        "provisional": ["k0", *(f"k{n}" for n in range(2, 8))],
        "late, or perhaps": [f"k{n}" for n in range(8) if n != 3],
        "points off": ["k0", *(f"k{n}" for n in range(2, 8))],
    }
    for choice, keys in keys_of.items():
        only.select_option(choice)
        assert keys == watched.column(0)
        assert f"{len(keys)} of 8 hand-ins" == watched.page.get_by_role("status").inner_text()
    watched.page.get_by_label("Search").fill("k4")
    assert ["k4"] == watched.column(0)
    only.select_option("all")
    watched.page.get_by_label("Search").fill("")
    assert 8 == len(watched.column(0))
    assert [] == watched.events


def test_a_choice_is_made_by_keyboard(open_page: Open) -> None:
    watched = open_page("full/dashboard.html")
    watched.page.get_by_label("Search").focus()
    watched.page.keyboard.press("Tab")
    watched.page.keyboard.type("fin")
    assert ["k1"] == watched.column(0)


def test_the_key_of_a_row_stays_in_sight(open_page: Open) -> None:
    watched = open_page("full/dashboard.html", viewport=PHONE)
    table = watched.page.locator("#handins")
    table.evaluate("e => { e.parentElement.scrollLeft = 9999; }")
    key = table.get_by_role("link", name="k0").bounding_box()
    assert key is not None
    assert 0 <= key["x"] < PHONE["width"] / 4


def test_numbers_of_a_column_end_at_one_line(open_page: Open) -> None:
    watched = open_page("full/feedback/k0.html")
    ends = watched.page.locator(".outline td:last-child").evaluate_all(
        "cells => cells.map(c => c.getBoundingClientRect().right)"
    )
    assert 21 == len(ends)
    assert 1 == len(set(ends))
    rows = watched.page.locator(".outline tbody tr").all()
    bottoms = "cells => cells.map(c => c.getBoundingClientRect().bottom)"
    heights = [row.locator("> *").evaluate_all(bottoms) for row in rows]
    assert all(max(row) - min(row) < 1 for row in heights)
