"""Put a package together from code in another layout; none of the student's lines is changed.

The hand-in's files become a package within the package, `handed_in`, and each module of the
contract takes its names from there: `from .handed_in.main import Linear`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from autograder.handin.contract import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

HANDED_IN = "handed_in"
ADAPTER = "adapter.py"
FIRST_LINE = (
    "# Written by the grader: the names of the contract, from the files that were handed in.\n"
)

STUB = """

def {name}(*_, **__):
    raise NotImplementedError("TODO({module}.{name})")
"""


@dataclass(frozen=True)
class Assembly:
    """How a package was put together.

    `origins` has the file in the package of each name of the contract that was found, `roots` the
    folders in which a plain `import` looks first, `adapter` the digest of an adapter, if one was
    attached: what such a package lacks is nobody's mistake. `slow` says that it could not be loaded
    in time, which a busy machine may be the reason for.
    """

    origins: Mapping[str, str]
    roots: tuple[str, ...]
    adapter: str = ""
    slow: bool = False


def assemble(
    package: Path,
    files: Mapping[str, bytes],
    owners: Mapping[str, str],
    *,
    adapter: bytes | None = None,
    absent: Iterable[str] = (),
) -> Assembly:
    """Write the package; `owners` has the file of each name, as a path in the package.

    An adapter goes beside `handed_in`, under the name that owners know it by. Of `absent` names
    there is a stub.
    """
    placed = {f"{HANDED_IN}/{path}": content for path, content in files.items()}
    placed |= {ADAPTER: adapter} if adapter is not None else {}
    placed |= {f"{module}.py": text.encode() for module, text in _modules(owners, absent).items()}
    for path, content in placed.items():
        target = package / path
        for folder in reversed(target.relative_to(package).parents):
            if not (made := package / folder).is_dir():
                made.mkdir(parents=True)
                made.chmod(0o755)  # readable for a worker of another user, whatever the umask
        target.write_bytes(content)
        target.chmod(0o644)
    return Assembly(dict(owners), _roots(files))


def _modules(owners: Mapping[str, str], absent: Iterable[str]) -> Mapping[str, str]:
    """Return the text of each module of the contract that has a name to offer."""
    texts: dict[str, str] = {}
    for name, path in owners.items():
        source = ".".join(PurePosixPath(path).with_suffix("").parts)
        line = f"from .{source} import {name}\n"
        texts[PLACES[name]] = texts.get(PLACES[name], FIRST_LINE) + line
    for name in absent:
        stub = STUB.format(name=name, module=PLACES[name])
        texts[PLACES[name]] = texts.get(PLACES[name], FIRST_LINE) + stub
    return texts


def _roots(files: Iterable[str]) -> tuple[str, ...]:
    """Return the folders that hold files, outermost first: programs are run from any of them."""
    folders = {PurePosixPath(HANDED_IN, path).parent for path in files}
    ordered = sorted(folders | {PurePosixPath(HANDED_IN)}, key=lambda f: (len(f.parts), str(f)))
    return tuple(".".join(folder.parts) for folder in ordered)
