"""Load one submission and answer requests about it: the only file that runs a student's code.

Started as a program or loaded by `zygote`, never imported. Requests arrive on standard input and
answers leave on standard output, both taken away before anything of the student's runs: what a
submission prints is kept apart, what it reads is empty. Nothing here decides or knows about a
grade.
"""

import contextlib
import importlib
import importlib.util
import io
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

HERE = Path(__file__).parent
FILE_BYTES = 16 * 1024 * 1024


def beside(name: str) -> Any:
    """Load a module of this folder by path: the kit itself is not importable in a worker."""
    package, file = HERE / name, HERE / f"{name}.py"
    inner = [str(package)] if package.is_dir() else None
    file = package / "__init__.py" if inner else file
    spec = importlib.util.spec_from_file_location(
        f"_worker_{name}", file, submodule_search_locations=inner
    )
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[spec.name] = module  # type: ignore[union-attr]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


class Tools(NamedTuple):
    """The modules beside this one, loaded by path, and the files that a worker may read."""

    wire: Any
    visible: Any
    tape: Any
    traces: Any
    isolation: Any
    places: dict[str, list[str]]


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for the protocol and leave nothing behind to read from or write to."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


class Server:
    """The objects of one submission, by number, and the requests that can be made of them."""

    def __init__(self, using: Tools, settings: dict[str, Any]) -> None:
        self.using, self.settings = using, settings
        self.wire, self.visible = using.wire, using.visible
        self.np = sys.modules["numpy"]
        self.objects: list[Any] = []
        self.folder = ""
        self.tape = using.tape.Tape(settings["output_kb"] * 1024)
        sys.stdout = sys.__stdout__ = self.tape.text()  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = self.tape.text()  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = io.StringIO()  # type: ignore[misc, assignment]

    def confine(self, request: dict[str, Any], _: list[Any]) -> dict[str, Any]:
        """Shut this process in, but for what it may read; say who it is, and what went wrong."""
        wrong = self.using.isolation.finish(
            self.settings, self.using.places, request["readable"], self.settings["scratch"]
        )
        return {"value": (os.getpid(), wrong)}

    def load(self, request: dict[str, Any], _: list[Any]) -> None:
        """Make a submission importable; nothing of it runs yet."""
        self.folder = str(Path(request["folder"]))
        submission = self.visible.Submission(
            Path(request["folder"]), Path(request["datasets"]), request["names"], request["roots"]
        )
        submission.install()

    def run(self, request: dict[str, Any], _: list[Any]) -> None:
        """Run a file of the submission as a program, and pass on what it prints meanwhile."""
        file = Path(self.folder, request["file"])
        spec = self.visible.program(file)
        self.own_main = sys.modules["__main__"]  # else it would be cleared away
        sys.modules["__main__"] = module = importlib.util.module_from_spec(spec)
        sys.argv = [str(file)]
        self.tape.passed_on = 2
        spec.loader.exec_module(module)

    def seed(self, request: dict[str, Any], _: list[Any]) -> None:
        """Start the global generators anew: some programs draw from them."""
        random.seed(request["seed"])
        self.np.random.seed(request["seed"])

    def call(self, request: dict[str, Any], arrays: list[Any]) -> dict[str, Any]:
        """Call a function of a module or a method of an object."""
        function = self._find(request)
        arguments = self.wire.unpack(request["arguments"], arrays, self._referred)
        keywords = {
            name: self.wire.unpack(tree, arrays, self._referred)
            for name, tree in request["keywords"].items()
        }
        # The arrays that were passed, even where the call takes them out of their list.
        passed = [list(a) if isinstance(a, list) else a for a in arguments]
        self.tape.take()
        value = function(*arguments, **keywords)
        sys.stdout.flush()  # a submission may have put a stream of its own there
        return {"value": value, "printed": self.tape.take(), "after": passed}

    def get(self, request: dict[str, Any], _: list[Any]) -> dict[str, Any]:
        """Read an attribute of an object or a module."""
        return {"value": self._find(request)}

    def assign(self, request: dict[str, Any], arrays: list[Any]) -> None:
        """Write new values into an object's live arrays; their shapes must agree."""
        live = list(self._find(request))
        new = self.wire.unpack(request["values"], arrays, self._referred)
        if [self.np.shape(a) for a in live] != [a.shape for a in new]:
            shapes = ", ".join(str(self.np.shape(a)) for a in live)
            raise ValueError(f"parameters have the shapes {shapes}")
        for array, values in zip(live, new, strict=True):
            array[...] = values

    def assign_one(self, request: dict[str, Any], arrays: list[Any]) -> None:
        """Write new values into one of an object's live arrays."""
        live = self._find(request)[request["position"]]
        (values,) = self.wire.unpack(request["arguments"], arrays, self._referred)
        if live.shape != values.shape:
            raise ValueError(f"a parameter has the shape {live.shape}")
        live[...] = values

    def many(self, request: dict[str, Any], arrays: list[Any]) -> dict[str, Any]:
        """Carry out several requests, one after the other, and return the value of each."""
        values = []
        for one in request["requests"]:
            done = _OPERATIONS[one["operation"]](self, one, arrays) or {}
            values.append(done.get("value"))
        return {"value": values}

    def read(self, request: dict[str, Any], _: list[Any]) -> dict[str, Any]:
        """Return the bytes of a file that the submission wrote into its scratch folder."""
        with Path(request["file"]).open("rb") as file:
            content = file.read(FILE_BYTES)
        return {"value": self.np.frombuffer(content, self.np.uint8)}

    def picture(self, _: dict[str, Any], arrays: list[Any]) -> dict[str, Any]:
        """Decode a picture; asked only of a worker that has loaded no submission."""
        from PIL import Image, UnidentifiedImageError  # few workers ever need it

        Image.MAX_IMAGE_PIXELS = 40_000_000
        try:
            with Image.open(io.BytesIO(arrays[0].tobytes())) as image:
                image.thumbnail((400, 400))
                return {"value": self.np.asarray(image.convert("RGB"), dtype=self.np.uint8)}
        except UnidentifiedImageError:  # its own text holds an address, another one each time
            raise ValueError("its content is that of no known kind of picture") from None

    def _find(self, request: dict[str, Any]) -> Any:
        if "object" in request:
            return getattr(self.objects[request["object"]], request["name"])
        module = importlib.import_module(f"{self.visible.PACKAGE}.{request['module']}")
        return getattr(module, request["name"])

    def _referred(self, tree: dict[str, Any]) -> Any:
        ((kind, content),) = tree.items()
        if kind == "rng":
            return self.np.random.default_rng(content)
        return self.objects[content]

    def described(self, value: Any) -> dict[str, Any]:
        """Keep what is not plain, and send its number and the name of its type."""
        if isinstance(value, self.np.ndarray | self.np.generic):
            return {"strange": {"dtype": str(value.dtype)[:60], "shape": list(value.shape)}}
        self.objects.append(value)
        return {"object": {"number": len(self.objects) - 1, "type": type(value).__name__[:60]}}


