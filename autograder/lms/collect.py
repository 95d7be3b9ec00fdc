"""From what a teaching assistant downloaded to a list of hand-ins: recognised, never guessed.

A platform's own names are certain, so what they say is taken. Everything else is a hand-in under
its own name, or a remark: nothing that lies there is passed over in silence.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from autograder.handin import Rule, parse_name
from autograder.handin.terms import ArchiveError
from autograder.lms.arrival import Arrival, Collection
from autograder.lms.gradescope import gradescope_arrivals
from autograder.lms.limits import CollectError, CollectLimits
from autograder.lms.listing import Item, file_item, folder_items, inside, zip_items
from autograder.lms.names import canvas_name, moodle_name
from autograder.lms.nbgrader_tree import nbgrader_arrivals, nbgrader_items
from autograder.lms.nested import begins_as_export, on_disk
from autograder.lms.platforms import canvas_arrivals, is_archive, moodle_arrivals
from autograder.lms.recognised import gradescope_items, is_export, unwrapped

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["collected"]


@contextmanager
def collected(
    source: Path,
    *,
    limits: CollectLimits | None = None,
    leave_out: collections.abc.Collection[Path] = (),
    is_handin: Callable[[str], bool] | None = None,
) -> Iterator[Collection]:
    """Give the hand-ins in a folder or a zip, readable until the block ends.

    `leave_out` are files and folders that are no hand-ins, as where the results go; `is_handin`
    knows the names that the course asks for. CollectError for what cannot be read at all.
    """
    with ExitStack() as stack:
        scratch = stack.enter_context(TemporaryDirectory(prefix="lms-"))
        own = is_handin or _is_handin
        collecting = _Collecting(limits or CollectLimits(), stack, scratch, own)
        try:
            collecting.source(source, [path.resolve() for path in leave_out])
        except ArchiveError as refusal:
            said = refusal.line.rpartition("; ")[0]
            raise CollectError(f"{source}: {said}; download it again") from refusal
        except OSError as fault:
            raise CollectError(_blame(source, fault)) from fault
        yield collecting.collection()


def _on_one_line(text: str) -> str:
    """Return text that students had a hand in as a terminal may show it."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _is_handin(name: str) -> bool:
    """Return whether a file is called as hand-ins are by default."""
    named = parse_name(name)
    return named.student_id is not None and Rule.NAME_PREFIX not in named.broken


def _blame(source: Path, fault: OSError) -> str:
    if not source.exists():
        return f"{source} does not exist; name the folder or the zip that the hand-ins are in"
    where = f" ({fault.filename})" if fault.filename else ""
    return f"{source} cannot be read: {fault.strerror or fault}{where}; mend that first"


@dataclass(frozen=True)
class _Export:
    """What a download within holds, and what is to be said of it once it is read."""

    items: Sequence[Item]
    remarks: Sequence[str] = ()


