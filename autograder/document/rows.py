"""The lines of a document in the order in which people read them, headers and footers left out."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.document.content import Content, Image, Line, Page
from autograder.document.spelling import plain

__all__ = ["Row", "Sheet", "read_rows"]

_EDGE = 0.1  # of the height: where headers and footers stand
_LETTER = 0.5  # widths of letters, in their size, roughly


@dataclass(frozen=True)
class Row:
    """A line in its place: `order` counts pages, columns and height, for comparing places."""

    text: str
    line: Line
    page: int
    order: tuple[int, int, float]


@dataclass(frozen=True)
class Sheet:
    """All rows, the pictures between them, and the size and weight of ordinary text."""

    rows: tuple[Row, ...]
    images: tuple[tuple[tuple[int, int, float], Image], ...]
    body_size: float
    body_bold: bool


def read_rows(content: Content) -> Sheet:
    """Return what stands in the document, in reading order."""
    running = _running(content)
    rows: list[Row] = []
    images: list[tuple[tuple[int, int, float], Image]] = []
    for index, page in enumerate(content.pages):
        middle = _gutter(page)
        for line in page.lines:
            text = plain(line.text)
            if text and (index, _key(text, line)) not in running:
                order = (index, _column(line.x, _end(line), middle), line.y)
                rows.append(Row(text, line, page.number, order))
        for image in page.images:
            order = (index, _column(image.x, image.x + image.width, middle), image.y)
            images.append((order, image))
    ordered = tuple(_by_baseline(rows))
    return Sheet(ordered, tuple(sorted(images, key=lambda pair: pair[0])), *_body(rows))


def _by_baseline(rows: list[Row]) -> Iterator[Row]:
    """Yield rows from top to bottom, and those of one height from left to right."""
    level: list[Row] = []
    for row in sorted(rows, key=lambda row: row.order):
        first = level[0] if level else row
        below = row.order[2] - first.order[2] > 0.35 * max(first.line.size, 1.0)
        if level and (below or row.order[:2] != first.order[:2]):
            yield from sorted(level, key=lambda row: row.line.x)
            level = []
        level.append(row)
    yield from sorted(level, key=lambda row: row.line.x)


def _end(line: Line) -> float:
    """Return about where a line ends; a Chinese letter is as wide as it is high."""
    return line.x + sum(line.size * (1 if ord(c) > 0x2E80 else _LETTER) for c in line.text)


def _gutter(page: Page) -> float | None:
    """Return the middle of a page that is set in two columns, None for any other."""
    middle = page.width / 2
    wide = [line for line in page.lines if len(line.text) >= 20]
    left = [line for line in wide if _end(line) < middle * 1.08]
    right = [line for line in wide if line.x > middle * 0.94]
    both = min(len(left), len(right)) >= 5 and len(left) + len(right) >= 0.8 * len(wide)
    return middle * 0.94 if both else None


def _column(start: float, end: float, middle: float | None) -> int:
    return int(middle is not None and start > middle and end > middle)


def _key(text: str, line: Line) -> tuple[str, int]:
    """Return what is the same about a running header on every page: words and height."""
    return "".join(c for c in text if not c.isdecimal()), round(line.y / 2)


def _running(content: Content) -> set[tuple[int, tuple[str, int]]]:
    """Return the lines that repeat at one height: twice at an edge, or on most pages anywhere."""
    seen: dict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
    for index, page in enumerate(content.pages):
        for line in page.lines:
            edge = not page.height * _EDGE < line.y < page.height * (1 - _EDGE)
            seen[_key(plain(line.text), line)].append((index, edge))
    return set(_repeated(seen, max(3, len(content.pages) // 2)))


def _repeated(
    seen: dict[tuple[str, int], list[tuple[int, bool]]], often: int
) -> Iterator[tuple[int, tuple[str, int]]]:
    for key, places in seen.items():
        pages = {index for index, _ in places}
        if len(pages) >= often or (len(pages) > 1 and all(edge for _, edge in places)):
            yield from ((index, key) for index in pages)


def _body(rows: list[Row]) -> tuple[float, bool]:
    """Return the size that most letters have, and whether most letters are bold."""
    sizes: Counter[float] = Counter()
    bold = 0
    for row in rows:
        sizes[round(row.line.size * 2) / 2] += len(row.text)
        bold += len(row.text) * row.line.bold
    if not sizes:
        return 1.0, False
    return max(sizes.most_common(1)[0][0], 0.5), bold > 0.6 * sizes.total()
