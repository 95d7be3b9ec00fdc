"""The adapters of a class: named with --adapter, or kept in OUT since an earlier run.

An adapter that was used is copied to OUT/adapters/<key>-<digest>.py. From then on it counts, until
another one is named for that hand-in, or none (`--adapter ID=`).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.batch.digests import digest_of_text
from autograder.batch.handins import Handin
from autograder.batch.ledger import Ledger, LedgerError
from autograder.batch.unwritten import NotWritten
from autograder.decisions import Decisions
from autograder.handin import Adapter, AdapterError, read_adapter
from autograder.placing import place

__all__ = ["FOLDER", "adapters_of", "named_adapters", "with_adapter"]

FOLDER = "adapters"
SHORT = 12  # characters of a digest that tell adapters of one hand-in apart

Adapters = Mapping[str, Adapter]
"""By the key of the hand-in that each is for."""


def named_adapters(
    words: Sequence[str], handins: Sequence[Handin], decisions: Decisions
) -> dict[str, Adapter | None]:
    """Return what each `ID=FILE` names, by key; None where an adapter is to be dropped.

    What people have decided is named too, and an option goes before it. AdapterError for what
    cannot be meant.
    """
    found: dict[str, Adapter | None] = {}
    for handin in handins:
        if decided := decisions.adapter(handin.key, handin.student or handin.key):
            found[handin.key] = read_adapter(decided)
    for word in words:
        who, equals, file = word.partition("=")
        if not equals:
            said = f"--adapter {word} has no '='; write --adapter ID=FILE"
            raise AdapterError(f"{said}, with a student's id and the adapter's file")
        adapter = read_adapter(Path(file)) if file else None
        found |= dict.fromkeys(_keys(who, handins), adapter)
    return found


def adapters_of(
    named: Mapping[str, Adapter | None], handins: Sequence[Handin], ledger: Ledger
) -> tuple[Adapters, list[str]]:
    """Return every adapter that counts, the named ones kept in OUT, and remarks, a line each."""
    found: dict[str, Adapter] = {}
    remarks: list[str] = []
    for handin in handins:
        if handin.key not in named:
            kept, remark = _kept(handin.key, ledger)
            remarks += [remark] * bool(remark)
        elif kept := named[handin.key]:
            _keep(handin.key, kept, ledger)
            remarks += [f"{handin.key}: {doubt}" for doubt in kept.doubts]
        if kept:
            found[handin.key] = kept
    return found, remarks


def with_adapter(digest: str, adapter: Adapter | None) -> str:
    """Return the digest of a hand-in together with its adapter, if it has one."""
    return digest_of_text(f"{digest} {adapter.digest}") if adapter and digest else digest


def _keys(who: str, handins: Sequence[Handin]) -> list[str]:
    """Return the key that a word means, as a key or a student's id."""
    word = who.strip().casefold()
    keys = [h.key for h in handins if h.key.casefold() == word]
    keys = keys or [h.key for h in handins if (h.student or "").casefold() == word]
    if not keys:
        said = f"--adapter {who}= names no student of this class"
        raise AdapterError(f"{said}; give the id or the key of one, as in grades.csv")
    if len(keys) > 1:
        said = f"--adapter {who}= could mean {' and '.join(keys)}"
        raise AdapterError(f"{said}; give the key of the one that is meant")
    return keys


def _place_of(key: str, digest: str, ledger: Ledger) -> Path:
    return ledger.out / FOLDER / f"{key}-{digest[:SHORT]}.py"


def _keep(key: str, adapter: Adapter, ledger: Ledger) -> None:
    path = _place_of(key, adapter.digest, ledger)
    try:
        path.parent.mkdir(exist_ok=True)
        place(path, adapter.content)
    except OSError as error:
        raise LedgerError(str(NotWritten.from_os(path, error))) from error


def _kept(key: str, ledger: Ledger) -> tuple[Adapter | None, str]:
    """Return the adapter of the last result, if it had one and that is still as it was."""
    report = ledger.kept(key).report
    facts = report.submission.get("adapter") if report else None
    digest = facts.get("digest") if isinstance(facts, Mapping) else None
    if not isinstance(digest, str):
        return None, ""
    path = _place_of(key, digest, ledger)
    try:
        adapter = read_adapter(path)
    except AdapterError:
        adapter = None
    if adapter is None or adapter.digest != digest:
        said = f"{key}: its adapter {path} is gone, or somebody changed it"
        return None, f"{said}; name it again with --adapter"
    return adapter, ""
