"""What attacks on the protocol share: writing what a worker answers, or a careless grader reads."""

import gc
import json
import os
import struct
import sys


def say(line, header, payload=b""):
    """Write a verdict to every pipe, as a line and as a frame with the number that was asked."""
    frame = sys._getframe()
    while frame is not None and not ("reply" in frame.f_locals and "header" in frame.f_locals):
        frame = frame.f_back
    asked = frame.f_locals["header"]["id"] if frame else "0"
    text = header if isinstance(header, bytes) else json.dumps({"id": asked, **header}).encode()
    for one in gc.get_objects():
        if type(one).__name__ == "BufferedWriter" and one.name not in (1, 2):
            one.write(struct.pack(">I", len(text)) + text + payload)
            one.flush()
    for pipe in (1, 2):
        os.write(pipe, line.encode() + b"\n")
