"""Which files of this machine a worker may read: its interpreter's, its packages', and no others.

Of the packages that are installed, only those count that the worker may import. A folder that
holds others too, such as site-packages, shows its names and no content.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["Places", "found"]

Places = Mapping[str, list[str]]
Entry = os.DirEntry[str]
Finder = Callable[[Entry], bool]

OTHERS = ("site-packages", "dist-packages")
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
SYSTEM = (
    "/etc/ld.so.cache", "/etc/localtime", "/etc/matplotlibrc", "/usr/lib/locale",
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/matplotlib", "/usr/share/zoneinfo",
    "/dev/urandom", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu/online",
)  # fmt: skip
_VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
_PLATFORM = f"{sys.base_exec_prefix}/{sys.platlibdir}/{_VERSION}"
NOWHERE = ["/dev/null"]  # what may be written besides the scratch folder


def found(packages: Mapping[str, str], fonts: Iterable[str] = ()) -> Places:
    """Return what may be `readable`, only `listed`, and `written`, as absolute paths.

    `packages` has the folder in which each package lies that may be imported; `fonts` are folders
    that hold nothing but fonts.
    """
    standard = {os.path.dirname(os.__file__), _PLATFORM}  # noqa: PTH120 — strings all along
    installed = set(packages.values())
    readable = {
        *SYSTEM,
        *fonts,
        *_each(_library, standard),
        *_each(_of_this_machine, LIBRARIES),
        *(path for name, folder in packages.items() for path in _package(name, Path(folder))),
        *_each(_bundled, installed),
    }
    readable = {os.path.realpath(path) for path in readable}
    folders = {os.path.realpath(path) for path in (*LIBRARIES, *_prefixes(), *_mapped(), *_told())}
    shared = _each(_shared, (path for path in folders if not _within(path, readable)))
    readable |= {path for path in map(os.path.realpath, shared) if not _within(path, readable)}
    return {
        "readable": sorted(readable),
        "listed": sorted(standard | installed),
        "written": NOWHERE,
    }


def _within(path: str, folders: set[str]) -> bool:
    """Whether it is one of these folders, or lies in one."""
    parts = path.split("/")
    return any("/".join(parts[:n]) in folders for n in range(2, len(parts) + 1))


def _each(of: Finder, folders: Iterable[str]) -> Iterator[str]:
    """Yield what is found in each folder that can be looked into."""
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                yield from (entry.path for entry in entries if of(entry))
        except OSError:
            continue


def _library(entry: Entry) -> bool:
    """Whether it belongs to Python's own library."""
    return entry.name not in OTHERS


def _of_this_machine(entry: Entry) -> bool:
    """Whether it is Debian's folder of shared libraries for one kind of machine."""
    return "-linux-" in entry.name and entry.is_dir()


def _shared(entry: Entry) -> bool:
    """Whether it is a shared library."""
    return f"{entry.name}.".partition(".so.")[1] != "" and entry.is_file()


def _bundled(entry: Entry) -> bool:
    """Whether it is a folder of shared libraries that a package brought along."""
    return entry.name.endswith(".libs")


def _package(name: str, folder: Path) -> Iterator[str]:
    yield str(folder / name)
    yield from map(str, folder.glob(f"{name}.*py"))
    yield from map(str, folder.glob(f"{name}.*so"))


def _prefixes() -> Iterator[str]:
    """Yield where the interpreter keeps shared libraries of its own."""
    for prefix in (sys.base_prefix, sys.base_exec_prefix):
        yield from (f"{prefix}/lib", f"{prefix}/{sys.platlibdir}")


def _mapped() -> Iterator[str]:
    """Yield the folders of the shared libraries that this process has loaded, wherever they lie."""
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as lines:  # noqa: PTH123 — no Path in a worker's way
        for line in lines:
            path = line.partition("/")[2].rstrip("\n")
            if ".so" in path:
                yield os.path.dirname(f"/{path}")  # noqa: PTH120 — as above


def _told() -> Iterator[str]:
    """Yield where the environment says that shared libraries lie."""
    yield from filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(":"))
