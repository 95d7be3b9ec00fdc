"""A program of docs/ as a module, so that a test may ask it for what it writes."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

__all__ = ["loaded"]

DOCS = Path(__file__).parents[1] / "docs"


def loaded(name: str) -> ModuleType:
    """Return docs/<name>.py, loaded anew."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks for its own module there
    spec.loader.exec_module(module)
    return module
