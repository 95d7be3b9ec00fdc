"""Sockets of every kind that a program could talk to, and what they have heard."""

import selectors
import socket
import threading
from pathlib import Path

__all__ = ["Listeners"]


class Listeners:
    """Sockets of every kind that a program could talk to, and what they heard."""

    def __init__(self, folder: Path, nonce: str) -> None:
        self.heard = bytearray()
        self.path, self.abstract = folder / "socket", f"lab-{nonce}"
        self.tcp, self.udp = _bound(socket.SOCK_STREAM), _bound(socket.SOCK_DGRAM)
        self.unix = _unix(str(self.path))
        self.hidden = _unix("\0" + self.abstract)
        self.selector = selectors.DefaultSelector()
        for one in (self.tcp, self.udp, self.unix, self.hidden):
            self.selector.register(one, selectors.EVENT_READ)
        self.mine, self.theirs = socket.socketpair()
        self.selector.register(self.theirs, selectors.EVENT_READ)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            for key, _ in self.selector.select():
                one = key.fileobj
                assert isinstance(one, socket.socket)
                if one is self.theirs:
                    return
                if one in (self.tcp, self.unix, self.hidden):
                    guest, _ = one.accept()
                    self.heard += b"+"
                    self.selector.register(guest, selectors.EVENT_READ)
                elif data := one.recv(4096):
                    self.heard += data
                else:
                    self.selector.unregister(one)
                    one.close()

    def close(self) -> None:
        """Stop listening."""
        self.mine.close()
        self.thread.join()
        for key in list(self.selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self.selector.close()


def _bound(kind: socket.SocketKind) -> socket.socket:
    one = socket.socket(socket.AF_INET, kind)
    one.bind(("127.0.0.1", 0))
    if kind == socket.SOCK_STREAM:
        one.listen()
    return one


def _unix(name: str) -> socket.socket:
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    one.bind(name)
    one.listen()
    return one
