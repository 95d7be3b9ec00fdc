"""Fork workers that have NumPy loaded already, which is most of what a worker's start costs.

Started as a program, never imported. It has one thread and meets no submission: it waits on a
socket for somebody to ask for a worker, and hands the pipes that came along to a child, which
serves as a worker that was started from nothing does. Nothing of checks, cases or expected values
is ever in its memory.
"""

import contextlib
import gc
import importlib.util
import io
import json
import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

SERVE = Path(__file__).with_name("serve.py")
MESSAGE = 64 * 1024
PIPES = 3


def loaded() -> Any:
    """Load `serve` by path: the kit itself is not importable here."""
    spec = importlib.util.spec_from_file_location("_worker_serve", SERVE)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules["_worker_serve"] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


class Zygote:
    """One process that forks workers, and further zygotes, until nobody holds its socket."""

    def __init__(self, control: socket.socket, serve: Any, tools: Any) -> None:
        self.control, self.serve, self.tools = control, serve, tools
        self.branches: set[int] = set()

    def tend(self) -> None:
        """Answer requests, one at a time; return when whoever asks has gone."""
        while True:
            text, pipes, _, _ = socket.recv_fds(self.control, MESSAGE, PIPES)
            if not text:
                return
            request = json.loads(text)
            answer = {**self.answer(request, pipes), "number": request["number"]}
            for pipe in pipes:
                os.close(pipe)
            self.control.send(json.dumps(answer).encode())

    def answer(self, request: dict[str, Any], pipes: list[int]) -> dict[str, Any]:
        """Do one thing that was asked for and return what came of it."""
        if request.get("drawing"):
            draw()
        self.branches = {pid for pid in self.branches if not os.waitpid(pid, os.WNOHANG)[0]}
        if request["ask"] == "worker":
            return {"pid": self.worker(request, pipes)}
        if request["ask"] == "branch":
            return {"pid": self.branch(pipes)}
        if request["ask"] == "wait":
            pid, status = os.waitpid(request["pid"], 0 if request["long"] else os.WNOHANG)
            return {"status": os.waitstatus_to_exitcode(status) if pid else None}
        return {"threads": sum(1 for _ in Path("/proc/self/task").iterdir())}

    def worker(self, request: dict[str, Any], pipes: list[int]) -> int:
        """Fork a worker with these three pipes and return its process id."""
        parent = os.getpid()
        child = os.fork()
        if child:
            return child
        try:  # no way out of here leads back into the loop
            os.setsid()
            for standard, pipe in enumerate(pipes):
                os.dup2(pipe, standard)
            os.closerange(PIPES, 65536)
            os.environ.clear()
            os.environ.update(request["environment"])
            tempfile.tempdir = None
            sys.modules["numpy"].random.seed()
            self.serve.serve({**request["settings"], "parent": parent}, self.tools)
            os._exit(0)
        finally:
            os._exit(1)

    def branch(self, pipes: list[int]) -> int:
        """Fork another zygote, which listens to a socket of its own, and return its process id."""
        parent = os.getpid()
        child = os.fork()
        if child:
            self.branches.add(child)
            return child
        try:
            self.tools.isolation.die_with_parent(parent)
            self.control.close()
            Zygote(socket.socket(fileno=pipes[0]), self.serve, self.tools).tend()
            os._exit(0)
        finally:
            os._exit(1)


def draw() -> None:
    """Load matplotlib, which some workers draw with and which takes longer than all the rest."""
    if "matplotlib.pyplot" not in sys.modules:
        with contextlib.suppress(ImportError):  # then a worker says so when it is asked to draw
            import matplotlib.pyplot as plt  # noqa: PLC0415 — for those that are forked from now on

            # The first picture of a process loads fonts and writers; the others are quick.
            plt.figure().subplots().set_title("0")
            plt.savefig(io.BytesIO())
            plt.close("all")
        gc.collect()
        gc.freeze()


def main() -> None:
    """Load what workers need, and tend to requests on the socket that stands as standard input."""
    settings = json.loads(sys.argv[1])
    serve = loaded()
    tools = serve.tools(settings)
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    # What is loaded by now stays as it is: a child that leaves it alone shares its memory.
    gc.collect()
    gc.freeze()
    Zygote(control, serve, tools).tend()


if __name__ == "__main__":
    main()
