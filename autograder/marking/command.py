"""The command `formgrader`: nbgrader's formgrader on a folder of results, on this machine only."""

import argparse
import sys

from autograder.marking.serving import NotServed, Server
from autograder.outputs import visible

__all__ = ["formgrader"]

DONE, NOT_RUN = 0, 2


def formgrader(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C and return the exit status: 0 when it was stopped, 2 when it did not run.

    The one line on standard output is the address to open.
    """
    try:
        with Server(options.out, options.port) as server:
            sys.stdout.write(f"{server.address}\n")
            sys.stdout.flush()
            sys.stderr.write("Ctrl-C stops it; whatever was entered is saved at once.\n")
            if not options.no_browser:
                server.show()
            server.wait()
    except NotServed as reason:
        sys.stderr.write(visible(str(reason)) + "\n")
        return NOT_RUN
    except KeyboardInterrupt:  # it came before anybody waited for it
        return DONE
    return DONE
