"""What one worker may use, and which layers shut it in."""

from dataclasses import dataclass, field

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """What one worker may use: CPU seconds, memory and files in MiB, printed text in KiB.

    `file_mb` is for one file, `scratch_mb` for all that it has written, and `files` how many.
    `threads` are those that run at a time, where the system tells; they take up what no limit of
    memory counts, and numbers that the whole machine shares.
    `layers` shut it in; None stands for all that the machine has. Fewer are for measuring.
    """

    cpu_seconds: int = 600
    memory_mb: int = 4096
    file_mb: int = 64
    output_kb: int = 64
    scratch_mb: int = 256
    files: int = 4096
    threads: int = 256
    harmless: tuple[str, ...] = field(default=())
    layers: frozenset[str] | None = None
