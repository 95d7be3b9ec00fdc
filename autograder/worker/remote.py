"""The lab as checks see it: the student's package, one call away, in a worker.

`lab.layers.Linear(5, 3).forward(x)` reads like NumPy code and runs in another process. Values
come back as plain data; what is not plain stays there and is held by number. A call that gives no
value raises one of `trouble`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.trouble import Died
from autograder.worker import wire
from autograder.worker.handles import Call, Function, Later, Module, Rng, received
from autograder.worker.process import Worker
from autograder.worker.proof import confined
from autograder.worker.sources import DATASETS, OWN_DATASETS, Sources
from autograder.worker.supply import Source

__all__ = ["Clock", "Lab"]

TOGETHER = 64  # requests in one message, at most
PRINTED_BYTES = 256 * 1024  # more than a worker keeps; what is longer was never printed


@dataclass(frozen=True)
class Clock:
    """How long a call may take, in seconds of wall time, and a training, of CPU time as well."""

    call: float = 10.0
    load: float = 20.0
    training_cpu: float = 60.0
    training_wall: float = 240.0


@dataclass
class Training:
    """What the last training took: seconds, and by which clock."""

    seconds: float = 0.0
    clock: str = "CPU"


@dataclass
class Lab:
    """One submission in one worker."""

    sources: Sources
    spare: Source
    clock: Clock = field(default_factory=Clock)
    drawing: bool = False
    worker: Worker | None = None
    training_time: Training = field(default_factory=Training)
    imports: Any = None
    handin: Any = None
    in_time: Callable[[], None] = lambda: None
    others: list["Lab"] = field(default_factory=list)

    def __getattr__(self, name: str) -> Module:
        """Return a module of the student's package."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Module(self, name)

    def fresh(self) -> "Lab":
        """Return the same submission in a worker of its own."""
        lab = Lab(
            self.sources,
            self.spare,
            self.clock,
            self.drawing,
            training_time=self.training_time,
            in_time=self.in_time,
        )
        self.others.append(lab)
        return lab

    def function(self, path: str, name: str) -> Function:
        """Return a function by the file that defines it, as in `helpers/data.py`.

        A module called `datasets` is always the kit's, so a copy in the submission is staged
        under another name, which this method knows.
        """
        module = path.removesuffix(".py").replace("/", ".")
        module = OWN_DATASETS if module == "datasets" else module
        return Function(self, {"module": module, "name": name}, f"{path}: {name}")

    def rng(self, seed: int) -> Any:
        """Return what stands for a fresh generator with this seed, to pass to the student."""
        return Rng(seed)

    def seed(self, seed: int) -> None:
        """Start the global generators of the worker anew."""
        self.ask("seed", "the seed of the global generators", seed=seed)

    def train(self, *arguments: Any, **keywords: Any) -> Any:
        """Call the student's `choices.train` under the training's own limits."""
        worker = self._started()
        before, start = worker.cpu_seconds(), time.monotonic()
        where = {"module": "choices", "name": "train"}
        value = self.call(where, "choices.train", arguments, keywords, training=True).value
        after = worker.cpu_seconds()
        if before is None or after is None:
            self.training_time.seconds, self.training_time.clock = time.monotonic() - start, "wall"
        else:
            self.training_time.seconds, self.training_time.clock = after - before, "CPU"
        return value

    def read(self, file: str) -> bytes:
        """Return the bytes of a file in the worker's scratch folder."""
        value = self.ask("read", f"the file {file}", file=file).get("value")
        return bytes(value) if isinstance(value, np.ndarray) else b""

    def picture(self, content: bytes) -> Any:
        """Decode a picture in a worker that never meets the submission: (height, width, 3)."""
        worker = self.spare(drawing=self.drawing)
        try:
            confined(worker, [])
            pixels = [np.frombuffer(content, np.uint8)]
            reply, sent = worker.ask("picture", "figure", arrays=pixels, seconds=self.clock.load)
            return wire.unpack(reply["value"], sent, self._other)
        finally:
            worker.stop()

    def call(
        self,
        where: Mapping[str, Any],
        name: str,
        arguments: Sequence[Any],
        keywords: Mapping[str, Any],
        *,
        training: bool = False,
    ) -> Call:
        """Call what `where` refers to; `name` is how messages speak of it."""
        arrays: list[Any] = []
        request = Later("call", name, where, arguments, keywords).packed(arrays)
        reply = self.ask(call=name, arrays=arrays, training=training, **request)
        printed, after = reply.get("printed"), reply.get("after")
        text = printed.tobytes()[:PRINTED_BYTES] if isinstance(printed, np.ndarray) else b""
        if not isinstance(after, list | tuple) or len(after) != len(arguments):
            raise Died(name, "it sent what is no answer: other arguments than it was given")
        return Call(reply.get("value"), text.decode(errors="replace"), tuple(after))

    def together(self, requests: Sequence[Later]) -> list[Any]:
        """Make many calls with few messages, in order, and return the value of each.

        What they print is lost. Each message carries as many as take about a second, so that the
        limit of one call leaves room for all of them.
        """
        values: list[Any] = []
        most = 1
        while len(values) < len(requests):
            some = requests[len(values) : len(values) + most]
            before = time.monotonic()
            values += self._many(some)
            each = (time.monotonic() - before) / len(some)
            most = max(1, min(TOGETHER, int(1 / max(each, 1e-6))))
        return values

    def _many(self, requests: Sequence[Later]) -> list[Any]:
        arrays: list[Any] = []
        packed = [later.packed(arrays) for later in requests]
        call = requests[-1].name
        values = self.ask("many", call, arrays=arrays, requests=packed).get("value")
        if not isinstance(values, list | tuple) or len(values) != len(requests):
            raise Died(call, "it sent what is no answer: other values than were asked for")
        return list(values)

    def ask(
        self,
        operation: str,
        call: str,
        *,
        arrays: list[Any] | None = None,
        training: bool = False,
        **header: Any,
    ) -> dict[str, Any]:
        """Send one request to the worker, starting it if need be, and if there is time for it."""
        self.in_time()
        reply, sent = self._started().ask(
            operation,
            call,
            arrays=arrays or [],
            seconds=self.clock.training_wall if training else self.clock.call,
            cpu_seconds=self.clock.training_cpu if training else None,
            **header,
        )
        try:
            return {key: wire.unpack(tree, sent, self._other) for key, tree in reply.items()}
        except wire.WireError as error:
            raise Died(call, f"it sent what is no answer: {error}") from error

    def stop(self) -> None:
        """End the worker, and those of the labs that `fresh` made."""
        for lab in self.others:
            lab.stop()
        self.others.clear()
        if self.worker is not None:
            self.worker.stop()
            self.worker = None

    def _started(self) -> Worker:
        if self.worker is None:
            self.worker = self.spare(drawing=self.drawing)
            confined(self.worker, [self.sources.folder, DATASETS])
            self.worker.ask(
                "load",
                "loading",
                arrays=[],
                seconds=self.clock.load,
                folder=str(self.sources.folder),
                datasets=str(DATASETS),
                names=[self.sources.name],
                roots=list(self.sources.roots),
            )
        return self.worker

    def _other(self, tree: dict[str, Any]) -> Any:
        return received(self, tree)
