"""Decide which results of earlier runs still hold, and say why each of the others does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.batch.again import due_alone, faulty
from autograder.batch.basis import Basis, Facts, changes
from autograder.batch.handins import Handin
from autograder.batch.ledger import Kept, Ledger
from autograder.batch.wish import Wish
from autograder.report import Report, Result

__all__ = ["Task", "Why", "planned", "told", "why"]

SHOWN = 3  # names that a line shows


class Why(StrEnum):
    """What becomes of a hand-in, and why, as a line says it after a number."""

    HOLDS = "as before"
    NEW = "new"
    LOST = "without its result"
    FOREIGN = "with a result that is not in the ledger"
    EDITED = "with a result that somebody changed"
    FAULT = "not graded by a fault of ours"
    CHANGED = "changed"
    KIT = "kit changed"
    ENVIRONMENT = "environment changed"
    ASKED = "asked for"
    LIMIT = "ended by a limit of time"


@dataclass(frozen=True)
class Task:
    """One hand-in and what to do with it; `report` is what is known, `results` what is kept."""

    handin: Handin
    basis: Basis
    why: Why
    detail: str = ""
    report: Report | None = None
    results: tuple[Result, ...] = ()

    @property
    def at_once(self) -> bool:
        """Whether it is graded side by side with the others."""
        return self.why not in (Why.HOLDS, Why.LIMIT)


def planned(
    handin: Handin, digest: str, now: tuple[Facts, Facts], ledger: Ledger, wish: Wish
) -> Task:
    """Return what to do with a hand-in of this digest, by this kit and in this environment."""
    kit, environment = now
    basis = Basis(handin.attempt, digest, kit.digest, environment.digest)
    kept = ledger.kept(handin.key)
    reason = why(handin, kept, basis, wish)
    detail = handin.key
    if kept.basis and reason is Why.KIT:
        detail = _few(changes(ledger.facts(kept.basis.kit), kit.items))
    if kept.basis and reason is Why.ENVIRONMENT:
        old = ledger.facts(kept.basis.environment)
        found = changes(old, environment.items)
        detail = _few([f"{n} {old.get(n, 'none')} -> {environment.items.get(n)}" for n in found])
    whole = reason is not Why.ASKED or wish.whole(handin)
    results = () if whole or kept.report is None else kept.report.results
    left = tuple(result for result in results if result.criterion not in wish.criteria)
    return Task(handin, basis, reason, detail, kept.report, left)


def why(handin: Handin, kept: Kept, basis: Basis, wish: Wish) -> Why:
    """Return whether what was found about a hand-in still holds, or the first reason why not."""
    if kept.report is None or kept.basis is None:
        if kept.there:
            return Why.EDITED if kept.known else Why.FOREIGN
        return Why.LOST if kept.known else Why.NEW
    old, report = kept.basis, kept.report
    reasons = (
        (Why.FAULT, faulty(report)),
        (Why.CHANGED, (old.attempt, old.handin) != (basis.attempt, basis.handin)),
        (Why.KIT, old.kit != basis.kit),
        (Why.ENVIRONMENT, old.environment != basis.environment),
        (Why.ASKED, wish.whole(handin) or wish.criteria),
        (Why.LIMIT, due_alone(report)),
    )
    return next((reason for reason, holds in reasons if holds), Why.HOLDS)


def told(tasks: Sequence[Task]) -> str:
    """Return the line on how many results are kept, how many are not, and why."""
    by_why: dict[Why, list[Task]] = {}
    for task in tasks:
        by_why.setdefault(task.why, []).append(task)
    kept = len(by_why.pop(Why.HOLDS, ()))
    anew = len(tasks) - kept
    reasons = ", ".join(_reason(w, by_why[w]) for w in Why if w in by_why)
    counts = f"{kept} as before" if not anew else f"{kept} as before, {anew} graded anew"
    handins = "hand-in" if len(tasks) == 1 else "hand-ins"
    return f"{len(tasks)} {handins}: {counts}{': ' if anew else ''}{reasons}."


def _reason(reason: Why, tasks: Sequence[Task]) -> str:
    """Return a number and its reason, with the names if they are few; nobody misses them if all."""
    details = list(dict.fromkeys(task.detail for task in tasks))
    few = f" ({', '.join(details)})" if len(details) <= SHOWN else ""
    return f"{len(tasks)} {reason}{few}"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
