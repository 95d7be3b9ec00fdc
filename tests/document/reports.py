"""Draw reports of the lab as students write them, with the truth about where each section stands.

One seed is one report. What varies is what was seen in real ones: numbering, number and title in
two pieces, names, weights, colons, invisible characters, slips, wrong numbers, language, contents
pages, captions, running headers, bookmarks, order, and sections left out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from reportpaper import Paper
from reportwords import CHINESE, ENGLISH, MISSPELT, NAMES, WILD

from autograder.document.layouts import Layout, Place, load_layouts

__all__ = ["Report", "draw"]

MAIN = ("1. ", "1. ", "1. ", "two pieces", "bare", "(1) ", "1.", "1 ", "I. ", "1、", "mixed")
PART = ("A. ", "A ", "(A) ", "a. ", "(a) ", "a) ", "1.1 ", "1-1 ", "1.1. ", "bullet", "bare")
ROMAN = ("", "I", "II", "III", "IV", "V", "VI")


@dataclass
class Report:
    """A drawn report: the paper that it stands on, and the truth.

    `pages` has the page of each section with a heading, `headless` those that are treated without
    one. All others of the layout are left out.
    """

    seed: int
    layout: Layout
    paper: Paper
    style: dict[str, object]
    pages: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    headless: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)


def draw(seed: int, *, wild: float = 0.0) -> Report:
    """Return the report of this seed; `wild` is the share of names that nobody prepared for."""
    rng = random.Random(seed)  # noqa: S311 — drawn, not secret
    layout = rng.choice(load_layouts().layouts)
    style = _style(rng, wild)
    header = rng.choice(("", "", "", "Deep Learning Lab 1", "313551157"))
    paper = Paper(header, numbers=bool(style["pages"]))
    report = Report(seed, layout, paper, style)
    places = _kept(rng, report)
    titles = {place.id: _title(rng, place, style) for place in places}
    _front(rng, report, places, titles)
    for place in places:
        _section(rng, report, place, titles[place.id])
    if rng.random() < 0.15:
        paper.heading("References", 16.0, bold=True)
        paper.text("[1] Lecture notes of the course.")
    if rng.random() < 12 / 67:
        paper.bookmarks += [
            (titles[i], page, int(i[-1].isalpha())) for i, page in report.pages.items()
        ]
    return report


def _style(rng: random.Random, wild: float) -> dict[str, object]:
    """Return what holds for the whole of a report."""
    main = rng.choice(MAIN)
    size = rng.choice((20.0, 16.0, 14.0, 13.0, 11.0))
    return {
        "main": main,
        "part": rng.choice(PART),
        "size": size,
        "part size": rng.choice((size, max(11.0, size - 3), 11.0)),
        # what is neither larger nor bold nor numbered nobody can tell from text
        "bold": size < 13 or rng.random() < 0.6,
        "colon": rng.random() < 16 / 67,
        "weight": rng.random() < 5 / 67,
        "hidden": rng.random() < 3 / 67,
        "slips": rng.random() < 0.15,
        "misnumbered": rng.random() < 0.1,
        "body": rng.choices((ENGLISH, CHINESE), (27, 40))[0],
        "contents": rng.random() < 0.2,
        "captions": rng.random() < 0.5,
        "upper": rng.random() < 0.08,
        "pages": rng.random() < 0.5,
        "own line": rng.random() < 0.5,
        "breaks": rng.random() < 0.2,
        "wild": wild,
    }


def _kept(rng: random.Random, report: Report) -> list[Place]:
    """Return the places that are written with a heading, in the order of this report."""
    layout = report.layout
    mains = [place for place in layout.places if not place.is_part]
    gone = {place.id for place in layout.places if place.optional and rng.random() < 0.6}
    if rng.random() < 0.3:
        gone.add(rng.choice([p.id for p in layout.places if p.is_part and p.main in "345"]))
    if rng.random() < 0.1:
        gone.add(rng.choice([place.id for place in mains[1:]]))
    headless = {p.id for p in mains if rng.random() < 0.06 and layout.parts(p.id)}
    if rng.random() < 0.08:
        at = rng.randrange(1, len(mains) - 1)
        mains[at], mains[at + 1] = mains[at + 1], mains[at]
        report.moved.update(
            p.id for p in layout.places if p.main in (mains[at].id, mains[at + 1].id)
        )
    kept: list[Place] = []
    for main in mains:
        if main.id in gone:
            continue
        kept.append(main)
        parts = [part for part in layout.parts(main.id) if part.id not in gone]
        if main.id in headless and not main.optional:
            report.headless.update(part.id for part in parts if not part.optional)
        else:
            kept += parts
    return kept


def _title(rng: random.Random, place: Place, style: dict[str, object]) -> str:
    """Return what this report calls a place, without its number."""
    subject = place.subject
    names = WILD.get(subject, ()) if rng.random() < float(str(style["wild"])) else ()
    title = rng.choice(names or NAMES[subject])
    for right, wrong in MISSPELT.items():
        if style["slips"] and rng.random() < 0.7:
            title = title.replace(right, rng.choice(wrong))
    if style["upper"] and not place.is_part:
        title = title.upper()
    if style["hidden"]:
        title = title.replace(" ", "\u200b ") + "\u200b"
    if style["weight"]:
        title += f" ({rng.choice((5, 10, 15, 20))}%)"
    if place.optional and place.is_part and rng.random() < 0.05:
        title += " (not implemented)"
    return title + (":" if style["colon"] and not title.endswith("?") else "")


def _label(rng: random.Random, place: Place, style: dict[str, object], *, part: int) -> str:
    """Return the number of a heading, with the blank after it; `part` counts from 1, 0 is none."""
    number = int(place.main)
    if not part:
        form = str(style["main"])
        form = rng.choice(MAIN[:2] + MAIN[5:9]) if form == "mixed" else form
        if form in {"two pieces", "bare"}:
            return f"{number}." if form == "two pieces" else ""
        if style["misnumbered"] and number > 2 and rng.random() < 0.5:
            number -= 1
        return form.replace("I", ROMAN[number]).replace("1", str(number))
    form = str(style["part"])
    if form == "bullet":
        return rng.choice(("\u2022 ", "\uf0b7 ", "\u25cf "))
    letter = "ABCDEFGH"[part - 1]
    if form == "bare" or form[0].isdecimal():
        return "" if form == "bare" else f"{number}{form[1]}{part}{form[3:]}"
    return form.replace("A", letter).replace("a", letter.lower())


def _front(rng: random.Random, report: Report, places: list[Place], titles: dict[str, str]) -> None:
    """Write the title, and a table of contents where this report has one."""
    paper, style = report.paper, report.style
    paper.heading(
        rng.choice(("Deep Learning Lab 1 Report", "Lab1: Backpropagation")), 22.0, bold=True
    )
    paper.text("313551157 陳敬中")
    if not style["contents"]:
        return
    leaders = rng.choice((" ........................ ", " ", ""))
    paper.heading(rng.choice(("Contents", "Table of Contents", "目錄")), 16.0, bold=True)
    for n, place in enumerate(places):
        page = f"{leaders}{2 + n // 4}" if leaders else ""
        paper.text(f"{place.label}. {titles[place.id]}{page}", indent=18.0 * place.is_part)
    if rng.random() < 0.7:
        paper.new_page()


def _section(rng: random.Random, report: Report, place: Place, title: str) -> None:
    """Write one heading and what stands under it."""
    paper, style = report.paper, report.style
    if not place.is_part and style["breaks"]:
        paper.new_page()
    written = [p for p in report.pages if p.startswith(place.main) and p != place.main]
    label = _label(rng, place, style, part=(1 + len(written)) if place.is_part else 0)
    size = float(str(style["part size" if place.is_part else "size"]))
    bold = bool(style["bold"]) or size < 12
    if place.is_part and (label or size > 12):
        bold = bold and rng.random() < 0.9
    if place.is_part and not label and size < 12:
        bold = True
    pieces = style["main"] == "two pieces" and not place.is_part
    report.pages[place.id] = paper.heading(
        title, size, bold=bold, label=label, pieces=pieces, own_line=bool(style["own line"]),
        indent=rng.choice((0.0, 18.0)) if place.is_part else 0.0,
    )  # fmt: skip
    report.headings[place.id] = f"{label}{title}"
    _body(rng, report, place)
    if place.figure or (place.is_part and rng.random() < 0.3):
        _pictures(rng, report)
    if place.subject == "accuracy":
        paper.text("accuracy: 98.00%")


def _body(rng: random.Random, report: Report, place: Place) -> None:
    """Write paragraphs, and a table whose heads are the names of sections."""
    body = ENGLISH if report.style["body"] is ENGLISH else CHINESE
    headless = any(i.startswith(place.main) for i in report.headless)
    if place.is_part or headless or rng.random() < 0.4 or place.rubric:
        for _ in range(rng.randint(1, 12 if headless else 4)):
            report.paper.text(" ".join(rng.choices(body, k=rng.randint(1, 4))))
    if place.subject in {"rates", "units"} and rng.random() < 0.4:
        what = "Learning rate" if place.subject == "rates" else "Hidden units"
        report.paper.table([(what, "Accuracy"), ("1.0", "100%"), ("0.1", "98%"), ("0.01", "52%")])


def _pictures(rng: random.Random, report: Report) -> None:
    """Put one or two pictures, in some reports with captions that name sections."""
    for _ in range(rng.randint(1, 2)):
        report.paper.picture()
        if report.style["captions"]:
            name = rng.choice(("Learning curve", "Comparison figure", "Accuracy", "Screenshot"))
            number = f"Figure {report.paper.figures}: {name}"
            report.paper.caption(number if rng.random() < 0.7 else f"{name} of XOR")
