"""Grade the backpropagation lab: one engine for the student's pytest and the assistant's batch."""

__version__ = "0.1.0"
