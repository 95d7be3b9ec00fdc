"""The trust boundary: a submission runs in a worker, and only plain data comes back."""

from autograder.worker.forked import Zygote, zygote
from autograder.worker.remote import Clock, Lab, Object, Source, Sources, workers
from autograder.worker.sandbox import Limits, tier

__all__ = [
    "Clock",
    "Lab",
    "Limits",
    "Object",
    "Source",
    "Sources",
    "Zygote",
    "tier",
    "workers",
    "zygote",
]