@dataclass
class _Collecting:
    """What was found so far."""

    limits: CollectLimits
    stack: ExitStack
    scratch: str
    is_handin: Callable[[str], bool]
    arrivals: list[Arrival] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def collection(self) -> Collection:
        """Return it all, in an order that does not depend on the machine."""
        found = [replace(arrival, place=_on_one_line(arrival.place)) for arrival in self.arrivals]
        found.sort(key=lambda arrival: (arrival.place, arrival.order))
        remarks = dict.fromkeys(map(_on_one_line, self.remarks))
        return Collection(tuple(found), tuple(remarks))

    def source(self, source: Path, leave_out: Sequence[Path]) -> None:
        """Look into what was given."""
        if source.is_dir():
            found = folder_items(source, "", self.limits, self.remarks)
            self.items([item for item in found if not _left_out(item, leave_out)], deeper=True)
            return
        path = source.resolve()
        items = unwrapped(
            zip_items(path, source.name, self.limits, self.stack, self.remarks),
        )
        archives = sum(is_archive(item.name) and not item.folder for item in items)
        if is_export(items) or archives > 1 or any(map(self._may_be_export, items)):
            self.items(items, deeper=True)
        else:
            self._plain(file_item(path, source.name))

    def items(self, items: Sequence[Item], *, deeper: bool) -> None:
        """Sort things out: each platform's, downloads within, and hand-ins by their own names."""
        moodle = [item for item in items if moodle_name(item.name)]
        canvas = [item for item in items if not item.folder and canvas_name(item.name)]
        gradescope = gradescope_items(items)
        known = {id(item) for item in (*moodle, *canvas, *gradescope)}
        handins = [item for item in items if not _is_table(item)]
        others = [i for i in handins if id(i) not in known and not self.is_handin(i.name)]
        # Its folders speak for whoever they are named after, so nothing else may lie beside them.
        nbgrader = nbgrader_items(others) if len(others) == len(handins) else []
        known |= {id(item) for item in nbgrader}
        rest = [item for item in items if id(item) not in known]
        self.arrivals += moodle_arrivals(moodle, self.remarks)
        self.arrivals += canvas_arrivals(canvas, self.remarks)
        self.arrivals += gradescope_arrivals(gradescope, self.limits, self.remarks)
        self.arrivals += nbgrader_arrivals(nbgrader, self.remarks)
        # Beside other hand-ins a download may be one as well, which speaks for nobody else.
        within = [self._export_in(item) if deeper else None for item in rest]
        found = list(zip(rest, within, strict=True))
        beside = bool(known) or any(not (export or _is_table(item)) for item, export in found)
        for item, export in found:
            if export is None:
                self._plain(item)
            elif beside:
                said = "is a hand-in, for it lies beside others; give a download by itself"
                self.remarks.append(f"{item.place} {said}")
                self._plain(item)
            else:
                self.remarks.append(f"{item.place} is read as a download of a whole class")
                self.remarks += export.remarks
                self.items(export.items, deeper=False)

    def _plain(self, item: Item) -> None:
        if _is_table(item):
            said = "is a table and no hand-in; give a roster or a worksheet by its option"
            self.remarks.append(f"{item.place} {said}")
            return
        pieces = tuple(piece for piece in item.pieces if not piece.name.endswith("/"))
        self.arrivals.append(Arrival(item.name, pieces, item.folder, place=item.place))

    def _export_in(self, item: Item) -> _Export | None:
        """Return what a download within holds; None for a hand-in, which is not looked into.

        Nobody's hand-in may pass for the download of a class and speak for others.
        """
        if self.is_handin(item.name):
            return None
        if item.folder:
            items = unwrapped(inside(item))
            return _Export(items) if is_export(items) else None
        if not self._may_be_export(item):
            return None
        with ExitStack() as stack:
            remarks: list[str] = []
            try:
                path = on_disk(item, self.scratch, self.limits)
                items = unwrapped(zip_items(path, item.place, self.limits, stack, remarks))
            except ArchiveError:
                return None  # it is a hand-in, and opening that says what is wrong with it
            if is_export(items):
                self.stack.enter_context(stack.pop_all())
                return _Export(items, remarks)
        return None

    def _may_be_export(self, item: Item) -> bool:
        """Return whether a zip is worth a look: not if it has a hand-in's name."""
        if item.folder or not item.name.casefold().endswith(".zip"):
            return False
        if self.is_handin(item.name):
            return False
        return item.path is not None or begins_as_export(item)


def _is_table(item: Item) -> bool:
    """Return whether this is a table, which is no hand-in."""
    return not item.folder and item.name.casefold().endswith(".csv")


def _left_out(item: Item, leave_out: Sequence[Path]) -> bool:
    """Return whether this is left out, or a folder that results lie in or will."""
    if item.path is None:
        return False
    path = item.path.resolve()
    results = [folder for folder in leave_out if not folder.is_file()]
    return path in leave_out or any(path in folder.parents for folder in results)
