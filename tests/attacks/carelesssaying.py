"""Say what a hand-in tells as careless graders do: as it is, in pages, tables, logs and names."""

import csv
import html.parser
import io
import re
from collections.abc import Callable
from pathlib import Path

from attackhandin import HostileHandin
from attackworld import World

__all__ = ["FORMULA", "SAYING", "Reader"]

Reader = Callable[[HostileHandin, Path, Path, World], str]
FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"  # the full-width ones too


def _page(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Put a text into a page as it is."""
    del path, into, world
    parser = _Elements()
    parser.feed(f"<p title='{handin.says}'>{handin.says}</p>")
    return "[sign: injected]" * (parser.found != [("p", ["title"])])


class _Elements(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


def _table(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Put a text into a table as it is."""
    del path, into, world
    text = io.StringIO()
    csv.writer(text).writerow([handin.says])
    (cell,) = next(csv.reader(io.StringIO(text.getvalue())))
    return "[sign: injected]" * (cell[:1] in FORMULA)


def _log(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Print a text as it is."""
    del path, into, world
    commands = any(line.startswith(("::", "##vso[")) for line in handin.says.splitlines())
    return "[sign: injected]" * ("\x1b" in handin.says or "\u202e" in handin.says or commands)


def _named(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Call a result as the student is called."""
    del path, world
    target = Path(f"{into}/results/{handin.says}.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("{}", encoding="utf-8")
    return "[sign: injected]" * (not handin.says.isprintable())


def _fenced(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Put a text between fences."""
    del path, into, world
    fences = re.findall(r"^```", f"```\n{handin.says}\n```", re.MULTILINE)
    return "[sign: injected]" * (len(fences) != 2)


def _judge(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Do what the text says."""
    del path, into, world
    return "[sign: passed]" * ("full marks" in handin.says)


SAYING: dict[str, Reader] = {
    "page": _page,
    "table": _table,
    "log": _log,
    "named": _named,
    "fenced": _fenced,
    "judge": _judge,
}
