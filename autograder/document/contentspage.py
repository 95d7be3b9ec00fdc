"""Which rows are a table of contents: they name every section and are the heading of none."""

import re
from collections.abc import Iterator

from autograder.document.layouts import Layouts
from autograder.document.numbering import numbered
from autograder.document.rows import Row, Sheet
from autograder.document.spelling import words
from autograder.document.titles import EXACT, is_one_of, likeness

__all__ = ["contents_rows", "entry"]

_LEADERS = re.compile(r"\s*(?:(?:[.…·_]\s?){3,}|(?:-\s?){5,})\s*(?P<page>\d{0,3})\s*$")
_PAGE = re.compile(r"^(?P<title>.*\D)\s+(?P<page>\d{1,3})$")
_SHORT = 90  # letters of an entry
_RUN = 4  # entries that end in rising numbers
_CLUSTER = 5  # titles with nothing between them


def entry(text: str) -> str:
    """Return an entry of a table of contents without its leaders and its page."""
    bare = _LEADERS.sub("", text)
    found = _PAGE.match(bare)
    return found["title"].strip() if found else bare


def contents_rows(sheet: Sheet, layouts: Layouts) -> frozenset[int]:
    """Return the indices of all rows of tables of contents."""
    rows = sheet.rows
    found = {i for i, row in enumerate(rows) if _LEADERS.search(row.text)}
    for i, row in enumerate(rows):
        if len(row.text) < 40 and is_one_of(numbered(row.text).text, layouts.contents):
            found.update(_below(rows, i))
    found.update(_rising(rows))
    found.update(_clusters(sheet, layouts, found))
    return frozenset(found)


def _below(rows: tuple[Row, ...], title: int) -> Iterator[int]:
    """Yield the title and what stands below it, up to a long line, a repeated entry or the page."""
    seen: set[tuple[str, ...]] = set()
    page = rows[title].page
    for i in range(title, len(rows)):
        row, key = rows[i], words(numbered(entry(rows[i].text)).text)
        with_page = bool(_LEADERS.search(row.text) or _PAGE.match(row.text))
        if len(row.text) > _SHORT or (row.page != page and not with_page):
            return
        if key and not key[0].isdecimal() and key in seen and _main(row):
            return
        seen.add(key)
        page = row.page
        yield i


def _main(row: Row) -> bool:
    """Return whether a row may be a main heading; names of parts come again in a contents too."""
    return not numbered(row.text).letter


def _rising(rows: tuple[Row, ...]) -> Iterator[int]:
    """Yield rows that end in a page, where enough of them follow each other and pages rise."""
    run: list[int] = []
    last = 0
    for i, row in enumerate(rows):
        match = _PAGE.match(row.text) if len(row.text) <= _SHORT else None
        page = int(match["page"]) if match else -1
        if match and re.search(r"[A-Za-z\u3400-\u9fff]{3}", row.text) and page >= last:
            run.append(i)
            last = page
        else:
            if len(run) >= _RUN:
                yield from run
            run, last = ([i], page) if match else ([], 0)
    if len(run) >= _RUN:
        yield from run


def _clusters(sheet: Sheet, layouts: Layouts, known: set[int]) -> Iterator[int]:
    """Yield titles that follow each other with nothing between, if most of them come again."""
    titles = {i: title for i, row in enumerate(sheet.rows) if (title := _titled(row, layouts))}
    after = {title: i for i, title in titles.items()}  # where each comes last
    run: list[int] = []
    for i in range(len(sheet.rows) + 1):
        number = i < len(sheet.rows) and not numbered(sheet.rows[i].text).text
        if i in titles and i not in known and not _picture_between(sheet, run, i):
            run.append(i)
            continue
        if number and run:
            continue
        again = [j for j in run if after[titles[j]] > run[-1]]
        if len(run) >= _CLUSTER and len(again) * 2 > len(run):
            yield from run
        run = [i] if i in titles and i not in known else []


def _titled(row: Row, layouts: Layouts) -> str:
    """Return the subject that a row is the exact title of, "" for none."""
    if len(row.text) > _SHORT:
        return ""
    text = numbered(row.text).text
    places = (place for layout in layouts.layouts for place in layout.places)
    return next((p.title for p in places if likeness(text, p).degree >= EXACT), "")


def _picture_between(sheet: Sheet, run: list[int], row: int) -> bool:
    if not run:
        return False
    start, end = sheet.rows[run[-1]].order, sheet.rows[row].order
    return any(start < order < end for order, _ in sheet.images)
