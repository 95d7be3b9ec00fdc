"""Read one document from standard input, and say what is in it on standard output.

Started by path in a process of its own, where nothing of the kit can be imported but this folder,
and of what is installed only what the settings name.
"""

import importlib
import importlib.util
import json
import logging
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
READY = b"reading %d\n"


def main() -> None:
    """Shut this process in, then answer what the settings ask."""
    settings = json.loads(sys.argv[1])
    worker = HERE.parents[1] / "worker"
    isolation = _loaded(worker / "isolation")
    sys.meta_path.append(_loaded(worker / "visible.py").Installed(settings["packages"]))
    for name in ("autograder", "autograder.document", "autograder.document.inside"):
        package = ModuleType(name)
        package.__path__ = [str(HERE)] if name.endswith("inside") else []
        sys.modules[name] = package
    logging.disable()  # a library's remarks about a broken file help nobody
    answer = _task(settings["task"])  # while nothing of the document has been looked at
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    isolation.begin(settings)
    if wrong := isolation.finish(settings, isolation.places(settings)):
        sys.exit(f"it is not shut in as it should be: {'; '.join(wrong)}")
    out.write(READY % os.getpid())
    out.flush()
    out.write(answer(sys.stdin.buffer.read(), settings))
    out.flush()
    os._exit(0)  # nothing is left to tidy up, and tidying a large document takes a while


def _task(name: str) -> Any:
    module = {"content": "survey", "pictures": "rendering"}[name]
    return importlib.import_module(f"autograder.document.inside.{module}").answer


def _loaded(path: Path) -> Any:
    inner = [str(path)] if path.is_dir() else None
    file = path / "__init__.py" if inner else path
    spec = importlib.util.spec_from_file_location(path.stem, file, submodule_search_locations=inner)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


if __name__ == "__main__":
    main()