def answer(server: Server, header: dict[str, Any], arrays: list[Any]) -> tuple[dict[str, Any], Any]:
    """Carry out one request and return the answer's header and arrays."""
    reply: dict[str, Any] = {"id": header["id"]}
    sent: list[Any] = []
    try:
        result = _OPERATIONS[header["operation"]](server, header, arrays)
        if result:
            result["printed"] = server.np.frombuffer(result.get("printed", b""), server.np.uint8)
            reply |= {
                key: server.wire.pack(value, sent, server.described)
                for key, value in result.items()
            }
    except BaseException as error:  # noqa: BLE001 — SystemExit and KeyboardInterrupt are answers too
        return {"id": header["id"], "error": server.using.traces.told(error, server.folder)}, []
    return reply, sent


_OPERATIONS: dict[str, Callable[..., dict[str, Any] | None]] = {
    "confine": Server.confine,
    "load": Server.load,
    "run": Server.run,
    "seed": Server.seed,
    "call": Server.call,
    "get": Server.get,
    "assign": Server.assign,
    "assign_one": Server.assign_one,
    "many": Server.many,
    "read": Server.read,
    "picture": Server.picture,
}


def tools(settings: dict[str, Any]) -> Tools:
    """Load what a worker works with: the other files of this folder, and NumPy."""
    visible = beside("visible")
    sys.meta_path.insert(0, visible.Installed(settings["packages"]))
    # Only now can it be found. This part NumPy itself would load later on, in every worker anew.
    import numpy.random  # noqa: F401

    isolation = beside("isolation")
    places = isolation.places(settings)
    return Tools(beside("wire"), visible, beside("tape"), beside("traces"), isolation, places)


def serve(settings: dict[str, Any], using: Tools) -> None:
    """Take the pipes, give up what a worker has no need of, and answer until its requests end."""
    requests, answers = take_pipes()
    os.chdir(settings["scratch"])
    using.isolation.begin(settings)
    server = Server(using, settings)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            header, arrays = using.wire.read_frame(requests)
            reply, sent = answer(server, header, arrays)
            try:
                using.wire.write_frame(answers, reply, sent)
            except (using.wire.WireError, ValueError) as error:
                large = {"id": header["id"], "large": str(error)[: using.traces.TEXT]}
                using.wire.write_frame(answers, large, [])


def main() -> None:
    """Serve as the settings say that were given as the one argument."""
    settings = json.loads(sys.argv[1])
    serve(settings, tools(settings))


if __name__ == "__main__":
    main()
