"""The trust boundary: a submission runs in a worker, and only plain data comes back."""

from autograder.worker.forked import Zygote, zygote
from autograder.worker.handles import Object
from autograder.worker.limits import Limits
from autograder.worker.remote import Clock, Lab
from autograder.worker.sources import Sources
from autograder.worker.stopwatch import Spent, timed
from autograder.worker.supply import Source, workers
from autograder.worker.tier import Letter, Tier, reached, refusal

__all__ = [
    "Clock",
    "Lab",
    "Letter",
    "Limits",
    "Object",
    "Source",
    "Sources",
    "Spent",
    "Tier",
    "Zygote",
    "reached",
    "refusal",
    "timed",
    "workers",
    "zygote",
]
