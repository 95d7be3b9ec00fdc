"""The lab as checks see it: the student's package, one call away, in a worker.

`lab.layers.Linear(5, 3).forward(x)` reads like NumPy code and runs in another process. Values
come back as plain data; what is not plain stays there and is held by number. A call that gives no
value raises one of `trouble`.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from autograder.trouble import Died, GraderFault, Unusable
from autograder.worker import sandbox, wire
from autograder.worker.forked import Zygote, zygote
from autograder.worker.limits import Limits
from autograder.worker.process import Worker
from autograder.worker.proof import confined

__all__ = ["Call", "Clock", "Lab", "Object", "Source", "Sources", "Strange", "workers"]

Array = NDArray[np.float64]
DATASETS = Path(__file__).parents[2] / "datasets.py"
OWN_DATASETS = "datasets_as_handed_in"
HANDED_IN, ADAPTER = "handed_in", "adapter.py"  # within a package that was put together
TOGETHER = 64  # requests in one message, at most
PRINTED_BYTES = 256 * 1024  # more than a worker keeps; what is longer was never printed
MAKERS = ("choices.build", "choices.loss", "choices.optimizer")


@dataclass(frozen=True)
class Sources:
    """A submission's package: the private copy that runs, and the same files as bytes.

    `name` is what its folder was called, which its modules may use for each other. Of a package
    that was put together, `roots` are the folders in which a plain import looks first, `origins`
    has the file of each name of the contract, and `adapted` says that a person's adapter was used.
    """

    folder: Path
    files: Mapping[str, bytes]
    name: str
    roots: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    adapted: bool = False


@dataclass(frozen=True)
class Clock:
    """How long a call may take, in seconds of wall time, and a training, of CPU time as well."""

    call: float = 10.0
    load: float = 20.0
    training_cpu: float = 60.0
    training_wall: float = 240.0


class Source(Protocol):
    """Whoever gives out workers that have met nothing yet."""

    def __call__(self, *, drawing: bool = False) -> Worker:
        """Return one; `drawing` says that it will be asked to load matplotlib."""


@dataclass(frozen=True)
class Strange:
    """An array of a kind that does not travel, such as complex numbers or Python objects."""

    dtype: str
    shape: tuple[int, ...]

    def __str__(self) -> str:
        return f"an array of {self.dtype} with shape {self.shape}"


@dataclass(frozen=True)
class Rng:
    """Stands for a fresh `np.random.default_rng(seed)` in the worker."""

    seed: int


@dataclass(frozen=True)
class Call:
    """What a call returned and printed, and what its array arguments held afterwards."""

    value: Any
    printed: str
    after: tuple[Any, ...]


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

    def __getattr__(self, name: str) -> "Module":
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

    def function(self, path: str, name: str) -> "Function":
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

    def together(self, requests: Sequence["Later"]) -> list[Any]:
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

    def _many(self, requests: Sequence["Later"]) -> list[Any]:
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
        ((kind, content),) = tree.items()
        try:
            if kind == "strange":
                return Strange(_name(content["dtype"]), tuple(map(int, content["shape"][:8])))
            if kind == "object" and type(content["number"]) is int:
                return Object(self, content["number"], _name(content["type"]))
        except (KeyError, TypeError, ValueError) as error:
            raise wire.WireError("a value that is not one of this protocol's") from error
        raise wire.WireError("a value that is not one of this protocol's")


@dataclass(frozen=True)
class Later:
    """A request that is made together with others."""

    operation: str
    name: str
    where: Mapping[str, Any]
    arguments: Sequence[Any]
    keywords: Mapping[str, Any] = field(default_factory=dict)

    def packed(self, arrays: list[Any]) -> dict[str, Any]:
        """Return the request as it travels; its arrays go into `arrays`."""
        return {
            "operation": self.operation,
            **self.where,
            "arguments": {"list": [wire.pack(a, arrays, _referred) for a in self.arguments]},
            "keywords": {k: wire.pack(a, arrays, _referred) for k, a in self.keywords.items()},
        }


@dataclass(frozen=True)
class Module:
    """A module of the student's package: its attributes are functions and classes to call."""

    lab: Lab
    name: str

    def __getattr__(self, name: str) -> "Function":
        """Return a function or class of the module."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self.lab, {"module": self.name, "name": name}, f"{self.name}.{name}")


@dataclass(frozen=True)
class Function:
    """Something to call in the worker; `look` tells more than the value."""

    lab: Lab
    where: Mapping[str, Any]
    name: str

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it and return its value; what makes an object has to return one."""
        value = self.look(*arguments, **keywords).value
        makes = self.name in MAKERS or str(self.where["name"])[:1].isupper()
        if makes and not isinstance(value, Object):
            raise Unusable(self.name, "an object", value)
        return value

    def later(self, *arguments: Any) -> Later:
        """Return the call, to be made together with others."""
        return Later("call", self.name, self.where, arguments)

    def look(self, *arguments: Any, **keywords: Any) -> Call:
        """Call it and return its value, what it printed, and its arguments afterwards."""
        return self.lab.call(self.where, self.name, arguments, keywords)


