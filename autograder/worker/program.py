"""Run one file of a hand-in as a program in a worker, for a person to read what it prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.trouble import Died, Raised, TooSlow, Trouble
from autograder.worker.process import Worker
from autograder.worker.proof import confined
from autograder.worker.sources import DATASETS

__all__ = ["Ran", "run_program"]

WALL = 4  # times the CPU time, for programs that wait and machines that are busy
FINISHED, CRASHED = "finished", "crashed"
_ENDS = ("0", "None", "")  # of `sys.exit`, when all is well


@dataclass(frozen=True)
class Ran:
    """How a program ended, why in a few words if it crashed, and the last of what it printed.

    `ended` is "finished", "stopped at N s" (of CPU or wall time) or "crashed". What it printed is
    as it came, undecodable bytes aside: nobody has made it harmless yet.
    """

    ended: str
    why: str
    printed: str


def run_program(
    worker: Worker,
    folder: Path,
    file: str,
    *,
    roots: Sequence[str],
    load_seconds: float,
    cpu_seconds: float,
    output_kb: int,
) -> Ran:
    """Run a file below a folder to its end, or for so many CPU seconds, or four times as long.

    The worker has met nothing yet, and is ended. It reads nothing from standard input. Raises
    GraderFault where no worker could be had.
    """
    worker.kept = output_kb * 1024
    try:
        confined(worker, [folder, DATASETS])
        worker.ask(
            "load",
            "loading",
            arrays=[],
            seconds=load_seconds,
            folder=str(folder),
            datasets=str(DATASETS),
            names=[],
            roots=list(roots),
        )
        worker.ask("seed", "the seed", arrays=[], seconds=load_seconds, seed=0)
        ended, why = _ended(worker, file, cpu_seconds)
    finally:
        worker.stop()  # waits for the last of what was printed
    return Ran(ended, why, worker.complaints.decode(errors="replace"))


def _ended(worker: Worker, file: str, cpu_seconds: float) -> tuple[str, str]:
    try:
        worker.ask(
            "run", file, arrays=[], seconds=WALL * cpu_seconds, cpu_seconds=cpu_seconds, file=file
        )
    except TooSlow as limit:
        return f"stopped at {limit.seconds:g} s", ""
    except Raised as error:
        if error.kind == "SystemExit" and error.text in _ENDS:
            return FINISHED, ""
        return CRASHED, _why(error)
    except Died as death:
        return CRASHED, f"its process ended ({death.reason})"
    except Trouble as trouble:  # a module that is nowhere, asked for by the program itself
        return CRASHED, str(getattr(trouble, "name", type(trouble).__name__))
    return FINISHED, ""


def _why(error: Raised) -> str:
    if error.kind == "EOFError":
        return "it waits for somebody to type something, and nobody does"
    where = f" ({error.frames[-1].file}, line {error.frames[-1].line})" if error.frames else ""
    return f"{error.type}: {error.text}{where}" if error.text else f"{error.type}{where}"
