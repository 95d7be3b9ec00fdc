"""Jupyter's server as a process of ours, by settings of ours and by no others.

Nothing in the user's own Jupyter folders is read or written.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

__all__ = ["HOST", "jupyter"]

HOST = "127.0.0.1"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""nbgrader's pages need scripts of their own in them, and nothing from anywhere else."""

EXTENSIONS = {
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.validate_assignment": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "jupyterlab": False,
    "jupyterlab_jupytext": False,
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "notebook": False,
    "notebook_shim": False,
}
FOLDERS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


def jupyter(
    home: Path, out: Path, port: int, token: str, log: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Start a server for the folder `out`, whose own files go to `home` and words to `log`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPY"))}
    for name in FOLDERS:
        (home / name.lower()).mkdir()
        environment[name] = str(home / name.lower())
    config = home / FOLDERS[0].lower() / "jupyter_server_config.json"
    config.touch(mode=0o600)  # it has the token
    config.write_text(json.dumps(_settings(out, port, token)), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    return subprocess.Popen(  # noqa: S603 — our own interpreter, and no word of anybody else's
        command,
        cwd=out,  # nbgrader reads nbgrader_config.py where it stands
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C is ours, and we end it
    )


def _settings(out: Path, port: int, token: str) -> Mapping[str, object]:
    server = {
        "ip": HOST,
        "port": port,
        "port_retries": 0,
        "root_dir": str(out),
        "open_browser": False,
        "terminals_enabled": False,
        "jpserver_extensions": EXTENSIONS,
        "tornado_settings": {"headers": {"Content-Security-Policy": POLICY}},
    }
    return {"ServerApp": server, "IdentityProvider": {"token": token}}
