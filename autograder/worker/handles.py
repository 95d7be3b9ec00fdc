"""What stands here for something in a worker: modules, functions and objects, one call away.

An object stays in the worker and is held by its number. Nothing here runs any code of a student's:
each of these asks its lab, and what comes back is plain data or another of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from autograder.trouble import GraderFault, Unusable
from autograder.worker import wire

if TYPE_CHECKING:  # a lab makes these, and each of them asks its lab
    from autograder.worker.remote import Lab

__all__ = ["Call", "Function", "Later", "Module", "Object", "Rng", "Strange", "received"]

Array = NDArray[np.float64]
MAKERS = ("choices.build", "choices.loss", "choices.optimizer")


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

    lab: "Lab"
    name: str

    def __getattr__(self, name: str) -> "Function":
        """Return a function or class of the module."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self.lab, {"module": self.name, "name": name}, f"{self.name}.{name}")


@dataclass(frozen=True)
class Function:
    """Something to call in the worker; `look` tells more than the value."""

    lab: "Lab"
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

    lab: "Lab"
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


def received(lab: "Lab", tree: dict[str, Any]) -> Strange | Object:
    """Return what stands for a value that did not travel; WireError for anything else."""
    ((kind, content),) = tree.items()
    try:
        if kind == "strange":
            return Strange(_name(content["dtype"]), tuple(map(int, content["shape"][:8])))
        if kind == "object" and type(content["number"]) is int:
            return Object(lab, content["number"], _name(content["type"]))
    except (KeyError, TypeError, ValueError) as error:
        raise wire.WireError("a value that is not one of this protocol's") from error
    raise wire.WireError("a value that is not one of this protocol's")


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
