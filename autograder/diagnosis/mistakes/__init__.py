"""Name a mistake when it is proven: it predicts, from the student's own numbers, what they got.

One module a subject, pure functions only. A mistake moves no points: what is not recognized is
wrong all the same, and says that it is not recognized.
"""

from autograder.diagnosis.mistakes import (  # noqa: F401 — each fills the bank
    activations,
    convolution,
    handin,
    kinds,
    layers,
    losses,
    network,
    optimizers,
    optimizers_adaptive,
    output,
    output_printed,
    rules,
    scale,
    training,
    training_choices,
    training_losses,
    troubles,
)
from autograder.diagnosis.mistakes.known import KNOWN, Mistake, recognize

__all__ = ["KNOWN", "Mistake", "recognize"]