@dataclass(frozen=True)
class Object:
    """An object in the worker, with the arrays of the contract and its methods."""

    lab: Lab
    number: int
    type: str

    def __str__(self) -> str:
        return f"an object of class {self.type}"

    def __getattr__(self, name: str) -> Function:
        """Return a method."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self.lab, {"object": self.number, "name": name}, f"{self.type}.{name}")

    @property
    def parameters(self) -> list[Array]:
        """Copies of the live arrays."""
        return self._arrays("parameters")

    @property
    def gradients(self) -> list[Array]:
        """Copies of the gradients of the last backward pass."""
        return self._arrays("gradients")

    @property
    def layers(self) -> list["Object"]:
        """The layers of a network, in order."""
        value = self.get("layers")
        if isinstance(value, list | tuple) and all(isinstance(v, Object) for v in value):
            return list(value)
        raise Unusable(f"{self.type}.layers", "a list of layers", value)

    def get(self, name: str) -> Any:
        """Read an attribute."""
        call = f"{self.type}.{name}"
        return self.lab.ask("get", call, object=self.number, name=name).get("value")

    def assign(self, values: Sequence[Array], name: str = "parameters") -> None:
        """Write values into the live arrays."""
        arrays: list[Any] = []
        tree = {"list": [wire.pack(np.asarray(v), arrays, _referred) for v in values]}
        call = f"{self.type}.{name}"
        self.lab.ask("assign", call, arrays=arrays, object=self.number, name=name, values=tree)

    def assign_one(self, position: int, value: Array) -> None:
        """Write a value into one of the live parameters."""
        self.lab.together([self.assign_later(position, value)])

    def assign_later(self, position: int, value: Array) -> Later:
        """Return the request to write into one parameter, to be made together with others."""
        where = {"object": self.number, "name": "parameters", "position": position}
        return Later("assign_one", f"{self.type}.parameters", where, [value])

    def _arrays(self, name: str) -> list[Array]:
        value = self.get(name)
        if isinstance(value, list | tuple) and all(isinstance(v, np.ndarray) for v in value):
            return list(value)
        raise Unusable(f"{self.type}.{name}", "a list of arrays", value)


def _name(text: object) -> str:
    """Return the name of a type as it can be shown: a class may be called anything."""
    return "".join(c for c in text[:60] if c.isprintable()) if isinstance(text, str) else "?"


def _referred(value: object) -> dict[str, int]:
    if isinstance(value, Object):
        return {"object": value.number}
    if isinstance(value, Rng):
        return {"rng": value.seed}
    if isinstance(value, Strange):
        raise Unusable("a call whose value is passed on", "an array of float64", value)
    raise GraderFault(f"{type(value).__name__} cannot be sent to a worker")


class Spares:
    """Keep one worker starting while another works: NumPy's import is most of a worker's life."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.next: Worker | None = None

    def take(self, *, drawing: bool = False) -> Worker:  # noqa: ARG002 — it loads what it needs
        """Return a worker that has met nothing yet, and start the one after it."""
        worker = self.next or self._start()
        self.next = self._start()
        return worker

    def stop(self) -> None:
        """End the worker that nobody took."""
        if self.next is not None:
            self.next.stop()
            self.next = None

    def _start(self) -> Worker:
        return Worker(sandbox.start(self.limits))


@contextlib.contextmanager
def workers(limits: Limits, parent: Zygote | None = None) -> Iterator[Source]:
    """Give out workers for one submission: forked ones, or where that cannot be, cold ones.

    `parent` forks for several submissions; without it, one is started for this one.
    """
    with zygote(limits) if parent is None else parent.branch() as one:
        if one is not None:
            yield _forking(one)
            return
    spares = Spares(limits)
    try:
        yield spares.take
    finally:
        spares.stop()


def _forking(parent: Zygote) -> Source:
    def take(*, drawing: bool = False) -> Worker:
        return Worker(parent.start(drawing=drawing))

    return take
