"""The trust boundary: a submission runs in a worker, and only plain data comes back."""

from autograder.worker.forked import Zygote, zygote
from autograder.worker.remote import Clock, Lab, Object, Source, Sources, workers
from autograder.worker.sandbox import Limits
from autograder.worker.tier import Tier, reached

__all__ = [
    "Clock",
    "Lab",
    "Limits",
    "Object",
    "Source",
    "Sources",
    "Tier",
    "Zygote",
    "reached",
    "workers",
    "zygote",
]
